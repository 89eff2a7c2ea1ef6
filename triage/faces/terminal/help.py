"""The help sheet: what this is, the keys, what is kept."""

from __future__ import annotations

from triage.dialogue.card import Section
from triage.dialogue.sentences import DISCLAIMER, OPENING

HELP = (
    Section(title="What this is", lines=(*(text.replace("{emergency}", "your local emergency number") for text in OPENING), DISCLAIMER)),
    Section(
        title="Answering",
        lines=(
            "Write in your own words at any time, also in answer to a question.",
            "A number and Enter takes a quick reply. On a checklist give all numbers that are true (1 3); the others count as no.",
            "Arrow down goes to the quick replies; there a number key takes one at once. Alt and a number does it from anywhere.",
            "You can write: what do you mean? / I don't know / stop / undo.",
        ),
    ),
    Section(
        title="Keys",
        lines=(
            "F1 this help; F2 receipt: what the answer rests on; F3 what I understood (Enter opens one and corrects it)",
            "F4 guidance card; F5 handover for a nurse; F6 about the person",
            "Ctrl+Z undo; Ctrl+Y redo; Ctrl+N new conversation; Ctrl+P all commands",
            "F8 light or dark; Page up and down scroll; Escape back to the reply box; Ctrl+Q quit",
            "On a sheet: c copies it, s saves Markdown, JSON or HTML, Escape closes it",
        ),
    ),
    Section(
        title="What is kept",
        lines=(
            "What you write is kept on this computer only, in a file that only you can read, so that nothing is lost.",
            "The command 'Clear this conversation' deletes it. Started with --no-save, nothing is kept at all.",
        ),
    ),
)
