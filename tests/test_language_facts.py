"""Facts about the person that a sentence gives: age, sex, pregnancy, conditions, medicines and their last dose."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from triage.dialogue.assessor import Assessor

FACTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "language" / "facts.toml").read_text(encoding="utf-8"))["fact"]
KEYS = {
    "text",
    "age",
    "age_below",
    "sex",
    "pregnant",
    "pregnant_weeks",
    "postpartum",
    "conditions",
    "not_conditions",
    "medicines",
    "not_medicines",
    "last_dose",
    "not_yet",
}


PARAMETERS = [
    pytest.param(fact, id=fact["text"][:50], marks=pytest.mark.xfail(reason="not read so far") if fact.get("not_yet") else ())
    for fact in FACTS
]


@pytest.mark.parametrize("fact", PARAMETERS)
def test_facts_are_read(fact: dict[str, Any], assessor: Assessor) -> None:
    assert set(fact) <= KEYS
    patient = assessor.reader.read(fact["text"]).facts.patient()
    if "age" in fact:
        assert patient.age == pytest.approx(fact["age"], abs=0.02)
    if "age_below" in fact:
        assert patient.age_below is not None
        assert patient.age_below <= fact["age_below"]
    for name in ("sex", "pregnant", "postpartum"):
        if name in fact:
            assert getattr(patient, name) == fact[name], name
    if "pregnant_weeks" in fact:
        assert patient.pregnant_weeks == pytest.approx(fact["pregnant_weeks"], abs=0.5)
    doses = {use.name: use.last_dose_days_ago for use in patient.medicines}
    assert set(fact.get("conditions", ())) <= set(patient.conditions)
    assert not set(fact.get("not_conditions", ())) & set(patient.conditions)
    assert set(fact.get("medicines", ())) <= set(doses)
    assert not set(fact.get("not_medicines", ())) & set(doses)
    for name, days in fact.get("last_dose", {}).items():
        dose = doses[name]
        assert dose is not None
        assert dose == pytest.approx(days, abs=1)


def test_the_table_is_wide() -> None:
    assert len(FACTS) >= 40
    assert len({fact["text"] for fact in FACTS}) == len(FACTS)
