"""The chat line by line, for screen readers, pipes and dumb terminals: words say what colour says elsewhere.

It shows the same sentences as the screen, each after a word for its role, and the same quick replies by number.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from triage.dialogue.card import Section
from triage.dialogue.events import Changed, Redone, Stopped, Undone
from triage.dialogue.reply import Asked, Reply
from triage.dialogue.replying import quick_replies
from triage.faces.conversation import Conversation
from triage.faces.exports import save
from triage.faces.handover import handover_of
from triage.faces.input import InputError, check_text
from triage.faces.sessions import Session

WIDTH = 78
ROLES = {
    "opening": "Triage",
    "emergency": "EMERGENCY",
    "crisis": "CRISIS HELP",
    "level": "Advice",
    "heard": "Heard",
    "note": "Note",
    "answer": "Answer",
    "guidance": "Do",
    "watch": "Watch for",
    "question": "Question",
    "why": "Why I ask",
    "end": "End",
}
COMMANDS = {
    "/receipt": "show what the answer rests on",
    "/card": "show the guidance card",
    "/sbar": "show the handover for a nurse",
    "/known": "list what I understood, with numbers",
    "/change N yes|no|unsure": "correct number N of that list",
    "/undo, /redo": "take back the last step, or do it again",
    "/stop": "ask me no more questions",
    "/save FILE": "write FILE.md, FILE.json or FILE.html",
    "/clear": "delete this conversation from the disk and begin again, without keeping it",
    "/help": "show this list",
    "/quit": "end",
}
PROMPT = "> "


class PlainChat:
    """Runs a conversation over two text streams."""

    def __init__(self, talk: Conversation, read: TextIO, write: TextIO) -> None:
        self.talk = talk
        self._read = read
        self._write = write

    def run(self) -> int:
        """Talk until the person quits or the input ends; gives the exit status."""
        self._reply(self.talk.opening())
        if self.talk.session.resumed:
            self._line("Note", "I took up our conversation from before. All of it follows.")
            for turn in self.talk.interview.turns:
                self._line("You", turn.words)
                self._reply(turn.reply)
        self._line("Note", "Type /help for commands, /quit to end.")
        while True:
            if self._read.isatty():
                self._write.write(PROMPT)
            self._write.flush()
            line = self._read.readline()
            if not line:
                return 0
            text = line.strip()
            if not text:
                continue
            if text.startswith("/"):
                if not self._command(text):
                    return 0
                continue
            try:
                check_text(text)
            except InputError as error:
                self._line("Note", str(error))
                continue
            self._reply(self.talk.type(text))

    # ---- out ----
    def _reply(self, reply: Reply) -> None:
        number = 0
        for sentence in reply.sentences:
            if sentence.role == "item":
                number += 1
                self._line(str(number), sentence.text)
            else:
                self._line(ROLES[sentence.role], sentence.text)
        self._replies(reply.question)
        if reply.open and reply.question is not None:
            self._line("Open", f"{reply.open} question{'' if reply.open == 1 else 's'} could still change this.")
        if self.talk.fault:
            self._line("Note", self.talk.fault)
            self.talk.fault = None

    def _replies(self, question: Asked | None) -> None:
        replies = quick_replies(question)
        if question is None or not replies or question.kind == "number":
            if question is not None and question.kind == "number":
                self._line("Reply", f"a number of {question.unit}, or: not sure.")
            return
        if question.kind == "checklist":
            first = len(question.options) + 1
            self._line(
                "Reply",
                (
                    f"the numbers that are true, such as 1 3 (the others count as no); {first} {replies[-2].text}; {first + 1} "
                    f"{replies[-1].text}; or your own words."
                ),
            )
        else:
            self._line(
                "Reply", ", ".join(f"{number} {option.text}" for number, option in enumerate(replies, start=1)) + ", or your own words."
            )

    def _line(self, role: str, text: str) -> None:
        for paragraph in text.split("\n"):
            self._write.write(textwrap.fill(f"{role}: {paragraph}", WIDTH, subsequent_indent="  ", break_on_hyphens=False) + "\n")

    def _sections(self, sections: Iterable[Section]) -> None:
        for section in sections:
            self._write.write(f"\n{section.title}\n")
            for line in section.lines:
                self._write.write(
                    textwrap.fill(line, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False) + "\n"
                )
        self._write.write("\n")

    # ---- commands ----
    def _command(self, text: str) -> bool:
        """Run a command; False ends the chat."""
        name, _, rest = text.partition(" ")
        rest = rest.strip()
        if name in ("/quit", "/exit", "/q"):
            return False
        if name == "/help":
            for command, purpose in COMMANDS.items():
                self._line("Help", f"{command}: {purpose}")
        elif name == "/receipt":
            self._sections(self.talk.receipt())
        elif name == "/card":
            self._card()
        elif name == "/sbar":
            handover = handover_of(self.talk.interview)
            self._sections(handover.sections() if handover else self.talk.receipt())
        elif name == "/known":
            for number, finding in enumerate(self.talk.interview.known.findings.values(), start=1):
                self._line(str(number), f'{finding.label} ({finding.lay}): {finding.presence.replace("_", " ")}, from "{finding.text}"')
        elif name == "/change":
            self._change(rest)
        elif name == "/undo":
            self._reply(self.talk.take(Undone()))
        elif name == "/redo":
            self._reply(self.talk.take(Redone()))
        elif name == "/stop":
            self._reply(self.talk.take(Stopped()))
        elif name == "/save":
            self._save(rest)
        elif name == "/clear":
            self.talk.session.clear()
            self.talk.restart(Session.unsaved())
            self._line("Note", "This conversation is deleted. What follows is not kept on disk.")
            self._reply(self.talk.opening())
        else:
            self._line("Note", f"There is no command {name}. Type /help for the list.")
        return True

    def _card(self) -> None:
        card = self.talk.card()
        if card is None:
            self._line("Note", "Tell me first what is wrong.")
            return
        self._line("Advice", f"{card.level}. {card.headline}")
        self._sections(card.sections)

    def _change(self, rest: str) -> None:
        words = rest.split()
        findings = list(self.talk.interview.known.findings.values())
        states = {"yes": "present", "no": "denied", "unsure": "unsure"}
        if len(words) != 2 or not words[0].isdigit() or not 1 <= int(words[0]) <= len(findings) or words[1] not in states:
            self._line("Note", "Write /change, a number of the list that /known shows, and yes, no or unsure: /change 1 no")
            return
        self._reply(self.talk.take(Changed(concept=findings[int(words[0]) - 1].concept, to=states[words[1]])))

    def _save(self, rest: str) -> None:
        if not rest:
            self._line("Note", "Say where, for example /save triage.html")
            return
        try:
            path = save(self.talk, Path(rest))
        except InputError as error:
            self._line("Note", str(error))
            return
        self._line("Note", f"Written to {path}. It holds what you told me: keep it safe.")
