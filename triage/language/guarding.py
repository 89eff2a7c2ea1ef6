"""Guarded words: everyday words that are a finding only where a person speaks of themselves ("weak", "hot", "exhausted")."""

from __future__ import annotations

from triage.content.library import Content
from triage.language.layout import Layout
from triage.language.patterns import Match
from triage.language.people import person_word
from triage.language.statements import PERSON_WORDS
from triage.language.vocabulary import Unit

_LEADS = frozenset(
    """
    been be feeling felt feel feels so very really still getting got get just always a bit little quite pretty all woke up waking having
    keep keeps constantly constant bad awful terrible horrible such totally completely super proper dead
    """.split()
)
"""Words that a clipped message may begin with, before what is wrong: "**been so** tired lately"."""
_FOLLOWS = frozenset(
    """
    after since lately again all every today tonight now when for most much bigger worse better recently always constantly
    everywhere and or
    """.split()
)
_QUALITIES = frozenset(
    """
    deep dull horrid intolerable nagging persistent low level debilitating chronic unbearable excruciating awful terrible horrible
    intense extreme mild moderate severe slight sharp stabbing burning throbbing ongoing continuous continual frequent occasional
    general overall excessive chronic acute bad worst nasty general generalised generalized non stop nonstop 24/7 random sudden onset
    time times day days week weeks month months year years hour hours night nights morning mornings evening evenings daily nightly
    weekly most all ill quite unrelenting relentless crippling agonizing agonising vague unexplained washed pregnant
    """.split()
)
_EVERYDAY = frozenset({"hot", "cold", "blood", "gas", "wind", "corn", "temp", "temperature", "exhaust", "absence"})
"""Too common as an opening word of things and the weather."""


def without_guarded(layout: Layout, matches: list[Match], guarded: frozenset[str], qualities: frozenset[str]) -> list[Match]:
    """Drop findings of one guarded word in statements that speak of no person: "that coffee is weak".

    `qualities` are words of degree, time and kind, which say nothing of whose it is ("**deep constant** pain").
    """
    units = layout.units
    doubtful = [match for match in matches if len(match.units) == 1 and _meant(units[match.units[0]]) in guarded]
    if not doubtful or len(doubtful) < len(matches):
        return matches
    used = {index for match in matches for index in match.units}
    inside: dict[int, list[int]] = {}
    for index, number in enumerate(layout.statement):
        inside.setdefault(number, []).append(index)
    spoken: dict[int, bool] = {}
    kept = []
    for match in matches:
        number = layout.statement[match.units[0]]
        if number not in spoken:
            here = inside[number]
            spoken[number] = (
                all(index in used or units[index].light or units[index].text in qualities for index in here)
                or any(units[index].text in PERSON_WORDS or person_word(units[index]) is not None for index in here)
                or _clipped(units, here, match.units[0])
            )
        if spoken[number]:
            kept.append(match)
    return kept


def _meant(unit: Unit) -> str:
    """The word of a unit as it should be spelt."""
    return unit.correction or unit.text


def qualities_of(content: Content) -> frozenset[str]:
    """The single words of the attribute lists, and others of degree, time and kind."""
    said = {word for entry in content.attributes for word in entry.words if " " not in word}
    return frozenset(said) | _QUALITIES


def _clipped(units: list[Unit], here: list[int], at: int) -> bool:
    """Whether a statement without a subject opens with the word: "**tired** after a late night", "been so **tired** lately"."""
    if units[at].text in _EVERYDAY or any(units[index].text not in _LEADS for index in here if index < at):
        return False
    after = units[at + 1] if at + 1 in here else None
    return after is None or bool(after.mark) or after.text in _FOLLOWS
