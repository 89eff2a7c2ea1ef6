"""The receipt of an answer: the words used, what was denied and by which word, the rules with their sources, what would change it."""

from __future__ import annotations

from triage.content.library import Content
from triage.dialogue.card import Section, hours_words
from triage.dialogue.questions import ask
from triage.dialogue.windows import ALWAYS, open_windows, profiles_of, window_line
from triage.model.assessment import Assessment, Change, Reason
from triage.model.finding import Attributes, Finding

BANDS = {
    "very_common": "very common (1 in 10 or more)",
    "common": "common (up to 1 in 10)",
    "uncommon": "uncommon (up to 1 in 100)",
    "rare": "rare (up to 1 in 1,000)",
    "very_rare": "very rare",
    "not_reported": "how often is not reported",
}
STATES = {"denied": "denied", "past": "in the past", "other_person": "somebody else", "hypothetical": "not happening now"}
NOTHING = ("Nothing.",)


def receipt_of(assessment: Assessment, content: Content) -> tuple[Section, ...]:
    """Write the receipt of an assessment, section by section."""
    had = tuple(finding_line(finding) for finding in assessment.findings if finding.had)
    denied = tuple(denied_line(finding) for finding in assessment.findings if not finding.had)
    ladder = content.ladder.level
    shown = ladder[assessment.urgency.value].shown_as
    sections = [
        Section(
            title="The answer",
            lines=(
                f"Advice now: {shown}." + (f" Within {hours_words(assessment.within_hours)}." if assessment.within_hours else ""),
                f"Certain so far: {ladder[assessment.at_least.value].shown_as}.",
                f"It could still become: {ladder[assessment.could_be.value].shown_as}.",
            ),
        ),
        Section(title="Words used", lines=had or NOTHING),
        Section(title="Not counted, and why", lines=denied or NOTHING),
        Section(title="Not understood", lines=tuple(f'"{" ".join(span.text.split())}"' for span in assessment.not_understood) or NOTHING),
        Section(title="Rules", lines=tuple(reason_line(reason, assessment, content) for reason in assessment.reasons) or NOTHING),
    ]
    medicines = medicine_lines(assessment, content)
    if medicines:
        sections.append(Section(title="Medicines", lines=medicines))
    changes = tuple(change_line(change, content) for change in assessment.would_change)
    sections.append(Section(title="What would change the answer", lines=changes or ("No answer that I know of.",)))
    sections.append(Section(title="Content", lines=(f"Version {assessment.content.version}, sha256 {assessment.content.sha256}",)))
    return tuple(sections)


def finding_line(finding: Finding) -> str:
    """A had finding: the words -> the label term, with what was said of it."""
    text = f'"{" ".join(finding.text.split())}" -> {finding.label} ({finding.lay})'
    details = attribute_words(finding.attributes)
    if details:
        text += f": {', '.join(details)}"
    if finding.presence == "unsure":
        text += "; not sure, counted as there"
    if finding.corrected_from:
        text += f'; read from "{finding.corrected_from}"'
    return text


def denied_line(finding: Finding) -> str:
    """A finding that was not counted, and the word that decided it."""
    cue = f', by the word "{finding.cue.text}"' if finding.cue else ""
    return f'"{" ".join(finding.text.split())}" -> {finding.label}: {STATES.get(finding.presence, finding.presence)}{cue}'


def attribute_words(attributes: Attributes) -> list[str]:
    """What was said about a finding, in words."""
    found = [str(value) for value in (attributes.severity, attributes.onset, attributes.trend) if value]
    if attributes.side:
        found.append(attributes.side.replace("_", " "))
    if attributes.amount:
        found.append(attributes.amount)
    if attributes.started_hours is not None:
        found.append(f"began about {hours_words(attributes.started_hours)} ago")
    if attributes.count is not None:
        found.append(f"{attributes.count:g} times a day")
    if attributes.value is not None:
        found.append(f"{attributes.value:g} {attributes.unit or ''}".strip())
    if attributes.pain_score is not None:
        found.append(f"pain {attributes.pain_score:g} of 10")
    found.extend(flag.replace("_", " ") for flag in attributes.flags)
    return found


def reason_line(reason: Reason, assessment: Assessment, content: Content) -> str:
    """A rule that fired, with the words it rests on and its sources."""
    words = dict.fromkeys(
        f'"{" ".join(assessment.findings[number].text.split())}"' for number in reason.findings if number < len(assessment.findings)
    )
    sources = []
    for name in reason.sources:
        source = content.sources.get(name)
        sources.append(f"{source.title}, {source.publisher}{'' if source.checked else ' (not yet checked)'}" if source else name)
    level = content.ladder.level[reason.urgency.value].shown_as
    from_words = f" From {', '.join(words)}." if words else ""
    return f"{level} - {reason.rule}: {reason.because}{from_words} Source: {'; '.join(sources)}."


def medicine_lines(assessment: Assessment, content: Content) -> tuple[str, ...]:
    """What the person's medicines add: risks, open windows, and the label's own line for each symptom that it lists."""
    lines: list[str] = []
    for note in assessment.medicines:
        risks = ", ".join(content.risks[risk].lay if risk in content.risks else risk for risk in note.risks)
        lines.append(f"{note.name}: {risks or 'no risk that the rules know of'}.")
    had = {above for finding in assessment.findings if finding.had for above in content.ancestors.get(finding.concept, ())}
    windows = sorted(open_windows(assessment, content), key=lambda window: (had.isdisjoint(window.concepts), window.until == ALWAYS))
    lines.extend(window_line(window) for window in windows if window.until != ALWAYS)
    for medicine in dict.fromkeys(window.medicine for window in windows):
        always = [window.lay for window in windows if window.medicine == medicine and window.until == ALWAYS]
        if always:
            lines.append(f"{medicine}, at any time after it: {'; '.join(always)}.")
    for _, profile in profiles_of(assessment, content):
        for finding in assessment.findings:
            if not finding.had:
                continue
            above = content.ancestors.get(finding.concept, frozenset({finding.concept}))
            for term in profile.label_term:
                if term.concept is not None and term.concept in above:
                    source = content.sources.get(term.source)
                    place = f", {term.line}" if term.line else ""
                    words = " ".join(finding.text.split())
                    lines.append(
                        f'{profile.label}: "{words}" -> {term.term}, {BANDS[term.band]}{place} ({source.title if source else term.source}).'
                    )
    return tuple(dict.fromkeys(lines))


def change_line(change: Change, content: Content) -> str:
    """A smallest set of answers that would move the level."""
    answers = " and ".join(
        f"{answer.answer} to: {ask(answer.concept, content) if answer.concept != 'complaint' else answer.ask}" for answer in change.answers
    )
    return f"{content.ladder.level[change.to.value].shown_as}, if you say {answers}"
