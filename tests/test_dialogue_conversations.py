"""The talks of tests/conversations/, through the interview itself, and through both faces with the same sentences and decisions."""

from __future__ import annotations

import io

import pytest
from conversation_files import Finish, Talk, Turn, talks

from triage.dialogue.assessor import Assessor
from triage.dialogue.events import Chose, ChoseMany, Event, Said, Skipped
from triage.dialogue.interview import Interview
from triage.dialogue.reply import Asked, Reply
from triage.faces.conversation import Conversation
from triage.faces.plain import ROLES, PlainChat
from triage.faces.sessions import Session
from triage.faces.terminal.app import ChatApp
from triage.faces.terminal.dock import ReplyBox
from triage.model.urgency import Urgency

ALL = [pytest.param(talk, id=f"{stem}-{talk.name.replace(' ', '_')}") for stem, talk in talks()]


def test_there_are_enough_talks() -> None:
    assert len(ALL) >= 30
    assert len({talk.name for _, talk in talks()}) == len(ALL)


@pytest.mark.parametrize("talk", ALL)
def test_talk(talk: Talk, assessor: Assessor) -> None:
    interview = Interview(assessor, patient=talk.patient)
    before = interview.opening()
    for turn in talk.turns:
        reply = interview.hear(Said(text=turn.say))
        check(turn, before, reply, interview)
        before = reply
    if talk.finish is not None:
        finish(talk.finish, interview, before)


def check(turn: Turn, before: Reply, reply: Reply, interview: Interview) -> None:
    answer = reply.assessment
    assert answer is not None
    said = " ".join(sentence.text for sentence in (*reply.sentences, *reply.pinned))
    context = f"{answer.urgency} {[finding.concept for finding in answer.findings]} {[reason.rule for reason in answer.reasons][:4]}"
    if turn.level is not None:
        assert answer.urgency == Urgency(turn.level), context
    if turn.at_least is not None:
        assert answer.urgency >= Urgency(turn.at_least), context
    if turn.at_most is not None:
        assert answer.urgency <= Urgency(turn.at_most), context
    if turn.no_lower and before.assessment is not None:
        assert answer.urgency >= before.assessment.urgency, context
    if turn.status is not None:
        assert answer.status == turn.status
    if turn.crisis is not None:
        assert answer.crisis == turn.crisis
    if turn.first_role is not None:
        assert reply.sentences[0].role == turn.first_role
    if turn.role is not None:
        assert turn.role in {sentence.role for sentence in reply.sentences}
    if turn.says is not None:
        assert turn.says in said
    if turn.pinned is not None:
        assert bool(reply.pinned) == turn.pinned
    if turn.ended is not None:
        assert reply.ended == turn.ended
    check_question(turn, before, reply)
    known = interview.known.findings
    if turn.attribute is not None:
        assert getattr(known[turn.attribute.concept].attributes, turn.attribute.name) == turn.attribute.value
    for concept in turn.denied:
        assert known[concept].presence == "denied"
    for concept in turn.not_had:
        assert concept not in known or not known[concept].had


def check_question(turn: Turn, before: Reply, reply: Reply) -> None:
    question = reply.question
    if turn.asks is not None:
        assert (question is not None) == turn.asks
    if turn.asks_kind is not None:
        assert question is not None
        assert question.kind == turn.asks_kind
    if turn.asks_key is not None:
        assert question is not None
        assert question.key == turn.asks_key
    if turn.asks_any:
        assert question is not None
        assert set(turn.asks_any) & set(question.atoms), question.atoms
    if turn.never_asks and question is not None:
        assert not set(turn.never_asks) & set(question.atoms)
    if turn.same_question:
        assert question == before.question
    if turn.wording_not is not None and question is not None:
        assert turn.wording_not not in " ".join((question.text, *(option.text for option in question.options)))


def answered(question: Asked, answer: str) -> Event:
    if question.kind == "checklist":
        chosen = question.atoms if answer == "yes" else ()
        return ChoseMany(questions=question.atoms, chosen=chosen, rest="unsure" if answer == "unsure" else "no")
    if question.kind == "yes_no" or question.key in ("who:medicines", "else"):
        return Chose(question=question.key, answer=answer)  # type: ignore[arg-type]
    return Skipped()


def finish(wanted: Finish, interview: Interview, reply: Reply) -> None:
    asked = 0
    while reply.question is not None and asked < 30:
        assert not set(wanted.never_asks) & set(reply.question.atoms)
        asked += 1
        reply = interview.hear(answered(reply.question, wanted.answer))
    assert reply.ended
    assert reply.assessment is not None
    if wanted.most_questions is not None:
        assert asked <= wanted.most_questions
    if wanted.at_least is not None:
        assert reply.assessment.urgency >= Urgency(wanted.at_least)
    if wanted.at_most is not None:
        assert reply.assessment.urgency <= Urgency(wanted.at_most)


@pytest.mark.parametrize("talk", ALL)
async def test_both_faces_say_and_decide_the_same(talk: Talk, assessor: Assessor) -> None:
    """Type the same lines into plain mode and into the screen; every event, decision and sentence must be the same."""
    lines = [turn.say for turn in talk.turns]
    plain = Conversation(assessor, Session.unsaved(talk.patient))
    out = io.StringIO()
    PlainChat(plain, io.StringIO("".join(line + "\n" for line in lines)), out).run()
    app = ChatApp(assessor=lambda: assessor, patient=lambda _: talk.patient)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(300):
            await pilot.pause(0.01)
            if app.ready:
                break
        box = app.chat.query_one(ReplyBox)
        for line in lines:
            box.focus()
            box.value = line
            await pilot.press("enter")
            await pilot.pause()
        shown = list(app.chat.shown)
        screen = app.talk
    assert screen is not None
    assert screen.interview.log == plain.interview.log
    assert [turn.reply for turn in screen.interview.turns] == [turn.reply for turn in plain.interview.turns]
    expected = [sentence for reply in (plain.opening(), *(turn.reply for turn in plain.interview.turns)) for sentence in reply.sentences]
    assert shown == expected
    flat = " ".join(out.getvalue().split())
    for sentence in expected:
        words = " ".join(sentence.text.split())
        assert words in flat if sentence.role == "item" else f"{ROLES[sentence.role]}: {words}" in flat
