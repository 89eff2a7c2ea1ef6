"""The interview as a pure state machine over an event log, and the assessor that joins the floors below."""
