"""Guidance card, SBAR handover and exports: four states, one page, nothing that runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chat_content import small_assessor

from triage.dialogue.events import ChoseMany
from triage.faces.conversation import Conversation
from triage.faces.exports import as_html, as_json, card_text, markdown, save
from triage.faces.handover import handover_of
from triage.faces.input import InputError
from triage.faces.sessions import Session
from triage.model.patient import MedicineUse, Patient


def held(*texts: str, patient: Patient | None = None) -> Conversation:
    talk = Conversation(small_assessor(), Session.unsaved(patient))
    for text in texts:
        talk.type(text)
    return talk


def test_four_states_are_kept_apart() -> None:
    talk = held("I have a headache but no fever")
    talk.take(ChoseMany(questions=("neck_stiffness",), rest="unsure"))
    handover = handover_of(talk.interview)
    assert handover is not None
    assert any("Headache" in line for line in handover.present)
    assert any("Pyrexia" in line for line in handover.denied)
    assert any("Neck stiffness" in line for line in handover.unsure)
    assert any("Confusional state" in line for line in handover.never_asked)
    for line in handover.never_asked:
        assert line not in (*handover.present, *handover.denied, *handover.unsure)


def test_the_handover_is_in_label_terms_and_says_what_is_not_known() -> None:
    handover = handover_of(held("black stools").interview)
    assert handover is not None
    assert any(line.startswith("Melena") for line in handover.present)
    assert "not known" in " ".join((*handover.situation, *handover.background))


def test_the_card_says_what_when_tell_and_watch() -> None:
    card = held("black stools since yesterday", patient=Patient(medicines=(MedicineUse(name="warfarin", last_dose_days_ago=1),))).card()
    assert card is not None
    assert [section.title for section in card.sections] == ["What to do", "Why", "What to tell the person you speak to", "Watch for"]
    tell = " ".join(card.sections[2].lines)
    assert "black, tarry stools" in tell
    assert "Warfarin (last dose 1 day ago)" in tell


def test_watch_for_speaks_of_the_person_it_is_about() -> None:
    card = held("my daughter has black stools").card()
    assert card is not None
    assert "She feels faint." in card.sections[-1].lines


def test_json_holds_everything_and_the_same_assessment() -> None:
    talk = held("black stools", "no", "stop")
    data = json.loads(as_json(talk))
    assert data["assessment"]["urgency"] == "urgent"
    assert [event["kind"] for event in data["events"]]
    assert data["handover"]["present"]
    assert data["transcript"][0]["who"] == "Triage"


def test_html_runs_nothing_and_loads_nothing() -> None:
    page = as_html(held('<script>alert(1)</script> "black stools" & more'))
    assert "<script" not in page
    assert "http" not in page
    assert "@media print" in page


def test_markdown_escapes_what_the_person_typed() -> None:
    text = markdown(held("# I have [black stools](x)"))
    assert "\\# I have \\[black stools\\]" in text


def test_the_clipboard_text_is_plain() -> None:
    assert card_text(held("black stools")).startswith("GO NOW")


def test_a_file_is_written_for_the_owner_only(tmp_path: Path) -> None:
    for name in ("a.md", "a.json", "a.html"):
        path = save(held("black stools"), tmp_path / name)
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a.pdf", "a", "nofolder/a.md"])
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        save(held("black stools"), tmp_path / name)
