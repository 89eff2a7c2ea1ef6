"""Words that deny a finding by saying that all is well: "breathing is fine", "I can walk on it", "eating and drinking normally".

They are the lexicon's `denied_by`. A denial lowers a level, so whatever makes it doubtful drops it: a negation or doubt before it ("not
sure his breathing is normal"), a time that is over ("could walk fine until today"), somebody else, a question, a guessed spelling.
"""

from __future__ import annotations

from triage.language.drafts import Draft
from triage.language.little_words import NEGATIONS
from triage.language.vocabulary import Unit

NEAR = 6
"""So many words before and after are looked at, up to the next mark."""
_DOUBTS = frozenset(
    """
    if whether until till unless used hardly barely rarely trouble difficulty struggle struggling hard wish want hope could would should
    before once usually normally sure unsure longer cant maybe might may does did do is are will how when think
    """.split()
)
_DOUBTS_AFTER = frozenset(
    "until till unless before yesterday earlier then normally usually apart except mostly sometimes unless if when with".split()
)
_ASKS = frozenset({"is", "are", "does", "do", "did", "was", "will", "should"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "i", "we", "his", "her", "my", "their", "this", "that", "there", "your", "you"})


def settle(units: list[Unit], drafts: list[Draft]) -> list[Draft]:
    """Turn what says that all is well into denials, and drop what does not say it surely."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.denies and draft.reading is None:
            if draft.presence != "present" or not _says_so(units, draft.units):
                continue
            draft.presence = "denied"
        kept.append(draft)
    return kept


def _says_so(units: list[Unit], span: tuple[int, ...]) -> bool:
    inside = set(span)
    for index in span:
        if units[index].correction is not None:
            return False
    for index in range(span[0], span[-1]):
        if index not in inside and (not NEGATIONS.isdisjoint(units[index].keys) or units[index].mark in ("stop", "break")):
            return False
    first = span[0]
    while first > max(0, span[0] - NEAR) and units[first - 1].mark not in ("stop", "break", "comma"):
        first -= 1
        if not NEGATIONS.isdisjoint(units[first].keys) or units[first].text in _DOUBTS:
            return False
    if units[first].text in _ASKS and (first == span[0] or units[first + 1].text in _SUBJECTS):
        return False
    near = True
    for index in range(span[-1] + 1, min(len(units), span[-1] + 1 + 2 * NEAR)):
        unit = units[index]
        if unit.mark == "stop":
            return unit.text != "?"
        near = near and unit.mark not in ("comma", "joiner") and index <= span[-1] + NEAR
        if near and unit.text in _DOUBTS_AFTER:
            return False
        if unit.mark == "break":
            break
    return True
