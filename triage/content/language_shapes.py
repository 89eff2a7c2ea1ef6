"""Shapes of the files that teach the language floor: word families, shorthand, cues and attribute words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from triage.content.shapes import Identifier, Shape, Text
from triage.model.finding import Presence


class Family(Shape):
    """Words that patients use for the same thing; `is_a` names larger families that it belongs to."""

    kind: Literal["site", "sensation"] | None = None
    is_a: tuple[Identifier, ...] = ()
    words: tuple[Text, ...]


class FamilyFile(Shape):
    """`lexicon/words.toml` and `lexicon/families/*.toml`."""

    family: dict[Identifier, Family]


class Shorthand(Shape):
    """`lexicon/shorthand.toml`: short forms and emoji, each with the plain words it stands for."""

    expand: dict[str, Text]
    spelling: dict[str, Text]


class Confusables(Shape):
    """`lexicon/confusables.toml`: pairs of words that are never corrected into each other."""

    pairs: tuple[tuple[Text, Text], ...]
    never_correct: tuple[Text, ...] = ()


class Cue(Shape):
    """Words that change a finding's presence, and which way they reach.

    `presence` "none" marks words that look like a cue and are not ("no relief from"); "break" ends every scope ("but").
    `reach` is the largest number of words between cue and finding. An "answer" closes an item ("fever: no");
    "closing" is a backward cue that must end its statement and reaches the nearest finding alone ("the bleeding has stopped").
    `asked` cues count only in a question that has no first person in it ("is chest pain a side effect of warfarin?").
    """

    presence: Presence | Literal["none", "break"]
    direction: Literal["forward", "backward", "both", "answer", "closing"] = "forward"
    example: Text
    reach: Annotated[int, Field(ge=1)] | None = None
    asked: bool = False
    words: tuple[Text, ...]


class CueFile(Shape):
    """`lexicon/cues/*.toml`."""

    cue: tuple[Cue, ...]


class AttributeWords(Shape):
    """One value of an attribute, with the words that say it and how to ask for it.

    `ask` may hold {lay}, the lay name of the finding.
    """

    attribute: Literal["severity", "onset", "trend", "side", "amount", "flag"]
    value: Identifier
    ask: Text | None = None
    contradicts: tuple[Identifier, ...] = ()
    words: tuple[Text, ...]


class AttributeFile(Shape):
    """`lexicon/attributes.toml`."""

    attribute: tuple[AttributeWords, ...]


class Band(Shape):
    """What a range of values means; `below` is its upper end, absent in the last."""

    below: float | None = None
    concept: Identifier
    presence: Presence


class Measurement(Shape):
    """Something measured: words that announce it, its units, possible values and what they mean."""

    id: Identifier
    unit: Text
    words: tuple[Text, ...]
    units: tuple[Text, ...] = ()
    possible: tuple[float, float]
    ask: Text
    bands: tuple[Band, ...]


class MeasurementFile(Shape):
    """`lexicon/measurements.toml`."""

    measurement: tuple[Measurement, ...]


class Things(Shape):
    """`lexicon/things.toml`: everyday things and animals, of which no symptom is said."""

    words: tuple[Text, ...]
    also_names: tuple[Text, ...] = ()
    """After "my" or "our" these may be a child ("my pumpkin")."""


class Idiom(Shape):
    """Figures of speech of one kind, as patterns (see triage/language/idioms.py)."""

    example: Text
    words: tuple[Text, ...]


class IdiomFile(Shape):
    """`lexicon/idioms/*.toml`."""

    idiom: tuple[Idiom, ...]


class Guarded(Shape):
    """`lexicon/guarded.toml`: words that are a symptom only when a person is spoken of."""

    words: tuple[Text, ...]
