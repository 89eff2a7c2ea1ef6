"""A message laid out for search: which words stand in which statement, worked out once and shared by all that look for phrases."""

from __future__ import annotations

from functools import cached_property

from triage.language.runs import coordination, statements
from triage.language.vocabulary import Unit

_DIGITS = frozenset("0123456789")


class Layout:
    """The units of a message with what the search for phrases and cues needs to know of them.

    `statement` numbers the statement of each unit; `keys` and `texts` are all keys and texts of the units, `words` every single word in
    them, `numbers` says whether any begins with a digit; `places` tells for each statement where each key stands (marks other than
    joiners left out).
    """

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.statement = statements(units)
        keys: set[str] = set()
        places: list[dict[str, list[int]]] = []
        number, here = -1, {}  # type: int, dict[str, list[int]]
        for index, (unit, of) in enumerate(zip(units, self.statement, strict=True)):
            keys |= unit.keys
            if unit.mark and unit.mark != "joiner":
                continue
            if of != number:
                number, here = of, {}
                places.append(here)
            for key in unit.keys:
                if key in here:
                    here[key].append(index)
                else:
                    here[key] = [index]
        self.texts = {unit.text for unit in units}
        self.words = _single_words(self.texts)
        self.numbers = not _DIGITS.isdisjoint([text[:1] for text in self.texts])
        self.keys = keys
        self.places = places

    @cached_property
    def groups(self) -> list[int]:
        """The coordinations of the message, by unit."""
        return coordination(self.units)


def _single_words(texts: set[str]) -> set[str]:
    """The texts, those of several words in parts too."""
    several = [text for text in texts if " " in text]
    return texts.union(*[text.split() for text in several]) if several else texts
