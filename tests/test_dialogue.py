"""The interview: what each kind of event does, in which order things are said, and what is never asked."""

from __future__ import annotations

import pytest
from chat_content import small_assessor

from triage.dialogue.assessor import Assessor
from triage.dialogue.events import (
    Changed,
    Chose,
    ChoseMany,
    Event,
    Redone,
    Said,
    SetFact,
    Skipped,
    Stopped,
    Struck,
    Undone,
    dump_all,
    effective,
    parse,
)
from triage.dialogue.interview import Interview
from triage.dialogue.reply import Reply
from triage.model.patient import MedicineUse, Patient
from triage.model.urgency import Urgency


def talk(assessor: Assessor, *turns: str | Event) -> tuple[Interview, Reply]:
    interview = Interview(assessor)
    reply = interview.opening()
    for turn in turns:
        reply = interview.hear(Said(text=turn) if isinstance(turn, str) else turn)
    return interview, reply


def texts(reply: Reply, role: str) -> list[str]:
    return [sentence.text for sentence in reply.sentences if sentence.role == role]


def test_opens_by_saying_what_it_is_and_is_not_and_what_to_do_in_an_emergency(assessor: Assessor) -> None:
    opening = " ".join(texts(Interview(assessor).opening(), "opening"))
    assert "not a doctor" in opening
    assert "danger" in opening
    assert "call your local emergency number" in opening


def test_opening_names_the_number_of_the_region(assessor: Assessor) -> None:
    opening = " ".join(texts(Interview(assessor, patient=Patient(region="UK")).opening(), "opening"))
    assert "999" in opening


def test_emergency_is_said_before_anything_else_and_stays_pinned(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "my face has drooped on one side and my arm is weak")
    assert reply.sentences[0].role == "emergency"
    assert reply.assessment is not None
    assert reply.assessment.urgency == Urgency.EMERGENCY
    assert reply.pinned
    later = interview.hear(Said(text="thanks"))
    assert later.pinned == reply.pinned


def test_crisis_comes_first_with_its_line(assessor: Assessor) -> None:
    interview = Interview(assessor, patient=Patient(region="US"))
    reply = interview.hear(Said(text="I want to kill myself"))
    assert reply.assessment is not None
    assert reply.assessment.crisis
    assert reply.sentences[0].role == "crisis"
    assert any("988" in sentence.text for sentence in reply.pinned)


def test_no_question_is_asked_where_nothing_can_change(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "my face has drooped on one side and I cannot speak, it began suddenly 20 minutes ago")
    assert reply.assessment is not None
    if reply.assessment.at_least == Urgency.EMERGENCY:
        assert reply.question is None
        assert reply.ended
    assert interview.known.asked == 0


def test_an_answer_with_more_in_it_is_an_answer_and_a_finding(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "I have a bad headache")
    assert reply.question is not None
    reply = interview.hear(Said(text="no but my leg is swollen"))
    assert all(atom in interview.known.settled for atom in interview._moments[1].question.atoms)  # type: ignore[union-attr]
    assert any("leg" in finding.lay for finding in interview.known.findings.values() if finding.had)


