"""Any sequence of events keeps the promises: no level below what was said, no question twice, undo and redo, replay."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from triage.dialogue.assessor import Assessor
from triage.dialogue.events import Changed, Chose, Event, Redone, SetFact, Skipped, Stopped, Undone, dump, dump_all, parse
from triage.dialogue.interview import Interview
from triage.dialogue.reply import Reply
from triage.dialogue.replying import event_of, quick_replies, typed
from triage.model.patient import MedicineUse
from triage.model.urgency import Urgency

MESSAGES = (
    "I have a bad headache",
    "chest pain since this morning",
    "no fever",
    "my stools are black and tarry",
    "I have a runny nose",
    "I am pregnant",
    "I take warfarin",
    "I feel dizzy and sick",
    "my left leg is swollen",
    "what do you mean?",
    "I don't know",
    "thanks",
    "none",
    "no",
    "yes",
    "1 and 2",
    "42",
    "asdf qwer",
    "you stupid bot",
    "my blorp is throbbing",
    "is it safe to drink alcohol with warfarin?",
    "no but I have a rash",
    "",
    "\U0001f635 \x07 ']} <b>",
)
FACTS = (
    SetFact(fact="age", value=70),
    SetFact(fact="age", value=0.1),
    SetFact(fact="sex", value="female"),
    SetFact(fact="pregnant", value=True),
    SetFact(fact="conditions", value=("diabetes",)),
    SetFact(fact="medicines", value=(MedicineUse(name="alemtuzumab", last_dose_days_ago=2),)),
    SetFact(fact="region", value="UK"),
    SetFact(fact="age", value="not a number"),
)
_SHARED: list[Assessor] = []


def shared_assessor() -> Assessor:
    if not _SHARED:
        _SHARED.append(Assessor())
    return _SHARED[0]


class RandomWalk(RuleBasedStateMachine):
    """Walks through a conversation."""

    @initialize()
    def begin(self) -> None:
        self.interview = Interview(shared_assessor())
        self.reply: Reply = self.interview.opening()
        self.floors: list[Urgency] = [Urgency.SELF_CARE]
        self.taken_back: list[Urgency] = []
        self.answered: set[str] = set()

    def hear(self, event: Event, floor: Urgency | None = None, *, resets: bool = False) -> None:
        depth = len(self.interview._moments)
        self.reply = self.interview.hear(event)
        if len(self.interview._moments) == depth + 1:
            self.floors.append(Urgency.SELF_CARE if resets else max(self.floors[-1], floor or Urgency.SELF_CARE))
            self.taken_back.clear()

    @rule(text=st.sampled_from(MESSAGES))
    def say(self, text: str) -> None:
        answer = shared_assessor().assess(text)
        certain = answer.at_least if answer.status == "assessed" else Urgency.SELF_CARE
        question = self.interview.now.question
        # Yes and no to "do you still have it?" take a finding back; that is the person's right.
        takes_back = question is not None and question.key.startswith("confirm:")
        self.hear(typed(text, question), certain, resets=takes_back)

    @rule(fact=st.sampled_from(FACTS))
    def tell_a_fact(self, fact: SetFact) -> None:
        self.hear(fact)

    @precondition(lambda self: self.interview.now.question is not None and quick_replies(self.interview.now.question))
    @rule(data=st.data())
    def take_a_quick_reply(self, data: st.DataObject) -> None:
        question = self.interview.now.question
        assert question is not None
        option = data.draw(st.sampled_from(quick_replies(question)))
        self.hear(event_of(question, option.value), resets=question.key.startswith("confirm:"))

    @rule()
    def skip(self) -> None:
        self.hear(Skipped())

    @rule(
        atom=st.sampled_from(("neck_stiffness", "headache[sudden]", "who:diabetes", "who:pregnant")),
        answer=st.sampled_from(("yes", "no", "unsure")),
    )
    def answer_out_of_turn(self, atom: str, answer: str) -> None:
        self.hear(Chose(question=atom, answer=answer), resets=True)  # type: ignore[arg-type]

    @precondition(lambda self: self.interview.known.findings)
    @rule(data=st.data())
    def correct_a_finding(self, data: st.DataObject) -> None:
        concept = data.draw(st.sampled_from(sorted(self.interview.known.findings)))
        to = data.draw(st.sampled_from(("present", "denied", "unsure")))
        self.hear(Changed(concept=concept, to=to), resets=True)  # type: ignore[arg-type]

    @rule()
    def stop(self) -> None:
        self.hear(Stopped())

    @rule()
    def undo(self) -> None:
        if self.interview.can_undo:
            self.taken_back.append(self.floors.pop())
        self.reply = self.interview.hear(Undone())

    @rule()
    def redo(self) -> None:
        before = len(self.interview._moments)
        self.reply = self.interview.hear(Redone())
        if len(self.interview._moments) > before:
            self.floors.append(self.taken_back.pop())

    @precondition(lambda self: self.interview.can_undo)
    @rule()
    def undo_then_redo_is_identity(self) -> None:
        before = self.interview.now
        self.interview.hear(Undone())
        self.reply = self.interview.hear(Redone())
        assert self.interview.now == before

    @invariant()
    def the_level_is_never_below_what_was_said(self) -> None:
        assessment = self.reply.assessment
        if assessment is not None:
            assert assessment.urgency >= self.floors[-1]
            assert assessment.at_least <= assessment.urgency <= assessment.could_be

    @invariant()
    def no_question_is_asked_twice(self) -> None:
        question = self.reply.question
        if question is not None and question.key != "complaint":
            settled = self.interview.known.settled
            assert question.key not in settled
            if not question.key.startswith("confirm:"):
                assert not set(question.atoms) & set(settled)

    @invariant()
    def an_end_has_no_question_and_a_question_no_end(self) -> None:
        assert (self.reply.question is None) == self.reply.ended

    @invariant()
    def findings_point_at_the_text(self) -> None:
        known = self.interview.known
        for finding in known.findings.values():
            assert known.text[finding.start : finding.end] == finding.text

    def teardown(self) -> None:
        if not hasattr(self, "interview"):
            return
        lines = dump_all(self.interview.log)
        events = [parse(line) for line in lines.split("\n") if line]
        assert [dump(event) for event in events] == lines.splitlines() or "\x85" in lines
        again = Interview(shared_assessor(), events)
        assert [turn.reply.model_dump_json() for turn in again.turns] == [turn.reply.model_dump_json() for turn in self.interview.turns]


RandomWalk.TestCase.settings = settings(
    max_examples=25, stateful_step_count=14, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)
TestRandomWalk = RandomWalk.TestCase
