"""Pictures of the screen, named as a specification. `pytest tests/test_terminal_snapshots.py --snapshot-update` writes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chat_content import small_assessor
from textual.pilot import Pilot
from textual.widgets import Input

from triage.faces.terminal.app import ChatApp
from triage.faces.terminal.dock import ReplyBox
from triage.model.patient import MedicineUse, Patient

pytest.importorskip("pytest_textual_snapshot", reason="pytest-textual-snapshot is not installed")

SMALL, WIDE = (80, 24), (120, 40)
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor would make every picture a matter of luck."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


def chat(*, theme: str = "dark", region: str | None = "US", medicines: tuple[MedicineUse, ...] = ()) -> ChatApp:
    return ChatApp(assessor=small_assessor, patient=lambda _: Patient(region=region, medicines=medicines), theme_name=theme)


def doing(*steps: str, keys: tuple[str, ...] = ()) -> Callable[[Pilot[None]], object]:
    """Say each step, then press the keys."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ChatApp)
        for _ in range(200):
            await pilot.pause(0.02)
            if app.ready:
                break
        for step in steps:
            box = app.chat.query_one(ReplyBox)
            box.focus()
            box.value = step
            await pilot.press("enter")
            await pilot.pause()
        if keys:
            await pilot.press(*keys)
        await pilot.pause(0.1)

    return run


class TestFirstScreen:
    def test_says_what_it_is_and_what_to_do_in_an_emergency(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(region=None), terminal_size=SMALL, run_before=doing())

    def test_wide_shows_the_ladder_beside_the_conversation(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing())


class TestQuestion:
    def test_checklist_on_80x24(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("I have a headache since this morning"))

    def test_checklist_with_ticks_on_a_wide_screen(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing("I have a headache since this morning", keys=("down", "1")))

    def test_numbers_typed_are_shown_on_the_list_before_enter(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("I have a headache", keys=("1",)))

    def test_asks_about_her_where_it_is_about_a_daughter(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("my daughter has a headache"))


class TestEmergency:
    def test_is_pinned_on_80x24(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("black stools and I feel faint"))

    def test_is_pinned_on_a_wide_screen(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing("black stools and I feel faint"))

    def test_stays_in_view_over_the_receipt(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("black stools and I feel faint", keys=("f2",)))

    def test_names_no_number_where_no_country_is_known(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(region=None), terminal_size=SMALL, run_before=doing("black stools and I feel faint"))


class TestCrisis:
    def test_its_line_comes_first(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("I want to kill myself"))


class TestSelfCare:
    def test_ends_with_what_to_do_and_what_to_watch_for(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing("I have a runny nose"))


class TestUnderstood:
    def test_panel_replaces_the_conversation_on_80x24(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=SMALL, run_before=doing("black stools but no fever", keys=("f3",)))

    def test_chip_opens_to_be_corrected(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing("black stools but no fever", keys=("f3", "enter")))


class TestPerson:
    def test_medicines_stand_beside_the_conversation(self, snap_compare: Compare) -> None:
        app = chat(medicines=(MedicineUse(name="warfarin", last_dose_days_ago=0),))
        assert snap_compare(app, terminal_size=WIDE, run_before=doing("I have a headache"))


class TestLight:
    def test_conversation(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(theme="light"), terminal_size=WIDE, run_before=doing("I have a headache and black stools"))


class TestHelp:
    def test_lists_the_keys(self, snap_compare: Compare) -> None:
        assert snap_compare(chat(), terminal_size=WIDE, run_before=doing(keys=("f1",)))
