"""What can be wrong with content.

ContentError (a ValueError)
└── one clear line that names the file, the place in it, what is wrong and the nearest thing that would be right
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ContentError(ValueError):
    """The lexicon or the rules cannot be used as they stand."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the nearest known word as a hint, or give an empty string.

    >>> nearest("phrase", ["phrases", "label"])
    '; did you mean "phrases"?'
    """
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
