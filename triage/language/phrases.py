"""Phrases of the lexicon made ready: words turned to keys (stems and word families), with the weight that each gives.

A plain word stands for its family; a literal, a name and a look-alike keep their words. `triage.language.patterns` finds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.content.library import Content
from triage.language.endings import ending, form
from triage.language.little_words import FUNCTION, LIGHT, NEGATIONS, POSSESSIVES
from triage.language.vocabulary import Unit, Vocabulary

_DENYING = frozenset({"no", "not", "never", "without", "hardly", "barely"})
_PIECES = re.compile(r"<[a-z][a-z0-9_]*>|'[^']+'|\S+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase. `owns` are the author's own words for the keys, which break ties between families.

    A look-alike (`blocks`) takes its words away from its own concept, not from others.
    """

    keys: tuple[str, ...]
    literal: bool
    concept: str
    weight: float
    source: str
    owns: frozenset[str] = frozenset()
    blocks: bool = False
    tight: bool = False
    """A name: its words stand side by side, in any order."""
    of: str = ""
    """The kind of thing that it stands for: one of the sources of its book."""
    endings: tuple[str, ...] = ()
    """Of a look-alike: "is confus**ing**" is not "is confus**ed**", though their stems are one."""

    denies: bool = False
    """Says that all is well with the concept ("breathing fine"): it denies it."""
    form: str | None = None
    """Of a single word that is no family: its ending ("crown**ing**" is not "crown", "shock" is not "shock**ed**")."""

    inner_negations: tuple[int, ...] = ()
    """The places of words like "not" within it, where they keep their place before the word that they deny."""

    @property
    def first_is_negation(self) -> bool:
        """Whether the phrase begins with a word like "cannot", which must come before the rest."""
        return self.keys[0] in NEGATIONS


PhraseSource = tuple[str, str, str]
"""A phrase as written, what it stands for, and its kind: "name" (label, lay name, synonym), "phrase", "denies" or "not" (a look-alike)."""


def lexicon_phrases(content: Content) -> list[PhraseSource]:
    """Gather the phrases of all concepts."""
    sources: list[PhraseSource] = []
    for concept in content.concepts.values():
        sources.extend((text, concept.id, "phrase") for text in concept.phrases)
        sources.extend((text, concept.id, "name") for text in (concept.label, concept.lay, *concept.synonyms))
        sources.extend((text, concept.id, "not") for text in concept.look_alikes)
        sources.extend((text, concept.id, "denies") for text in concept.denied_by)
    return sources


class PhraseCompiler:
    """Turns phrases of the lexicon into keys, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.sites = frozenset(f"<{name}>" for name, family in vocabulary.content.families.items() if family.kind == "site")

    def compile(self, text: str, concept: str, kind: str = "phrase") -> Phrase | None:
        """Turn a phrase of the lexicon into keys; None if nothing of it is left.

        A plain word stands for its family. In a literal it stands for itself (places on the body still for their family), as do a name, a
        look-alike and a run of words that is one member of a family ("gushing blood"). A name that loses words to grammar is literal.
        """
        literal = text.startswith("=") or kind == "not"
        exact = text.startswith("==")
        bare = text.lstrip("=")
        keys: list[str] = []
        owns: list[str] = []
        endings: list[str] = []
        plain: list[str] = []
        dropped = 0
        explicit = False

        def flush(*, ends: bool = False) -> None:
            nonlocal dropped
            if plain:
                units = self.vocabulary.units(" ".join(plain))
                for place, unit in enumerate(units):
                    if unit.mark in ("stop", "comma"):
                        continue
                    # A look-alike that ends in an article means what follows it: "crushed by the".
                    stays = exact or (kind == "not" and (unit.text not in POSSESSIVES or (ends and place == len(units) - 1)))
                    if (unit.skipped and not stays) or (
                        not literal and (unit.text in FUNCTION or unit.mark) and not (unit.keys & NEGATIONS)
                    ):
                        dropped += not unit.skipped and not unit.mark
                        continue
                    own = min((key for key in unit.keys if not key.startswith("<")), default="")
                    owns.append(own)
                    endings.append(ending(unit.text))
                    keys.append(own if own and (kind == "not" or (literal and not self.is_site(unit))) else self._key_of(unit))
                plain.clear()

        for piece in _PIECES.findall(bare):
            if piece.startswith("<") and piece.endswith(">"):
                flush()
                keys.append(piece)
                explicit = True
            elif len(piece) > 2 and piece[0] == piece[-1] == "'":
                flush()
                quoted = [self.vocabulary.kind(word).stem for word in piece[1:-1].lower().split()]
                keys.extend(quoted)
                owns.extend(quoted)
                explicit = True
            else:
                plain.append(piece)
        flush(ends=True)
        if not literal and (not keys or (kind == "name" and dropped and len(keys) == 1) or all(key in NEGATIONS for key in keys)):
            return self.compile("=" + text, concept, kind)
        if (kind == "not" or literal) and len(keys) < 2 and len(bare.split()) > 1 and not exact and not explicit:
            # One word of an idiom ("bleeding a bit", "out of it") says too much or too little: all its little words count then.
            return self.compile("==" + bare, concept, kind)
        if not keys:
            return None
        if not literal:
            keys = list(dict.fromkeys(keys))
        if len(keys) == 1 and not explicit and owns and owns[0] and (literal or kind != "phrase" or " " in bare):
            keys = [owns[0]]
        weight = sum(self._key_weight(key) for key in keys) + (0.25 if literal else 0.0)
        entry = self.vocabulary.content.concepts.get(concept)
        if entry is not None and entry.gives_way and len(keys) > 1:
            weight -= 0.9
        return Phrase(
            tuple(keys),
            literal,
            concept,
            weight,
            text,
            frozenset(owns) - {""},
            kind == "not",
            kind == "name",
            endings=tuple(endings) if kind == "not" else (),
            denies=kind == "denies",
            inner_negations=()
            if literal
            else tuple(number for number, key in enumerate(keys) if number and key in _DENYING and keys[0] not in NEGATIONS),
            form=form(bare.strip("'").lower()) if len(keys) == 1 and not keys[0].startswith("<") and bare.strip("'").isalpha() else None,
        )

    def _key_weight(self, key: str) -> float:
        """Little words of a literal say little; a place on the body says more than a quality, and a smaller place more than a larger."""
        if key in LIGHT and key not in NEGATIONS:
            return 0.15
        return 1.0 + 0.05 * self.vocabulary.depth.get(key, 0) + (0.12 if key in self.sites else 0.0)

    def is_site(self, unit: Unit) -> bool:
        """Whether a word names a place on the body."""
        return any(key in self.sites for key in unit.keys)

    def _key_of(self, unit: Unit) -> str:
        """Generalise a word of a phrase to its family where it has exactly one; otherwise keep the word."""
        families = [key for key in unit.order if key.startswith("<") and key != "<number>"]
        if families:
            deepest = [
                key for key in families if not any(key != other and key in self.vocabulary.with_larger(other[1:-1]) for other in families)
            ]
            if len(deepest) == 1:
                return deepest[0]
        stems = [key for key in unit.order if not key.startswith("<")]
        return stems[0] if stems else families[0]
