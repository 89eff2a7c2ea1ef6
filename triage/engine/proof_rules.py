"""What can be wrong with rules beside each other: one that can never fire, one that another always goes with, a hole between two ages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from triage.content.atoms import Atom
from triage.content.library import Content
from triage.content.who import parse_who
from triage.engine.person import OLDEST_PREGNANT, YOUNGEST_PREGNANT, PersonView
from triage.engine.proof import Prover
from triage.engine.proof_cases import attribute_choices, finding_of, stretches
from triage.engine.proof_people import AbstractPerson, can_be
from triage.engine.rulebook import ReadyRule
from triage.engine.state import State
from triage.engine.verdict import LOW, NOW, verdict
from triage.model.finding import Finding
from triage.model.patient import MedicineUse, Patient

MOST_CASES, MOST_STATES = 60, 1200
"""So many sets of findings, and of findings with persons, are tried for one rule; a rule with more counts as shadowed by nothing."""


def unreachable(prover: Prover) -> Iterator[str]:
    """Name each rule for which no consistent case could be found that makes it fire."""
    for rule in prover.engine.book.rules:
        if not _fires_somehow(rule, prover):
            yield f"{prover.content.files[rule.id]}: rule {rule.id}: can never fire: no consistent findings and person meet its conditions"


def _fires_somehow(rule: ReadyRule, prover: Prover) -> bool:
    people = list(_people(rule, prover.content))
    for findings in islice(_cases(rule, prover), MOST_CASES):
        if any(verdict(rule, State(findings, person, prover.content)) in (LOW, NOW) for person in people):
            return True
    return False


def _people(rule: ReadyRule, content: Content) -> Iterator[PersonView]:
    """Persons who can exist and have every risk and medicine that a rule names; more of these never keeps it from firing."""
    atoms = [parse_who(text) for text in (*rule.who, *rule.who_any, *rule.who_unless_ruled_out)]
    risks = tuple(atom.name for atom in atoms if atom.kind == "risk")
    named = {atom.name for atom in atoms if atom.kind == "medicine"}
    days = [None, *stretches({atom.number for atom in atoms if atom.kind == "medicine" and atom.operator} or {1.0})]
    limits = {kind: {atom.number for atom in atoms if atom.kind == kind and atom.operator} for kind in ("age", "pregnant", "postpartum")}
    ages = [None, *stretches(limits["age"] | {YOUNGEST_PREGNANT, OLDEST_PREGNANT})] if limits["age"] else [None]
    sexes = (None, "female", "male") if any(atom.kind == "sex" for atom in atoms) else (None,)
    states: list[list[dict[str, object]]] = [[{}], [{}]]
    for number, kind in enumerate(("pregnant", "postpartum")):
        if any(atom.kind == kind for atom in atoms):
            weeks = [week for week in stretches(limits[kind]) if week <= 45] if limits[kind] else []
            states[number] = [{}, {kind: True}]
            for week in weeks:
                states[number].append({kind: True, f"{kind}_weeks": week})
    for dose, age, sex in product(days if named else [None], ages, sexes):
        uses = tuple(MedicineUse(name=name, last_dose_days_ago=dose) for name in sorted(named))
        for first, second in product(*states):
            patient = Patient.model_validate({"age": age, "sex": sex, **first, **second, "conditions": risks, "medicines": uses})
            if can_be(patient):
                yield PersonView(patient, content)


def _cases(rule: ReadyRule, prover: Prover) -> Iterator[tuple[Finding, ...]]:
    """The smallest sets of findings that meet a rule's conditions on what is present."""
    ways = {atom: _ways(atom, prover) for atom in (*rule.all, *rule.any, *rule.of)}
    groups: list[list[tuple[Atom, ...]]] = [[(atom,)] for atom in rule.all]
    if rule.any:
        groups.append([(atom,) for atom in rule.any])
    if rule.count:
        groups.append(list(islice(combinations(rule.of, rule.count), MOST_CASES)))
    for chosen in product(*groups):
        atoms = [atom for group in chosen for atom in group]
        for findings in product(*(ways[atom] for atom in atoms)):
            yield tuple(dict.fromkeys(findings))


def _ways(atom: Atom, prover: Prover) -> list[Finding]:
    if not atom.tests:
        return [finding_of(atom.concept)]
    above = prover.content.ancestors.get(atom.concept, frozenset({atom.concept}))
    return [finding_of(atom.concept, attributes) for attributes in attribute_choices(atom, prover.limits, above)]


