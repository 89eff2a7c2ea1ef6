"""Reads tests/cases/*.toml: what a patient writes, and what must come of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from triage.model.patient import Patient

FOLDER = Path(__file__).parent / "cases"
Level = Literal["emergency", "urgent", "same_day", "routine", "self_care"]


class Case(BaseModel):
    """One case: `urgency` is exact; `at_least` and `at_most` are bounds; `rule` must fire, or must not where `fires` is false."""

    model_config = ConfigDict(extra="forbid")

    name: str
    kind: Literal["positive", "denied", "other_person", "past", "hypothetical", "near_miss"]
    rule: str | None = None
    text: str
    patient: Patient = Patient()
    findings: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    urgency: Level | None = None
    at_least: Level | None = None
    at_most: Level | None = None
    fires: bool = True


def cases() -> list[tuple[str, Case]]:
    """All cases with the stem of their file."""
    found: list[tuple[str, Case]] = []
    for path in sorted(FOLDER.glob("*.toml")):
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        found.extend((path.stem, Case.model_validate(entry)) for entry in data["case"])
    return found
