"""The guidance card: how urgent, what to do now, what to tell the person you speak to, what to watch for."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from triage.content.library import Content
from triage.dialogue.known import Known
from triage.dialogue.third_person import about, pronouns_for
from triage.dialogue.to_tell import told_lines
from triage.model.assessment import Assessment


class Section(BaseModel):
    """A titled list of lines, as every face shows it."""

    model_config = ConfigDict(frozen=True)

    title: str
    lines: tuple[str, ...]


class Card(BaseModel):
    """What a person takes away from the conversation. `level` is the level as shown, with its time."""

    model_config = ConfigDict(frozen=True)

    level: str
    headline: str
    sections: tuple[Section, ...]


def level_words(assessment: Assessment, content: Content) -> str:
    """The level as it is shown, with its time where it is shorter than the level's own."""
    shown = content.ladder.level[assessment.urgency.value].shown_as
    if assessment.urgency.value == "same_day" and assessment.within_hours and assessment.within_hours < 24:
        shown += f" (within {assessment.within_hours} hours)"
    return shown


def card_of(known: Known, assessment: Assessment, content: Content) -> Card:
    """Write the guidance card of a conversation."""
    sections = [Section(title="What to do", lines=assessment.guidance.do)]
    reasons = tuple(dict.fromkeys(reason.because for reason in assessment.reasons if reason.urgency == assessment.urgency))
    if reasons:
        sections.append(Section(title="Why", lines=reasons[:4]))
    tell = tell_them(known, assessment, content)
    if tell:
        sections.append(Section(title="What to tell the person you speak to", lines=tell))
    if assessment.guidance.watch_for:
        who = pronouns_for(known.speaks_for, known.patient.sex)
        sections.append(Section(title="Watch for", lines=tuple(about(text, who) for text in assessment.guidance.watch_for)))
    return Card(level=level_words(assessment, content), headline=assessment.guidance.headline, sections=tuple(sections))


def tell_them(known: Known, assessment: Assessment, content: Content) -> tuple[str, ...]:
    """What a nurse or doctor should hear first: symptoms with their times, then medicines, conditions and pregnancy."""
    had = [finding for finding in assessment.findings if finding.had]
    lines: list[str] = []
    if had:
        lines.append("Symptoms: " + "; ".join(with_time(finding.lay, finding.attributes.started_hours) for finding in had) + ".")
    lines.extend(told_lines(known, assessment, content))
    patient = known.patient
    if patient.medicines:
        names = []
        for use in patient.medicines:
            entry = content.medicines.get(use.name) or content.medicine_classes.get(use.name)
            label = entry.label if entry else use.name
            names.append(label if use.last_dose_days_ago is None else f"{label} (last dose {days_words(use.last_dose_days_ago)})")
        lines.append("Medicines: " + ", ".join(names) + ".")
    about_person = [condition_label(name, content) for name in patient.conditions]
    if patient.pregnant:
        about_person.append("pregnant" + (f", {patient.pregnant_weeks:g} weeks" if patient.pregnant_weeks else ""))
    if patient.postpartum:
        about_person.append("gave birth" + (f" {patient.postpartum_weeks:g} weeks ago" if patient.postpartum_weeks else " not long ago"))
    if about_person:
        lines.append("Health: " + ", ".join(about_person) + ".")
    for note in assessment.medicines:
        lines.extend(note.notes)
    return tuple(dict.fromkeys(lines))


def condition_label(name: str, content: Content) -> str:
    """The name of a condition or risk as it is shown."""
    condition = content.conditions.get(name)
    if condition is not None:
        return condition.label
    risk = content.risks.get(name)
    return risk.lay if risk is not None else name.replace("_", " ")


def days_words(days: float) -> str:
    """Say days ago.

    >>> days_words(0), days_words(1), days_words(12)
    ('today', '1 day ago', '12 days ago')
    """
    return "today" if days < 0.5 else f"{days:.0f} day{'' if round(days) == 1 else 's'} ago"


def with_time(lay: str, hours: float | None) -> str:
    """A symptom with how long ago it began.

    >>> with_time("black, tarry stools", 26)
    'black, tarry stools (since about 26 hours)'
    """
    return lay if hours is None else f"{lay} (since about {hours_words(hours)})"


def hours_words(hours: float) -> str:
    """Say a stretch of time in the unit that a person would use.

    >>> hours_words(0.5), hours_words(5), hours_words(72), hours_words(800)
    ('30 minutes', '5 hours', '3 days', '5 weeks')
    """
    for size, name, upto in (
        (1 / 60, "minute", 1.0),
        (1.0, "hour", 47.0),
        (24.0, "day", 24 * 20.0),
        (168.0, "week", 24 * 75.0),
        (730.0, "month", 24 * 700.0),
        (8766.0, "year", 1e12),
    ):
        if hours < upto:
            number = max(1, round(hours / size))
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "a long time"
