"""Whether a rule fires, in each of the three readings of what is not known (`triage.engine.readings`).

Low implies now and now implies high, since each reading only grows the set of true conditions. All conditions are monotone: a present
finding can turn a condition true and never false, a denied one false and never true. So another present finding never lowers a level
and a denied one never raises it.
"""

from __future__ import annotations

from triage.content.atoms import Atom
from triage.engine.readings import HIGH, LOW, NOW, Openings
from triage.engine.rulebook import Atoms, ReadyRule
from triage.engine.state import State

__all__ = ["HIGH", "LOW", "NOW", "openings", "standing_on", "stands_on_person_alone", "verdict"]


def verdict(rule: ReadyRule, state: State) -> int:
    """Give LOW if the rule fires whatever the rest is, NOW if it fires as things stand, HIGH if it still could, 0 if it cannot."""
    if not rule.asks_person:
        return finding_verdict(rule, state)
    level = state.person.verdict(rule)
    return max(level, found) if level and (found := finding_verdict(rule, state)) else 0


def finding_verdict(rule: ReadyRule, state: State) -> int:
    """Give the verdict on a rule as if its conditions on the person were met."""
    level = LOW
    denied = state.denied
    if not rule.all_concepts <= state.present:
        if denied and not rule.all_concepts.isdisjoint(denied):
            return 0
        level = HIGH
    for atom in rule.all_tested:
        result = state.holds(atom)
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.any:
        result = any_of(rule.some, state)
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.count:
        sure, possible = how_many(rule.counted, state)
        if possible < rule.count:
            return 0
        if sure < rule.count:
            level = HIGH
    if rule.unless_denied:
        result = any_of(rule.not_ruled_out, state)
        if result is False:
            return 0
        if result is None and level == LOW:
            level = NOW
    return level


def any_of(atoms: Atoms, state: State) -> bool | None:
    """True if an atom holds, False if all are denied, else None."""
    present, denied = state.present, state.denied
    if not atoms.plain.isdisjoint(present):
        return True
    if not denied and atoms.tested_concepts.isdisjoint(present):
        return None
    known = atoms.plain <= denied
    for atom in atoms.tested:
        result = state.holds(atom)
        if result:
            return True
        if result is None:
            known = False
    return False if known else None


def how_many(atoms: Atoms, state: State) -> tuple[int, int]:
    """How many atoms hold, and how many hold or could."""
    present, denied = state.present, state.denied
    if not denied and atoms.concepts.isdisjoint(present):
        return 0, len(atoms.every)
    sure = len(atoms.plain & present)
    possible = len(atoms.every) - (len(atoms.plain & denied) if denied else 0)
    for atom in atoms.tested:
        result = state.holds(atom)
        sure += result is True
        possible -= result is False
    return sure, possible


def unknown_of(atoms: Atoms, state: State) -> tuple[str, ...]:
    """The atoms that are not known."""
    present, denied = state.present, state.denied
    if not denied and atoms.concepts.isdisjoint(present):
        return atoms.texts
    return tuple([atom.text for atom in atoms.every if state.holds(atom) is None])


def openings(rule: ReadyRule, state: State) -> Openings:
    """What a rule that could still fire waits for: a smallest set of conditions, and the others whose yes would do as well.

    Conditions on the patient are marked "who:".
    """
    needed, others = finding_openings(rule, state)
    return with_person(rule, needed, others, state) if rule.asks_person else (needed, others)


def with_person(rule: ReadyRule, needed: tuple[str, ...], others: tuple[str, ...], state: State) -> Openings:
    """Add what a rule waits for of the person to what it waits for of the findings."""
    for_person, for_person_too = state.person.openings(rule)
    return needed + for_person, others + for_person_too


def finding_openings(rule: ReadyRule, state: State) -> Openings:
    """What a rule waits for of the findings."""
    needed: list[str] = []
    others: list[str] = []
    if rule.all_tested or not rule.all_concepts <= state.present:
        needed.extend([atom.text for atom in rule.all if state.holds(atom) is None])
    if rule.any and not any_of(rule.some, state):
        unknown = unknown_of(rule.some, state)
        needed.append(unknown[0])
        others.extend(unknown[1:])
    if rule.count:
        sure, _ = how_many(rule.counted, state)
        if sure < rule.count:
            unknown = unknown_of(rule.counted, state)
            needed.extend(unknown[: rule.count - sure])
            others.extend(unknown[rule.count - sure :])
    return tuple(needed), tuple(others)


def standing_on(rule: ReadyRule, state: State) -> tuple[list[Atom], list[str]]:
    """The unknown conditions that a cautious rule stands on; denying all of either kind takes it down."""
    atoms = [atom for atom in rule.unless_denied if state.holds(atom) is None]
    people = [text for text in rule.who_unless_ruled_out if state.person.holds(text) is None]
    return atoms, people


def stands_on_person_alone(rule: ReadyRule, state: State) -> bool:
    """Whether a rule that fires as things stand does so with every open finding denied: only facts of the person are open."""
    return not rule.unless_denied or any_of(rule.not_ruled_out, state) is True
