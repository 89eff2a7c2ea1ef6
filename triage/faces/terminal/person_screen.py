"""The form about the person: age, sex, pregnancy, health problems, medicines with the last dose, country. All of it may be left empty."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from triage.content.library import Content
from triage.dialogue.card import condition_label
from triage.dialogue.events import SetFact
from triage.faces.input import InputError, parse_medicine
from triage.model.patient import Patient

YES_NO = [("Yes", "yes"), ("No", "no")]


class PersonScreen(ModalScreen[tuple[SetFact, ...]]):
    """Gives one event for each field that was changed."""

    BINDINGS = [("escape", "cancel", "Back"), ("ctrl+s", "save", "Save")]  # noqa: RUF012

    def __init__(self, patient: Patient, content: Content) -> None:
        super().__init__()
        self.patient = patient
        self._content = content

    def compose(self) -> ComposeResult:
        """Lay it out."""
        patient = self.patient
        medicines = ", ".join(
            use.name if use.last_dose_days_ago is None else f"{use.name}@{use.last_dose_days_ago:g}" for use in patient.medicines
        )
        pregnant = {True: "yes", False: "no"}.get(patient.pregnant) if patient.pregnant is not None else None
        regions = [(f"{region.label} ({name})", name) for name, region in sorted(self._content.regions.items())]
        with Vertical(id="person-sheet"):
            yield Static("About the person (leave empty what you do not know)", id="sheet-title")
            with VerticalScroll(id="person-body"):
                yield Label("Age in years")
                yield Input("" if patient.age is None else f"{patient.age:g}", id="age", placeholder="34, or 0.5 for six months")
                yield Label("Sex")
                yield Select([("Female", "female"), ("Male", "male")], value=patient.sex or Select.NULL, id="sex", prompt="Not known")
                yield Label("Pregnant")
                yield Select(YES_NO, value=pregnant or Select.NULL, id="pregnant", prompt="Not known")
                yield Label("Health problems, with commas between")
                yield Input(
                    ", ".join(condition_label(name, self._content) for name in patient.conditions),
                    id="conditions",
                    placeholder="diabetes, asthma",
                )
                yield Label("Medicines; @ and days since the last dose")
                yield Input(medicines, id="medicines", placeholder="warfarin, alemtuzumab@3")
                yield Label("Country, for telephone numbers")
                yield Select(
                    regions,
                    value=patient.region if patient.region in self._content.regions else Select.NULL,
                    id="region",
                    prompt="Not known",
                )
            yield Static("", id="person-fault", markup=False)
            with Horizontal(id="person-buttons"):
                yield Button("Save", id="save", variant="primary")
                yield Button("Back", id="cancel")

    def on_mount(self) -> None:
        """Begin with the age."""
        self.query_one("#age", Input).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or go back."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_cancel()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(())

    def action_save(self) -> None:
        """Give the changes, or say what is wrong."""
        try:
            found = self._changes()
        except InputError as error:
            self.query_one("#person-fault", Static).update(str(error))
            return
        self.dismiss(found)

    def _changes(self) -> tuple[SetFact, ...]:
        patient = self.patient
        found: list[SetFact] = []
        text = self._text("age")
        try:
            age = float(text) if text else None
        except ValueError as error:
            raise InputError("The age must be a number of years, such as 34.") from error
        if age is not None and not 0 <= age <= 125:
            raise InputError("The age must be between 0 and 125 years.")
        if age != patient.age:
            found.append(SetFact(fact="age", value=age))
        for name in ("sex", "region"):
            value = self._choice(name)
            if value != getattr(patient, name):
                found.append(SetFact(fact=name, value=value))
        pregnant = {"yes": True, "no": False}.get(self._choice("pregnant") or "")
        if pregnant != patient.pregnant:
            found.append(SetFact(fact="pregnant", value=pregnant))
        names = {condition_label(name, self._content): name for name in patient.conditions}
        conditions = tuple(names.get(part, part) for part in self._parts("conditions"))
        if conditions != patient.conditions:
            found.append(SetFact(fact="conditions", value=conditions))
        medicines = tuple(parse_medicine(part) for part in self._parts("medicines"))
        if medicines != patient.medicines:
            found.append(SetFact(fact="medicines", value=medicines))
        return tuple(found)

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _parts(self, name: str) -> list[str]:
        return [part.strip() for part in self._text(name).split(",") if part.strip()]

    def _choice(self, name: str) -> str | None:
        value = self.query_one(f"#{name}", Select).value
        return str(value) if isinstance(value, str) else None
