"""Shapes of the content files: what a clinician may write in lexicon/ and rules/, and nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
UrgencyName = Literal["emergency", "urgent", "same_day", "routine", "self_care"]


class Shape(BaseModel):
    """A piece of content; unknown keys are refused so that a typing slip cannot pass unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Concept(Shape):
    """An entry of the lexicon: something a person can have.

    `gives_way` marks what has no place of its own (pain, swelling): a finding at a place takes its words first.
    `denied_by` are words that deny it by saying that all is well ("breathing fine" denies being short of breath).
    `even_if_over` marks events that count although they have passed, as long as they are recent (a fit, a stroke sign, a faint).
    `even_if_another` marks dangers that somebody else brings upon the writer ("my ex is outside with a knife").
    `even_if_feared` marks thoughts whose fear is the finding itself ("scared I will hurt my baby").
    """

    id: Identifier
    label: Text
    lay: Text
    system: Identifier
    synonyms: tuple[Text, ...] = ()
    hpo: Annotated[str, StringConstraints(pattern=r"^HP:\d{7}$")] | None = None
    hpo_match: Literal["exact", "close", "narrower", "related"] | None = None
    is_a: tuple[Identifier, ...] = ()
    phrases: tuple[Text, ...] = ()
    look_alikes: tuple[Text, ...] = Field(default=(), alias="not")
    denied_by: tuple[Text, ...] = ()
    made_of: tuple[tuple[Text, ...], ...] = ()
    even_if_over: bool = False
    even_if_feared: bool = False
    even_if_another: bool = False
    gives_way: bool = False
    question: Text
    note: str | None = None


class ConceptFile(Shape):
    """`lexicon/concepts/*.toml`."""

    concept: tuple[Concept, ...]


class AtLeast(Shape):
    """`at_least = { count = 2, of = [...] }`."""

    count: Annotated[int, Field(ge=1)]
    of: tuple[Text, ...]


class SystemsAtLeast(Shape):
    """`systems_at_least = { count = 2, urgency = "same_day" }`: so many body systems each have a fired rule of that level or above."""

    count: Annotated[int, Field(ge=2)]
    urgency: UrgencyName


class Rule(Shape):
    """Conditions over findings and patient -> urgency, reason, advice, source."""

    id: RuleIdentifier
    refs: tuple[Text, ...] = ()
    urgency: UrgencyName
    crisis: bool = False
    within_hours: Literal[1, 2, 4, 12, 24] | None = None
    all: tuple[Text, ...] = ()
    any: tuple[Text, ...] = ()
    at_least: AtLeast | None = None
    unless_denied: tuple[Text, ...] = ()
    who: tuple[Text, ...] = ()
    who_any: tuple[Text, ...] = ()
    who_unless_ruled_out: tuple[Text, ...] = ()
    because: Text
    do: tuple[Text, ...] = ()
    watch_for: tuple[Text, ...] = ()
    advice: tuple[Identifier, ...] = ()
    systems_at_least: SystemsAtLeast | None = None
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    reviewed: Text | None = None
    note: str | None = None


class BaseUrgency(Shape):
    """What a concept means when nothing else is known: every concept has one, so none leads to silence."""

    concept: Identifier
    refs: tuple[Text, ...] = ()
    urgency: UrgencyName
    within_hours: Literal[1, 2, 4, 12, 24] | None = None
    because: Text
    do: tuple[Text, ...] = ()
    watch_for: tuple[Text, ...] = ()
    advice: tuple[Identifier, ...] = ()
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    reviewed: Text | None = None
    note: str | None = None


class RuleFile(Shape):
    """`rules/<body system>.toml`."""

    base: tuple[BaseUrgency, ...] = ()
    rule: tuple[Rule, ...] = ()
