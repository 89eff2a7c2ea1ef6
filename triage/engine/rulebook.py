"""Rules made ready: conditions parsed, indexed by the concepts that can make them fire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.content.shapes import BaseUrgency, Rule
from triage.model.urgency import Urgency


@dataclass(frozen=True, slots=True)
class ReadyRule:
    """A rule with its conditions parsed."""

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
    all_concepts: frozenset[str] = field(default=frozenset())
    """The concepts that must be there for the rule to fire; a quick first test."""
    any_concepts: frozenset[str] = field(default=frozenset())
    of_concepts: frozenset[str] = field(default=frozenset())
    of_plain: bool = False
    """Whether no atom of `of` has tests, so that counting concepts is enough."""
    any_texts: tuple[str, ...] = ()
    of_texts: tuple[str, ...] = ()
    who_texts: tuple[str, ...] = ()


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
        for rule in content.rules.values():
            self._add(rule)

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
            frozenset(atom.concept for atom in every),
            frozenset(atom.concept for atom in some),
            frozenset(atom.concept for atom in of),
            not any(atom.tests for atom in of),
            tuple(atom.text for atom in some),
            tuple(atom.text for atom in of),
            tuple("who:" + text for text in rule.who),
        )
        if ready.systems:
            self.over_systems.append(ready)
            return
        number = len(self.rules)
        self.rules.append(ready)
        for concept in {atom.concept for atom in (*every, *some, *of)}:
            self.by_concept[concept].append(number)
