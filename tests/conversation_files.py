"""Reads tests/conversations/*.toml: turns of a talk, and what must come of each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from triage.model.patient import Patient

FOLDER = Path(__file__).parent / "conversations"
Level = Literal["emergency", "urgent", "same_day", "routine", "self_care"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AttributeIs(Strict):
    concept: str
    name: str
    value: str


class Turn(Strict):
    """What is said, and what must hold of the reply."""

    say: str
    level: Level | None = None
    at_least: Level | None = None
    at_most: Level | None = None
    no_lower: bool = False
    status: Literal["assessed", "cannot_assess"] | None = None
    crisis: bool | None = None
    first_role: str | None = None
    role: str | None = None
    says: str | None = None
    pinned: bool | None = None
    ended: bool | None = None
    asks: bool | None = None
    asks_kind: str | None = None
    asks_key: str | None = None
    asks_any: tuple[str, ...] = ()
    never_asks: tuple[str, ...] = ()
    same_question: bool = False
    wording_not: str | None = None
    attribute: AttributeIs | None = None
    denied: tuple[str, ...] = ()
    not_had: tuple[str, ...] = ()


class Finish(Strict):
    """Answer all further questions in one way, and what must hold at the end."""

    answer: Literal["yes", "no", "unsure"]
    at_least: Level | None = None
    at_most: Level | None = None
    most_questions: int | None = None
    never_asks: tuple[str, ...] = ()


class Talk(Strict):
    name: str
    patient: Patient = Patient()
    turns: tuple[Turn, ...]
    finish: Finish | None = None


def talks() -> list[tuple[str, Talk]]:
    """All talks with the stem of their file."""
    found: list[tuple[str, Talk]] = []
    for path in sorted(FOLDER.glob("*.toml")):
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        found.extend((path.stem, Talk.model_validate(entry)) for entry in data["conversation"])
    return found
