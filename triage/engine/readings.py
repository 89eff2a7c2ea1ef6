"""The three readings of what is not known. A verdict is the strictest one in which a rule fires; 0: it cannot fire.

- low: everything not known is taken as denied (`at_least`);
- now: what must be present has to be known, what must be ruled out stands until it is (`urgency`);
- high: everything not known is taken as present (`could_be`).
"""

LOW, NOW, HIGH = 1, 2, 3

Openings = tuple[tuple[str, ...], tuple[str, ...]]
"""What a rule that could still fire waits for: a smallest set of conditions, and the others whose yes would do as well."""
