"""Answers questions about a medicine from its profile, in the profile's own checked words; without one it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.content.library import Content
from triage.content.medicine_shapes import Faq, Profile

_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = frozenset(
    (
        "a an the i my me is it of to do does did can could should on in for with and or are be have has had this "
        "that what when how why will would if am at was you your after during while"
    ).split()
)
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class MedicineAnswer:
    """An answer from a profile, with the title of its source."""

    medicine: str
    text: str
    source: str


def answer_about(text: str, taken: tuple[str, ...], content: Content) -> MedicineAnswer | None:
    """Find the profile's answer to a question; `taken` are the ids of the person's medicines. None where no wording is near enough."""
    words = _words(text)
    best: tuple[float, Profile, Faq] | None = None
    for profile in content.profiles.values():
        names = _words(" ".join((profile.id, profile.label, *profile.names)))
        named = bool(words & names)
        if not named and profile.medicine not in taken:
            continue
        for faq in profile.faq:
            for wording in faq.questions:
                score = _nearness(words - names, _words(wording) - names)
                if score >= _ENOUGH and (best is None or score > best[0]):
                    best = (score, profile, faq)
    if best is None:
        return None
    _, profile, faq = best
    source = content.sources.get(faq.source)
    return MedicineAnswer(profile.label, faq.answer, source.title if source else faq.source)


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text.lower().replace("'", "")) if word not in _LITTLE)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _nearness(asked: frozenset[str], wording: frozenset[str]) -> float:
    """How much of a profile's wording is in the question, less for words that it does not have."""
    if not wording or not asked:
        return 0.0
    both = len(asked & wording)
    return (2 * both) / (len(asked) + len(wording)) if both else 0.0
