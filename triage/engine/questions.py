"""The open questions of an assessment, the most telling first, and their words."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Literal

from triage.content.library import Content
from triage.engine.rulebook import ReadyRule
from triage.engine.state import State
from triage.engine.verdict import NOW, standing_on
from triage.engine.wording import ask_atom
from triage.model.assessment import Answer, Change, Question
from triage.model.urgency import LADDER

MOST_RULES = 6
"""So many rules are named with a question."""
_LEVEL = 1e6
_worth = itemgetter(0)
MOST_CHANGES = 6
"""So many ways to a higher level are told."""
MOST_KEPT = 20_000
"""So many worded questions are kept; they are the same for every patient."""

Waiting = list[tuple[ReadyRule, tuple[str, ...], tuple[str, ...]]]
"""Rules that could still fire, each with a smallest set of conditions that it waits for and those that would do as well."""


class QuestionWords:
    """The words of each atom as a question, found once; also as an answer that would change the level."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._asks: dict[str, str] = {}
        self._answers: dict[tuple[str, Literal["yes", "no"]], Answer] = {}
        self._questions: dict[tuple[str, int, tuple[str, ...]], Question] = {}
        self._raises: dict[tuple[int, tuple[str, ...]], Change] = {}

    def ask(self, text: str) -> str:
        """Put an atom as a question; yes means that it is true."""
        words = self._asks.get(text)
        if words is None:
            words = self._asks[text] = ask_atom(text, self._content)
        return words

    def answer(self, text: str, answer: Literal["yes", "no"]) -> Answer:
        """Give a yes or no to an atom, with its question."""
        found = self._answers.get((text, answer))
        if found is None:
            found = self._answers[text, answer] = Answer(concept=text, answer=answer, ask=self.ask(text))
        return found

    def question(self, text: str, rank: int, rules: tuple[str, ...]) -> Question:
        """Ask for an atom that could raise to a level, with the rules that it serves."""
        key = (text, rank, rules)
        found = self._questions.get(key)
        if found is None:
            if len(self._questions) > MOST_KEPT:
                self._questions.clear()
            found = self._questions[key] = Question(concept=text, ask=self.ask(text), could_raise_to=LADDER[rank], rules=rules)
        return found

    def raising(self, needed: tuple[str, ...], rank: int) -> Change:
        """Tell that a yes to all of these atoms raises to a level."""
        found = self._raises.get((rank, needed))
        if found is None:
            if len(self._raises) > MOST_KEPT:
                self._raises.clear()
            answers = tuple([self.answer(text, "yes") for text in needed])
            found = self._raises[rank, needed] = Change(to=LADDER[rank], direction="raises", answers=answers)
        return found


def enough_to_ask(waiting: Waiting, words: QuestionWords, most: int) -> bool:
    """Whether these rules give as many questions, and as many single answers that would raise the level, as are ever told."""
    if len({needed[0] for _, needed, _ in waiting if len(needed) == 1}) < MOST_CHANGES:
        return False
    asked: set[str] = set()
    seen: set[str] = set()
    for _, needed, others in waiting:
        for text in (*needed, *others):
            if text not in seen:
                seen.add(text)
                asked.add(words.ask(text))
        if len(asked) >= most:
            return True
    return False


def questions_of(
    waiting: Waiting, fired: list[tuple[ReadyRule, int]], level: int, state: State, words: QuestionWords, most: int
) -> tuple[Question, ...]:
    """The open questions that could raise the level, or settle a cautious rule that holds it up; the most telling first."""
    # By atom what it is worth, itself, and the rules that it serves. One number says what it is worth, so that sorting is quick:
    # the highest level it could raise to counts first, then how telling it is.
    table: dict[str, list[Any]] = {}
    for rule, needed, others in waiting:
        # A rule that one answer completes tells the most; one that waits for three hardly matters yet.
        weight = 1.0 / len(needed) ** 2
        name = rule.id
        first = rule.rank * _LEVEL + weight
        for text in needed + others if others else needed:
            entry = table.get(text)
            if entry is None:
                table[text] = [first, text, name]
            else:
                entry[0] += weight
                entry.append(name)
    for rule, result in fired:
        if result != NOW or rule.rank < level:
            continue
        atoms, people = standing_on(rule, state)
        for text, weight in [(atom.text, 1.5 / len(atoms)) for atom in atoms] + [("who:" + text, 1.0) for text in people]:
            entry = table.setdefault(text, [0.0, text])
            rank, rest = divmod(entry[0], _LEVEL)
            entry[0] = max(rank, rule.rank) * _LEVEL + rest + weight
            entry.append(rule.id)
    questions: list[Question] = []
    asked: set[str] = set()
    for worth, text, *rules in sorted(table.values(), key=_worth, reverse=True):
        ask = words.ask(text)
        if ask in asked:
            continue
        asked.add(ask)
        named = tuple(sorted(set(rules))[:MOST_RULES]) if len(rules) > 1 else tuple(rules)
        questions.append(words.question(text, int(worth // _LEVEL), named))
        if len(questions) == most:
            break
    return tuple(questions)
