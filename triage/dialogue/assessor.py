"""One message, one answer: joins what the language floor understood with what the engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from triage.content.library import Content
from triage.dialogue.prepared import prepare, prepared
from triage.engine.triage import Engine
from triage.model.assessment import Assessment
from triage.model.finding import Finding, Span
from triage.model.patient import MedicineUse, Patient

if TYPE_CHECKING:
    from triage.language.reader import Message, Reader

NOBODY = Patient()
"""Somebody of whom nothing is known."""
NOT_ENGLISH = "I only understand English. If this may be serious, call {emergency} now; otherwise call your doctor today."


class Assessor:
    """Assesses messages with one content. Making one takes a moment; keep it."""

    def __init__(self, content: Content | None = None, *, content_folder: Path | None = None) -> None:
        """Load the content (by default the package's own) and make both floors ready. Raises ContentError."""
        self.content: Content
        self.reader: Reader
        self.engine: Engine
        self.content, self.reader, self.engine = prepare(content) if content is not None else prepared(content_folder)

    def assess(
        self, text: str, patient: Patient | None = None, *, assume_denied: bool = False, request_id: str | int | None = None
    ) -> Assessment:
        """Assess one message in a patient's own words. Facts given in `patient` win over those in the text."""
        message = self.reader.read(text)
        return self.assess_message(message, patient or NOBODY, assume_denied=assume_denied, request_id=request_id)

    def assess_message(
        self, message: Message, patient: Patient, *, assume_denied: bool = False, request_id: str | int | None = None
    ) -> Assessment:
        """Assess a message that was read already."""
        person = self.known(message.facts.patient(patient))
        notes = [*message.notes, *self._notes(person)]
        if not message.english:
            from triage.engine.wording import region_words

            notes.append(NOT_ENGLISH.replace("{emergency}", region_words(person, self.content)["emergency"]))
        return self.engine.assess(
            message.findings,
            person,
            not_understood=message.not_understood,
            ask=message.ask,
            notes=notes,
            assume_denied=assume_denied,
            request_id=request_id,
        )

    def assess_findings(
        self,
        findings: tuple[Finding, ...],
        patient: Patient,
        *,
        not_understood: tuple[Span, ...] = (),
        answers: Mapping[str, bool] | None = None,
        most_questions: int = 12,
    ) -> Assessment:
        """Assess what a whole conversation gathered: findings of several messages, answers to single atoms, facts about the person."""
        person = self.known(patient)
        return self.engine.assess(
            self.reader.refine(findings),
            person,
            not_understood=not_understood,
            notes=self._notes(person),
            answers=answers,
            most_questions=most_questions,
        )

    def known(self, patient: Patient) -> Patient:
        """Name medicines and conditions as the content knows them: brands, lay names and misspellings to ids."""
        if not patient.medicines and not patient.conditions:
            return patient
        medicines = tuple(use if use.name.lower() in self.content.medicine_names else self._medicine(use) for use in patient.medicines)
        conditions = tuple(dict.fromkeys(found for name in patient.conditions for found in self._conditions(name)))
        if medicines == patient.medicines and conditions == patient.conditions:
            return patient
        return patient.model_copy(update={"medicines": medicines, "conditions": conditions})

    def _medicine(self, use: MedicineUse) -> MedicineUse:
        found = self.reader.read(f"I take {use.name}").facts.medicines
        return MedicineUse(name=found[0].name, last_dose_days_ago=use.last_dose_days_ago) if found else use

    def _conditions(self, name: str) -> list[str]:
        identifier = name.strip().lower().replace(" ", "_").replace("-", "_")
        if identifier in self.content.conditions or identifier in self.content.risks:
            return [identifier]
        return self.reader.read(f"I have {name}").facts.conditions or [name]

    def _notes(self, patient: Patient) -> list[str]:
        notes = [
            f"I do not know the medicine {use.name}: its risks are not counted."
            for use in patient.medicines
            if use.name.lower() not in self.content.medicine_names
        ]
        notes.extend(
            f"I do not know the condition {name}: its risks are not counted."
            for name in patient.conditions
            if name not in self.content.conditions and name not in self.content.risks
        )
        return notes
