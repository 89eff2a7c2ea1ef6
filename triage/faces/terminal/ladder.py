"""The urgency ladder: all levels, the advice now, and the bounds between what is certain and what it could become."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from triage.content.library import Content
from triage.model.assessment import Assessment
from triage.model.urgency import LADDER

HERE, BETWEEN, OUTSIDE = "\u25b6", "\u2502", " "


class Ladder(Static):
    """Five rungs, the most urgent on top."""

    BORDER_TITLE = "How urgent"

    def __init__(self) -> None:
        super().__init__("Nothing is known yet.", id="ladder")
        self.shown = ""

    def show(self, assessment: Assessment | None, content: Content) -> None:
        """Show the bounds of an assessment."""
        if assessment is None:
            self.update("Nothing is known yet.")
            return
        text = Text()
        for level in reversed(LADDER):
            name = content.ladder.level[level.value].shown_as
            notes = []
            if level == assessment.urgency:
                notes.append("advice")
            if level == assessment.at_least and assessment.status == "assessed":
                notes.append("certain")
            if level == assessment.could_be and level != assessment.urgency:
                notes.append("could be")
            here = level == assessment.urgency
            mark = HERE if here else BETWEEN if assessment.at_least <= level <= assessment.could_be else OUTSIDE
            line = f"{mark} {name}"
            if notes:
                line += f" ({', '.join(notes)})"
            text.append(line, style="bold reverse" if here else "" if mark == BETWEEN else "dim")
            if level is not LADDER[0]:
                text.append("\n")
        self.shown = text.plain
        self.update(text)


def status_line(assessment: Assessment | None, content: Content | None) -> str:
    """The ladder in one line, for narrow screens."""
    if assessment is None or content is None:
        return "Nothing is known yet."
    level = content.ladder.level
    text = f"Advice: {level[assessment.urgency.value].shown_as}"
    if assessment.could_be != assessment.urgency:
        text += f" \u00b7 could be: {level[assessment.could_be.value].shown_as}"
    return text
