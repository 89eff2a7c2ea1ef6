"""The person: what is known of them. Every field may be not known (None)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Sex = Literal["female", "male"]


class MedicineUse(BaseModel):
    """A medicine that the person takes or has had, by generic name, brand or class."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    last_dose_days_ago: Annotated[float, Field(ge=0, le=36500)] | None = None


class Patient(BaseModel):
    """Facts about the person. None means not known, never "no".

    `age` is in years and may be a fraction (0.1 is about five weeks); where only a range is known ("my baby"), `age_from` and
    `age_below` hold it. `conditions` and `medicines` list what is known to be there;
    what is not listed is not known, unless `conditions_complete` or `medicines_complete` says that the list is whole,
    or the id stands in `conditions_denied` (condition or risk ids known to be absent).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    age: Annotated[float, Field(ge=0, le=125)] | None = None
    age_from: Annotated[float, Field(ge=0, le=125)] | None = None
    age_below: Annotated[float, Field(ge=0, le=125)] | None = None
    sex: Sex | None = None
    pregnant: bool | None = None
    pregnant_weeks: Annotated[float, Field(ge=0, le=45)] | None = None
    postpartum: bool | None = None
    postpartum_weeks: Annotated[float, Field(ge=0, le=60)] | None = None
    conditions: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = ()
    conditions_denied: tuple[str, ...] = ()
    conditions_complete: bool = False
    medicines: tuple[MedicineUse, ...] = ()
    medicines_complete: bool = False
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
