"""Which windows of a person's medicines are open: what may happen now, counted from the last dose."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from triage.content.library import Content
from triage.content.medicine_shapes import Profile, Window
from triage.dialogue.card import days_words
from triage.model.assessment import Assessment, MedicineNote

ALWAYS = "no end"


class OpenWindow(BaseModel):
    """A window that is open: the medicine, what may happen in plain words, the concepts to look for."""

    model_config = ConfigDict(frozen=True)

    medicine: str
    since: str
    lay: str
    what: str
    until: str
    floor: str
    concepts: tuple[str, ...]
    source: str


def open_windows(assessment: Assessment, content: Content) -> tuple[OpenWindow, ...]:
    """List the open windows of all medicines; an unknown last dose leaves every window open."""
    return tuple(
        OpenWindow(
            medicine=profile.label,
            since="last dose not known" if note.last_dose_days_ago is None else f"last dose {days_words(note.last_dose_days_ago)}",
            lay=window.lay,
            what=window.what,
            until=_until(window),
            floor=window.floor,
            concepts=window.concepts,
            source=window.source,
        )
        for note, profile in profiles_of(assessment, content)
        for window in profile.window
        if is_open(window, note.last_dose_days_ago)
    )


def profiles_of(assessment: Assessment, content: Content) -> list[tuple[MedicineNote, Profile]]:
    """The medicines of the person that have a profile."""
    return [(note, content.profiles[note.id]) for note in assessment.medicines if note.id is not None and note.id in content.profiles]


def is_open(window: Window, days: float | None) -> bool:
    """Whether a window is open so many days after the last dose, with its margin on both sides."""
    if days is None:
        return True
    return window.from_days - window.margin_days <= days and (window.to_days is None or days <= window.to_days + window.margin_days)


def _until(window: Window) -> str:
    if window.to_days is None:
        return ALWAYS
    return f"until day {window.to_days + window.margin_days}"


def window_line(window: OpenWindow) -> str:
    """One window as a line: "Alemtuzumab, last dose 3 days ago: a reaction to the drip (until day 2)"."""
    return f"{window.medicine}, {window.since}: {window.lay} ({window.until})"
