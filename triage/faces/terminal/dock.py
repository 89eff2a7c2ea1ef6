"""The bottom of the screen: the question, its quick replies by number, and the reply box."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from triage.dialogue.answers import read_list
from triage.dialogue.reply import Asked, Option
from triage.dialogue.replying import quick_replies

PLACEHOLDER = "Write here in your own words, then press Enter"
DONE = "Done (others: no)"
WHY = "Why I ask: "
TICKED, OPEN = "[x]", "[ ]"


class QuickReply(Static, can_focus=True):
    """One numbered reply; a number key, Enter, space or a click takes it."""

    class Taken(Message):
        """A quick reply was taken."""

        def __init__(self, reply: QuickReply) -> None:
            super().__init__()
            self.reply = reply

    BINDINGS = [  # noqa: RUF012
        ("enter,space", "take", "Choose"),
        ("down,right", "app.focus_next", "Next"),
        ("up,left", "app.focus_previous", "Previous"),
    ]

    def __init__(self, number: int, option: Option, *, ticks: bool) -> None:
        super().__init__(classes="quick -tick" if ticks else "quick")
        self.number = number
        self.option = option
        self.ticks = ticks
        self.ticked = False
        self._write()

    def _write(self) -> None:
        text = Text()
        text.append(f"{self.number} ", style="bold")
        if self.ticks:
            text.append(f"{TICKED if self.ticked else OPEN} ")
        text.append(self.option.text)
        self.update(text)

    def tick(self, ticked: bool) -> None:
        """Show it ticked or not."""
        self.ticked = ticked
        self.set_class(ticked, "-ticked")
        self._write()

    def action_take(self) -> None:
        """Take it."""
        self.post_message(self.Taken(self))

    def on_click(self, event: events.Click) -> None:
        """Take it by the mouse."""
        event.stop()
        self.action_take()


class ReplyBox(Input):
    """The box to write in. A number waits for Enter here, so that "3 days ago" never answers a question."""

    BINDINGS = [("down", "to_replies", "Quick replies")]  # noqa: RUF012

    def action_to_replies(self) -> None:
        """Go to the first quick reply."""
        first = next(iter(self.screen.query(QuickReply)), None)
        if first is not None:
            first.focus()


class Dock(Vertical):
    """Question, quick replies and reply box."""

    class Typed(Message):
        """A line was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Chosen(Message):
        """Quick replies were chosen; `values` are several for a checklist."""

        def __init__(self, values: tuple[str, ...]) -> None:
            super().__init__()
            self.values = values

    def __init__(self) -> None:
        super().__init__(id="dock")
        self.question: Asked | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static("", id="question", markup=False)
        yield VerticalScroll(id="replies", can_focus=False)
        yield Static("", id="why", markup=False)
        yield ReplyBox(placeholder=PLACEHOLDER, id="reply", max_length=20_000, select_on_focus=False)

    @property
    def replies(self) -> list[QuickReply]:
        """The quick replies on the screen."""
        return list(self.query(QuickReply))

    async def ask(self, question: Asked | None) -> None:
        """Show a question, or none."""
        self.question = question
        text, why, area = self.query_one("#question", Static), self.query_one("#why", Static), self.query_one("#replies", VerticalScroll)
        focused = self.screen.focused
        await area.remove_children()
        text.display = why.display = question is not None
        options = quick_replies(question)
        area.display = bool(options)
        if question is None:
            return
        text.update(question.text)
        why.update(WHY + question.why)
        items = len(question.options) if question.kind == "checklist" else 0
        replies = [QuickReply(number, option, ticks=number <= items) for number, option in enumerate(options, start=1)]
        if items:
            replies.append(QuickReply(0, Option(text=DONE, value="done"), ticks=False))
        await area.mount(*replies[:items], Horizontal(*replies[items:], classes="row"))
        area.scroll_home(animate=False)
        if focused is None or isinstance(focused, QuickReply):
            self.query_one(ReplyBox).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand on what was typed; an empty Enter finishes a checklist that has ticks."""
        event.stop()
        text = event.value.strip()
        if text:
            event.input.clear()
            self.post_message(self.Typed(text))
        elif any(reply.ticked for reply in self.replies):
            self._done()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show on the list what a typed number stands for."""
        replies = self.replies
        if not replies or self.question is None or self.question.kind == "number":
            return
        numbers = read_list(event.value, len(quick_replies(self.question))) or ()
        for reply in replies:
            reply.set_class(reply.number in numbers, "-meant")

    def on_quick_reply_taken(self, event: QuickReply.Taken) -> None:
        """Tick an item of a checklist, or choose."""
        event.stop()
        self.take(event.reply)

    def take(self, reply: QuickReply) -> None:
        """Take a quick reply."""
        if reply.ticks:
            reply.tick(not reply.ticked)
        elif reply.option.value == "done":
            self._done()
        else:
            self.post_message(self.Chosen((reply.option.value,)))

    def _done(self) -> None:
        ticked = tuple(reply.option.value for reply in self.replies if reply.ticked)
        self.post_message(self.Chosen(ticked or ("none",)))

    def on_key(self, event: events.Key) -> None:
        """A number key takes a reply while the list has the focus; a letter goes to the box."""
        if isinstance(self.screen.focused, ReplyBox):
            return
        if event.character and event.character.isdigit():
            self.by_number(int(event.character))
            event.stop()
        elif event.is_printable and event.character and event.character != " ":
            box = self.query_one(ReplyBox)
            box.focus()
            box.insert_text_at_cursor(event.character)
            event.stop()

    def by_number(self, number: int) -> None:
        """Take the reply with a number, if there is one."""
        reply = next((reply for reply in self.replies if reply.number == number), None)
        if reply is not None:
            self.take(reply)
