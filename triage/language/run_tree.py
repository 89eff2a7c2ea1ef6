"""Runs of words in a tree, so that thousands of them cost no more than one look at each word of a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from triage.language.vocabulary import Unit

Payload = TypeVar("Payload")


class RunTree(Generic[Payload]):
    """Literal runs of keys, each with what it stands for. Little words of the message that are skipped may stand between them."""

    __slots__ = ("after", "ends", "starts")

    def __init__(self) -> None:
        self.ends: list[Payload] = []
        """What the runs that end here stand for."""
        self.after: dict[str, RunTree[Payload]] = {}
        self.starts: set[str] = set()
        """The keys that runs go on with from here; kept for the first two words of runs only."""

    def add(self, keys: Sequence[str], payload: Payload) -> None:
        """Add a run; the same payload counts once for the same run."""
        node = self
        for length, key in enumerate(keys):
            if length < 2:
                node.starts.add(key)
            following = node.after.get(key)
            if following is None:
                following = node.after[key] = RunTree()
            node = following
        if all(other is not payload for other in node.ends):
            node.ends.append(payload)

    def at(self, units: Sequence[Unit], index: int) -> list[tuple[int, int, Payload]]:
        """The runs that begin at a unit: how many words each has, the index after it, and what it stands for."""
        found: list[tuple[int, int, Payload]] = []
        after_it = units[index + 1] if index + 1 < len(units) else None
        for key in units[index].order:
            following = self.after.get(key)
            if following is None:
                continue
            for payload in following.ends:
                found.append((1, index + 1, payload))
            # Most runs end here, or at the second word: only few are worth a walk.
            if following.after and after_it is not None and (after_it.skipped or not following.starts.isdisjoint(after_it.keys)):
                following._walk(units, index + 1, 1, found)
        return found

    def _walk(self, units: Sequence[Unit], here: int, length: int, found: list[tuple[int, int, Payload]]) -> None:
        if here >= len(units):
            return
        unit = units[here]
        after = self.after
        for key in unit.order:
            following = after.get(key)
            if following is not None:
                for payload in following.ends:
                    found.append((length + 1, here + 1, payload))
                if following.after:
                    following._walk(units, here + 1, length + 1, found)
        if unit.skipped:
            self._walk(units, here + 1, length, found)
