"""A finding: a concept as this person said it, with the words it came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Presence = Literal["present", "denied", "unsure", "past", "other_person", "hypothetical"]
HAD: frozenset[str] = frozenset({"present", "unsure"})
"""The presences that count as had."""


class Span(BaseModel):
    """A piece of the original text; `start` and `end` count code points."""

    model_config = ConfigDict(frozen=True)

    text: str
    start: int
    end: int


class Attributes(BaseModel):
    """What was said about a finding; None or empty means not said.

    `started_hours` is how long ago it began, in hours. `value` is a measurement in the unit of the concept
    (temperature in degrees Celsius, glucose in mmol/L, pulse per minute, systolic pressure in mmHg, oxygen in %).
    `count` is how often in a day. `flags` are words of the attribute lists (sudden, severe, worse, one_side, at_rest, ...).
    """

    model_config = ConfigDict(frozen=True)

    severity: Literal["mild", "moderate", "severe", "worst"] | None = None
    pain_score: float | None = None
    onset: Literal["sudden", "gradual"] | None = None
    started_hours: float | None = None
    trend: str | None = None
    side: str | None = None
    site: str | None = None
    count: float | None = None
    amount: str | None = None
    value: float | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()


NO_ATTRIBUTES = Attributes()


class Finding(BaseModel):
    """A concept with its presence, attributes, the span it came from and the cue that decided the presence."""

    model_config = ConfigDict(frozen=True)

    concept: str
    label: str
    lay: str
    presence: Presence
    text: str
    start: int
    end: int
    cue: Span | None = None
    attributes: Attributes = NO_ATTRIBUTES
    corrected_from: str | None = None

    @property
    def had(self) -> bool:
        """Whether the person has it, or may have it."""
        return self.presence in HAD
