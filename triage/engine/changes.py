"""What would change the answer: the smallest sets of answers that would raise the level, and those that would lower it."""

from __future__ import annotations

from triage.engine.questions import MOST_CHANGES, QuestionWords, Waiting
from triage.engine.rulebook import ReadyRule
from triage.engine.state import State
from triage.engine.verdict import LOW, NOW, standing_on
from triage.model.assessment import Change
from triage.model.urgency import LADDER

MOST_ANSWERS = 3
"""A set of more answers than these is no small step from here."""


def changes(
    waiting: Waiting,
    fired: list[tuple[ReadyRule, int]],
    level: int,
    low: int,
    state: State,
    words: QuestionWords,
) -> tuple[Change, ...]:
    """Find the smallest sets of answers that move the level. A set that contains a smaller one to the same level is left out."""
    return (*_raises(waiting, words), *_lowers(fired, level, low, state, words))


def _raises(waiting: Waiting, words: QuestionWords) -> list[Change]:
    ranks: dict[tuple[str, ...], int] = {}
    for rule, waits_for, _ in waiting:
        if len(waits_for) <= MOST_ANSWERS:
            needed = waits_for if len(waits_for) == 1 else tuple(sorted(set(waits_for)))
            if rule.rank > ranks.get(needed, -1):
                ranks[needed] = rule.rank
    kept: list[tuple[tuple[str, ...], int]] = []
    for _, opposite, needed in sorted([(len(needed), -rank, needed) for needed, rank in ranks.items()]):
        if len(needed) == 1 or not any(-opposite <= rank and set(other) <= set(needed) for other, rank in kept):
            kept.append((needed, -opposite))
            if len(kept) == MOST_CHANGES:
                break
    return [words.raising(needed, rank) for needed, rank in kept]


def _lowers(fired: list[tuple[ReadyRule, int]], level: int, low: int, state: State, words: QuestionWords) -> list[Change]:
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
                    answers=tuple(words.answer(text, "no") for text in sorted(needed)),
                )
            )
        elif found:
            found[-1] = found[-1].model_copy(update={"to": LADDER[target]})
    return found
