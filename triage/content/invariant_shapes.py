"""Shapes of `rules/invariants.toml`: promises about the rules, each checked over every case and not over samples."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from triage.content.shapes import Identifier, Shape, Text, UrgencyName

StructureCheck = Literal[
    "every_concept_answers",
    "crisis_concepts_lead_to_crisis",
    "two_same_day_systems",
    "profile_terms_never_self_care",
    "profile_windows_hold",
    "no_number_without_region",
    "emergency_says_what_to_do",
]


class Promise(Shape):
    """One promise.

    - `floor`: in every case in which all of `present`, one of `any_of` (where given) and all of `who` hold, the level is at least
      `at_least`, and a crisis rule fires where `crisis` is true. `refined`: for findings as the language floor gives them, with what
      they make together.
    - `ceiling`: who says only `present` and is as `who` says, and otherwise healthy or not known, gets at most `at_most`.
    - `wording`: no sentence of a rule of `levels` matches `forbid`, once what matches `allow` is taken out.
    - `structure`: a check of the whole, by name; `who` and `concepts` are its subject.
    """

    id: Identifier
    says: Text
    kind: Literal["floor", "ceiling", "wording", "structure"]
    present: tuple[Text, ...] = ()
    any_of: tuple[Text, ...] = ()
    who: tuple[Text, ...] = ()
    at_least: UrgencyName | None = None
    at_most: UrgencyName | None = None
    crisis: bool = False
    refined: bool = False
    levels: tuple[UrgencyName, ...] = ()
    forbid: Text | None = None
    allow: Text | None = None
    check: StructureCheck | None = None
    concepts: tuple[Identifier, ...] = ()
    source: Text

    @model_validator(mode="after")
    def _is_whole(self) -> Promise:
        """Each kind has what it needs, and nothing that it would not look at."""
        needs = {
            "floor": bool(self.present or self.any_of) and bool(self.at_least or self.crisis),
            "ceiling": bool(self.present) and self.at_most is not None and not self.any_of,
            "wording": self.forbid is not None,
            "structure": self.check is not None,
        }
        if not needs[self.kind]:
            raise ValueError(
                {
                    "floor": "a floor needs present or any_of, and at_least or crisis",
                    "ceiling": "a ceiling needs present and at_most, and takes no any_of",
                    "wording": "a wording promise needs forbid",
                    "structure": "a structure promise needs check",
                }[self.kind]
            )
        for pattern in (self.forbid, self.allow):
            if pattern is not None:
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(f"not a regular expression: {pattern}: {error}") from error
        return self


class InvariantFile(Shape):
    """`rules/invariants.toml`."""

    promise: Annotated[tuple[Promise, ...], Field(min_length=1)]
