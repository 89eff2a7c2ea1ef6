"""Whether a rule fires: in three readings of what is not known.

- low: everything not known is taken as denied (`at_least`);
- now: what must be present has to be known, what must be ruled out stands until it is (`urgency`);
- high: everything not known is taken as present (`could_be`).

Low implies now and now implies high, since each reading only grows the set of true conditions. All conditions are monotone: a present
finding can turn a condition true and never false, a denied one false and never true. So another present finding never lowers a level
and a denied one never raises it.
"""

from __future__ import annotations

from triage.content.atoms import Atom
from triage.engine.rulebook import ReadyRule
from triage.engine.state import State

LOW, NOW, HIGH = 1, 2, 3
"""A verdict is the strictest reading in which the rule fires; 0: it cannot fire."""


def verdict(rule: ReadyRule, state: State) -> int:
    """Give LOW if the rule fires whatever the rest is, NOW if it fires as things stand, HIGH if it still could, 0 if it cannot."""
    holds, who = state.holds, state.person.holds
    level = LOW
    for atom in rule.all:
        result = holds(atom)
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.any:
        results = [holds(atom) for atom in rule.any]
        if True not in results:
            if None not in results:
                return 0
            level = HIGH
    if rule.count:
        results = [holds(atom) for atom in rule.of]
        sure = results.count(True)
        if sure < rule.count:
            if sure + results.count(None) < rule.count:
                return 0
            level = HIGH
    for text in rule.who:
        result = who(text)
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.who_any:
        results = [who(text) for text in rule.who_any]
        if True not in results:
            if None not in results:
                return 0
            level = HIGH
    for text in rule.who_unless_ruled_out:
        result = who(text)
        if result is False:
            return 0
        if result is None and level == LOW:
            level = NOW
    if rule.unless_denied:
        results = [holds(atom) for atom in rule.unless_denied]
        if True not in results:
            if None not in results:
                return 0
            if level == LOW:
                level = NOW
    return level


def missing(rule: ReadyRule, state: State) -> tuple[list[Atom], list[str]]:
    """A smallest set of unknown conditions that would make a rule fire if answered yes."""
    holds, who = state.holds, state.person.holds
    atoms = [atom for atom in rule.all if holds(atom) is None]
    if rule.any and not any(holds(atom) for atom in rule.any):
        atoms.append(next(atom for atom in rule.any if holds(atom) is None))
    if rule.count:
        sure = sum(1 for atom in rule.of if holds(atom))
        if sure < rule.count:
            atoms.extend([atom for atom in rule.of if holds(atom) is None][: rule.count - sure])
    people = [text for text in rule.who if who(text) is None]
    if rule.who_any and not any(who(text) for text in rule.who_any):
        people.append(next(text for text in rule.who_any if who(text) is None))
    return atoms, people


def open_conditions(rule: ReadyRule, state: State) -> tuple[list[Atom], list[str]]:
    """Every unknown condition whose yes helps a rule to fire."""
    holds, who = state.holds, state.person.holds
    atoms = [atom for atom in rule.all if holds(atom) is None]
    if rule.any and not any(holds(atom) for atom in rule.any):
        atoms.extend(atom for atom in rule.any if holds(atom) is None)
    if rule.count and sum(1 for atom in rule.of if holds(atom)) < rule.count:
        atoms.extend(atom for atom in rule.of if holds(atom) is None)
    people = [text for text in rule.who if who(text) is None]
    if rule.who_any and not any(who(text) for text in rule.who_any):
        people.extend(text for text in rule.who_any if who(text) is None)
    return atoms, people


def standing_on(rule: ReadyRule, state: State) -> tuple[list[Atom], list[str]]:
    """The unknown conditions that a cautious rule stands on; denying all of either kind takes it down."""
    atoms = [atom for atom in rule.unless_denied if state.holds(atom) is None]
    people = [text for text in rule.who_unless_ruled_out if state.person.holds(text) is None]
    return atoms, people
