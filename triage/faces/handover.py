"""The handover for a nurse: situation, background, assessment, recommendation (SBAR), in label terms and four states.

Present, denied, unsure and never asked are four things here; what was never asked is not "no".
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from triage.content.library import Content
from triage.dialogue.card import Section, condition_label, level_words
from triage.dialogue.interview import Interview
from triage.dialogue.questions import ask
from triage.dialogue.receipt import attribute_words
from triage.dialogue.telling import age_words, medicine_words
from triage.dialogue.to_tell import told_lines
from triage.dialogue.windows import ALWAYS, open_windows, window_line
from triage.model.assessment import Assessment
from triage.model.finding import Finding
from triage.model.patient import Patient

MOST_NEVER_ASKED = 12
NOT_KNOWN = "not known"


class Handover(BaseModel):
    """An SBAR handover: four sections, and the four states of findings by label term."""

    model_config = ConfigDict(frozen=True)

    situation: tuple[str, ...]
    background: tuple[str, ...]
    present: tuple[str, ...]
    denied: tuple[str, ...]
    unsure: tuple[str, ...]
    never_asked: tuple[str, ...]
    not_understood: tuple[str, ...]
    assessment: tuple[str, ...]
    recommendation: tuple[str, ...]

    def sections(self) -> tuple[Section, ...]:
        """The handover as titled lists, in the order in which a nurse reads it."""
        none = ("None.",)
        return (
            Section(title="Situation", lines=self.situation),
            Section(title="Background", lines=self.background),
            Section(title="Assessment: present", lines=self.present or none),
            Section(title="Assessment: denied", lines=self.denied or none),
            Section(title="Assessment: unsure", lines=self.unsure or none),
            Section(title="Assessment: never asked", lines=self.never_asked or none),
            Section(title="Assessment: not understood", lines=self.not_understood or none),
            Section(title="Assessment: level and rules", lines=self.assessment),
            Section(title="Recommendation", lines=self.recommendation),
        )


def handover_of(interview: Interview) -> Handover | None:
    """Write the handover of a conversation; None as long as nothing was assessed."""
    moment, content = interview.now, interview.content
    assessment = moment.assessment
    if assessment is None:
        return None
    known = moment.known
    level = content.ladder.level
    asked = {atom for atom in known.settled if atom in content.concepts}
    never = [question for question in assessment.questions if question.concept not in known.settled and question.concept != "complaint"]
    unsure = [label_of(finding) for finding in assessment.findings if finding.presence == "unsure"]
    unsure += [
        _term(atom, content) for atom in known.unsure if atom not in {finding.concept for finding in assessment.findings if finding.had}
    ]
    others = tuple(
        f"{finding.label}: {finding.presence.replace('_', ' ')}"
        for finding in assessment.findings
        if finding.presence in ("past", "other_person", "hypothetical")
    )
    return Handover(
        situation=(
            _who(known.patient, known.speaks_for),
            f"Advice given: {level_words(assessment, content)}."
            + (" Crisis: suicide, self-harm, violence or abuse." if assessment.crisis else ""),
            "In their own words: " + " / ".join(f'"{turn.words}"' for turn in interview.turns if turn.event.kind == "said")[:600],
        ),
        background=(*background_of(known.patient, assessment, content), *told_lines(known, assessment, content)),
        present=tuple(label_of(finding) for finding in assessment.findings if finding.presence == "present"),
        denied=tuple(_denied(finding, asked) for finding in assessment.findings if finding.presence == "denied") + others,
        unsure=tuple(dict.fromkeys(unsure)),
        never_asked=tuple(dict.fromkeys(_term(question.concept, content) for question in never))[:MOST_NEVER_ASKED],
        not_understood=tuple(f'"{" ".join(span.text.split())}"' for span in assessment.not_understood),
        assessment=(
            f"Level {assessment.urgency.value}; certain {level[assessment.at_least.value].shown_as} ({assessment.at_least.value}); "
            f"could be {level[assessment.could_be.value].shown_as} ({assessment.could_be.value}).",
            *(f"{reason.urgency.value}: {reason.rule}" for reason in assessment.reasons),
            f"Content {assessment.content.version} ({assessment.content.sha256[:12]}).",
        ),
        recommendation=(assessment.guidance.headline, *assessment.guidance.do),
    )


def label_of(finding: Finding) -> str:
    """A finding by its label term, with what was said of it and the words."""
    details = ", ".join(attribute_words(finding.attributes))
    words = " ".join(finding.text.split())
    return f'{finding.label} ({details}): "{words}"' if details else f'{finding.label}: "{words}"'


def _denied(finding: Finding, asked: set[str]) -> str:
    return f"{finding.label}{' (asked)' if finding.concept in asked else ''}"


def _term(atom: str, content: Content) -> str:
    concept = content.concepts.get(atom)
    if concept is not None:
        return concept.label
    return condition_label(atom[4:], content) if atom.startswith("who:") and atom[4:] in content.conditions else ask(atom, content)


def _who(patient: Patient, speaks_for: str | None) -> str:
    about = "Writes for themselves" if speaks_for is None else f"Writes for somebody else ({speaks_for})"
    return f"{about}. Age {age_words(patient.age) if patient.age is not None else NOT_KNOWN}, sex {patient.sex or NOT_KNOWN}."


def background_of(patient: Patient, assessment: Assessment, content: Content) -> tuple[str, ...]:
    """Conditions, medicines with their last dose and open windows, pregnancy; what is not known says so."""
    weeks = f", {patient.pregnant_weeks:g} weeks" if patient.pregnant_weeks else ""
    pregnant = NOT_KNOWN if patient.pregnant is None else f"yes{weeks}" if patient.pregnant else "no"
    conditions = ", ".join(condition_label(name, content) for name in patient.conditions)
    denied = ", ".join(condition_label(name, content) for name in patient.conditions_denied[:12])
    medicines = "; ".join(medicine_words(use.name, use.last_dose_days_ago, content) for use in patient.medicines)
    lines = [
        f"Conditions: {conditions or NOT_KNOWN}." + (f" Denied: {denied}." if denied else ""),
        f"Medicines: {medicines or ('none' if patient.medicines_complete else NOT_KNOWN)}.",
        f"Pregnant: {pregnant}." + (" Gave birth not long ago." if patient.postpartum else ""),
    ]
    risks = sorted({risk for note in assessment.medicines for risk in note.risks})
    if risks:
        lines.append(
            "Risks by medicine: " + ", ".join(content.risks[risk].label if risk in content.risks else risk for risk in risks) + "."
        )
    lines.extend(window_line(window) for window in open_windows(assessment, content) if window.until != ALWAYS)
    return tuple(lines)
