"""Atoms: the smallest statements that rules are made of, and whether a finding makes one true.

    melena                              the concept, or any concept below it
    headache[sudden, severe]            ... with all of these attributes
    vomiting[for >= 24 hours]           ... begun so long ago
    pyrexia[value >= 39]                ... with this measurement
    pain[site chest]                    ... at this site

An atom is true, false or not known of a finding; an attribute that was not said leaves it not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from triage.content.errors import ContentError
from triage.model.finding import Attributes

HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "year": 8766.0}
_SEVERITY = {"mild": 0, "moderate": 1, "severe": 2, "worst": 3}
_ATOM = re.compile(r"^([a-z][a-z0-9_]*)(?:\[([^\]]+)\])?$")
_COMPARISON = re.compile(r"^(for|count|value|pain)\s*(>=|<=|>|<)\s*([0-9.]+)\s*([a-z]*)$")
_SITE = re.compile(r"^site\s+([a-z_]+)$")
CONTRADICTIONS = {
    "sudden": frozenset({"gradual"}),
    "gradual": frozenset({"sudden"}),
    "constant": frozenset({"comes_and_goes"}),
    "comes_and_goes": frozenset({"constant"}),
    "first": frozenset({"usual"}),
    "usual": frozenset({"first", "changed"}),
    "changed": frozenset({"usual"}),
}
FLAGS = frozenset(
    """
    at_rest on_exertion on_standing lying_flat when_pressed after_food after_injury breathing_in on_moving at_night
    after_medicine after_alcohol after_travel after_surgery after_exertion after_sting in_pregnancy constant
    comes_and_goes usual first changed crushing tearing burning_character throbbing_character stabbing_character dull
    not_relieved now
    """.split()
)
TRENDS = frozenset({"worse", "better", "spreading", "same", "recurrent"})
SIDES = frozenset({"left", "right", "one_side", "both_sides"})
AMOUNTS = frozenset({"heavy", "light"})


@dataclass(frozen=True, slots=True)
class Test:
    """One condition on the attributes of a finding."""

    kind: str
    word: str = ""
    operator: str = ""
    number: float = 0.0

    def holds(self, attributes: Attributes) -> bool | None:
        """True, False, or None where the attribute was not said."""
        kind = self.kind
        if kind == "severity":
            if attributes.severity is None:
                return None
            said = _SEVERITY[attributes.severity]
            wanted = _SEVERITY[self.word]
            return said == wanted if wanted <= 1 else said >= wanted
        if kind == "onset":
            return None if attributes.onset is None else attributes.onset == self.word
        if kind == "trend":
            if attributes.trend is None:
                return None
            if attributes.trend == self.word:
                return True
            return False if {attributes.trend, self.word} <= {"worse", "better", "same"} else None
        if kind == "side":
            if attributes.side is None:
                return None
            if self.word == "one_side":
                return attributes.side in ("left", "right", "one_side")
            return attributes.side == self.word or (None if attributes.side == "one_side" and self.word != "both_sides" else False)
        if kind == "amount":
            return None if attributes.amount is None else attributes.amount == self.word
        if kind == "flag":
            if self.word in attributes.flags:
                return True
            opposite = CONTRADICTIONS.get(self.word)
            return False if opposite and not opposite.isdisjoint(attributes.flags) else None
        if kind == "site":
            return None if attributes.site is None else attributes.site == self.word
        number = {"for": attributes.started_hours, "count": attributes.count, "value": attributes.value, "pain": attributes.pain_score}[
            kind
        ]
        if number is None:
            return None
        return compare(number, self.operator, self.number)


@dataclass(frozen=True, slots=True)
class Atom:
    """A concept with tests on its attributes, as written in a rule."""

    text: str
    concept: str
    tests: tuple[Test, ...]

    def holds(self, attributes: Attributes) -> bool | None:
        """Whether a finding of the concept with these attributes makes the atom true (None: not known)."""
        known = True
        for test in self.tests:
            result = test.holds(attributes)
            if result is False:
                return False
            known = known and result is True
        return True if known else None


def compare(number: float, operator: str, limit: float) -> bool:
    """Compare as the operator says.

    >>> compare(38.0, ">=", 38), compare(2, "<", 2)
    (True, False)
    """
    if operator == ">=":
        return number >= limit - 1e-9
    if operator == "<=":
        return number <= limit + 1e-9
    return number > limit + 1e-9 if operator == ">" else number < limit - 1e-9


@lru_cache(maxsize=8192)
def parse_atom(text: str) -> Atom:
    """Read an atom. Raises ContentError if it is not one.

    >>> parse_atom("vomiting[for >= 24 hours]").tests[0].number
    24.0
    """
    match = _ATOM.match(text.strip())
    if not match:
        raise ContentError(f'"{text}" is not a condition; write concept or concept[attribute, ...]')
    concept, inside = match.groups()
    tests = tuple(sorted((_parse_test(part.strip(), text) for part in inside.split(",")), key=repr)) if inside else ()
    return Atom(text.strip(), concept, tests)


def _parse_test(part: str, text: str) -> Test:
    if part in _SEVERITY:
        return Test("severity", part)
    if part in ("sudden", "gradual"):
        return Test("onset", part)
    for kind, words in (("trend", TRENDS), ("side", SIDES), ("amount", AMOUNTS), ("flag", FLAGS)):
        if part in words:
            return Test(kind, part)
    if site := _SITE.match(part):
        return Test("site", site.group(1))
    comparison = _COMPARISON.match(part)
    if not comparison:
        raise ContentError(f'"{part}" in "{text}" is no attribute; known: {", ".join(sorted(known_tests()))}')
    kind, operator, number, unit = comparison.groups()
    if kind != "for":
        return Test(kind, "", operator, float(number))
    unit = unit.rstrip("s")
    if unit not in HOURS:
        raise ContentError(f'"{part}" in "{text}" needs a unit: minutes, hours, days, weeks, months or years')
    return Test("for", "", operator, float(number) * HOURS[unit])


def known_tests() -> Iterable[str]:
    """Name every attribute word that may stand in brackets."""
    return {*_SEVERITY, "sudden", "gradual", *TRENDS, *SIDES, *AMOUNTS, *FLAGS, "for >= N days", "count >= N", "value >= N", "site NAME"}
