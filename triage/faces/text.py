"""The answer as text for people: the level first, what to do, why in their own words, what was not understood, what to ask next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from triage.content.library import Content
from triage.dialogue.card import Section
from triage.model.assessment import Assessment, Reason
from triage.model.urgency import Urgency

WIDTH = 78
MOST_REASONS = 6
MOST_QUESTIONS = 5


def wrapped(text: str, first: str = "", rest: str = "  ", width: int = WIDTH) -> str:
    """Wrap one paragraph, its first line after `first` and the others after `rest`."""
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=True, break_on_hyphens=False)


def bullets(items: Iterable[str]) -> list[str]:
    """One wrapped bullet an item."""
    return [wrapped(item, "  - ", "    ") for item in items]


def quoted(assessment: Assessment, reason: Reason) -> str:
    """The words of the person that a reason rests on, in quotes."""
    words = dict.fromkeys(f'"{" ".join(assessment.findings[number].text.split())}"' for number in reason.findings)
    return ", ".join(words)


def level_name(assessment: Assessment, content: Content) -> str:
    """The level as it is shown, with its time frame."""
    shown = content.ladder.level[assessment.urgency.value].shown_as
    if assessment.urgency.value == "same_day" and assessment.within_hours and assessment.within_hours < 24:
        shown += f" (within {assessment.within_hours} hours)"
    return shown


def assessment_text(assessment: Assessment, content: Content) -> str:
    """Write a whole assessment for people."""
    lines: list[str] = []
    if assessment.crisis:
        lines += [wrapped(content.ladder.crisis.headline), ""]
    lines += [f"*** {level_name(assessment, content).upper()} ***", wrapped(assessment.guidance.headline, rest=""), ""]
    lines += ["What to do", *bullets(assessment.guidance.do), ""]
    if assessment.reasons:
        lines.append("Why")
        # An emergency answer shows its own reasons only: what a lesser rule says could sound like reassurance.
        shown = [reason for reason in assessment.reasons if assessment.urgency < Urgency.URGENT or reason.urgency >= Urgency.URGENT]
        for reason in shown[:MOST_REASONS]:
            words = quoted(assessment, reason)
            lines.append(wrapped(f"{reason.because}{f' (You said: {words})' if words else ''}", "  - ", "    "))
        if len(shown) > MOST_REASONS:
            lines.append(f"  (and {len(shown) - MOST_REASONS} more; --format json shows all)")
        lines.append("")
    others = [finding for finding in assessment.findings if not finding.had]
    if others:
        lines.append("Not counted")
        names = {"denied": "denied", "past": "in the past", "other_person": "somebody else", "hypothetical": "not happening now"}
        for finding in others:
            because = f', from "{finding.cue.text}"' if finding.cue else ""
            lines.append(wrapped(f'"{finding.text}": {names.get(finding.presence, finding.presence)}{because}', "  - ", "    "))
        lines.append("")
    corrected = [finding for finding in assessment.findings if finding.corrected_from]
    if corrected:
        lines += [*(wrapped(f"I read '{finding.corrected_from}' as: {finding.lay}.", "", "  ") for finding in corrected), ""]
    if assessment.not_understood:
        lines.append("What I did not understand")
        lines += [*bullets(f'"{span.text}"' for span in assessment.not_understood), ""]
    if assessment.guidance.watch_for:
        lines += ["Watch for", *bullets(assessment.guidance.watch_for), ""]
    if assessment.questions:
        lines.append("To be more certain, answer")
        for question in assessment.questions[:MOST_QUESTIONS]:
            raise_to = content.ladder.level[question.could_raise_to.value].shown_as.lower()
            lines.append(wrapped(f"{question.ask} (yes could mean: {raise_to})", "  - ", "    "))
        lines.append("")
    for note in assessment.medicines:
        for line in note.notes:
            lines.append(wrapped(f"{note.name}: {line}"))
    for line in assessment.notes:
        lines.append(wrapped(line))
    least, most = (content.ladder.level[level.value].shown_as.lower() for level in (assessment.at_least, assessment.could_be))
    lines.append(
        wrapped(f"Certain so far: {least}. Could become: {most}. Rules {assessment.content.version} ({assessment.content.sha256[:12]}).")
    )
    lines.append(wrapped("This is not a diagnosis. It is not a medical device, and no clinician has reviewed it."))
    return "\n".join(lines) + "\n"


def sections_text(sections: Iterable[Section]) -> str:
    """Write titled lists, such as a receipt, for people."""
    lines: list[str] = []
    for section in sections:
        lines += ["", section.title, *bullets(section.lines)]
    return "\n".join(lines) + "\n"
