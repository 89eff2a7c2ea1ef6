"""The language floor: text to findings and patient facts."""
