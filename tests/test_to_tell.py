"""Poisoning and overdose: what was taken, how much, when and the weight are asked for last and handed over as they were said."""

from __future__ import annotations

import pytest

from triage.dialogue.assessor import Assessor
from triage.dialogue.card import card_of
from triage.dialogue.events import Said, Skipped, Stopped
from triage.dialogue.interview import Interview
from triage.faces.handover import handover_of
from triage.model.patient import Patient
from triage.model.urgency import Urgency


def through_the_red_flags(assessor: Assessor, text: str, region: str | None = "UK") -> Interview:
    """Tell of an overdose and deny every red flag."""
    talk = Interview(assessor, patient=Patient(age=30, region=region))
    talk.hear(Said(text=text))
    for _ in range(10):
        if talk.now.question is None or talk.now.question.key.startswith("tell:"):
            break
        talk.hear(Said(text="none of these"))
    return talk


def test_asks_what_how_much_when_and_weight_in_this_order_after_the_red_flags(assessor: Assessor) -> None:
    talk = through_the_red_flags(assessor, "I took 10 paracetamol by accident")
    asked = []
    for answer in ("paracetamol 500 mg", "ten", "two hours ago, all at once", "70 kg"):
        assert talk.now.question is not None
        asked.append(talk.now.question.key)
        talk.hear(Said(text=answer))
    assert asked == ["tell:poisoning.what", "tell:poisoning.amount", "tell:poisoning.when", "tell:poisoning.weight"]
    assert talk.now.ended


def test_names_the_poison_line_of_the_region_and_never_one_where_none_is_known(assessor: Assessor) -> None:
    question = through_the_red_flags(assessor, "I took 10 paracetamol by accident").now.question
    assert question is not None
    assert "Call NHS 111 first" in question.why
    question = through_the_red_flags(assessor, "I took 10 paracetamol by accident", region=None).now.question
    assert question is not None
    assert "your local poison line" in question.why
    assert not any(letter.isdigit() for letter in question.why)


def test_answers_stand_on_the_card_and_in_the_handover_as_they_were_said(assessor: Assessor) -> None:
    talk = through_the_red_flags(assessor, "I took 10 paracetamol by accident")
    talk.hear(Said(text="the blue ones, 500s"))
    talk.hear(Skipped())
    talk.hear(Said(text="just  before\nmidnight"))
    assessment = talk.now.assessment
    handover = handover_of(talk)
    assert assessment is not None
    assert handover is not None
    told = [line for section in card_of(talk.known, assessment, talk.content).sections for line in section.lines]
    for lines in (told, handover.background):
        assert "Have this ready for NHS 111:" in lines
        assert "What was taken: the blue ones, 500s" in lines
        assert "How much: ?" in lines
        assert "When: just before midnight" in lines


def test_a_symptom_told_in_an_answer_counts(assessor: Assessor) -> None:
    talk = through_the_red_flags(assessor, "I took 10 paracetamol by accident")
    talk.hear(Said(text="the blue ones and now I am very drowsy and cannot stay awake"))
    assert talk.now.assessment is not None
    assert talk.now.assessment.urgency == Urgency.EMERGENCY
    assert talk.now.question is None or not talk.now.question.key.startswith("tell:")


@pytest.mark.parametrize("text", ["I took 40 paracetamol to end my life", "he took too many pills and will not wake up"])
def test_in_a_crisis_or_an_emergency_the_call_comes_before_any_writing(assessor: Assessor, text: str) -> None:
    talk = through_the_red_flags(assessor, text)
    assert talk.now.assessment is not None
    assert talk.now.assessment.urgency == Urgency.EMERGENCY
    assert talk.now.question is None


@pytest.mark.parametrize(
    "text", ["I have a headache", "I did not take too many pills, just my usual two", "I took two paracetamol for my headache"]
)
def test_nothing_of_it_is_asked_without_an_overdose(assessor: Assessor, text: str) -> None:
    talk = through_the_red_flags(assessor, text)
    assert talk.now.question is None or not talk.now.question.key.startswith("tell:")


def test_the_weight_of_somebody_else_is_asked_of_them(assessor: Assessor) -> None:
    talk = through_the_red_flags(assessor, "my daughter swallowed some of my blood pressure tablets")
    for _ in range(3):
        talk.hear(Skipped())
    assert talk.now.question is not None
    assert "her weight" in talk.now.question.text


def test_stop_ends_it(assessor: Assessor) -> None:
    talk = through_the_red_flags(assessor, "I took 10 paracetamol by accident")
    talk.hear(Stopped())
    assert talk.now.ended
