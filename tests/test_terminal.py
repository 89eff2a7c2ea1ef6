"""The chat on the screen: every interaction by keyboard and mouse, and the same sentences as plain mode."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from chat_content import small_assessor
from textual.pilot import Pilot

from triage.dialogue.events import Changed, ChoseMany, Said, Undone
from triage.faces.sessions import Session
from triage.faces.terminal.app import ChatApp
from triage.faces.terminal.chip_screen import ChipScreen
from triage.faces.terminal.dock import Dock, QuickReply, ReplyBox
from triage.faces.terminal.ladder import Ladder
from triage.faces.terminal.panels import Chip
from triage.faces.terminal.person_screen import PersonScreen
from triage.faces.terminal.sections_screen import SectionsScreen
from triage.faces.terminal.transcript import Line, Own, Transcript
from triage.model.patient import Patient

WIDE, NARROW = (120, 40), (80, 24)


@asynccontextmanager
async def running(
    size: tuple[int, int] = WIDE, patient: Patient | None = None, session: Session | None = None
) -> AsyncIterator[tuple[ChatApp, Pilot[None]]]:
    app = ChatApp(
        assessor=small_assessor,
        patient=lambda _: patient or Patient(region="US"),
        session=(lambda _: session) if session is not None else None,
    )
    async with app.run_test(size=size) as pilot:
        await ready(app, pilot)
        yield app, pilot


async def ready(app: ChatApp, pilot: Pilot[None]) -> None:
    for _ in range(200):
        await pilot.pause(0.02)
        if app.ready:
            return
    raise AssertionError("the chat did not get ready")


async def say(app: ChatApp, pilot: Pilot[None], *texts: str) -> None:
    for text in texts:
        app.chat.query_one(ReplyBox).focus()
        app.chat.query_one(ReplyBox).value = text
        await pilot.press("enter")
        await pilot.pause()


def lines(app: ChatApp) -> str:
    return "\n".join(line.sentence.text for line in app.chat.query(Line))


async def test_the_first_frame_needs_no_content() -> None:
    def never() -> object:
        raise AssertionError("the first frame waited for the content")

    from triage.faces.terminal.chat_screen import ChatScreen

    app = ChatApp(assessor=small_assessor)
    app._load = lambda: None  # type: ignore[method-assign,assignment]
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ChatScreen)
        assert "not a doctor" in lines(app)
        assert "In danger now?" in str(app.chat.query_one("#danger").render())
        await say(app, pilot, "I have a headache")
        assert app.chat._waiting == ["I have a headache"]


async def test_what_is_typed_before_all_is_ready_is_heard_then() -> None:
    app = ChatApp(assessor=small_assessor)
    loads: list[object] = []
    real, app._load = app._load, lambda: loads.append(1)  # type: ignore[method-assign,assignment]
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await say(app, pilot, "I have a headache")
        real()
        await ready(app, pilot)
        await pilot.pause()
        assert app.talk is not None
        assert [event for event in app.talk.interview.log if isinstance(event, Said)] == [Said(text="I have a headache")]


async def test_a_message_shows_in_the_transcript_and_its_answer_below() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        assert [own.words for own in app.chat.query(Own)] == ["I have a headache"]
        assert "headache" in lines(app)
        assert len(app.chat.query(Chip)) == 1


async def test_number_and_enter_takes_a_quick_reply() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        assert app.talk is not None
        question = app.talk.question
        assert question is not None
        await say(app, pilot, "1")
        assert app.talk.interview.known.settled[question.atoms[0]] == "yes"


async def test_a_number_in_the_box_shows_what_it_means_and_takes_nothing_yet() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        await pilot.press("1")
        await pilot.pause()
        assert app.talk is not None
        assert len(app.talk.interview.log) == 1
        assert [reply.number for reply in app.chat.query(QuickReply) if reply.has_class("-meant")] == [1]


async def test_a_number_key_on_the_list_ticks_and_zero_is_done() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        assert app.talk is not None
        question = app.talk.question
        assert question is not None
        await pilot.press("down")
        assert isinstance(app.focused, QuickReply)
        await pilot.press("2", "0")
        await pilot.pause()
        assert isinstance(app.talk.interview.log[-1], ChoseMany)
        assert app.talk.interview.known.settled[question.atoms[1]] == "yes"
        assert app.talk.interview.known.settled[question.atoms[0]] == "no"


async def test_alt_and_a_number_works_from_the_box() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        await pilot.press("alt+1")
        await pilot.pause()
        assert next(reply for reply in app.chat.query(QuickReply) if reply.number == 1).ticked


async def test_a_quick_reply_can_be_clicked() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        none = next(reply for reply in app.chat.query(QuickReply) if reply.option.value == "none")
        await pilot.click(none)
        await pilot.pause()
        assert app.talk is not None
        assert isinstance(app.talk.interview.log[-1], ChoseMany)


async def test_a_letter_on_the_list_goes_to_the_box() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        await pilot.press("down", "n", "o")
        assert app.chat.query_one(ReplyBox).value == "no"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_emergency_is_pinned_and_does_not_scroll_away(size: tuple[int, int]) -> None:
    async with running(size) as (app, pilot):
        await say(app, pilot, "I have black stools and I feel faint")
        banner = app.chat.query_one("#banner")
        assert banner.display
        assert "911" in str(banner.render())
        assert str(banner.render()).startswith("EMERGENCY")
        app.chat.query_one(Transcript).scroll_home(animate=False)
        await say(app, pilot, *["thanks"] * 12)
        region = banner.region
        assert region.height >= 1
        assert region.y < 5
        assert app.chat.size.height >= region.bottom


async def test_a_crisis_line_comes_first_in_the_banner() -> None:
    async with running(NARROW) as (app, pilot):
        await say(app, pilot, "I want to kill myself")
        text = str(app.chat.query_one("#banner").render())
        assert text.startswith("HELP")
        assert "988" in text


async def test_a_sheet_over_an_emergency_still_shows_it() -> None:
    async with running(NARROW) as (app, pilot):
        await say(app, pilot, "I have black stools and I feel faint")
        await pilot.press("f2")
        assert "911" in str(app.screen.query_one("#sheet-pinned").render())


@pytest.mark.parametrize("key", ["f1", "f2", "f4", "f5"])
async def test_one_key_opens_a_sheet_and_the_same_key_closes_it(key: str) -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        await pilot.press(key)
        assert isinstance(app.screen, SectionsScreen)
        await pilot.press(key)
        assert app.screen is app.chat


async def test_no_sheet_without_an_answer() -> None:
    async with running() as (app, pilot):
        await pilot.press("f4")
        assert app.screen is app.chat
        await pilot.press("f2")
        assert isinstance(app.screen, SectionsScreen)


async def test_a_sheet_is_copied_to_the_clipboard() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.press("f5", "c")
        assert "Melena" in app.clipboard
        await pilot.press("escape", "f4", "c")
        assert "GO NOW" in app.clipboard


async def test_a_chip_opens_and_corrects_its_finding() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.press("f3")
        assert isinstance(app.focused, Chip)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ChipScreen)
        await pilot.press("2")
        await pilot.pause()
        assert app.talk is not None
        assert app.talk.interview.log[-1] == Changed(concept="melena", to="denied")
        assert "I changed it" in lines(app)


async def test_a_chip_can_be_clicked_and_left_as_it_is() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.click(Chip)
        await pilot.pause()
        assert isinstance(app.screen, ChipScreen)
        await pilot.press("escape")
        assert app.talk is not None
        assert len(app.talk.interview.log) == 1


async def test_undo_and_redo_by_key() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.press("ctrl+z")
        assert app.talk is not None
        assert isinstance(app.talk.interview.log[-1], Undone)
        assert not app.chat.query(Chip)
        await pilot.press("ctrl+y")
        assert len(app.chat.query(Chip)) == 1


async def test_the_ladder_shows_advice_and_bounds_in_words() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        shown = app.chat.query_one(Ladder).shown
        assert "Go now (advice, certain)" in shown
        assert "Call an ambulance now (could be)" in shown
        await pilot.pause()


async def test_narrow_screens_show_level_in_one_line_and_the_side_by_key() -> None:
    async with running(NARROW) as (app, pilot):
        await say(app, pilot, "I have black stools")
        assert app.chat.query_one("#status").display
        assert "Advice: Go now" in str(app.chat.query_one("#status").render())
        assert not app.chat.query_one("#side").display
        await pilot.press("f3")
        await pilot.pause()
        assert app.chat.query_one("#side").display
        assert not app.chat.query_one("#left").display
        await pilot.press("escape")
        assert app.chat.query_one("#left").display


async def test_resizing_loses_nothing() -> None:
    async with running(WIDE) as (app, pilot):
        await say(app, pilot, "I have black stools")
        app.chat.query_one(ReplyBox).value = "half a sen"
        before = lines(app)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert lines(app) == before
        assert app.chat.query_one(ReplyBox).value == "half a sen"
        assert app.chat.query_one("#side").display


async def test_facts_about_the_person_are_taken_from_the_form() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "I have a headache")
        await pilot.press("f6")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PersonScreen)
        screen.query_one("#age").value = "63"  # type: ignore[attr-defined]
        screen.query_one("#medicines").value = "warfarin@0"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.talk is not None
        patient = app.talk.interview.known.patient
        assert patient.age == 63
        assert patient.medicines[0].name == "warfarin"
        assert app.talk.interview.now.assessment is not None
        assert app.talk.interview.now.assessment.urgency == "same_day"


async def test_a_wrong_age_in_the_form_is_said_there() -> None:
    async with running() as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        app.screen.query_one("#age").value = "old"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, PersonScreen)
        assert "number of years" in str(app.screen.query_one("#person-fault").render())


async def test_light_and_dark() -> None:
    async with running() as (app, pilot):
        assert app.theme == "triage-dark"
        await pilot.press("f8")
        assert app.theme == "triage-light"


async def test_every_command_of_the_palette_has_a_purpose() -> None:
    async with running() as (app, _):
        commands = list(app.get_system_commands(app.screen))
        assert {"Receipt", "Handover", "Clear this conversation", "Save"} <= {command.title for command in commands}
        assert all(command.help for command in commands)


async def test_the_palette_opens() -> None:
    async with running() as (app, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert type(app.screen).__name__ == "CommandPalette"


async def test_a_new_conversation_keeps_the_old_file_and_clear_deletes_it(tmp_path: Path) -> None:
    session = Session.start(tmp_path, Patient())
    async with running(session=session) as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert len(list(tmp_path.glob("*.jsonl"))) == 2
        assert not app.chat.query(Chip)
        await app.action_clear()
        assert len(list(tmp_path.glob("*.jsonl"))) == 2  # the old one, and the new one after the deleted one
        assert app.talk is not None
        assert app.talk.interview.log == ()


async def test_an_export_is_written_where_the_person_says(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    async with running() as (app, pilot):
        await say(app, pilot, "I have black stools")
        await pilot.press("f4", "s")
        await pilot.pause()
        app.screen.query_one("#file").value = str(target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause(0.2)
    assert "Melena" in target.read_text(encoding="utf-8")


async def test_what_cannot_be_written_to_disk_is_said_and_the_talk_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.start(tmp_path, Patient())

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    async with running(session=session) as (app, pilot):
        monkeypatch.setattr("triage.faces.sessions.os.write", full)
        await say(app, pilot, "I have black stools")
        assert len(app.chat.query(Chip)) == 1
        monkeypatch.undo()


async def test_markup_in_a_message_is_shown_as_it_is() -> None:
    async with running() as (app, pilot):
        await say(app, pilot, "[red]I have a headache[/red] [link=x]", "my [/b] [red]splurge aches in the groin")
        assert "[red]" in str(app.chat.query_one(Own).render())


async def test_bad_content_ends_with_one_line() -> None:
    def broken() -> object:
        raise ValueError("lexicon/concepts/x.toml: unknown key")

    app = ChatApp(assessor=broken)  # type: ignore[arg-type]
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause(0.2)
    assert app.failure == "lexicon/concepts/x.toml: unknown key"
    assert app.return_code == 2


async def test_a_long_silence_ends_a_chat_that_has_an_idle_time() -> None:
    app = ChatApp(assessor=small_assessor, idle_seconds=0.2)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause(0.6)
        assert not app.is_running or app._exit


async def test_without_quick_replies_the_dock_shows_none() -> None:
    async with running() as (app, pilot):
        assert not app.chat.query_one(Dock).replies
        await say(app, pilot, "I have a headache", "stop")
        assert not app.chat.query_one(Dock).replies
