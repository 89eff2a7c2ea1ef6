"""What a helper on the phone will ask at once (what was taken, how much, when, the weight): asked for last, kept as it was said."""

from __future__ import annotations

from collections.abc import Iterator

from triage.content.library import Content
from triage.content.to_tell_shapes import TellItem, ToTell
from triage.dialogue import sentences as say
from triage.dialogue.known import Known
from triage.dialogue.reply import Asked, Option
from triage.dialogue.third_person import Pronouns, about
from triage.engine.wording import region_words
from triage.model.assessment import Assessment
from triage.model.urgency import Urgency

KEY = "tell:"
LONGEST = 200


def question_to_tell(known: Known, assessment: Assessment, content: Content, who: Pronouns | None) -> Asked | None:
    """The next thing to have ready, if any; never in an emergency or a crisis, where the call comes first."""
    if assessment.urgency == Urgency.EMERGENCY or assessment.crisis:
        return None
    for part, item in _items(assessment, content):
        key = f"{KEY}{part.id}.{item.id}"
        if key not in known.settled:
            options = (Option(text=say.UNSURE, value="unsure"),)
            return Asked(key=key, kind="text", text=about(item.ask, who), why=_fill(part.why, known, content), options=options)
    return None


def told_lines(known: Known, assessment: Assessment, content: Content) -> tuple[str, ...]:
    """What to have ready, each with what was told of it."""
    lines: list[str] = []
    for part, item in _items(assessment, content):
        heading = _fill(part.heading, known, content) + ":"
        if heading not in lines:
            lines.append(heading)
        lines.append(f"{item.label}: {known.told.get(f'{KEY}{part.id}.{item.id}', '?')}")
    return tuple(lines)


def _fill(text: str, known: Known, content: Content) -> str:
    return text.replace("{poison}", region_words(known.patient, content)["poison"])


def _items(assessment: Assessment, content: Content) -> Iterator[tuple[ToTell, TellItem]]:
    had = {above for finding in assessment.findings if finding.had for above in content.ancestors.get(finding.concept, ())}
    for part in content.to_tell:
        if not had.isdisjoint(part.concepts):
            for item in part.item:
                yield part, item
