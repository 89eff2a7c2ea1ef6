"""Puts what happened into sentences: what comes first is what matters most - crisis, emergency, the change of level, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.dialogue import sentences as say
from triage.dialogue.card import condition_label, days_words, level_words
from triage.dialogue.reply import Asked, Reply, Sentence
from triage.dialogue.third_person import about, pronouns_for
from triage.engine.wording import region_words
from triage.model.assessment import Assessment
from triage.model.finding import Finding
from triage.model.patient import Patient
from triage.model.urgency import Urgency

if TYPE_CHECKING:
    from triage.content.library import Content
    from triage.dialogue.hearing import Heard
    from triage.dialogue.interview import Moment
    from triage.dialogue.known import Known

MOST_QUESTIONS_SHOWN = 12
PINNED_STEPS = 2


class Teller:
    """Writes replies."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def first_question(self) -> Asked:
        """The question that opens a conversation."""
        return Asked(key="complaint", kind="text", text=say.OPENING_QUESTION, why=say.OPENING_WHY)

    def opening(self, patient: Patient, question: Asked | None) -> tuple[Sentence, ...]:
        """What this is, what it is not, what to do in an emergency; then the first question."""
        emergency = region_words(patient, self._content)["emergency"]
        first = [Sentence(role="opening", text=text.replace("{emergency}", emergency)) for text in (*say.OPENING, say.OPENING_HOW)]
        return (*first, *question_sentences(question))

    def pinned(self, assessment: Assessment) -> tuple[Sentence, ...]:
        """What must stay in view: the crisis lines, then the emergency."""
        found: list[Sentence] = []
        ladder = self._content.ladder
        steps = assessment.guidance.do
        if assessment.crisis:
            found.append(Sentence(role="crisis", text=ladder.crisis.headline))
            found.extend(Sentence(role="crisis", text=step) for step in steps[: len(ladder.crisis.do)])
            steps = steps[len(ladder.crisis.do) :]
        if assessment.urgency == Urgency.EMERGENCY and assessment.status == "assessed":
            found.append(Sentence(role="emergency", text=assessment.guidance.headline.removeprefix(ladder.crisis.headline).strip()))
            found.extend(Sentence(role="emergency", text=step) for step in steps[1 : 1 + PINNED_STEPS])
        return tuple(found)

    def explained(self, moment: Moment, because: str | None) -> Reply:
        """Say more about the question on the screen, and put it again."""
        question = moment.question
        notes: list[Sentence] = []
        if question is not None:
            concepts = [
                self._content.concepts[atom.split("[")[0]].lay for atom in question.atoms if atom.split("[")[0] in self._content.concepts
            ]
            text = say.EXPLAIN.replace("{lay}", "; ".join(dict.fromkeys(concepts))) if concepts else say.EXPLAIN_TEXT
            notes.append(Sentence(role="answer", text=text))
            if because:
                notes.append(Sentence(role="answer", text=say.WHY_REASON.replace("{because}", because)))
        return self._made(moment, (*notes, *question_sentences(question)))

    def reply(self, before: Moment, after: Moment, heard: Heard, *, out_of_budget: bool) -> Reply:
        """Write the reply to an event."""
        sentences: list[Sentence] = []
        sentences += self._alarms(before, after)
        sentences += [note for note in heard.notes if note.text == say.ABUSE]
        sentences += self._heard(heard, after.known)
        sentences += self._level(before, after)
        sentences += [note for note in heard.notes if note.text != say.ABUSE]
        if heard.empty and after.assessment is not None and not sentences:
            sentences.append(Sentence(role="note", text=say.OFF_TOPIC if after.assessment.status == "cannot_assess" else say.NOTHING_NEW))
        if after.ended and (not before.ended or _differs(before.assessment, after.assessment)):
            sentences += self._end(after, out_of_budget)
        return self._made(after, (*sentences, *question_sentences(after.question)))

    def _made(self, moment: Moment, sentences: tuple[Sentence, ...]) -> Reply:
        assessment = moment.assessment
        if assessment is not None:
            assessment = assessment.model_copy(update={"questions": assessment.questions[:MOST_QUESTIONS_SHOWN]})
        return Reply(
            sentences=sentences, assessment=assessment, question=moment.question, ended=moment.ended, open=moment.open, pinned=moment.pinned
        )

    def _alarms(self, before: Moment, after: Moment) -> list[Sentence]:
        if after.pinned == before.pinned:
            return []
        if not after.pinned:
            emergency = region_words(after.known.patient, self._content)["emergency"]
            return [Sentence(role="note", text=say.NO_LONGER_PINNED.replace("{emergency}", emergency))]
        found = list(after.pinned)
        was = before.assessment is not None and before.assessment.urgency == Urgency.EMERGENCY
        if after.assessment is not None and after.assessment.urgency == Urgency.EMERGENCY and not was and after.question is not None:
            found.append(Sentence(role="emergency", text=say.EMERGENCY_FIRST))
        return found

    def _level(self, before: Moment, after: Moment) -> list[Sentence]:
        new = after.assessment
        if new is None or new.status == "cannot_assess":
            return []
        now = level_words(new, self._content)
        old = before.assessment
        if old is None or old.status == "cannot_assess":
            return [Sentence(role="level", text=say.LEVEL_FIRST.replace("{level}", now))]
        was = level_words(old, self._content)
        if new.urgency > old.urgency:
            text = say.LEVEL_RAISED
        elif new.urgency < old.urgency:
            text = say.LEVEL_LOWERED
        elif was != now:
            text = say.LEVEL_RAISED if (new.within_hours or 99) < (old.within_hours or 99) else say.LEVEL_LOWERED
        else:
            return []
        return [Sentence(role="level", text=text.replace("{before}", was).replace("{level}", now))]

    def _heard(self, heard: Heard, known: Known) -> list[Sentence]:
        found: list[Sentence] = []

        def add(template: str, things: list[str]) -> None:
            if things:
                found.append(Sentence(role="heard", text=template.replace("{things}", "; ".join(dict.fromkeys(things)))))

        if "speaks_for" in heard.facts and known.speaks_for:
            who = pronouns_for(known.speaks_for, known.patient.sex)
            template = say.SPEAKS_FOR_SOMEONE if known.speaks_for in ("he", "she", "him", "her", "his", "they") else say.SPEAKS_FOR
            found.append(
                Sentence(
                    role="heard", text=template.replace("{person}", known.speaks_for).replace("{object}", who.object if who else "you")
                )
            )
        add(say.UNDERSTOOD, [_words(finding) for finding in heard.had])
        add(say.NOT_PRESENT, [finding.lay for finding in heard.denied])
        add(say.NOT_COUNTED, [f"{finding.lay} ({say.STATE_WORDS[finding.presence]})" for finding in heard.not_counted])
        for finding in heard.had:
            if finding.corrected_from:
                found.append(
                    Sentence(role="note", text=say.CORRECTED.replace("{wrong}", finding.corrected_from).replace("{lay}", finding.lay))
                )
        add(say.NOTED, self._facts(heard.facts, known.patient))
        return found

    def _facts(self, names: list[str], patient: Patient) -> list[str]:
        found: list[str] = []
        for name in names:
            value = getattr(patient, name, None)
            if name == "age" and value is not None:
                found.append(f"age {age_words(value)}")
            elif name == "sex" and value:
                found.append(str(value))
            elif name == "pregnant" and value is not None:
                found.append("pregnant" if value else "not pregnant")
            elif name == "pregnant_weeks" and value is not None:
                found.append(f"{value:g} weeks pregnant")
            elif name in ("postpartum", "postpartum_weeks") and value:
                found.append("gave birth" if value is True else f"gave birth {value:g} weeks ago")
            elif name == "conditions":
                found.extend(condition_label(condition, self._content) for condition in patient.conditions)
            elif name == "conditions_denied":
                found.extend(f"no {condition_label(condition, self._content)}" for condition in patient.conditions_denied[-3:])
            elif name in ("medicines", "last_dose"):
                found.extend(medicine_words(use.name, use.last_dose_days_ago, self._content) for use in patient.medicines)
            elif name == "region" and value:
                found.append(self._content.regions[value].label if value in self._content.regions else value)
        return found

    def _end(self, after: Moment, out_of_budget: bool) -> list[Sentence]:
        assessment = after.assessment
        if assessment is None:
            return []
        stopped = after.known.stopped
        closing = say.STOP_ADVICE if stopped else say.END_BUDGET if out_of_budget and after.open else say.END_NOTHING_LEFT
        found = [Sentence(role="end", text=closing), Sentence(role="guidance", text=assessment.guidance.headline)]
        found += [Sentence(role="guidance", text=text) for text in assessment.guidance.do]
        who = pronouns_for(after.known.speaks_for, after.known.patient.sex)
        found += [Sentence(role="watch", text=about(text, who)) for text in assessment.guidance.watch_for]
        return [*found, Sentence(role="end", text=say.END_CARE), Sentence(role="end", text=say.DISCLAIMER)]


