"""What would change the answer: the smallest sets of answers that would raise the level, and those that would lower it."""

from __future__ import annotations

from collections.abc import Callable

from triage.engine.rulebook import ReadyRule
from triage.engine.state import State
from triage.engine.verdict import LOW, NOW, standing_on
from triage.model.assessment import Answer, Change
from triage.model.urgency import LADDER

MOST_CHANGES = 6
MOST_ANSWERS = 3
"""A set of more answers than these is no small step from here."""


def changes(
    waiting: list[tuple[ReadyRule, list[str], list[str]]],
    fired: list[tuple[ReadyRule, int]],
    level: int,
    low: int,
    state: State,
    ask: Callable[[str], str],
) -> tuple[Change, ...]:
    """Find the smallest sets of answers that move the level. A set that contains a smaller one to the same level is left out."""
    return (*_raises(waiting, ask), *_lowers(fired, level, low, state, ask))


def _raises(waiting: list[tuple[ReadyRule, list[str], list[str]]], ask: Callable[[str], str]) -> list[Change]:
    sets: dict[frozenset[str], int] = {}
    for rule, needed_list, _ in waiting:
        if len(needed_list) <= MOST_ANSWERS:
            needed = frozenset(needed_list)
            sets[needed] = max(rule.rank, sets.get(needed, 0))
    ordered = sorted(sets.items(), key=lambda item: (len(item[0]), -item[1], sorted(item[0])))
    kept: list[tuple[frozenset[str], int]] = []
    for needed, rank in ordered:
        if not any(other <= needed and other_rank >= rank for other, other_rank in kept):
            kept.append((needed, rank))
            if len(kept) == MOST_CHANGES:
                break
    return [
        Change(
            to=LADDER[rank], direction="raises", answers=tuple(Answer(concept=text, answer="yes", ask=ask(text)) for text in sorted(needed))
        )
        for needed, rank in kept
    ]


def _lowers(fired: list[tuple[ReadyRule, int]], level: int, low: int, state: State, ask: Callable[[str], str]) -> list[Change]:
    """Denying everything that the cautious rules above a lower level stand on brings the level down to it."""
    found: list[Change] = []
    for target in range(level - 1, low - 1, -1):
        standing = [rule for rule, result in fired if result == NOW and rule.rank > target]
        if any(rule.rank > target and result == LOW for rule, result in fired) or not standing:
            break
        needed: set[str] = set()
        for rule in standing:
            atoms, people = standing_on(rule, state)
            if atoms and (len(atoms) <= len(people) or not people):
                needed.update(atom.text for atom in atoms)
            elif people:
                needed.add("who:" + people[0])
        if needed and (not found or {answer.concept for answer in found[-1].answers} != needed):
            found.append(
                Change(
                    to=LADDER[target],
                    direction="lowers",
                    answers=tuple(Answer(concept=text, answer="no", ask=ask(text)) for text in sorted(needed)),
                )
            )
        elif found:
            found[-1] = found[-1].model_copy(update={"to": LADDER[target]})
    return found
