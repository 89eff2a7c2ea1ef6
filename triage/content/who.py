"""Conditions on the patient, as written in `who` of a rule, and whether they hold of a person.

    age < 3 months          pregnant               medicine:alemtuzumab
    female                  pregnant >= 20 weeks   medicine:alemtuzumab <= 7 days
    postpartum <= 6 weeks   anticoagulated         diabetes

Each is true, false or not known; an unknown age or an unlisted medicine is never taken for "no".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from triage.content.atoms import compare
from triage.content.errors import ContentError

_YEARS = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0}
_WEEKS = {"day": 1 / 7, "week": 1.0, "month": 4.345, "year": 52.18}
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_AGE = re.compile(r"^age\s*(>=|<=|>|<)\s*([0-9.]+)\s*([a-z]*)$")
_WEEKS_OF = re.compile(r"^(pregnant|postpartum)\s*(>=|<=|>|<)\s*([0-9.]+)\s*([a-z]+)$")
_MEDICINE = re.compile(r"^medicine:([a-z0-9_]+)(?:\s*(>=|<=|>|<)\s*([0-9.]+)\s*([a-z]+))?$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class WhoAtom:
    """One condition on the patient: `kind` is age, sex, pregnant, postpartum, medicine or risk (which includes conditions)."""

    text: str
    kind: str
    name: str = ""
    operator: str = ""
    number: float = 0.0

    def compares(self, value: float | None) -> bool | None:
        """Compare a number that may be not known."""
        return None if value is None else compare(value, self.operator, self.number)


@lru_cache(maxsize=4096)
def parse_who(text: str) -> WhoAtom:
    """Read a condition on the patient. Raises ContentError if it is not one.

    >>> parse_who("age < 3 months").number
    0.25
    """
    text = text.strip()
    if text in ("female", "male"):
        return WhoAtom(text, "sex", text)
    if text in ("pregnant", "postpartum"):
        return WhoAtom(text, text)
    if match := _AGE.match(text):
        operator, number, unit = match.groups()
        return WhoAtom(text, "age", "", operator, float(number) * _unit(unit or "years", _YEARS, text))
    if match := _WEEKS_OF.match(text):
        kind, operator, number, unit = match.groups()
        return WhoAtom(text, kind, "", operator, float(number) * _unit(unit, _WEEKS, text))
    if match := _MEDICINE.match(text):
        name, operator, number, unit = match.groups()
        return WhoAtom(text, "medicine", name, operator or "", float(number) * _unit(unit, _DAYS, text) if number else 0.0)
    if _NAME.match(text):
        return WhoAtom(text, "risk", text)
    raise ContentError(f'"{text}" is no condition on a patient; write age < 3 months, female, pregnant, medicine:NAME or a risk')


def _unit(unit: str, known: dict[str, float], text: str) -> float:
    unit = unit.rstrip("s")
    if unit not in known:
        raise ContentError(f'"{text}" needs a unit: {", ".join(sorted(known))}')
    return known[unit]