def test_no_fever_is_a_denied_finding_and_no_answer(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    interview.hear(Said(text="no fever"))
    assert interview.known.findings["pyrexia"].presence == "denied"
    assert before.question is not None
    assert not set(before.question.atoms) - {"pyrexia"} & set(interview.known.settled)


def test_a_correction_changes_the_last_finding(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "pain in my right knee", "sorry, I meant left")
    knee = next(finding for finding in interview.known.findings.values() if finding.had)
    assert knee.attributes.side == "left"


def test_since_yesterday_is_read_of_the_finding_spoken_of_last(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "I have knee pain", "since yesterday")
    knee = next(finding for finding in interview.known.findings.values() if finding.had)
    assert knee.attributes.started_hours is not None
    assert 12 <= knee.attributes.started_hours <= 48


def test_a_later_denial_is_asked_about_and_lowers_nothing_by_itself(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have black tarry stools")
    reply = interview.hear(Said(text="I do not have black tarry stools"))
    assert before.assessment is not None
    assert reply.assessment is not None
    assert reply.assessment.urgency == before.assessment.urgency
    assert reply.question is not None
    assert reply.question.key == "confirm:melena"
    reply = interview.hear(Chose(question="confirm:melena", answer="no"))
    assert not interview.known.findings["melena"].had


@pytest.mark.parametrize("words", ["what do you mean?", "I don't understand", "why?"])
def test_what_do_you_mean_explains_and_asks_again(assessor: Assessor, words: str) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    reply = interview.hear(Said(text=words))
    assert reply.question == before.question
    assert texts(reply, "answer")
    assert interview.known.asked == 0


@pytest.mark.parametrize("words", ["I don't know", "not sure", "no idea", "skip"])
def test_not_knowing_leaves_the_level_as_it_is(assessor: Assessor, words: str) -> None:
    interview, before = talk(assessor, "chest pain")
    reply = interview.hear(Said(text=words))
    assert before.assessment is not None
    assert reply.assessment is not None
    assert reply.assessment.urgency == before.assessment.urgency
    assert before.question is not None
    assert set(before.question.atoms) <= set(interview.known.settled)


@pytest.mark.parametrize("words", ["stop", "that's all", "no more questions please", "just tell me what to do"])
def test_stop_ends_with_the_guidance_and_open_stays_open(assessor: Assessor, words: str) -> None:
    _, reply = talk(assessor, "I have a bad headache", words)
    assert reply.ended
    assert reply.question is None
    assert texts(reply, "guidance")
    assert reply.assessment is not None
    assert reply.assessment.could_be > reply.assessment.urgency


@pytest.mark.parametrize("words", ["thanks", "hello", "you stupid bot"])
def test_talk_that_is_not_about_the_body_changes_nothing(assessor: Assessor, words: str) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    reply = interview.hear(Said(text=words))
    assert reply.question == before.question
    assert reply.assessment is not None
    assert before.assessment is not None
    assert reply.assessment.urgency == before.assessment.urgency


def test_abuse_hides_no_symptom(assessor: Assessor) -> None:
    _, reply = talk(assessor, "you stupid bot, I have crushing chest pain and I am sweating")
    assert reply.assessment is not None
    assert reply.assessment.urgency == Urgency.EMERGENCY


def test_nonsense_is_not_reassured(assessor: Assessor) -> None:
    _, reply = talk(assessor, "asdf qwer")
    assert reply.assessment is not None
    assert reply.assessment.status == "cannot_assess"
    assert reply.question is not None
    assert reply.question.kind == "text"


def test_speaking_for_somebody_else_changes_the_wording(assessor: Assessor) -> None:
    _, reply = talk(assessor, "my daughter has a bad headache and a fever")
    assert reply.question is not None
    words = " ".join((reply.question.text, *(option.text for option in reply.question.options)))
    assert " her " in words or " she " in words or words.startswith("Is her") or "Does she" in words
    assert "Do you" not in words


def test_a_checklist_takes_numbers_and_the_rest_is_no(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    question = before.question
    assert question is not None
    assert question.kind == "checklist"
    interview.hear(Said(text="2"))
    assert interview.known.settled[question.atoms[1]] == "yes"
    assert interview.known.settled[question.atoms[0]] == "no"


def test_a_number_that_is_not_on_the_list_is_asked_again(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    reply = interview.hear(Said(text="77"))
    assert reply.question == before.question


def test_change_of_level_is_said_aloud(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    assert before.assessment is not None
    reply = interview.hear(Said(text="and now I cannot move my right arm and my speech is slurred"))
    assert texts(reply, "level")
    assert reply.assessment is not None
    assert reply.assessment.urgency > before.assessment.urgency


def test_a_fact_about_the_person_changes_the_answer(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a fever of 38.5")
    reply = interview.hear(SetFact(fact="medicines", value=(MedicineUse(name="alemtuzumab", last_dose_days_ago=3),)))
    assert before.assessment is not None
    assert reply.assessment is not None
    assert reply.assessment.urgency >= Urgency.URGENT
    assert reply.assessment.medicines[0].id == "alemtuzumab"


def test_a_fact_that_cannot_be_is_refused_in_words(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "I have a fever", SetFact(fact="age", value=-3))
    assert interview.known.patient.age is None
    assert texts(reply, "note")


def test_changing_a_finding_says_so_and_assesses_again(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have black tarry stools and a headache")
    reply = interview.hear(Changed(concept="melena", to="denied"))
    assert before.assessment is not None
    assert reply.assessment is not None
    assert reply.assessment.urgency < before.assessment.urgency
    assert texts(reply, "level")
    assert interview.known.findings["melena"].presence == "denied"


def test_undo_then_redo_is_identity(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "I have a bad headache", ChoseMany(questions=("neck_stiffness", "vomiting"), chosen=("neck_stiffness",)))
    before = interview.now
    interview.hear(Undone())
    assert interview.now.assessment != before.assessment
    interview.hear(Redone())
    assert interview.now == before


def test_undo_with_nothing_to_undo_says_so(assessor: Assessor) -> None:
    _, reply = talk(assessor, Undone())
    assert texts(reply, "note") == ["There is nothing to take back."]


def test_undo_and_redo_can_be_typed(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "I have a bad headache", "undo")
    assert isinstance(interview.log[-1], Undone)
    assert not interview.known.findings


def test_skip_leaves_the_question_open(assessor: Assessor) -> None:
    interview, before = talk(assessor, "I have a bad headache")
    reply = interview.hear(Skipped())
    assert reply.question != before.question
    assert before.question is not None
    assert all(interview.known.settled[atom] == "unsure" for atom in before.question.atoms)


def test_a_part_that_was_not_understood_blocks_self_care_until_it_is_struck() -> None:
    interview = Interview(small_assessor())
    reply = interview.hear(Said(text="I have a runny nose and a burning pain in my groin"))
    assert interview.known.unread
    part = interview.known.unread[0].text
    assert reply.assessment is not None
    assert reply.assessment.urgency == Urgency.SAME_DAY
    assert reply.question is not None
    assert reply.question.key == "reword:" + part
    reply = interview.hear(Struck(part=part))
    assert not interview.known.unread
    assert reply.assessment is not None
    assert reply.assessment.urgency == Urgency.SELF_CARE


def test_a_part_that_was_not_understood_can_be_said_in_other_words() -> None:
    interview = Interview(small_assessor())
    interview.hear(Said(text="I have a runny nose and a burning pain in my groin"))
    reply = interview.hear(Said(text="I have a headache"))
    assert not interview.known.unread
    assert interview.known.findings["headache"].had
    assert reply.question is None or not reply.question.key.startswith("reword:")


def test_a_question_about_a_medicine_is_answered_from_its_profile(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "I had alemtuzumab last month and I have a fever", "can I skip a blood test?")
    assert texts(reply, "answer")
    assert len(interview.known.patient.medicines) == 1


def test_stopped_by_event_and_still_heard(assessor: Assessor) -> None:
    interview, reply = talk(assessor, "I have a bad headache", Stopped())
    assert reply.ended
    later = interview.hear(Said(text="now I have crushing chest pain and cannot breathe"))
    assert later.assessment is not None
    assert later.assessment.urgency == Urgency.EMERGENCY
    assert later.sentences[0].role == "emergency"


def test_the_same_log_gives_the_same_bytes(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "my son is 4 and has a fever and a rash", "none", "no but he is very sleepy", "undo", "3 days", "stop")
    again = Interview(assessor, [parse(line) for line in dump_all(interview.log).splitlines()])
    assert [turn.reply.model_dump_json() for turn in again.turns] == [turn.reply.model_dump_json() for turn in interview.turns]


def test_findings_point_at_their_words_in_the_conversation(assessor: Assessor) -> None:
    interview, _ = talk(assessor, "hello", "I have a bad headache", "no but my leg is swollen")
    for finding in interview.known.findings.values():
        assert interview.known.text[finding.start : finding.end] == finding.text


def test_effective_steps_fold_taking_back() -> None:
    steps, again = effective([Said(text="a"), Said(text="b"), Undone(), Undone(), Redone(), Said(text="c"), Redone()])
    assert [step.text for step in steps if isinstance(step, Said)] == ["a", "c"]
    assert again == ()


def test_a_line_that_is_no_event_is_refused_in_one_line() -> None:
    with pytest.raises(ValueError, match="not an event"):
        parse('{"kind":"nothing"}')
