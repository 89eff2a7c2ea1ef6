"""Finds the cues of a message: runs of words, kept in a tree.

A word of a cue may stand for several ("scared|afraid of|about getting|having"); "~" among them means that it may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from triage.content.language_shapes import Cue
from triage.content.library import Content
from triage.language.run_tree import RunTree
from triage.language.vocabulary import Unit, Vocabulary


@dataclass(slots=True)
class CueHit:
    """A cue found in the message: its words are units[first:last+1]."""

    cue: Cue
    first: int
    last: int


def wordings(words: str) -> list[str]:
    """Write out the choices of a cue, each wording once.

    >>> wordings("scared|afraid of ~|ever falling")
    ['scared of falling', 'scared of ever falling', 'afraid of falling', 'afraid of ever falling']
    """
    choices = [piece.split("|") for piece in words.split()]
    return list(dict.fromkeys(" ".join(word for word in chosen if word != "~") for chosen in product(*choices)))


def cue_key(unit: Unit) -> str:
    """The key that a word of a cue is looked for by: the word itself."""
    return min((key for key in unit.keys if not key.startswith("<")), default=unit.text)


class CueRuns:
    """The cues of a content in one tree."""

    def __init__(self, content: Content, vocabulary: Vocabulary) -> None:
        self._runs: RunTree[Cue] = RunTree()
        adverbials: dict[str, set[tuple[str, ...]]] = {"forward": set(), "backward": set()}
        for cue in content.cues:
            for wording in (wording for words in cue.words for wording in wordings(words)):
                keys = tuple(cue_key(unit) for unit in vocabulary.units(wording))
                self._runs.add(keys, cue)
                if cue.presence == "past" and cue.direction in adverbials:
                    adverbials[cue.direction].add(keys)
        self._adverbials = frozenset(adverbials["forward"] & adverbials["backward"])

    def is_adverbial(self, units: list[Unit], hit: CueHit) -> bool:
        """Whether a past cue is a time ("as a kid", "last year") that may stand before or after what it speaks of."""
        return tuple(cue_key(unit) for unit in units[hit.first : hit.last + 1]) in self._adverbials

    def find(self, units: list[Unit], used: frozenset[int]) -> list[CueHit]:
        """Find the cues, the longest run first at each word; a cue that shares a word with a finding (`used`) is not one.

        "None" cues may overlap findings ("not going away" may hold a word that a phrase uses as well), and so may a longer hypothesis
        ("worried I will get", "side effect of").
        """
        hits: list[CueHit] = []
        starts = self._runs.starts
        after = 0
        for index, unit in enumerate(units):
            if index < after or starts.isdisjoint(unit.keys):
                continue
            runs = self._runs.at(units, index)
            step = 1
            if runs:
                allowed = [run for run in runs if _allowed(run, index, used)]
                longest = max((length for length, _, _ in allowed), default=0)
                for length, end, cue in allowed:
                    if length == longest:
                        hits.append(CueHit(cue, index, end - 1))
                        step = max(step, 1 if cue.direction == "answer" else end - index)
            after = index + step
        return [hit for hit in hits if hit.cue.presence != "none"]


def _allowed(run: tuple[int, int, Cue], index: int, used: frozenset[int]) -> bool:
    length, end, cue = run
    if cue.presence == "none" and length > 1 and end - 1 in used and index not in used and end in used:
        return False  # "no **change in vision**": the "no" counts
    if cue.presence == "none" or (cue.presence == "hypothetical" and length > 1):
        return True
    return used.isdisjoint(range(index, end))
