"""A message laid out for search: which words stand in which statement, worked out once and shared by all that look for phrases."""

from __future__ import annotations

from functools import cached_property

from triage.language.runs import LONGEST_STATEMENT, coordination
from triage.language.vocabulary import Unit

_DIGITS = frozenset("0123456789")


class Layout:
    """The units of a message with what the search for phrases and cues needs to know of them.

    `statement` numbers the statement of each unit: full stops and words like "but" part them, and phrases do not reach across; a run
    without either is cut after so many words, which keeps the time linear in the length of the text. `keys` (marks aside) and `texts`
    are all keys and texts of the units, `words` every single word in them, `numbers` says whether any begins with a digit; `places` tells
    for each statement where each key stands (marks other than joiners left out).
    """

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.statement: list[int] = []
        self.places: list[dict[str, list[int]]] = []
        placed = -1
        number = length = 0
        here: dict[str, list[int]] = {}
        for index, unit in enumerate(units):
            mark = unit.mark
            length += 1
            if mark == "stop" or mark == "break" or length > LONGEST_STATEMENT:
                number += 1
                length = 0
            self.statement.append(number)
            if mark and mark != "joiner":
                continue
            if number != placed:
                placed, here = number, {}
                self.places.append(here)
            for key in unit.keys:
                at = here.get(key)
                if at is None:
                    here[key] = [index]
                else:
                    at.append(index)
        self.keys: set[str] = set().union(*self.places)
        self.texts = {unit.text for unit in units}
        self.words = _single_words(self.texts)
        self.numbers = not _DIGITS.isdisjoint([text[:1] for text in self.texts])

    @cached_property
    def groups(self) -> list[int]:
        """The coordinations of the message, by unit."""
        return coordination(self.units)


def _single_words(texts: set[str]) -> set[str]:
    """The texts, those of several words in parts too."""
    several = [text for text in texts if " " in text]
    return texts.union(*[text.split() for text in several]) if several else texts