def question_sentences(question: Asked | None) -> tuple[Sentence, ...]:
    """A question as sentences: its text, its items, why it is asked."""
    if question is None:
        return ()
    items = tuple(Sentence(role="item", text=option.text) for option in question.options) if question.kind == "checklist" else ()
    return (Sentence(role="question", text=question.text), *items, Sentence(role="why", text=question.why))


def _words(finding: Finding) -> str:
    said = " ".join(finding.text.split())
    if not said or said.lower() == finding.lay.lower() or len(said) > 60:
        return finding.lay
    return f'{finding.lay} ("{said}")'


def _differs(before: Assessment | None, after: Assessment | None) -> bool:
    return before is None or after is None or before.urgency != after.urgency or before.guidance != after.guidance


def age_words(years: float) -> str:
    """An age in words.

    >>> age_words(34), age_words(0.5), age_words(0.04)
    ('34', '6 months', '2 weeks')
    """
    if years >= 2:
        return f"{years:g}"
    if years >= 2 / 12:
        return f"{round(years * 12)} months"
    return f"{max(1, round(years * 52.18))} weeks"


def medicine_words(name: str, days: float | None, content: Content) -> str:
    """A medicine with its last dose."""
    entry = content.medicines.get(name) or content.medicine_classes.get(name)
    label = entry.label if entry else name
    if days is None:
        return label
    return f"{label} (last dose {days_words(days)})"
