"""The app: made by one function for the command line, the browser and the tests alike.

The first frame shows at once; content and language load in a thread meanwhile, and what is typed before they are ready waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.worker import get_current_worker

from triage.dialogue.card import Section
from triage.faces.conversation import Conversation
from triage.faces.input import InputError
from triage.faces.sessions import Session
from triage.faces.terminal.chat_screen import ChatScreen
from triage.faces.terminal.help import HELP
from triage.faces.terminal.save_screen import SaveScreen
from triage.faces.terminal.sections_screen import SectionsScreen
from triage.faces.terminal.themes import DARK, LIGHT, THEMES
from triage.model.patient import Patient

if TYPE_CHECKING:
    from triage.dialogue.assessor import Assessor

NO_ANSWER = "Tell me first what is wrong."


class ChatApp(App[None]):
    """The chat on the screen."""

    TITLE = "Symptom triage"
    CSS_PATH = "chat.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [  # noqa: RUF012
        ("ctrl+n", "new", "New"),
        ("f8", "other_theme", "Light/dark"),
        ("ctrl+q", "quit", "Quit"),
    ]

    def __init__(
        self,
        *,
        assessor: Callable[[], Assessor],
        patient: Callable[[Assessor], Patient] | None = None,
        session: Callable[[Patient], Session] | None = None,
        theme_name: str | None = None,
        idle_seconds: float | None = None,
        may_write_files: bool = True,
    ) -> None:
        """Make the app. `session` opens the log; by default nothing is kept. `idle_seconds` ends it after so long without a key."""
        super().__init__()
        self._make_assessor = assessor
        self._make_patient = patient or (lambda _: Patient())
        self._make_session = session or Session.unsaved
        self._theme_name = theme_name
        self._idle_seconds = idle_seconds
        self.may_write_files = may_write_files
        self._last_key = time.monotonic()
        self.failure: str | None = None
        self.talk: Conversation | None = None
        self.ready = False

    # ---- beginning ----
    async def on_mount(self) -> None:
        """Show the chat at once and load the rest in a thread."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[self._theme_name or "dark"].name
        await self.push_screen(ChatScreen())
        self._load()
        if self._idle_seconds:
            self.set_interval(min(5.0, self._idle_seconds / 4), self._end_if_idle)

    @work(thread=True)
    def _load(self) -> None:
        worker = get_current_worker()
        try:
            assessor = self._make_assessor()
            patient = self._make_patient(assessor)
            talk = Conversation(assessor, self._make_session(patient))
        except (ValueError, OSError) as error:
            self.failure = str(error)
            self.call_from_thread(self.exit, return_code=2)
            return
        if not worker.is_cancelled:
            self.call_from_thread(self._begin, talk)  # type: ignore[arg-type]

    async def _begin(self, talk: Conversation) -> None:
        self.talk = talk
        await self.chat.begin(talk)
        self.ready = True

    @property
    def chat(self) -> ChatScreen:
        """The chat screen, also while another one covers it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, ChatScreen))

    @property
    def emergency_number(self) -> str:
        """The emergency number of the person's region, or words where no region is known."""
        from triage.engine.wording import region_words

        if self.talk is None:
            return "your local emergency number"
        return region_words(self.talk.interview.known.patient, self.talk.content)["emergency"]

    # ---- ending ----
    def _end_if_idle(self) -> None:
        if self._idle_seconds and time.monotonic() - self._last_key > self._idle_seconds:
            self.exit(return_code=0, message="Ended after a long time without a word.")

    async def on_event(self, event) -> None:  # type: ignore[no-untyped-def]
        """Note keys and clicks for the idle time."""
        if type(event).__name__ in ("Key", "Paste", "MouseDown", "Click"):
            self._last_key = time.monotonic()
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """End with one line: a traceback on the screen could hold the person's words."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failure = f"the chat broke off ({type(error).__name__}); what you wrote is kept, start again to go on"
        self.exit(return_code=1)

    async def action_quit(self) -> None:
        """Close the conversation and end."""
        if self.talk is not None:
            self.talk.session.close()
        self.exit()

    # ---- screens ----
    def action_help(self) -> None:
        """Show the keys and what this is."""
        self._sheet("Help", HELP, key="f1")

    def action_receipt(self) -> None:
        """Show what the current answer rests on."""
        if self.talk is not None:
            self._sheet("Receipt: what this answer rests on", self.talk.receipt(), key="f2")

    def action_card(self) -> None:
        """Show the guidance card."""
        from triage.faces.exports import card_text

        card = self.talk.card() if self.talk is not None else None
        if self.talk is None or card is None:
            self.notify(NO_ANSWER)
            return
        self._sheet("Guidance", card.sections, headline=f"{card.level}\n{card.headline}", key="f4", copy=card_text(self.talk))

    def action_handover(self) -> None:
        """Show the handover for a nurse."""
        from triage.faces.exports import handover_text
        from triage.faces.handover import handover_of

        handover = handover_of(self.talk.interview) if self.talk is not None else None
        if self.talk is None or handover is None:
            self.notify(NO_ANSWER)
            return
        self._sheet("Handover for a nurse or doctor (SBAR)", handover.sections(), key="f5", copy=handover_text(self.talk))

    def _sheet(self, title: str, sections: Iterable[Section], *, key: str, headline: str = "", copy: str = "") -> None:
        while isinstance(self.screen, SectionsScreen):
            self.pop_screen()
        pinned = self.chat.query_one("#banner")
        words = self.talk.interview.now.pinned if self.talk is not None and pinned.display else ()
        alarm = "  ".join(sentence.text for sentence in words if sentence.role in ("emergency", "crisis"))[:160]
        self.push_screen(SectionsScreen(title, sections, headline=headline, key=key, copy=copy, pinned=alarm))

    # ---- what a sheet can do ----
    def action_copy_shown(self) -> None:
        """Copy the sheet on the screen."""
        if isinstance(self.screen, SectionsScreen):
            self.copy_to_clipboard(self.screen.copy)
            self.notify("Copied.")

    @work
    async def action_save_export(self) -> None:
        """Ask where to, and write the export."""
        from triage.faces.exports import save

        if self.talk is None:
            return
        if not self.may_write_files:
            self.notify("Files cannot be written from the browser. Copy the text instead.", severity="warning")
            return
        name = await self.push_screen_wait(SaveScreen())
        if not name:
            return
        try:
            path = save(self.talk, Path(name).expanduser())
        except InputError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        self.notify(f"Written to {path}. It holds what you told me: keep it safe.", timeout=8, markup=False)

    # ---- conversation ----
    async def action_new(self) -> None:
        """Close this conversation and begin a new one."""
        await self._restart(clear=False)

    async def action_clear(self) -> None:
        """Delete this conversation from the disk and begin a new one."""
        await self._restart(clear=True)

    async def _restart(self, *, clear: bool) -> None:
        if self.talk is None:
            return
        kept = self.talk.session.path
        if clear:
            self.talk.session.clear()
        else:
            self.talk.session.close()
        patient = Patient(region=self.talk.interview.known.patient.region)
        session = Session.unsaved(patient) if kept is None else Session.start(kept.parent, patient)
        self.talk.restart(session)
        await self.chat.begin(self.talk)
        self.notify("This conversation is deleted." if clear else "A new conversation.")

    def action_other_theme(self) -> None:
        """Go from dark to light or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List the commands of the palette."""
        yield SystemCommand("Receipt", "What the current answer rests on", self.action_receipt)
        yield SystemCommand("Guidance card", "What to do now, and what to watch for", self.action_card)
        yield SystemCommand("Handover", "SBAR handover for a nurse or doctor", self.action_handover)
        yield SystemCommand("Save", "Write Markdown, JSON or HTML", self.action_save_export)
        yield SystemCommand("About the person", "Age, health problems, medicines, country", self.chat.action_person)
        yield SystemCommand("Undo", "Take back the last step", self.chat.action_undo)
        yield SystemCommand("Redo", "Do the last step again", self.chat.action_redo)
        yield SystemCommand("No more questions", "Show the guidance now", self.chat.action_stop)
        yield SystemCommand("New conversation", "Keep this one and begin anew", self.action_new)
        yield SystemCommand("Clear this conversation", "Delete it from the disk and begin anew", self.action_clear)
        yield SystemCommand("Light or dark", "Change the colours", self.action_other_theme)
        yield SystemCommand("Help", "Keys, and what this is", self.action_help)
        yield SystemCommand("Quit", "End the program", self.action_quit)
