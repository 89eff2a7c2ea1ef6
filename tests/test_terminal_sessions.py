"""Conversations on disk: kept at each event for the owner only, taken up after a kill, cleared on request, or never written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from chat_content import small_assessor

from triage.dialogue.events import Said, Undone
from triage.faces.commands.chat import session_of
from triage.faces.conversation import Conversation
from triage.faces.sessions import Session, SessionError, clear_all, sessions_folder
from triage.model.patient import Patient


def test_each_event_is_on_disk_before_the_reply(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient(region="US"))
    talk = Conversation(small_assessor(), session)
    talk.type("I have a headache")
    assert session.path is not None
    assert '"text":"I have a headache"' in session.path.read_text(encoding="utf-8")


def test_files_and_folder_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "sessions"
    session = Session.start(folder, Patient())
    assert session.path is not None
    assert session.path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_unclosed_conversation_is_taken_up_with_all_of_its_transcript(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient(region="UK"))
    talk = Conversation(small_assessor(), session)
    talk.type("I have a headache")
    talk.take(Undone())
    talk.type("I have black stools")
    replies = [turn.reply for turn in talk.interview.turns]
    session._release()
    found = Session.resume(tmp_path)
    assert found is not None
    assert found.resumed
    assert found.patient.region == "UK"
    again = Conversation(small_assessor(), found)
    assert [turn.reply for turn in again.interview.turns] == replies


def test_a_closed_conversation_is_taken_up_only_when_asked(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient())
    session.add(Said(text="I have a headache"))
    session.close()
    assert Session.resume(tmp_path) is None
    found = Session.resume(tmp_path, closed_too=True)
    assert found is not None
    assert found.events == (Said(text="I have a headache"),)


def test_a_conversation_that_runs_elsewhere_is_left_alone(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient())
    session.add(Said(text="I have a headache"))
    assert Session.resume(tmp_path) is None
    session.close()


def test_a_torn_last_line_is_left_out_and_writing_goes_on(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient())
    session.add(Said(text="I have a headache"))
    session._release()
    assert session.path is not None
    with session.path.open("ab") as file:
        file.write(b'{"kind":"said","te')
    found = Session.resume(tmp_path)
    assert found is not None
    assert len(found.events) == 1
    found.add(Said(text="and a fever"))
    found._release()
    again = Session.resume(tmp_path)
    assert again is not None
    assert [event.text for event in again.events if isinstance(event, Said)] == ["I have a headache", "and a fever"]


def test_a_spoilt_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "z.jsonl").write_text("nonsense\nmore\n", encoding="utf-8")
    assert Session.resume(tmp_path) is None


def test_clearing_deletes_the_file(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient())
    session.add(Said(text="I have a headache"))
    session.clear()
    assert not list(tmp_path.iterdir())
    Session.start(tmp_path, Patient()).close()
    assert clear_all(tmp_path) == 1


def test_nothing_is_written_where_nothing_may_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Session.unsaved() as session:
        session.add(Said(text="I have a headache"))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SessionError, match="--no-save"):
        Session.start(tmp_path / "file" / "sessions", Patient())


def test_options_choose_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from triage.faces.cli import parser

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert session_of(parser().parse_args(["chat", "--no-save"]), Patient()).path is None
    first = session_of(parser().parse_args(["chat"]), Patient())
    first.add(Said(text="I have a headache"))
    first._release()
    assert session_of(parser().parse_args(["chat", "--new"]), Patient()).events == ()
    resumed = session_of(parser().parse_args(["chat"]), Patient())
    assert resumed.resumed
    assert sessions_folder().is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_killed_program_resumes_with_the_full_transcript(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "triage", "chat", "--plain", "--region", "US"]
    root = Path(__file__).resolve().parents[1]
    folder = tmp_path / "symptom-triage" / "sessions"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment, cwd=root) as first:
        assert first.stdin is not None
        first.stdin.write("black tarry stools since yesterday\n")
        first.stdin.flush()
        for _ in range(300):
            if folder.is_dir() and any("said" in path.read_text(encoding="utf-8") for path in folder.iterdir()):
                break
            time.sleep(0.1)
        first.send_signal(signal.SIGKILL)
    second = subprocess.run(command, input="", capture_output=True, text=True, env=environment, cwd=root, check=True)
    assert "I took up our conversation" in " ".join(second.stdout.split())
    assert "You: black tarry stools since yesterday" in second.stdout
    assert "911" in second.stdout
