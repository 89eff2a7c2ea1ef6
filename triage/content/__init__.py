"""The content: finds, reads, validates and cross-checks lexicon and rules."""
