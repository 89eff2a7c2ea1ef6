"""Rules made ready: conditions parsed, indexed by the concepts that can make them fire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.content.shapes import BaseUrgency, Rule
from triage.model.urgency import Urgency


@dataclass(frozen=True, slots=True, eq=False)
class ReadyRule:
    """A rule with its conditions parsed. Two of them are the same only if they are one object, so that they are quick keys."""

    id: str
    urgency: Urgency
    rank: int
    rule: Rule | BaseUrgency
    crisis: bool = False
    all: tuple[Atom, ...] = ()
    any: tuple[Atom, ...] = ()
    count: int = 0
    of: tuple[Atom, ...] = ()
    unless_denied: tuple[Atom, ...] = ()
    who: tuple[str, ...] = ()
    who_any: tuple[str, ...] = ()
    who_unless_ruled_out: tuple[str, ...] = ()
    systems: int = 0
    systems_rank: int = 0
    within_hours: int | None = None
    all_concepts: frozenset[str] = field(init=False)
    """The concepts that must be there for the rule to fire; a quick first test."""
    all_tested: tuple[Atom, ...] = field(init=False)
    """The atoms of `all` with tests on attributes; of the others the concepts say everything."""
    some: Atoms = field(init=False)
    """`any`, ready to be judged; so are `counted` (`of`) and `not_ruled_out` (`unless_denied`)."""
    counted: Atoms = field(init=False)
    not_ruled_out: Atoms = field(init=False)
    all_texts: tuple[str, ...] = field(init=False)
    asks_person: bool = field(init=False)
    gravity: tuple[int, bool, bool, str] = field(init=False)
    """Where it stands among the reasons."""
    named: Atoms = field(init=False)
    """Every atom of the rule: what its evidence is made of."""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "all_concepts", frozenset(atom.concept for atom in self.all))
        put(self, "all_tested", tuple(atom for atom in self.all if atom.tests))
        put(self, "some", Atoms(self.any))
        put(self, "counted", Atoms(self.of))
        put(self, "not_ruled_out", Atoms(self.unless_denied))
        put(self, "all_texts", tuple(atom.text for atom in self.all))
        put(self, "named", Atoms((*self.all, *self.any, *self.of, *self.unless_denied)))
        put(self, "gravity", gravity(self.id, self.urgency, crisis=self.crisis))
        put(self, "asks_person", bool(self.who or self.who_any or self.who_unless_ruled_out))


def gravity(identifier: str, urgency: Urgency, *, crisis: bool) -> tuple[int, bool, bool, str]:
    """Where a rule stands among the reasons: the highest level first, a crisis before others, what a concept says by itself last."""
    return (-urgency.rank, not crisis, identifier.startswith("base."), identifier)


class Atoms:
    """Atoms of a condition, ready to be judged together: concepts that stand alone, and atoms with tests on attributes."""

    __slots__ = ("concepts", "every", "plain", "tested", "tested_concepts", "texts")

    def __init__(self, atoms: tuple[Atom, ...]) -> None:
        self.every = atoms
        self.texts = tuple(atom.text for atom in atoms)
        self.concepts = frozenset(atom.concept for atom in atoms)
        self.plain = frozenset(atom.concept for atom in atoms if not atom.tests)
        self.tested = tuple(atom for atom in atoms if atom.tests)
        self.tested_concepts = frozenset(atom.concept for atom in self.tested)


class RuleBook:
    """All rules of a content. `by_concept` names the rules that a present concept takes part in."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.bases: dict[str, ReadyRule] = {}
        self.rules: list[ReadyRule] = []
        self.over_systems: list[ReadyRule] = []
        self.by_concept: dict[str, list[int]] = defaultdict(list)
        for base in content.bases.values():
            urgency = Urgency(base.urgency)
            self.bases[base.concept] = ReadyRule(
                "base." + base.concept, urgency, urgency.rank, base, all=(parse_atom(base.concept),), within_hours=base.within_hours
            )
        self.named: dict[str, frozenset[int]] = {}
        """The rules that name a concept in any condition."""
        for rule in content.rules.values():
            self._add(rule)
        named: dict[str, set[int]] = defaultdict(set)
        for number, ready in enumerate(self.rules):
            for concept in ready.named.concepts:
                named[concept].add(number)
        self.named.update({concept: frozenset(numbers) for concept, numbers in named.items()})

    def _add(self, rule: Rule) -> None:
        urgency = Urgency(rule.urgency)
        every = tuple(parse_atom(text) for text in rule.all)
        some = tuple(parse_atom(text) for text in rule.any)
        of = tuple(parse_atom(text) for text in rule.at_least.of) if rule.at_least else ()
        ready = ReadyRule(
            rule.id,
            urgency,
            urgency.rank,
            rule,
            rule.crisis,
            every,
            some,
            rule.at_least.count if rule.at_least else 0,
            of,
            tuple(parse_atom(text) for text in rule.unless_denied),
            rule.who,
            rule.who_any,
            rule.who_unless_ruled_out,
            rule.systems_at_least.count if rule.systems_at_least else 0,
            Urgency(rule.systems_at_least.urgency).rank if rule.systems_at_least else 0,
            rule.within_hours,
        )
        if ready.systems:
            self.over_systems.append(ready)
            return
        number = len(self.rules)
        self.rules.append(ready)
        for concept in {atom.concept for atom in (*every, *some, *of)}:
            self.by_concept[concept].append(number)
