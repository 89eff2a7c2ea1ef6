"""Plain mode: the same engine and wording line by line, with words for roles and numbered replies."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from triage.dialogue.assessor import Assessor
from triage.dialogue.interview import Interview
from triage.faces.conversation import Conversation
from triage.faces.plain import PlainChat
from triage.faces.sessions import Session
from triage.model.patient import Patient


def chat(assessor: Assessor, *lines: str, patient: Patient | None = None) -> tuple[str, Interview]:
    talk = Conversation(assessor, Session.unsaved(patient))
    out = io.StringIO()
    assert PlainChat(talk, io.StringIO("".join(line + "\n" for line in lines)), out).run() == 0
    return out.getvalue(), talk.interview


def test_every_line_fits_and_begins_with_a_word_for_its_role(assessor: Assessor) -> None:
    shown, _ = chat(assessor, "I have a bad headache", "none", "stop")
    for line in shown.splitlines():
        assert len(line) <= 78
        assert line.startswith("  ") or ": " in line, line
    assert "\x1b" not in shown


def test_an_emergency_is_said_in_words_first(assessor: Assessor) -> None:
    shown, _ = chat(assessor, "crushing chest pain and sweating", patient=Patient(region="UK"))
    after = shown.split("Note: Type /help")[1].split("\n", 1)[1]
    assert after.startswith("EMERGENCY: Call an ambulance now: 999.")


def test_a_checklist_is_numbered_and_answered_by_numbers(assessor: Assessor) -> None:
    shown, interview = chat(assessor, "I have a bad headache", "1")
    first = interview.turns[0].reply.question
    assert first is not None
    for number, option in enumerate(first.options, start=1):
        assert f"{number}: {option.text[:40]}" in shown
    assert interview.known.settled[first.atoms[0]] == "yes"


def test_every_sentence_of_the_interview_is_shown(assessor: Assessor) -> None:
    shown, interview = chat(assessor, "my son has a fever and a rash", "no but he is very sleepy", "thanks", "stop")
    flat = " ".join(shown.split())
    for turn in interview.turns:
        for sentence in turn.reply.sentences:
            assert " ".join(sentence.text.split()) in flat


@pytest.mark.parametrize("command", ["/receipt", "/card", "/sbar", "/known", "/help"])
def test_commands_show_something_before_and_after_an_answer(assessor: Assessor, command: str) -> None:
    before, _ = chat(assessor, command)
    after, _ = chat(assessor, "black tarry stools", command)
    assert before
    assert len(after) > len(before)


def test_the_receipt_names_words_rules_sources_and_version(assessor: Assessor) -> None:
    shown, interview = chat(assessor, "black tarry stools but no fever", "/receipt")
    assert "Melena" in shown
    assert '"no"' in shown
    assert "Source:" in shown
    assert interview.content.stamp.sha256 in shown.replace("\n    ", "")


def test_change_corrects_what_was_understood(assessor: Assessor) -> None:
    _, interview = chat(assessor, "black tarry stools", "/change 1 no")
    assert interview.known.findings["melena"].presence == "denied"


@pytest.mark.parametrize("line", ["/change", "/change 9 no", "/change 1 perhaps", "/save", "/save x.pdf", "/nothing"])
def test_a_command_that_cannot_work_says_how_to_mend_it(assessor: Assessor, line: str) -> None:
    shown, _ = chat(assessor, "black tarry stools", line)
    assert "Note: " in shown.splitlines()[-1] or "Note: " in shown.splitlines()[-2]


def test_a_flood_of_text_is_refused_in_one_sentence(assessor: Assessor) -> None:
    shown, interview = chat(assessor, "a" * 100_001)
    assert "the text is" in shown
    assert not interview.turns


def test_save_writes_for_the_owner_only(assessor: Assessor, tmp_path: Path) -> None:
    target = tmp_path / "answer.html"
    shown, _ = chat(assessor, "black tarry stools", f"/save {target}")
    assert target.exists()
    assert target.stat().st_mode & 0o077 == 0
    assert "keep it safe" in " ".join(shown.split())
