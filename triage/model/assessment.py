"""The engine's answer: the level, its bounds, its reasons, and what would change it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from triage.model.finding import Finding, Span
from triage.model.urgency import Urgency


class Part(BaseModel):
    """A frozen piece of the answer."""

    model_config = ConfigDict(frozen=True)


class Reason(Part):
    """A rule that fired; `findings` are indices into the assessment's findings."""

    rule: str
    urgency: Urgency
    because: str
    findings: tuple[int, ...]
    sources: tuple[str, ...]
    crisis: bool = False
    within_hours: int | None = None


class Question(Part):
    """An open question that could raise the level; `concept` is an atom of the rules."""

    concept: str
    ask: str
    could_raise_to: Urgency
    rules: tuple[str, ...] = ()


class Guidance(Part):
    """What to do now and what to watch for, in the patient's words."""

    headline: str
    do: tuple[str, ...]
    watch_for: tuple[str, ...]


class Answer(Part):
    """One answer that would change the level: an atom, and yes or no."""

    concept: str
    answer: Literal["yes", "no"]
    ask: str


class Change(Part):
    """A smallest set of answers that together would move the level to `to`."""

    to: Urgency
    direction: Literal["raises", "lowers"]
    answers: tuple[Answer, ...]


class MedicineNote(Part):
    """A medicine of the person as the content knows it."""

    name: str
    id: str | None
    risks: tuple[str, ...] = ()
    last_dose_days_ago: float | None = None
    notes: tuple[str, ...] = ()


class ContentStamp(Part):
    """Which lexicon and rules gave the answer."""

    version: str
    sha256: str


class Assessment(Part):
    """Urgency guidance with its receipt. `id` is passed through from the request."""

    id: str | int | None = None
    status: Literal["assessed", "cannot_assess"]
    urgency: Urgency
    at_least: Urgency
    could_be: Urgency
    within_hours: int | None
    crisis: bool
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]
    not_understood: tuple[Span, ...]
    questions: tuple[Question, ...]
    guidance: Guidance
    would_change: tuple[Change, ...]
    medicines: tuple[MedicineNote, ...]
    notes: tuple[str, ...] = ()
    content: ContentStamp
