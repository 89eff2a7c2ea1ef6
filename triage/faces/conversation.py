"""A conversation as a face holds it: the interview, and its log on disk written before each reply."""

from __future__ import annotations

from triage.dialogue.assessor import Assessor
from triage.dialogue.card import Card, Section, card_of
from triage.dialogue.events import Event
from triage.dialogue.interview import Interview
from triage.dialogue.receipt import receipt_of
from triage.dialogue.reply import Asked, Reply
from triage.dialogue.replying import event_of, typed
from triage.faces.sessions import Session, SessionError

EMPTY_HELP = "Tell me first what is wrong."


class Conversation:
    """Joins an interview with its session; every face talks through one of these."""

    def __init__(self, assessor: Assessor, session: Session) -> None:
        self.assessor = assessor
        self.content = assessor.content
        self.session = session
        self.interview = Interview(assessor, session.events, patient=session.patient)
        self.fault: str | None = None
        """Why the log on disk could not be written, if so; the talk goes on."""

    @property
    def question(self) -> Asked | None:
        """The question on the screen."""
        return self.interview.now.question

    def opening(self) -> Reply:
        """What is said first."""
        return self.interview.opening()

    def type(self, text: str) -> Reply:
        """Take a typed line: a number of a quick reply, or a message."""
        return self.take(typed(text, self.question))

    def choose(self, value: str) -> Reply | None:
        """Take a quick reply by its value; None where there is no question."""
        return self.take(event_of(self.question, value)) if self.question is not None else None

    def take(self, event: Event) -> Reply:
        """Keep an event on disk, then hear it."""
        try:
            self.session.add(event)
        except SessionError as error:
            self.fault = str(error)
        return self.interview.hear(event)

    def receipt(self) -> tuple[Section, ...]:
        """The receipt of the current answer."""
        assessment = self.interview.now.assessment
        if assessment is None:
            return (Section(title="The answer", lines=(EMPTY_HELP,)),)
        return receipt_of(assessment.model_copy(update={"questions": assessment.questions[:12]}), self.content)

    def card(self) -> Card | None:
        """The guidance card; None as long as there is no answer."""
        assessment = self.interview.now.assessment
        return card_of(self.interview.known, assessment, self.content) if assessment is not None else None

    def restart(self, session: Session) -> None:
        """Begin a new conversation in another session."""
        self.session = session
        self.interview = Interview(self.assessor, session.events, patient=session.patient)
