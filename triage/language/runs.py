"""Runs of words in a message: literal runs, statements, and what is joined by "and", "or" or commas."""

from __future__ import annotations

from triage.language.vocabulary import Unit

LONGEST_STATEMENT = 60


def literal_run(units: list[Unit], index: int, keys: tuple[str, ...]) -> tuple[int, ...]:
    """Match a literal run of keys from `index`; give the units used, or nothing."""
    used: list[int] = []
    here, count = index, len(units)
    for key in keys:
        while here < count and used and units[here].skipped and key not in units[here].keys:
            here += 1
        if here >= count or key not in units[here].keys:
            return ()
        used.append(here)
        here += 1
    return tuple(used)


def coordination(units: list[Unit]) -> list[int]:
    """Number the groups of words joined by "and", "or" or commas ("face, hands, lower legs, or feet"); -1 stands alone."""
    groups = [-1] * len(units)
    number = 0
    previous = -1
    joined = False
    for index, unit in enumerate(units):
        if unit.mark in ("stop", "break"):
            previous, joined = -1, False
        elif unit.mark in ("joiner", "comma"):
            joined = joined or unit.text in (",", "and", "or", "/", "&", "plus", "nor", "and/or", "n", "+")
        elif unit.light:
            continue
        else:
            if joined and previous >= 0:
                if groups[previous] < 0:
                    groups[previous] = number
                    number += 1
                for other in range(previous + 1, index + 1):
                    groups[other] = groups[previous]
            previous, joined = index, False
    return groups
