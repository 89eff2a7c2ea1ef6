"""Screens over the chat that show titled lists: the receipt, the guidance card, the handover, the help."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from triage.dialogue.card import Section


class SectionsScreen(ModalScreen[None]):
    """Titled lists that scroll; Escape or the key that opened it closes it."""

    BINDINGS = [  # noqa: RUF012
        ("escape,q", "dismiss", "Back"),
        ("c", "app.copy_shown", "Copy"),
        ("s", "app.save_export", "Save"),
    ]

    def __init__(
        self, title: str, sections: Iterable[Section], *, headline: str = "", key: str = "", copy: str = "", pinned: str = ""
    ) -> None:
        super().__init__()
        self.heading = title
        self.sections = tuple(sections)
        self.headline = headline
        self.opened_by = key
        self.copy = copy or "\n".join(
            line for section in self.sections for line in (section.title, *(f"- {text}" for text in section.lines), "")
        )
        self.pinned = pinned

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(id="sheet"):
            yield Static(self.heading, id="sheet-title", markup=False)
            if self.pinned:
                yield Static(self.pinned, id="sheet-pinned", markup=False)
            if self.headline:
                yield Static(self.headline, id="sheet-headline", markup=False)
            with VerticalScroll(id="sheet-body"):
                for section in self.sections:
                    yield Static(section.title, classes="section-title", markup=False)
                    for line in section.lines:
                        yield Static(f"\u2022 {line}", classes="section-line", markup=False)
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Give the scroll the focus and let the same key close it."""
        self.query_one("#sheet-body").focus()

    def on_key(self, event) -> None:  # type: ignore[no-untyped-def]
        """Close with the key that opened it."""
        if self.opened_by and event.key == self.opened_by:
            event.stop()
            self.dismiss()
