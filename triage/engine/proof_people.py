"""Persons of a proof: the abstract one of whom nothing is true but what is named, and those who can exist.

Age, sex, pregnancy and the time since birth exclude one another in part, so all of them being false is nobody. Risks, conditions and
medicines do not exclude each other: anybody may be free of all that does not follow from what is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.content.library import Content
from triage.content.who import WhoAtom, parse_who
from triage.engine.person import OLDEST_PREGNANT, YOUNGEST_PREGNANT, PersonView
from triage.engine.proof_cases import stretches
from triage.engine.rulebook import RuleBook
from triage.model.finding import Finding
from triage.model.patient import MedicineUse, Patient

_EXCLUDING = frozenset({"age", "sex", "pregnant", "postpartum"})
_LONG_AGO = 30000.0
HEALTHY_FROM, HEALTHY_BELOW = 16.0, 60.0


def entails(known: WhoAtom, wanted: WhoAtom) -> bool:
    """Whether one condition on a person makes another true, by its wording alone.

    >>> entails(parse_who("age < 3 months"), parse_who("age < 16")), entails(parse_who("pregnant"), parse_who("pregnant >= 20 weeks"))
    (True, False)
    """
    if (known.kind, known.name) != (wanted.kind, wanted.name):
        return False
    if not wanted.operator:
        return True
    if not known.operator or known.operator[0] != wanted.operator[0]:
        return False
    if known.number == wanted.number:
        return len(known.operator) <= len(wanted.operator)
    return known.number < wanted.number if wanted.operator[0] == "<" else known.number > wanted.number


class AbstractPerson(PersonView):
    """Of this person all is true that follows from `true`, and nothing else; they need not be able to exist."""

    def __init__(self, true: Sequence[str], content: Content) -> None:
        super().__init__(Patient(), content)
        self._true = [parse_who(text) for text in true]

    def holds(self, text: str) -> bool:
        """Whether a condition follows from what is true."""
        wanted = parse_who(text)
        return any(entails(known, wanted) for known in self._true)


class RealPerson(PersonView):
    """A person who can exist: consistent facts, and besides only the risks named."""

    def __init__(self, patient: Patient, true: Sequence[str], content: Content) -> None:
        super().__init__(patient, content)
        self._true = [parse_who(text) for text in true if parse_who(text).kind == "risk"]

    def holds(self, text: str) -> bool | None:
        """Whether a condition is true of the person."""
        wanted = parse_who(text)
        return True if any(entails(known, wanted) for known in self._true) else super().holds(text)


def _conditions(findings: Sequence[Finding], book: RuleBook, content: Content) -> set[str]:
    """The conditions on a person of all rules that these findings take part in."""
    had = {above for finding in findings for above in content.ancestors.get(finding.concept, ())}
    numbers = {number for concept in had for number in book.by_concept.get(concept, ())}
    rules = [*(book.rules[number] for number in numbers), *book.over_systems]
    return {text for rule in rules if rule.all_concepts <= had for text in (*rule.who, *rule.who_any, *rule.who_unless_ruled_out)}


def has_choices(who: Sequence[str], findings: Sequence[Finding], book: RuleBook, content: Content) -> bool:
    """Whether anything that could differ between persons who can exist matters here; else the abstract person stands for all."""
    texts = _conditions(findings, book, content)
    return any(parse_who(text).kind in _EXCLUDING for text in texts) or any(parse_who(text).kind == "medicine" for text in who)


def real_people(
    who: Sequence[str], findings: Sequence[Finding], book: RuleBook, content: Content, *, healthy: bool = False
) -> Iterator[PersonView]:
    """Give the persons for whom `who` holds and all other facts are false, in each way that the rules in question can tell apart.

    `healthy` gives grown-ups under 60 who are not pregnant, and the person of whom nothing is known.
    """
    atoms = [parse_who(text) for text in {*who, *_conditions(findings, book, content)}]
    wanted = [parse_who(text) for text in who]
    named = {atom.kind for atom in wanted}
    medicines = tuple(
        MedicineUse(name=atom.name, last_dose_days_ago=days)
        for atom in wanted
        if atom.kind == "medicine"
        for days in [
            next((number for number in (atom.number, *stretches({atom.number})) if atom.compares(number)), None)
            if atom.operator
            else _LONG_AGO
        ]
    )
    if healthy and not who:
        yield PersonView(Patient(), content)
    ages = _ages(atoms, HEALTHY_FROM if healthy and "age" not in named else 0.0, HEALTHY_BELOW if healthy and "age" not in named else 125.0)
    for age in ages:
        for sex in ("female", "male", None):
            for state in _states(atoms, sex, named if healthy else None):
                patient = Patient.model_validate(
                    {**age, "sex": sex, **state, "medicines": medicines, "medicines_complete": True, "conditions_complete": True}
                )
                person = RealPerson(patient, who, content)
                if all(person.holds(text) for text in who) and can_be(patient):
                    yield person


def can_be(patient: Patient) -> bool:
    """Nobody is pregnant or has given birth who is male, or before or after the ages at which that happens."""
    if not (patient.pregnant or patient.postpartum):
        return True
    return patient.sex != "male" and (patient.age is None or YOUNGEST_PREGNANT <= patient.age <= OLDEST_PREGNANT)


def _ages(atoms: Sequence[WhoAtom], lowest: float, highest: float) -> list[dict[str, float]]:
    """Each age that the rules tell apart, each range between two of their limits, and the age that is not known."""
    limits = {atom.number for atom in atoms if atom.kind == "age"} | {YOUNGEST_PREGNANT, OLDEST_PREGNANT}
    points = [age for age in stretches(limits) if lowest <= age < highest]
    borders = [0.0, *sorted(limits)]
    ranges = [
        {"age_from": low, "age_below": high}
        for number, low in enumerate(borders)
        for high in borders[number + 1 :]
        if lowest <= low and high <= highest
    ]
    return [*({"age": age} for age in points), *ranges, *([{}] if lowest == 0.0 else [])]


def _states(atoms: Sequence[WhoAtom], sex: str | None, named: set[str] | None) -> list[dict[str, object]]:
    """Pregnancy and time since birth as the rules tell them apart; `named` (of a healthy person): only where these were named."""
    choices: dict[str, list[dict[str, object]]] = {}
    for kind in ("pregnant", "postpartum"):
        of_kind = [atom for atom in atoms if atom.kind == kind]
        options: list[dict[str, object]] = [{kind: False}]
        if sex != "male" and of_kind and (named is None or kind in named):
            limits = {atom.number for atom in of_kind if atom.operator}
            weeks = [number for number in stretches(limits) if number <= 45] if limits else []
            options.append({kind: True})
            for number in weeks:
                options.append({kind: True, f"{kind}_weeks": number})
            if named is None:
                options.append({kind: None})
        choices[kind] = options
    return [{**one, **other} for one in choices["pregnant"] for other in choices["postpartum"]]


def describe_person(person: PersonView, who: Sequence[str]) -> str:
    """Say in a few words who a person of a proof is."""
    if isinstance(person, AbstractPerson):
        return f"who: {', '.join(who) or 'anybody'}"
    said = person.patient.model_dump(exclude_defaults=True, exclude={"medicines", "medicines_complete", "conditions_complete"})
    facts = [
        f"{name.replace('_', ' ')} {value:.4g}" if isinstance(value, float) else name if value is True else f"{name} {value}"
        for name, value in said.items()
        if value is not False
    ]
    return f"who: {', '.join([*facts, *who]) or 'anybody'}"
