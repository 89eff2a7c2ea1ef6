"""Ground floor: the words that every other floor shares. Imports nothing of ours."""
