"""What a message says about the person, before it is joined with what was given outright."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from triage.model.patient import MedicineUse, Patient, Sex


@dataclass
class Facts:
    """What a message says about the person. `speaks_for` is the word for the person spoken for ("son"), None for the writer."""

    age: float | None = None
    ages: tuple[float, float] | None = None
    age_of_child: bool = False
    """The age was told of "my baby" or "my son", who need not be the patient."""
    sex: str | None = None
    pregnant: bool | None = None
    pregnant_weeks: float | None = None
    postpartum: bool | None = None
    postpartum_weeks: float | None = None
    conditions: list[str] = field(default_factory=list)
    conditions_denied: list[str] = field(default_factory=list)
    medicines: list[MedicineUse] = field(default_factory=list)
    speaks_for: str | None = None
    of_others: list[tuple[str, str, MedicineUse | None]] = field(default_factory=list)
    """Conditions and medicines told of somebody else: the word for the person, the condition, or the medicine."""
    region: str | None = None

    @property
    def told(self) -> bool:
        """Whether the message told anything of the person."""
        return bool(
            self.age is not None
            or self.ages
            or self.sex
            or self.pregnant is not None
            or self.pregnant_weeks is not None
            or self.postpartum is not None
            or self.conditions
            or self.conditions_denied
            or self.medicines
        )

    def patient(self, given: Patient | None = None) -> Patient:
        """Join with the fields given outright, which win."""
        given = given or Patient()
        if not self.told:
            return given
        names = {use.name.lower() for use in given.medicines}
        conditions = tuple(dict.fromkeys((*given.conditions, *(name for name in self.conditions if name not in given.conditions_denied))))
        return Patient(
            age=given.age if given.age is not None else self.age,
            age_from=self.ages[0] if self.ages and self.age is None and given.age is None else None,
            age_below=self.ages[1] if self.ages and self.age is None and given.age is None else None,
            sex=given.sex or cast(Sex | None, self.sex),
            pregnant=given.pregnant if given.pregnant is not None else self.pregnant,
            pregnant_weeks=given.pregnant_weeks if given.pregnant_weeks is not None else self.pregnant_weeks,
            postpartum=given.postpartum if given.postpartum is not None else self.postpartum,
            postpartum_weeks=given.postpartum_weeks if given.postpartum_weeks is not None else self.postpartum_weeks,
            conditions=conditions,
            conditions_denied=tuple(
                dict.fromkeys((*given.conditions_denied, *(name for name in self.conditions_denied if name not in conditions)))
            ),
            conditions_complete=given.conditions_complete,
            medicines=(*given.medicines, *(use for use in self.medicines if use.name.lower() not in names)),
            medicines_complete=given.medicines_complete,
            region=given.region,
        )
