"""The interview: an append-only log of events in, a reply out. The same log always gives the same replies, to the byte.

    interview = Interview(assessor)
    reply = interview.opening()
    reply = interview.hear(Said(text="black, tarry stools since yesterday"))

Nothing here reads a clock, a file or the network; keeping the log is the business of the faces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.dialogue import sentences as say
from triage.dialogue.answers import read_talk
from triage.dialogue.asking import MOST_ASKED, MOST_ASKED_IN_EMERGENCY, Candidate, candidates, next_question
from triage.dialogue.events import Event, Redone, Said, Undone
from triage.dialogue.hearing import Heard, Listener, settle
from triage.dialogue.implied import Implied
from triage.dialogue.known import Known
from triage.dialogue.reply import Asked, Reply, Sentence
from triage.dialogue.stepping import Stepper
from triage.dialogue.telling import Teller
from triage.model.assessment import Assessment
from triage.model.finding import Finding
from triage.model.patient import Patient
from triage.model.urgency import Urgency

if TYPE_CHECKING:
    from triage.dialogue.assessor import Assessor

MOST_TRIED = 30
"""How many open questions are tried out to see what a yes would do."""
MOST_OPEN = 60
MOST_IGNORED = 2
"""How often a question is put before it is left open."""


@dataclass(frozen=True)
class Moment:
    """A conversation between two events. Moments are never changed, so taking back is going to an earlier one."""

    known: Known
    assessment: Assessment | None
    question: Asked | None
    ended: bool
    open: int
    pinned: tuple[Sentence, ...]


@dataclass(frozen=True)
class Turn:
    """One event with the words it stands for in the transcript, and the reply to it."""

    event: Event
    words: str
    reply: Reply


class Interview:
    """One conversation with one content."""

    def __init__(self, assessor: Assessor, events: Sequence[Event] = (), *, patient: Patient | None = None) -> None:
        """Begin a conversation, or take one up again from its log. `patient` holds what was known before the first word."""
        self.assessor = assessor
        self.content = assessor.content
        book = assessor.engine.book
        implied = Implied(
            atom for rule in (*book.rules, *book.bases.values()) for atom in (*rule.all, *rule.any, *rule.of, *rule.unless_denied)
        )
        self._stepper = Stepper(Listener(assessor, implied), assessor.content, implied)
        self._teller = Teller(assessor.content)
        self._implied = implied
        self._alone: dict[str, int] = {}
        start = Known(patient=patient or Patient())
        self._moments: list[Moment] = [Moment(start, None, self._teller.first_question(), False, 0, ())]
        self._undone: list[Moment] = []
        self.turns: list[Turn] = []
        for event in events:
            self.hear(event)

    # ---- what a face reads ----
    @property
    def log(self) -> tuple[Event, ...]:
        """All events so far, taken-back ones included."""
        return tuple(turn.event for turn in self.turns)

    @property
    def now(self) -> Moment:
        """The present moment."""
        return self._moments[-1]

    @property
    def known(self) -> Known:
        """What is known now."""
        return self.now.known

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return len(self._moments) > 1

    def opening(self) -> Reply:
        """What is said before the first word: what this is, what it is not, and what to do in an emergency."""
        first = self._moments[0]
        return Reply(sentences=self._teller.opening(first.known.patient, first.question), assessment=None, question=first.question)

    # ---- what happens ----
    def hear(self, event: Event) -> Reply:
        """Take an event and give the reply. Raises nothing: an event that does not fit now changes nothing."""
        talk = read_talk(event.text) if isinstance(event, Said) else None
        if talk in ("undo", "redo"):
            event = Undone() if talk == "undo" else Redone()
        before = self.now
        words = self._stepper.words(event, before.question)
        if isinstance(event, Undone):
            reply = self._undo(before)
        elif isinstance(event, Redone):
            reply = self._redo(before)
        else:
            moment, reply = self._step(before, event)
            self._moments.append(moment)
            self._undone.clear()
        self.turns.append(Turn(event, words, reply))
        return reply

    def _undo(self, before: Moment) -> Reply:
        if len(self._moments) == 1:
            return self._said(before, before, (say.NOTHING_TO_UNDO,))
        self._undone.append(self._moments.pop())
        return self._said(before, self.now, (say.UNDONE,))

    def _redo(self, before: Moment) -> Reply:
        if not self._undone:
            return self._said(before, before, (say.NOTHING_TO_REDO,))
        self._moments.append(self._undone.pop())
        return self._said(before, self.now, (say.REDONE,))

    def _said(self, before: Moment, after: Moment, notes: tuple[str, ...]) -> Reply:
        heard = Heard()
        for text in notes:
            heard.note(text)
        return self._reply(before, after, heard)

    def _step(self, before: Moment, event: Event) -> tuple[Moment, Reply]:
        known = before.known.copy()
        heard = self._stepper.step(known, event, before.question)
        if heard.again:
            moment = Moment(known, before.assessment, before.question, before.ended, before.open, before.pinned)
            return moment, self._teller.explained(moment, self._because(before))
        if heard.answered and before.question is not None and before.question.key != "complaint":
            known.asked += 1
            known.wide += before.question.wide
            if before.question.series:
                known.lists[before.question.series] = known.lists.get(before.question.series, 0) + 1
        elif before.question is not None and isinstance(event, Said) and (heard.had or heard.denied or heard.facts or heard.not_counted):
            self._ignore(known, before.question)
        if isinstance(event, Said) and heard.had and before.question is not None and before.question.key != "complaint":
            known.lists.clear()
        moment = self._moment(known)
        return moment, self._reply(before, moment, heard)

    @staticmethod
    def _ignore(known: Known, question: Asked) -> None:
        """Leave a question open that was put twice without an answer."""
        if question.key == "complaint":
            return
        times = known.ignored.get(question.key, 0) + 1
        known.ignored[question.key] = times
        if times >= MOST_IGNORED:
            settle(known, question, "unsure")
            known.asked += 1

    def _moment(self, known: Known) -> Moment:
        assessment = self._assess(known, MOST_OPEN)
        options = self._options(known, assessment)
        question = next_question(known, assessment, self.content, options)
        if question is None and not known.findings and not known.lines:
            question = self._teller.first_question()
        return Moment(
            known=known,
            assessment=assessment,
            question=question,
            ended=question is None,
            open=sum(1 for option in options if option.alone),
            pinned=self._teller.pinned(assessment),
        )

    def _assess(self, known: Known, most_questions: int) -> Assessment:
        return self.assessor.assess_findings(
            tuple(known.findings.values()),
            known.patient,
            not_understood=tuple(known.unread),
            answers=known.answers,
            most_questions=most_questions,
        )

    def _options(self, known: Known, assessment: Assessment) -> list[Candidate]:
        if assessment.status == "cannot_assess":
            return []
        limit = MOST_ASKED_IN_EMERGENCY if assessment.urgency == Urgency.EMERGENCY else MOST_ASKED
        tried = 0

        def try_answer(atom: str, yes: bool) -> Assessment:
            nonlocal tried
            tried += 1
            if tried > MOST_TRIED or known.asked >= limit:
                return assessment
            trial = known.copy()
            trial.answer(atom, "yes" if yes else "no", self.content, self._implied, "")
            return self._assess(trial, 0)

        return candidates(known, assessment, self.content, try_answer, self._by_itself)

    def _by_itself(self, atom: str) -> int:
        """The rank that a concept reaches when nothing else is known of a person."""
        if atom not in self._alone:
            entry = self.content.concepts.get(atom)
            if entry is None:
                return 0
            finding = Finding(concept=atom, label=entry.label, lay=entry.lay, presence="present", text="", start=0, end=0)
            self._alone[atom] = self.assessor.assess_findings((finding,), Patient(), most_questions=0).urgency.rank
        return self._alone[atom]

    def _because(self, before: Moment) -> str | None:
        """The reason behind the question on the screen, from the rule that asks for it."""
        if before.assessment is None or before.question is None:
            return None
        for question in before.assessment.questions:
            if question.concept in before.question.atoms:
                for name in question.rules:
                    rule = self.content.rules.get(name)
                    if rule is not None and rule.urgency == question.could_raise_to.value:
                        return rule.because
        return None

    def _reply(self, before: Moment, after: Moment, heard: Heard) -> Reply:
        limit = MOST_ASKED_IN_EMERGENCY if after.assessment and after.assessment.urgency == Urgency.EMERGENCY else MOST_ASKED
        return self._teller.reply(before, after, heard, out_of_budget=after.known.asked >= limit)
