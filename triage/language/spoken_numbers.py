"""Numbers as people write them, turned to digits before ages are looked for: "three and a half", "2½", "eighty nine"."""

from __future__ import annotations

import re

from triage.language.numbers import has_any

_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
_TEENS = {
    word: number
    for number, word in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10)
}
_TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SMALL = {**_ONES, **_TEENS}
_LARGE = re.compile(rf"\b({'|'.join(_TENS)})(?:[\s-]+({'|'.join(_ONES)}))?\b|\b({'|'.join(list(_TEENS)[3:])})\b")
_HALF = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_SMALL)})\s*(?:and\s+a\s+half\b|&\s*a\s+half\b|½|\s1/2\b)")
_HALF_AFTER = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_SMALL)})\s+(years?|months?|weeks?)\s+and\s+a\s+half\b")
LARGE_WORDS = (*_TENS, "teen", "half", "½", "1/2")


def in_digits(lowered: str) -> str:
    """Write halves and the larger numbers of a text in lower case in digits; offsets are not kept.

    >>> in_digits("three and a half weeks old"), in_digits("she is eighty nine"), in_digits("2½ months")
    ('3.5 weeks old', 'she is 89', '2.5 months')
    """
    if "half" in lowered or "½" in lowered or "1/2" in lowered:
        lowered = _HALF.sub(lambda match: f"{_value(match[1])}.5", lowered)
        lowered = _HALF_AFTER.sub(lambda match: f"{_value(match[1])}.5 {match[2]}", lowered)
    if has_any(lowered, LARGE_WORDS):
        lowered = _LARGE.sub(lambda match: str(_TENS[match[1]] + _ONES.get(match[2] or "", 0) if match[1] else _TEENS[match[3]]), lowered)
    return lowered


def _value(text: str) -> int:
    return _SMALL[text] if text in _SMALL else int(text)