WIDE_YEARS = 5.0
"""A wider hole is meant: rules for the young and for the old leave out those between."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """A rule that never decides: `by` fires whenever it does and is at least as urgent."""

    rule: str
    by: str
    same: bool


def shadowed(prover: Prover) -> Iterator[Shadow]:
    """Find rules that another rule always goes with, at the same level or above.

    Both stay as reasons; the shadowed one adds its own words. Two rules with the very same conditions are one too many.
    """
    book = prover.engine.book
    seen: dict[object, ReadyRule] = {}
    for rule in book.rules:
        key = _conditions(rule)
        twin = seen.setdefault(key, rule)
        if twin is not rule:
            yield Shadow(rule.id, twin.id, True)
            continue
        over = _over(rule, prover)
        if over:
            yield Shadow(rule.id, min(over), False)


def _conditions(rule: ReadyRule) -> object:
    texts = [frozenset(atom.text for atom in atoms) for atoms in (rule.all, rule.any, rule.of, rule.unless_denied)]
    return (*texts, rule.count, frozenset(rule.who), frozenset(rule.who_any), frozenset(rule.who_unless_ruled_out))


def least_states(rule: ReadyRule, prover: Prover) -> Iterator[State]:
    """The least cases in which a rule fires: what it asks for is there or not ruled out, and all else is denied."""
    content = prover.content
    people = [
        _MinimalPerson([*rule.who, *some], open_fact, content)
        for some in ([[text] for text in rule.who_any] or [[]])
        for open_fact in (rule.who_unless_ruled_out or ("",))
    ]
    for findings, open_atom, person in product(islice(_cases(rule, prover), MOST_STATES), rule.unless_denied or (None,), people):
        yield _AllButOneDenied(findings, person, content, open_atom)


def _over(rule: ReadyRule, prover: Prover) -> set[str]:
    """The rules of the same level or above that fire in every least case of this one."""
    book = prover.engine.book
    left: list[ReadyRule] | None = None
    for number, state in enumerate(least_states(rule, prover)):
        if number > MOST_STATES:
            return set()
        if left is None:
            numbers = {each for concept in state.had for each in book.by_concept.get(concept, ())}
            left = [book.rules[each] for each in numbers if book.rules[each].rank >= rule.rank and book.rules[each] is not rule]
        left = [other for other in left if other.all_concepts <= state.had.keys() and verdict(other, state) in (LOW, NOW)]
        if not left:
            return set()
    # Of two that always go together only the one that comes later in the alphabet is told.
    return {other.id for other in left or [] if other.rank > rule.rank or other.id < rule.id}


class _AllButOneDenied(State):
    """What a cautious rule needs at least: one thing not ruled out, all else denied."""

    def __init__(self, findings: Sequence[Finding], person: PersonView, content: Content, open_atom: Atom | None) -> None:
        super().__init__(findings, person, content)
        self._open = open_atom
        opened = content.ancestors.get(open_atom.concept, frozenset()) if open_atom else frozenset()
        self.denied = content.concepts.keys() - self.had.keys() - opened

    def holds(self, atom: Atom) -> bool | None:
        """True, not known for the one thing that is not ruled out, else false."""
        result = super().holds(atom)
        return None if result is None and self._open is not None and atom.text == self._open.text else result is True


class _MinimalPerson(AbstractPerson):
    """Of this person one fact is not ruled out; what is named is true and all else false."""

    def __init__(self, true: Sequence[str], open_fact: str, content: Content) -> None:
        super().__init__(true, content)
        self._open = open_fact

    def holds(self, text: str) -> bool | None:  # type: ignore[override]
        return super().holds(text) or (None if text == self._open else False)


def silent(prover: Prover, risks: Sequence[str]) -> Iterator[str]:
    """Name each concept that leads to no rule at all for a person with one of these risks."""
    content = prover.content
    for risk in risks:
        person = AbstractPerson([risk], content)
        for concept in content.concepts:
            if not prover.fired(State([finding_of(concept)], person, content)):
                yield f"{content.files[concept]}: concept {concept}: no rule answers it for: {risk}"


def left_to_self_care(prover: Prover, risks: Sequence[str]) -> dict[str, int]:
    """Count the concepts that stay self-care for a person with each of these risks."""
    found: dict[str, int] = {}
    for risk in risks:
        person = AbstractPerson([risk], prover.content)
        states = (State([finding_of(concept)], person, prover.content) for concept in prover.content.concepts)
        found[risk] = sum(1 for state in states if max((rule.rank for rule, _ in prover.fired(state)), default=0) == 0)
    return found


def age_holes(prover: Prover) -> Iterator[str]:
    """Name the ages between those of two rules that ask for the same otherwise and leave a narrow hole."""
    families: dict[object, list[tuple[float, float, ReadyRule]]] = defaultdict(list)
    for rule in prover.engine.book.rules:
        ages = [atom for atom in map(parse_who, rule.who) if atom.kind == "age"]
        if ages:
            low = max((atom.number for atom in ages if atom.operator[0] == ">"), default=0.0)
            high = min((atom.number for atom in ages if atom.operator[0] == "<"), default=200.0)
            texts = tuple(frozenset(atom.text for atom in atoms) for atoms in (rule.all, rule.any, rule.of, rule.unless_denied))
            others = frozenset(text for text in rule.who if parse_who(text).kind != "age")
            families[(*texts, rule.count, others, frozenset(rule.who_any), frozenset(rule.who_unless_ruled_out))].append((low, high, rule))
    for members in families.values():
        members.sort(key=lambda member: (member[0], member[1]))
        reached = members[0][1]
        for low, high, rule in members[1:]:
            if 1e-6 < low - reached < WIDE_YEARS:
                where = f"{prover.content.files[rule.id]}: rule {rule.id}"
                yield f"{where}: from age {reached:g} to {low:g} years no rule of its family holds ({members[0][2].id})"
            reached = max(reached, high)
