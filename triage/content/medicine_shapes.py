"""Shapes of the medicines' content: names, conditions, risks, regions and the profiles of single medicines.

A profile keeps for every statement where it comes from, so that a nurse can follow a patient's word to the label term,
its frequency band and the section of the label. Nothing in a profile lowers an urgency: a symptom that a label calls
common is still triaged by the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from triage.content.shapes import Identifier, Shape, Text, UrgencyName

RegionIdentifier = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Confidence = Literal["V", "K"]
Band = Literal["very_common", "common", "uncommon", "rare", "very_rare", "not_reported"]
Strength = Literal["label", "weak"]
Instruction = Literal[
    "check with your doctor immediately",
    "usually no attention needed",
    "call your healthcare provider right away",
    "get medical help right away",
    "tell your healthcare provider",
]


# ---- lexicon/medicines/*.toml ----
class MedicineClass(Shape):
    """A group of medicines that patients and labels name ("blood thinner"); its risks hold for every member."""

    id: Identifier
    label: Text
    phrases: tuple[Text, ...] = ()
    look_alikes: tuple[Text, ...] = Field(default=(), alias="not")
    risks: tuple[Identifier, ...] = ()
    window_days: dict[Identifier, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    note: str | None = None


class Medicine(Shape):
    """One substance with its brands; `class_of` and `risks` together say what it makes of a patient.

    `window_days` replaces the window of a risk in rules/risks.toml for this medicine (0: for ever), in a class for its
    members: chemotherapy weakens the immune system for months, alemtuzumab for ever.
    """

    id: Identifier
    label: Text
    brands: tuple[Text, ...] = ()
    synonyms: tuple[Text, ...] = ()
    look_alikes: tuple[Text, ...] = Field(default=(), alias="not")
    class_of: tuple[Identifier, ...] = ()
    risks: tuple[Identifier, ...] = ()
    window_days: dict[Identifier, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    note: str | None = None


class MedicineFile(Shape):
    """`lexicon/medicines/*.toml`."""

    medicine_class: tuple[MedicineClass, ...] = ()
    medicine: tuple[Medicine, ...] = ()


# ---- lexicon/conditions.toml ----
class Condition(Shape):
    """Something a person is known to have or to have had, as far as it changes what a symptom means."""

    id: Identifier
    label: Text
    phrases: Annotated[tuple[Text, ...], Field(min_length=1)]
    look_alikes: tuple[Text, ...] = Field(default=(), alias="not")
    risks: tuple[Identifier, ...] = ()
    question: Text
    note: str | None = None


class ConditionFile(Shape):
    """`lexicon/conditions.toml`."""

    condition: tuple[Condition, ...]


# ---- rules/risks.toml ----
class Risk(Shape):
    """What a medicine or a condition makes of a patient. `window_days` 0 means for ever after the last dose."""

    label: Text
    lay: Text
    question: Text
    window_days: Annotated[int, Field(ge=0)] = 0
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    note: str | None = None


class RiskFile(Shape):
    """`rules/risks.toml`."""

    risk: dict[Identifier, Risk]


# ---- rules/regions.toml ----
class Number(Shape):
    """A telephone number; only confidence "V" was checked against a source and may be shown as certain.

    Without `number` it is a service to look for ("the nurse line on your insurance card").
    """

    number: Text | None = None
    confidence: Confidence
    name: Text | None = None
    how: Text | None = None


class Region(Shape):
    """The numbers of one country or group of countries."""

    label: Text
    emergency: Number
    emergency_also: tuple[Number, ...] = ()
    health_line: Number | None = None
    crisis: tuple[Number, ...] = ()
    poison: Number | None = None
    poison_also: tuple[Number, ...] = ()
    checked_on: Text | None = None
    note: str | None = None


class DefaultRegion(Shape):
    """What is shown as long as nobody said where the person is: no number of any single country."""

    emergency: Text
    health_line: Text
    crisis: Text
    poison: Text


class RegionFile(Shape):
    """`rules/regions.toml`."""

    default: DefaultRegion
    region: dict[RegionIdentifier, Region]


# ---- rules/medicines/*.toml ----
class Product(Shape):
    """A product of the medicine. Two products with one substance are never merged into one set of statements."""

    id: Identifier
    label: Text
    used_for: Text
    brands: tuple[Text, ...] = ()
    dose: Text | None = None
    boxed_warning: Text | None = None
    scheme: Text | None = None
    set_id: Text | None = None
    question: Text | None = None
    source: Identifier


class BoxedWarning(Shape):
    """One heading of a label's boxed warning, told in our words."""

    product: Identifier | None = None
    topic: Text
    text: Text
    concepts: tuple[Identifier, ...] = ()
    source: Identifier
    section: Text | None = None


