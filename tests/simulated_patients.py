"""A patient who answers an interview truthfully from the facts of a case: yes to what the case says, no to the rest."""

from __future__ import annotations

from dataclasses import dataclass

from case_files import Case

from triage.content.atoms import parse_atom
from triage.dialogue.assessor import Assessor
from triage.dialogue.events import Chose, ChoseMany, Said, SetFact, Skipped, Struck
from triage.dialogue.interview import Interview
from triage.dialogue.reply import Asked
from triage.engine.person import PersonView
from triage.engine.state import State
from triage.model.assessment import Assessment
from triage.model.urgency import Urgency

MOST_TURNS = 30


@dataclass(frozen=True)
class Result:
    """How an interview ended: its last assessment, how many questions were put, and whether it ended by itself."""

    assessment: Assessment
    questions: int
    ended: bool


class SimulatedPatient:
    """Knows the facts of one case and nothing else."""

    def __init__(self, case: Case, assessor: Assessor) -> None:
        self.case = case
        message = assessor.reader.read(case.text)
        self.patient = assessor.known(message.facts.patient(case.patient))
        self.state = State(message.findings, PersonView(self.patient, assessor.content), assessor.content)

    def says(self, atom: str) -> bool:
        """Whether an atom is true in the case; what the case does not mention is not so."""
        if atom.startswith("who:medicines"):
            return bool(self.patient.medicines)
        if atom.startswith("who:"):
            return self.state.person.holds(atom[4:]) is True
        return self.state.holds(parse_atom(atom)) is True

    def answer(self, question: Asked) -> Chose | ChoseMany | SetFact | Skipped | Struck:
        """Answer a question of any kind."""
        if question.kind == "checklist":
            return ChoseMany(questions=question.atoms, chosen=tuple(atom for atom in question.atoms if self.says(atom)))
        if question.key.startswith("confirm:"):
            return Chose(question=question.key, answer="yes")
        if question.kind == "yes_no":
            return Chose(question=question.atoms[0], answer="yes" if self.says(question.atoms[0]) else "no")
        if question.key.startswith("reword:"):
            return Skipped()
        if question.key == "else":
            return Chose(question="else", answer="no")
        if question.key == "who:medicines":
            return Skipped() if self.patient.medicines else Chose(question="who:medicines", answer="no")
        if question.key.startswith("who:dose:") or question.key.startswith("measure:"):
            return Skipped()
        fact = question.key.removeprefix("who:")
        value = getattr(self.patient, fact, None)
        return SetFact(fact=fact, value=value) if value is not None else Skipped()  # type: ignore[arg-type]


def interview(case: Case, assessor: Assessor, opening: str | None = None) -> Result:
    """Hold the whole interview of a case; with `opening` the patient begins with that and tells the rest only when asked for more."""
    patient = SimulatedPatient(case, assessor)
    talk = Interview(assessor, patient=case.patient)
    reply = talk.hear(Said(text=opening or case.text))
    asked = 0
    while reply.question is not None and reply.question.key != "complaint" and asked < MOST_TURNS:
        asked += 1
        more = opening is not None and reply.question.key == "else"
        reply = talk.hear(Said(text=case.text) if more else patient.answer(reply.question))
    assert reply.assessment is not None
    return Result(reply.assessment, asked, reply.ended)


def right_level(case: Case, result: Result, assessor: Assessor) -> bool:
    """Whether the final level is the case's level.

    Where the case stands on a cautious rule (something is not ruled out), an honest "no" to it may lower the level, but not below what is
    certain from the words of the case.
    """
    before = assessor.assess(case.text, case.patient)
    wanted = Urgency(case.urgency) if case.urgency else before.urgency
    return before.at_least <= result.assessment.urgency <= wanted if before.at_least < wanted else result.assessment.urgency == wanted
