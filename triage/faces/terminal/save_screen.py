"""Asks for the name of the file to write."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class SaveScreen(ModalScreen[str | None]):
    """Gives the name, or None."""

    BINDINGS = [("escape", "dismiss", "Back")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(id="save-sheet"):
            yield Static("Save as (.md, .json or .html)", id="sheet-title", markup=False)
            yield Input("triage.html", id="file")
            yield Static("The file holds what you told me; only you can read it. Enter saves, Escape goes back.", classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name."""
        self.dismiss(event.value.strip() or None)