class LabelTerm(Shape):
    """A side effect as the label names it. A term with two bands in two populations stands here twice."""

    soc: Identifier
    term: Text
    concept: Identifier | None = None
    presents_as: tuple[Identifier, ...] = ()
    band: Band
    population: Text | None = None
    line: Text | None = None
    """Where in the source it stands, as far as the source allows to say."""
    source: Identifier
    note: str | None = None


class WatchLine(Shape):
    """A symptom that the label tells patients to watch for, with the label's own instruction."""

    lay: Text
    instruction: Instruction
    block: Annotated[int, Field(ge=1)]
    incidence: Text | None = None
    concepts: tuple[Identifier, ...] = ()
    source: Identifier
    note: str | None = None


class Window(Shape):
    """What may happen when, counted from the last dose. `to_days` absent: there is no end to it."""

    id: Identifier
    product: Identifier | None = None
    what: Text
    lay: Text
    from_days: Annotated[int, Field(ge=0)] = 0
    to_days: Annotated[int, Field(ge=0)] | None = None
    margin_days: Annotated[int, Field(ge=0)] = 0
    rate: Text | None = None
    concepts: tuple[Identifier, ...] = ()
    floor: UrgencyName
    rules: tuple[Text, ...] = ()
    source: Identifier
    section: Text | None = None
    note: str | None = None


class Incidence(Shape):
    """How often an effect was seen and when it began; where two sources disagree both are kept."""

    effect: Text
    figure: Text
    onset: Text
    source: Identifier
    strength: Strength = "label"
    conflict: Text | None = None


class Monitoring(Shape):
    """A test that the label asks for, and for how long."""

    test: Text
    lay: Text
    starts: Text
    until: Text
    how_often: Text
    source: Identifier
    note: str | None = None


class Fact(Shape):
    """One fact for patients or nurses, in our own words."""

    id: Identifier
    text: Text
    source: Identifier
    strength: Strength


class Faq(Shape):
    """A question that patients ask, in several wordings, with a plain answer."""

    id: Identifier
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    answer: Text
    source: Identifier
    strength: Strength


class Conflict(Shape):
    """Two sources that disagree; `used` says which one the rules follow."""

    topic: Text
    weaker: Text
    stronger: Text
    used: Text


class ReportsTo(Shape):
    """Where side effects of the medicine can be reported; a number is shown only to people of that region."""

    region: RegionIdentifier
    name: Text
    number: Text | None = None


class Profile(Shape):
    """`rules/medicines/<name>.toml`: all that is known here about one medicine."""

    id: Identifier
    medicine: Identifier
    label: Text
    names: tuple[Text, ...]
    risks: tuple[Identifier, ...]
    patient_message: Annotated[tuple[Text, ...], Field(min_length=1)]
    reports_to: tuple[ReportsTo, ...] = ()
    reviewed: Text | None = None
    note: str | None = None
    product: tuple[Product, ...] = ()
    boxed_warning: tuple[BoxedWarning, ...] = ()
    label_term: tuple[LabelTerm, ...] = ()
    watch_for: tuple[WatchLine, ...] = ()
    window: tuple[Window, ...] = ()
    incidence: tuple[Incidence, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    fact: tuple[Fact, ...] = ()
    faq: tuple[Faq, ...] = ()
    conflict: tuple[Conflict, ...] = ()
