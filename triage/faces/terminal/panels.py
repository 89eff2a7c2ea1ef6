"""The side of the screen: what was understood (as chips that open), medicines with their open windows, when symptoms began, progress."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from triage.content.library import Content
from triage.dialogue.card import hours_words
from triage.dialogue.sentences import STATE_WORDS
from triage.dialogue.telling import medicine_words
from triage.dialogue.windows import ALWAYS, open_windows
from triage.faces.terminal.ladder import Ladder
from triage.model.assessment import Assessment
from triage.model.finding import Finding
from triage.model.patient import Patient

MARKS = {"present": "\u2713", "denied": "\u2717", "unsure": "?"}
MOST_WINDOWS = 4
NARROWEST_BAR = 12
BAR = "\u2501"


class Chip(Static, can_focus=True):
    """One finding; Enter or a click opens it to be corrected."""

    class Opened(Message):
        """The person wants to see or correct a finding."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    BINDINGS = [  # noqa: RUF012
        ("enter", "open", "Open"),
        ("space", "open", "Open"),
        ("down", "app.focus_next", "Next"),
        ("up", "app.focus_previous", "Previous"),
    ]

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        state = STATE_WORDS[finding.presence]
        text = Text()
        text.append(f"{MARKS.get(finding.presence, '-')} {finding.lay}", style="bold")
        text.append(f": {state}\n")
        words = " ".join(finding.text.split())
        text.append(f"  {finding.label} - \u201c{words[:60]}{'...' if len(words) > 60 else ''}\u201d", style="dim")
        super().__init__(text, classes=f"chip -{finding.presence}")

    def action_open(self) -> None:
        """Open the finding."""
        self.post_message(self.Opened(self.finding))

    def on_click(self, event: events.Click) -> None:
        """Open it by the mouse."""
        event.stop()
        self.action_open()


class Understood(VerticalScroll, can_focus=False):
    """The chips of all findings, what is had first."""

    BORDER_TITLE = "What I understood"

    def __init__(self) -> None:
        super().__init__(Static("Nothing yet.", classes="hint"), id="understood")
        self._shown: tuple[object, ...] = ()

    def show(self, findings: tuple[Finding, ...], not_understood: tuple[str, ...]) -> None:
        """Show findings and the parts that were not understood."""
        key = (*findings, *not_understood)
        if key == self._shown:
            return
        self._shown = key
        self.remove_children()
        ordered = sorted(findings, key=lambda finding: (not finding.had, finding.presence != "denied"))
        widgets: list[Static] = [Chip(finding) for finding in ordered]
        widgets += [Static(f"not understood: \u201c{part}\u201d", classes="unread", markup=False) for part in not_understood]
        self.mount(*(widgets or [Static("Nothing yet.", classes="hint")]))
        self.border_subtitle = "Enter opens" if findings else ""


class Side(VerticalScroll, can_focus=False):
    """The whole side: ladder, chips, person and medicines, timeline, progress."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Ladder()
        yield Static("", id="progress")
        yield Understood()
        yield Static("", id="person")
        yield Static("", id="timeline")

    def on_mount(self) -> None:
        """Hide what is empty."""
        self.query_one("#person").display = self.query_one("#timeline").display = False

    def show(self, assessment: Assessment | None, patient: Patient, open_questions: int, content: Content) -> None:
        """Show the present moment."""
        self.query_one(Ladder).show(assessment, content)
        findings = assessment.findings if assessment else ()
        unread = tuple(" ".join(span.text.split()) for span in assessment.not_understood) if assessment else ()
        self.query_one(Understood).show(findings, unread)
        progress = self.query_one("#progress", Static)
        progress.update(progress_words(open_questions) if assessment else "")
        person = self.query_one("#person", Static)
        person.update(person_text(assessment, patient, content))
        person.display = True
        person.border_title = "Person and medicines"
        timeline = self.query_one("#timeline", Static)
        text = timeline_text(findings)
        timeline.update(text)
        timeline.display = bool(text.plain)
        timeline.border_title = "When it began"


def progress_words(number: int) -> str:
    """How much could still change.

    >>> progress_words(1), progress_words(0)
    ('1 question could still change this.', 'No open question would change this.')
    """
    if not number:
        return "No open question would change this."
    return f"{number} question{'' if number == 1 else 's'} could still change this."


def person_text(assessment: Assessment | None, patient: Patient, content: Content) -> Text:
    """What is known of the person, and which windows of their medicines are open."""
    text = Text()
    facts = [f"age {patient.age:g}" if patient.age is not None else "age not known", patient.sex or "sex not known"]
    if patient.pregnant:
        facts.append("pregnant")
    text.append(", ".join(facts))
    for use in patient.medicines:
        text.append(f"\n{medicine_words(use.name, use.last_dose_days_ago, content)}", style="bold")
    if assessment is not None:
        had = {above for finding in assessment.findings if finding.had for above in content.ancestors.get(finding.concept, ())}
        windows = [window for window in open_windows(assessment, content) if window.until != ALWAYS]
        windows.sort(key=lambda window: had.isdisjoint(window.concepts))
        for window in windows[:MOST_WINDOWS]:
            mark = "!" if not had.isdisjoint(window.concepts) else "-"
            text.append(f"\n {mark} open {window.until}: {window.lay}")
        if len(windows) > MOST_WINDOWS:
            text.append(f"\n   and {len(windows) - MOST_WINDOWS} more (F2)")
    return text


def timeline_text(findings: tuple[Finding, ...]) -> Text:
    """When symptoms began, the oldest first, on a bar that ends now."""
    known = [
        (finding.attributes.started_hours, finding) for finding in findings if finding.had and finding.attributes.started_hours is not None
    ]
    text = Text()
    known.sort(key=lambda pair: -(pair[0] or 0))
    longest = max((hours or 0 for hours, _ in known), default=0) or 1
    for number, (hours, finding) in enumerate(known):
        length = max(1, round(NARROWEST_BAR * ((hours or 0) / longest) ** 0.5))
        text.append("\n" if number else "")
        text.append(" " * (NARROWEST_BAR - length) + BAR * length + "\u25b8 ")
        text.append(f"{finding.lay}, {hours_words(hours or 0)}")
    return text
