"""One finding opened: the words, the label term, what was said of it, and how to correct it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from triage.dialogue.receipt import denied_line, finding_line
from triage.model.finding import Finding

ANSWERS = {"present": "1 Yes, it is there", "denied": "2 No, it is not", "unsure": "3 Not sure"}


class ChipScreen(ModalScreen[str | None]):
    """Gives present, denied, unsure, or None where nothing is changed."""

    BINDINGS = [  # noqa: RUF012
        ("escape", "dismiss", "Back"),
        ("1", "to('present')", "Yes"),
        ("2", "to('denied')", "No"),
        ("3", "to('unsure')", "Not sure"),
    ]

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding

    def compose(self) -> ComposeResult:
        """Lay it out."""
        finding = self.finding
        with Vertical(id="chip-sheet"):
            yield Static(finding.lay.capitalize(), id="sheet-title", markup=False)
            yield Static(finding_line(finding) if finding.had else denied_line(finding), markup=False)
            yield Static("Is this right? Choose what is true:", classes="section-title")
            with Horizontal(id="chip-buttons"):
                for state, words in ANSWERS.items():
                    yield Button(words, id=state, variant="primary" if state == finding.presence else "default")
            yield Static("Escape: leave it as it is", classes="hint")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the choice."""
        self.dismiss(event.button.id)

    def action_to(self, state: str) -> None:
        """Give the choice by number."""
        self.dismiss(state)
