"""Cuts a message into words that keep their offsets into the original text.

spaCy's blank English tokenizer does the cutting. It takes quadratic time on long runs without a space (two minutes for 50,000
brackets), so such runs are handed to it in pieces; every piece keeps its offset, and the whole stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found,unused-ignore]

_LONG_RUN = re.compile(r"\S{81}")
_PIECE = re.compile(r"\S{1,80}|\s+")
_GLUED_UNIT = re.compile(
    r"^(\d+(?:\.\d+)?)(lbs?|kgs?|st|stone|mg|ml|cm|mm|wks|weeks?|hrs|hours?|mins|minutes|days|months?|yrs|years|bpm|pads?)$"
)
_DIGITS = frozenset("0123456789")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")
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
        "\u00a0": " ",
        **dict.fromkeys("[]{}<>|*_~", " "),
        "(": ",",
        ")": ",",
    }
)


@dataclass(slots=True)
class Word:
    """A word of the message in lower case with contractions opened ("n't" is "not"); `start` and `end` are offsets."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def english_tokenizer() -> Tokenizer:
    """Make spaCy's English tokenizer, once. The import is here because it takes half a second."""
    import spacy

    return spacy.blank("en").tokenizer


def words_of(text: str) -> list[Word]:
    """Cut `text` into words; `text[word.start:word.end]` is what was typed.

    >>> [word.text for word in words_of("I can't stop vomiting")]
    ['i', 'can', 'not', 'stop', 'vomiting']
    """
    # Same-length clean-up, so that offsets stay those of the original.
    clean = _INVISIBLE.sub(" ", text.translate(_TRANSLATED))
    lowered = clean.lower()
    if len(lowered) == len(clean):
        clean = lowered
    tokenize = english_tokenizer()
    if not _LONG_RUN.search(clean):
        words = []
        glued = False
        for token in tokenize(clean):
            norm, start = token.norm_, token.idx
            if norm.isspace():
                if "\n" not in norm:
                    continue
                norm = "\n"
            elif norm[0] in _DIGITS:
                glued = glued or norm[-1].isalpha()
            words.append(Word(norm.lower(), start, start + len(token)))
        return _split_units(words) if glued else words
    words = []
    for piece in _PIECE.finditer(clean):
        if not piece.group().isspace():
            offset = piece.start()
            words.extend(
                Word(token.norm_.lower(), offset + token.idx, offset + token.idx + len(token)) for token in tokenize(piece.group())
            )
    return _split_units(words)


def _split_units(words: list[Word]) -> list[Word]:
    """Part a number from the unit glued to it ("20lbs")."""
    parted: list[Word] = []
    for word in words:
        match = _GLUED_UNIT.match(word.text)
        if match and word.end - word.start == len(word.text):
            middle = word.start + len(match.group(1))
            parted += [Word(match.group(1), word.start, middle), Word(match.group(2), middle, word.end)]
        else:
            parted.append(word)
    return parted
