"""What the rules make of a state, before it is joined with the message to an assessment."""

from __future__ import annotations

from dataclasses import dataclass

from triage.engine.rulebook import ReadyRule
from triage.model.assessment import Change, Guidance, Question, Reason
from triage.model.urgency import Urgency

Fired = list[tuple[ReadyRule, int]]
"""Rules that fired, with their verdict."""
Evidence = dict[ReadyRule, tuple[int, ...]]
"""The findings that rules rest on, by number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules make of a state: the part of an assessment that does not repeat the message."""

    urgency: Urgency
    at_least: Urgency
    could_be: Urgency
    within_hours: int | None
    crisis: bool
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    guidance: Guidance
    would_change: tuple[Change, ...]
