"""The faces: command line, terminal, plain text, browser. No medicine, no decisions."""
