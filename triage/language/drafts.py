"""A finding on its way: what was matched, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from triage.language.measurements import Reading
from triage.language.scope import Judgement
from triage.model.finding import NO_ATTRIBUTES, Attributes


@dataclass(slots=True)
class Draft:
    """A concept with the units that say it, what the cues make of it, and the reading that decided it, if any."""

    concept: str
    units: tuple[int, ...]
    judgement: Judgement
    attributes: Attributes = NO_ATTRIBUTES
    presence: str = "present"
    reading: Reading | None = None
    denies: bool = False
    """Its words say that all is well ("breathing fine"), unless something takes that back."""
