"""What the interview says back: sentences with roles, the next question, the assessment so far.

A face shows the sentences as they are; the role says how (colour, a border, a word before it), never what.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from triage.model.assessment import Assessment
from triage.model.urgency import Urgency

Role = Literal["opening", "emergency", "crisis", "level", "heard", "note", "answer", "guidance", "watch", "question", "why", "item", "end"]
Kind = Literal["yes_no", "checklist", "number", "choice", "text"]


class Piece(BaseModel):
    """A frozen piece of a reply."""

    model_config = ConfigDict(frozen=True)


class Sentence(Piece):
    """One sentence for the person, with what it is for."""

    role: Role
    text: str


class Option(Piece):
    """A quick reply: what is shown, and the value that it stands for (yes, no, unsure, an atom, female, ...)."""

    text: str
    value: str


class Asked(Piece):
    """A question on the screen.

    `key` names it for good: no key is asked again once it was answered. `atoms` are what the answer settles. For a checklist the
    items are `options`, in the order of `atoms`. `unit` of a number is years, weeks or days.
    """

    key: str
    kind: Kind
    text: str
    why: str
    atoms: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    unit: str | None = None
    could_raise_to: Urgency | None = None
    series: str = ""
    wide: bool = False
    """Whether it asks what changes the level only together with something else."""


class Reply(Piece):
    """The answer to one event.

    `open` is how many questions could still change the level, as far as they are known; `ended` says that nothing more is asked.
    `pinned` are the sentences that must stay in view (an emergency, a crisis).
    """

    sentences: tuple[Sentence, ...]
    assessment: Assessment | None
    question: Asked | None
    ended: bool = False
    open: int = 0
    pinned: tuple[Sentence, ...] = ()
