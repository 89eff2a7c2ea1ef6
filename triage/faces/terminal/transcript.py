"""The transcript: what was said by both sides, oldest first, kept in full."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from triage.dialogue.reply import Sentence

PREFIX = {
    "emergency": "EMERGENCY  ",
    "crisis": "HELP  ",
    "level": "Advice  ",
    "heard": "",
    "note": "",
    "answer": "Answer  ",
    "guidance": "\u2022 ",
    "watch": "Watch for  ",
    "question": "",
    "why": "",
    "end": "",
    "opening": "",
    "item": "  ",
}
"""A word or a mark before a sentence, so that its role does not hang on colour."""


class Line(Static):
    """One sentence of the transcript."""

    def __init__(self, sentence: Sentence, number: int | None = None) -> None:
        prefix = f"  {number}  " if number is not None else PREFIX[sentence.role]
        text = Text()
        text.append(prefix, style="bold")
        text.append(sentence.text)
        super().__init__(text, classes=f"line -{sentence.role}")
        self.sentence = sentence


class Own(Static):
    """What the person said or chose."""

    def __init__(self, words: str) -> None:
        text = Text()
        text.append("You  ", style="bold")
        text.append(words)
        super().__init__(text, classes="own")
        self.words = words


class Transcript(VerticalScroll, can_focus=True):
    """The scroll of lines; new ones come into view."""

    BORDER_TITLE = "Conversation"

    def say(self, sentences: Iterable[Sentence]) -> None:
        """Add sentences of the interview."""
        lines: list[Line] = []
        number = 0
        for sentence in sentences:
            if sentence.role == "item":
                number += 1
                lines.append(Line(sentence, number))
            else:
                lines.append(Line(sentence))
        if lines:
            self.mount(*lines)

    def own(self, words: str) -> None:
        """Add words of the person."""
        self.mount(Own(words))

    def to_end(self) -> None:
        """Bring the newest line into view."""
        self.scroll_end(animate=False)

    def clear(self) -> None:
        """Empty the transcript."""
        self.remove_children()
