"""Standard vignettes and first messages: no emergency is missed, and the rest is met with a level head."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from triage.dialogue.assessor import Assessor
from triage.model.patient import Patient
from triage.model.urgency import Urgency

FOLDER = Path(__file__).parent / "vignettes"
STANDARD_FLOORS = {False: 0.935, True: 0.948}
"""The share of the standard vignettes whose level is one of the accepted, at once and after an interview with only denials.

What is known to be wrong stays in the file; openers and emergencies that are still missed stand in still_wrong.jsonl.
"""
OPENERS_FLOOR_DENIED = 0.98
"""The share of the emergency openers that are still sent to hospital when everything left open is denied."""
SELF_CARE_FLOORS = {False: 0.845, True: 0.885}
"""The same for the vignettes that a patient can look after alone."""


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a file: id, text, accept (levels of the ladder), label, and age and sex where they are given."""
    return tuple(json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def level(assessor: Assessor, row: dict[str, Any], *, assume_denied: bool) -> Urgency:
    return assessor.assess(row["text"], Patient(age=row.get("age"), sex=row.get("sex")), assume_denied=assume_denied).urgency


def shown(misses: list[tuple[dict[str, Any], Urgency]]) -> str:
    return "\n".join(f"{row['id']}: {given.value}: {row['text']}" for row, given in misses)


def test_files_hold_enough_rows() -> None:
    standard, openers = rows("standard"), rows("openers")
    assert len(standard) >= 150
    assert sum(row["label"] == "em" for row in openers) >= 120
    assert sum(row["label"] == "ok" for row in openers) >= 60
    for name in ("standard", "openers"):
        identifiers = [row["id"] for row in rows(name)]
        assert len(identifiers) == len(set(identifiers))
        assert all(Urgency(accepted) for row in rows(name) for accepted in row["accept"])


def test_every_emergency_opener_is_sent_to_hospital(assessor: Assessor) -> None:
    given = [(row, level(assessor, row, assume_denied=False)) for row in rows("openers") if row["label"] == "em"]
    missed = [(row, answer) for row, answer in given if answer < Urgency.URGENT]
    assert not missed, shown(missed)


def test_emergency_openers_stay_emergencies_when_the_rest_is_denied(assessor: Assessor) -> None:
    given = [(row, level(assessor, row, assume_denied=True)) for row in rows("openers") if row["label"] == "em"]
    below_today = [(row, answer) for row, answer in given if answer < Urgency.SAME_DAY]
    assert not below_today, shown(below_today)
    lower = [(row, answer) for row, answer in given if answer < Urgency.URGENT]
    assert len(lower) <= len(given) * (1 - OPENERS_FLOOR_DENIED), shown(lower)


@pytest.mark.parametrize("assume_denied", [False, True])
def test_no_harmless_opener_causes_alarm(assessor: Assessor, assume_denied: bool) -> None:
    given = [(row, level(assessor, row, assume_denied=assume_denied)) for row in rows("openers") if row["label"] == "ok"]
    alarmed = [(row, answer) for row, answer in given if answer > Urgency.ROUTINE]
    assert not alarmed, shown(alarmed)


@pytest.mark.parametrize("assume_denied", [False, True])
def test_no_emergency_vignette_falls_below_the_same_day(assessor: Assessor, assume_denied: bool) -> None:
    given = [(row, level(assessor, row, assume_denied=assume_denied)) for row in rows("standard") if row["label"] == "em"]
    missed = [(row, answer) for row, answer in given if answer < Urgency.SAME_DAY]
    assert not missed, shown(missed)


@pytest.mark.parametrize("assume_denied", [False, True])
def test_standard_vignettes_are_right_often_enough(assessor: Assessor, assume_denied: bool) -> None:
    wrong: dict[str, list[tuple[dict[str, Any], Urgency]]] = {"em": [], "ne": [], "sc": []}
    for row in rows("standard"):
        answer = level(assessor, row, assume_denied=assume_denied)
        if answer.value not in row["accept"]:
            wrong[row["label"]].append((row, answer))
    total = len(rows("standard"))
    self_care = sum(row["label"] == "sc" for row in rows("standard"))
    misses = [miss for kind in wrong.values() for miss in kind]
    assert 1 - len(misses) / total >= STANDARD_FLOORS[assume_denied], shown(misses)
    assert 1 - len(wrong["sc"]) / self_care >= SELF_CARE_FLOORS[assume_denied], shown(wrong["sc"])
