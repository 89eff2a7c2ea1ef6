"""Finds the cues of a message: runs of words, kept in a tree so that thousands of them cost no more than one look at each word.

A word of a cue may stand for several ("scared|afraid of|about getting|having"); "~" among them means that it may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from triage.content.language_shapes import Cue
from triage.content.library import Content
from triage.language.vocabulary import Unit, Vocabulary


@dataclass(slots=True)
class CueHit:
    """A cue found in the message: its words are units[first:last+1]."""

    cue: Cue
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of runs: the cues that end here, and the words that lead on."""

    cues: list[Cue] = field(default_factory=list)
    after: dict[str, _Node] = field(default_factory=dict)


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
        self._root = _Node()
        adverbials: dict[str, set[tuple[str, ...]]] = {"forward": set(), "backward": set()}
        for cue in content.cues:
            for wording in (wording for words in cue.words for wording in wordings(words)):
                keys = tuple(cue_key(unit) for unit in vocabulary.units(wording))
                node = self._root
                for key in keys:
                    node = node.after.setdefault(key, _Node())
                if all(other is not cue for other in node.cues):
                    node.cues.append(cue)
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
        index, count = 0, len(units)
        while index < count:
            runs: list[tuple[int, int, Cue]] = []
            _walk(units, index, self._root, 0, runs)
            step = 1
            if runs:
                allowed = [run for run in runs if _allowed(run, index, used)]
                longest = max((length for length, _, _ in allowed), default=0)
                for length, end, cue in allowed:
                    if length == longest:
                        hits.append(CueHit(cue, index, end - 1))
                        step = max(step, 1 if cue.direction == "answer" else end - index)
            index += step
        return [hit for hit in hits if hit.cue.presence != "none"]


def _walk(units: list[Unit], here: int, node: _Node, length: int, found: list[tuple[int, int, Cue]]) -> None:
    """Gather the runs that lead on from a node: how many words each has, the index after it, and its cue."""
    if here >= len(units):
        return
    unit = units[here]
    for key in unit.order:
        following = node.after.get(key)
        if following is not None:
            found.extend((length + 1, here + 1, cue) for cue in following.cues)
            if following.after:
                _walk(units, here + 1, following, length + 1, found)
    if length and unit.skipped:
        _walk(units, here + 1, node, length, found)


def _allowed(run: tuple[int, int, Cue], index: int, used: frozenset[int]) -> bool:
    length, end, cue = run
    if cue.presence == "none" or (cue.presence == "hypothetical" and length > 1):
        return True
    return used.isdisjoint(range(index, end))
