"""Cuts a message into words that keep their offsets into the original text.

spaCy's blank English tokenizer does the cutting. It takes quadratic time on long runs without a space (two minutes for 50,000
brackets), so such runs are handed to it in pieces; every piece keeps its offset, and the whole stays linear. It looks at one run of
letters between spaces at a time, so what it made of a run is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from triage.content.lasting import lasting

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found,unused-ignore]

LONGEST_PIECE = 80
MOST_KEPT = 50_000
LONGEST_KEPT = 24
_GLUED_UNIT = re.compile(
    r"^(\d+(?:\.\d+)?)(lbs?|kgs?|st|stone|mg|ml|cm|mm|wks|weeks?|hrs|hours?|mins|minutes|days|months?|yrs|years|bpm|pads?)$"
)
_BLANKS = "\t\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u2060\ufeff\ufe0e\ufe0f" + "".join(
    chr(code) for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2061, 0x2069)) for code in range(first, last + 1)
)
_TRANSLATED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": ".",
        **dict.fromkeys("[]{}<>|*_~" + _BLANKS + _INVISIBLE, " "),
        **dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
        "(": ",",
        ")": ",",
    }
)
"""Letter for letter, so that offsets stay those of the original."""

_MARKS_BEHIND = frozenset(",.?!;:")

Cut = tuple[tuple[str, int, int], ...]
"""The words of a run of letters without a space, each with where it begins and ends in it."""


@dataclass(slots=True)
class Word:
    """A word of the message in lower case with contractions opened ("n't" is "not"); `start` and `end` are offsets."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def english_tokenizer() -> Tokenizer:
    """Make spaCy's English tokenizer, once. The import is here because it takes half a second."""
    with lasting():
        import spacy

        return spacy.blank("en").tokenizer


class WordCutter:
    """Cuts messages, and keeps how it cut each run of letters: the tokenizer looks at nothing but the run itself."""

    def __init__(self) -> None:
        self._cuts: dict[str, Cut] = {}

    def words_of(self, text: str) -> list[Word]:
        """Cut `text` into words; `text[word.start:word.end]` is what was typed."""
        clean = text.translate(_TRANSLATED)
        lowered = clean.lower()
        if len(lowered) == len(clean):
            clean = lowered
        words: list[Word] = []
        cuts = self._cuts
        start = 0
        for number, line in enumerate(clean.split("\n")):
            if number and (not words or words[-1].text != "\n"):
                words.append(Word("\n", start - 1, start))
            for run in line.split(" "):
                if run:
                    for word, begin, end in cuts.get(run) or self._cut(run):
                        words.append(Word(word, start + begin, start + end))
                start += len(run) + 1
        return words

    def _cut(self, run: str) -> Cut:
        """Cut a run of letters without a space, and keep the answer."""
        cut = self._without_its_mark(run)
        if cut is None:
            pieces = (run[first : first + LONGEST_PIECE] for first in range(0, len(run), LONGEST_PIECE))
            cut = tuple(word for number, piece in enumerate(pieces) for word in _cut_piece(piece, number * LONGEST_PIECE))
        if len(run) <= LONGEST_KEPT:
            if len(self._cuts) > MOST_KEPT:
                self._cuts.clear()
            self._cuts[run] = cut
        return cut

    def _without_its_mark(self, run: str) -> Cut | None:
        """Cut a known word with a mark behind it ("rash,"), unless the two are one word ("etc.")."""
        size = len(run) - 1
        known = self._cuts.get(run[:size]) if run[size] in _MARKS_BEHIND and run[:size].isalpha() else None
        if known is None or (run[size] == "." and (size < 2 or run in english_tokenizer().rules)):
            return None
        return (*known, (run[size], size, size + 1))


_usual = WordCutter()


def words_of(text: str) -> list[Word]:
    """Cut `text` into words; `text[word.start:word.end]` is what was typed.

    >>> [word.text for word in words_of("I can't stop vomiting")]
    ['i', 'can', 'not', 'stop', 'vomiting']
    """
    return _usual.words_of(text)


def _cut_piece(piece: str, offset: int) -> list[tuple[str, int, int]]:
    words: list[tuple[str, int, int]] = []
    for token in english_tokenizer()(piece):
        word, start, end = token.norm_.lower(), offset + token.idx, offset + token.idx + len(token)
        match = _GLUED_UNIT.match(word)
        if match and len(token) == len(word):
            # A number is parted from the unit glued to it ("20lbs").
            middle = start + len(match.group(1))
            words += [(match.group(1), start, middle), (match.group(2), middle, end)]
        elif not word.isspace():
            words.append((word, start, end))
    return words
