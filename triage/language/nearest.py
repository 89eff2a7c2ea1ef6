"""The known words nearest to one that nobody knows, by edits and swaps of letters."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 24


class NearestWords:
    """Known words of four letters or more, indexed by their length and their ends."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._by_end: dict[tuple[int, str], list[str]] = {}
        for word in words:
            self._by_length.setdefault(len(word), []).append(word)
            for end in _ends(word):
                self._by_end.setdefault((len(word), end), []).append(word)

    def of(self, word: str) -> list[tuple[str, int]]:
        """Give the words one edit or swap away, or two for a word of eight letters or more that has none; with the distance.

        A word of four letters may only have lost one.
        """
        length = len(word)
        # One edit or swap leaves the first two letters or the last two as they are: few words need a closer look.
        sizes = range(5, 6) if length == 4 else range(length - 1, length + 2)
        found = _near(word, sorted({known for size in sizes for end in _ends(word) for known in self._by_end.get((size, end), ())}), 1)
        if not found and length >= 8:
            found = _near(word, [known for size in range(length - 2, length + 3) for known in self._by_length.get(size, ())], 2)
        return found


def _ends(word: str) -> tuple[str, str]:
    return word[:2] + "-", "-" + word[-2:]


def _near(word: str, choices: list[str], most: int) -> list[tuple[str, int]]:
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=MOST)
    return [(known, distance) for known, distance, _ in near]
