"""What can happen in a conversation: small frozen events, each one JSON line of an append-only log.

    Event
    ├── Said            the person types a message (or answers in words)
    ├── Chose           an answer to one yes/no question, by its atom
    ├── ChoseMany       an answer to a checklist: what is true; the rest of it is "no", or "not sure"
    ├── SetFact         a fact about the person: age, sex, pregnancy, medicines, ...
    ├── Changed         an earlier finding or answer is corrected
    ├── Struck          a part that was not understood has nothing to do with the body
    ├── Skipped         the question on the screen is left open
    ├── Undone, Redone  the last step is taken back, or done again
    └── Stopped         the person wants no more questions

Nothing is ever taken out of the log: taking back is an event too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from triage.model.patient import MedicineUse

Choice = Literal["yes", "no", "unsure"]
Fact = Literal[
    "age",
    "sex",
    "pregnant",
    "pregnant_weeks",
    "postpartum",
    "postpartum_weeks",
    "medicines",
    "medicines_complete",
    "conditions",
    "region",
    "speaks_for",
    "last_dose",
]


class Happening(BaseModel):
    """A frozen step of a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(Happening):
    """The person typed a message."""

    kind: Literal["said"] = "said"
    text: Annotated[str, Field(max_length=100_000)]


class Chose(Happening):
    """The person answered one question; `question` is an atom of the rules ("neck_stiffness", "headache[sudden]", "who:diabetes")."""

    kind: Literal["chose"] = "chose"
    question: str
    answer: Choice


class ChoseMany(Happening):
    """The person answered a checklist: `chosen` are the atoms that are true, `rest` is what the others are."""

    kind: Literal["chose_many"] = "chose_many"
    questions: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    rest: Literal["no", "unsure"] = "no"


class SetFact(Happening):
    """A fact about the person was given or changed.

    `value` is years for age, weeks for pregnancy and birth, names for medicines and conditions, days for `last_dose` (of `of`);
    None takes the fact back.
    """

    kind: Literal["set_fact"] = "set_fact"
    fact: Fact
    value: bool | float | str | tuple[MedicineUse, ...] | tuple[str, ...] | None
    of: str | None = None


class Changed(Happening):
    """The person corrected what was understood; `concept` is a concept or an atom that was answered."""

    kind: Literal["changed"] = "changed"
    concept: str
    to: Literal["present", "denied", "unsure"]


class Struck(Happening):
    """The person said that a part that was not understood is not about the body; `part` is its text."""

    kind: Literal["struck"] = "struck"
    part: str


class Skipped(Happening):
    """The person left the question open."""

    kind: Literal["skipped"] = "skipped"


class Undone(Happening):
    """The last step was taken back."""

    kind: Literal["undone"] = "undone"


class Redone(Happening):
    """The step that was taken back was done again."""

    kind: Literal["redone"] = "redone"


class Stopped(Happening):
    """The person wants no more questions."""

    kind: Literal["stopped"] = "stopped"


Event = Annotated[
    Said | Chose | ChoseMany | SetFact | Changed | Struck | Skipped | Undone | Redone | Stopped,
    Field(discriminator="kind"),
]
_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def dump(event: Event) -> str:
    """Write an event as one JSON line, without the line end.

    >>> dump(Said(text="sore throat"))
    '{"kind":"said","text":"sore throat"}'
    """
    return event.model_dump_json()


def parse(line: str) -> Event:
    """Read one JSON line. Raises ValueError where it is no event."""
    try:
        return _ADAPTER.validate_json(line)
    except ValidationError as error:
        raise ValueError(f"not an event of a conversation: {error.errors()[0]['msg']}") from error


def effective(events: Iterable[Event]) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Fold taking back and doing again: the steps that count, and those that could be done again (the next one last).

    >>> steps, again = effective([Said(text="a"), Said(text="b"), Undone()])
    >>> [step.text for step in steps], [step.text for step in again]
    (['a'], ['b'])
    """
    steps: list[Event] = []
    again: list[Event] = []
    for event in events:
        if isinstance(event, Undone):
            if steps:
                again.append(steps.pop())
        elif isinstance(event, Redone):
            if again:
                steps.append(again.pop())
        else:
            steps.append(event)
            again.clear()
    return tuple(steps), tuple(again)


def dump_all(events: Sequence[Event]) -> str:
    """Write events as JSON lines."""
    return "".join(dump(event) + "\n" for event in events)
