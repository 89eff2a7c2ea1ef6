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
    had, denied, holds, who = state.had, state.denied, state.holds, state.person.holds
    level = LOW
    for atom in rule.all:
        result = holds(atom) if atom.tests else True if atom.concept in had else False if atom.concept in denied else None
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.any:
        result = _any(rule.any, state)
        if result is False:
            return 0
        if result is None:
            level = HIGH
    if rule.count:
        if rule.of_concepts.isdisjoint(had):
            if denied and sum(1 for atom in rule.of if atom.concept not in denied) < rule.count:
                return 0
            level = HIGH
        elif rule.of_plain and len(had.keys() & rule.of_concepts) >= rule.count:
            pass
        else:
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
        known = [who(text) for text in rule.who_any]
        if True not in known:
            if None not in known:
                return 0
            level = HIGH
    for text in rule.who_unless_ruled_out:
        result = who(text)
        if result is False:
            return 0
        if result is None and level == LOW:
            level = NOW
    if rule.unless_denied:
        result = _any(rule.unless_denied, state)
        if result is False:
            return 0
        if result is None and level == LOW:
            level = NOW
    return level


def _any(atoms: tuple[Atom, ...], state: State) -> bool | None:
    """True if an atom holds, False if all are denied, else None."""
    had, denied = state.had, state.denied
    known = True
    for atom in atoms:
        if atom.tests:
            result = state.holds(atom)
            if result:
                return True
            if result is None:
                known = False
        elif atom.concept in had:
            return True
        elif atom.concept not in denied:
            known = False
    return False if known else None


def openings(rule: ReadyRule, state: State) -> tuple[list[str], list[str]]:
    """What a rule that could still fire waits for: a smallest set of conditions, and the others whose yes would do as well.

    Conditions on the patient are marked "who:".
    """
    had, denied, holds, who = state.had, state.denied, state.holds, state.person.holds
    needed = [atom.text for atom in rule.all if atom.concept not in had or (atom.tests and holds(atom) is None)]
    others: list[str] = []
    if rule.any and not denied and rule.any_concepts.isdisjoint(had):
        needed.append(rule.any_texts[0])
        others.extend(rule.any_texts[1:])
    elif rule.any and not _any(rule.any, state):
        unknown = [atom.text for atom in rule.any if (holds(atom) is None if atom.tests else atom.concept not in denied)]
        needed.append(unknown[0])
        others.extend(unknown[1:])
    if rule.count and not denied and rule.of_concepts.isdisjoint(had):
        needed.extend(rule.of_texts[: rule.count])
        others.extend(rule.of_texts[rule.count :])
    elif rule.count:
        sure, unknown = 0, []
        for atom in rule.of:
            result = holds(atom)
            if result:
                sure += 1
            elif result is None:
                unknown.append(atom.text)
        if sure < rule.count:
            needed.extend(unknown[: rule.count - sure])
            others.extend(unknown[rule.count - sure :])
    if rule.who:
        needed.extend(marked for text, marked in zip(rule.who, rule.who_texts, strict=True) if who(text) is None)
    if rule.who_any:
        known = [who(text) for text in rule.who_any]
        if True not in known:
            unknown = ["who:" + text for text, result in zip(rule.who_any, known, strict=True) if result is None]
            needed.append(unknown[0])
            others.extend(unknown[1:])
    return needed, others


def standing_on(rule: ReadyRule, state: State) -> tuple[list[Atom], list[str]]:
    """The unknown conditions that a cautious rule stands on; denying all of either kind takes it down."""
    atoms = [atom for atom in rule.unless_denied if state.holds(atom) is None]
    people = [text for text in rule.who_unless_ruled_out if state.person.holds(text) is None]
    return atoms, people


def stands_on_person_alone(rule: ReadyRule, state: State) -> bool:
    """Whether a rule that fires as things stand does so with every open finding denied: only facts of the person are open."""
    return not rule.unless_denied or _any(rule.unless_denied, state) is True
