"""The chat: banner, transcript and side, dock. It hands events to the conversation and shows the replies."""

from __future__ import annotations

from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static

from triage.dialogue import sentences as say
from triage.dialogue.events import Changed, ChoseMany, Event, Redone, SetFact, Stopped, Undone
from triage.dialogue.reply import Reply, Sentence
from triage.faces.conversation import Conversation
from triage.faces.input import InputError, check_text
from triage.faces.terminal.chip_screen import ChipScreen
from triage.faces.terminal.dock import Dock, ReplyBox
from triage.faces.terminal.ladder import status_line
from triage.faces.terminal.panels import Chip, Side
from triage.faces.terminal.person_screen import PersonScreen
from triage.faces.terminal.transcript import Transcript

NO_REGION = "your local emergency number"
LOADING = "Getting ready. You can begin to write."
RESUMED = "I took up our conversation from before. Nothing is lost. To begin anew: Ctrl+N."
TITLE = "Symptom triage"
ROLE_WORDS = {"emergency": "EMERGENCY", "crisis": "HELP"}
QUESTION_ROLES = frozenset({"question", "item", "why"})


class ChatScreen(Screen[None]):
    """The one screen of a conversation."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (116, "-wider")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012
    BINDINGS = [  # noqa: RUF012
        ("f1", "app.help", "Help"),
        ("f2", "app.receipt", "Receipt"),
        ("f3", "side", "Understood"),
        ("f4", "app.card", "Guidance"),
        ("f5", "app.handover", "Handover"),
        ("f6", "person", "Person"),
        ("ctrl+z", "undo", "Undo"),
        ("ctrl+y", "redo", "Redo"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.talk: Conversation | None = None
        self._waiting: list[str] = []
        self.shown: list[Sentence] = []
        """Every sentence that was shown, in order; both faces must show the same."""

    def compose(self) -> ComposeResult:
        """Lay it out. Nothing here waits for the content."""
        with Horizontal(id="top"):
            yield Static(TITLE, id="title")
            yield Static(danger_words(NO_REGION), id="danger")
        yield Static(status_line(None, None), id="status")
        yield Static("", id="banner", markup=False)
        with Horizontal(id="main"):
            with Vertical(id="left"):
                yield Transcript(id="transcript")
            yield Side(id="side", can_focus=False)
        yield Dock()
        yield Footer()

    def on_mount(self) -> None:
        """Show the first sentences at once."""
        if self.talk is not None:
            return
        self.query_one("#banner").display = False
        transcript = self.query_one(Transcript)
        first = [Sentence(role="opening", text=text.replace("{emergency}", NO_REGION)) for text in say.OPENING]
        transcript.say([*first, Sentence(role="note", text=LOADING)])
        self.query_one(ReplyBox).focus()

    # ---- beginning ----
    async def begin(self, talk: Conversation) -> None:
        """Take a conversation that is ready, show its opening and what was said before."""
        self.talk = talk
        self.shown.clear()
        transcript = self.query_one(Transcript)
        await transcript.remove_children()
        number = self.app.emergency_number  # type: ignore[attr-defined]
        self.query_one("#danger", Static).update(danger_words(number))
        opening = talk.opening()
        self._say(opening, [sentence for sentence in opening.sentences if sentence.role not in QUESTION_ROLES])
        if talk.session.resumed:
            transcript.say([Sentence(role="note", text=RESUMED)])
        before = opening
        for turn in talk.interview.turns:
            self._turn(before, turn.words, turn.reply)
            before = turn.reply
        await self._show(before)
        waiting, self._waiting = self._waiting, []
        for text in waiting:
            await self._type(text)

    # ---- what the person does ----
    async def on_dock_typed(self, event: Dock.Typed) -> None:
        """Hear a typed line."""
        if self.talk is None:
            self._waiting.append(event.text)
            self.query_one(Transcript).own(event.text)
            return
        await self._type(event.text)

    async def _type(self, text: str) -> None:
        if self.talk is None:
            return
        try:
            check_text(text)
        except InputError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        before = self._last
        await self._heard(before, self.talk.type(text))

    async def on_dock_chosen(self, event: Dock.Chosen) -> None:
        """Hear a quick reply."""
        question = self.talk.question if self.talk else None
        if self.talk is None or question is None:
            return
        if question.kind == "checklist" and not set(event.values) & {"none", "unsure"}:
            await self.take(ChoseMany(questions=question.atoms, chosen=event.values))
            return
        before = self._last
        reply = self.talk.choose(event.values[0])
        if reply is not None:
            await self._heard(before, reply)

    async def take(self, event: Event) -> None:
        """Hear an event."""
        if self.talk is not None:
            before = self._last
            await self._heard(before, self.talk.take(event))

    @property
    def _last(self) -> Reply:
        assert self.talk is not None
        turns = self.talk.interview.turns
        return turns[-1].reply if turns else self.talk.opening()

    # ---- showing ----
    async def _heard(self, before: Reply, reply: Reply) -> None:
        assert self.talk is not None
        self._turn(before, self.talk.interview.turns[-1].words, reply)
        await self._show(reply)
        if self.talk.fault:
            self.notify(self.talk.fault, severity="error", timeout=10, markup=False)
            self.talk.fault = None

    def _turn(self, before: Reply, words: str, reply: Reply) -> None:
        """Move the question that was on the screen to the transcript, then the words, then the reply without its question."""
        transcript = self.query_one(Transcript)
        transcript.say([sentence for sentence in before.sentences if sentence.role in ("question", "item")])
        transcript.own(words)
        self._say(reply, [sentence for sentence in reply.sentences if sentence.role not in QUESTION_ROLES])

    def _say(self, reply: Reply, sentences: list[Sentence]) -> None:
        firsts = {next((other for other in reply.pinned if other.role == role), None) for role in ROLE_WORDS}
        # What the banner holds is not said twice: its first sentence stays in the transcript as a record.
        self.query_one(Transcript).say([sentence for sentence in sentences if sentence not in reply.pinned or sentence in firsts])
        self.shown.extend(reply.sentences)

    async def _show(self, reply: Reply) -> None:
        """Bring banner, side and dock up to date."""
        assert self.talk is not None
        banner = self.query_one("#banner", Static)
        banner.display = bool(reply.pinned)
        if reply.pinned:
            banner.update(pinned_text(reply.pinned))
        self.set_class(any(sentence.role == "emergency" for sentence in reply.pinned), "-alarm")
        known = self.talk.interview.known
        self.query_one(Side).show(reply.assessment, known.patient, reply.open, self.talk.content)
        self.query_one("#status", Static).update(status_line(reply.assessment, self.talk.content))
        await self.query_one(Dock).ask(reply.question)
        self.query_one(Transcript).to_end()
        self.call_after_refresh(self.query_one(Transcript).to_end)

    # ---- keys ----
    async def action_undo(self) -> None:
        """Take back the last step."""
        await self.take(Undone())

    async def action_redo(self) -> None:
        """Do it again."""
        await self.take(Redone())

    async def action_stop(self) -> None:
        """Ask no more."""
        await self.take(Stopped())

    def action_side(self) -> None:
        """On a narrow screen show what was understood instead of the conversation; on a wide one go to it."""
        chips = self.query(Chip)
        if self.has_class("-narrow"):
            self.toggle_class("-side")
            if not self.has_class("-side"):
                self.query_one(ReplyBox).focus()
                return
        if chips and not isinstance(self.focused, Chip):
            chips.first().focus()
        else:
            self.query_one(ReplyBox).focus()

    def on_key(self, event: events.Key) -> None:
        """Alt and a number takes a quick reply from anywhere; Escape goes back to the reply box; page keys scroll."""
        if event.key.startswith("alt+") and event.key[4:].isdigit():
            self.query_one(Dock).by_number(int(event.key[4:]))
        elif event.key == "escape":
            self.remove_class("-side")
            self.query_one(ReplyBox).focus()
        elif event.key in ("pageup", "pagedown"):
            transcript = self.query_one(Transcript)
            (transcript.scroll_page_up if event.key == "pageup" else transcript.scroll_page_down)(animate=False)

    @work
    async def on_chip_opened(self, event: Chip.Opened) -> None:
        """Open a finding and correct it."""
        finding = event.finding
        state = await self.app.push_screen_wait(ChipScreen(finding))
        if state is not None and state != finding.presence:
            await self.take(Changed(concept=finding.concept, to=state))

    @work
    async def action_person(self) -> None:
        """Ask for facts about the person."""
        if self.talk is None:
            return
        found: tuple[SetFact, ...] = await self.app.push_screen_wait(PersonScreen(self.talk.interview.known.patient, self.talk.content))
        for event in found:
            await self.take(event)
        if any(event.fact == "region" for event in found):
            self.query_one("#danger", Static).update(danger_words(self.app.emergency_number))  # type: ignore[attr-defined]


def danger_words(number: str) -> str:
    """What to do in danger, short enough for the top line.

    >>> danger_words("your local emergency number (112 works in many countries)")
    'In danger now? Call your local emergency number.'
    """
    return f"In danger now? Call {number.partition(' (')[0]}."


def pinned_text(pinned: tuple[Sentence, ...]) -> Text:
    """The banner: each group begins with its word, the first sentence is bold."""
    text = Text()
    role = ""
    for sentence in pinned:
        if sentence.role != role:
            text.append("\n" if role else "")
            role = sentence.role
            text.append(f"{ROLE_WORDS[role]}: {sentence.text}", style="bold")
        else:
            text.append(f" {sentence.text}")
    return text
