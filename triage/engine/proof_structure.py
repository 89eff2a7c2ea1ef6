"""Structure promises: what holds of the rules as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from triage.content.invariant_shapes import Promise
from triage.content.who import parse_who
from triage.engine.proof import Prover, RestDenied
from triage.engine.proof_cases import finding_of
from triage.engine.proof_people import AbstractPerson, RealPerson, entails
from triage.engine.wording import guidance
from triage.model.patient import MedicineUse, Patient
from triage.model.urgency import LADDER, RANK

_TELEPHONE = re.compile(r"\d{3,}|\d{2,}[ -]\d{2,}")


def structure_faults(promise: Promise, prover: Prover) -> Iterator[str]:
    """Give each fault of a structure promise."""
    for fault in _CHECKS[promise.check or ""](promise, prover):
        yield f"promise {promise.id} fails: {fault}"


def _every_concept_answers(promise: Promise, prover: Prover) -> Iterator[str]:
    """Whoever has a concept and nothing else gets an answer that says what to do."""
    nobody = AbstractPerson(promise.who, prover.content)
    for concept in prover.content.concepts:
        fired = prover.fired(RestDenied([finding_of(concept)], nobody, prover.content))
        if not any(rule.rule.do or rule.rule.advice for rule, _ in fired):
            yield f"{concept} alone leads to no advice"


def _crisis(promise: Promise, prover: Prover) -> Iterator[str]:
    """Each named concept, and each below it, fires a crisis rule on its own."""
    content = prover.content
    nobody = AbstractPerson(promise.who, content)
    for named in promise.concepts:
        if named not in content.concepts:
            yield f"no such concept: {named}"
        for concept in sorted(content.descendants.get(named, ())):
            if not any(rule.crisis for rule, _ in prover.fired(RestDenied([finding_of(concept)], nobody, content))):
                yield f"{concept} leads to no crisis rule"


def _two_systems(promise: Promise, prover: Prover) -> Iterator[str]:
    """There is a rule over two systems that needs no more than the promise gives; and it fires for every two systems."""
    content, book = prover.content, prover.engine.book
    known = [parse_who(text) for text in promise.who]
    able = [
        rule
        for rule in book.over_systems
        if rule.id not in prover.without
        and rule.systems <= 2
        and rule.rank >= RANK["urgent"]
        and rule.systems_rank <= RANK["same_day"]
        and all(any(entails(one, parse_who(text)) for one in known) for text in rule.who)
        and not (rule.all or rule.any or rule.count or rule.unless_denied or rule.who_any or rule.who_unless_ruled_out)
    ]
    if not able:
        yield f"no rule makes two same-day findings of different systems urgent for: {', '.join(promise.who)}"
        return
    person = AbstractPerson(promise.who, content)
    samples: dict[str, str] = {}
    for concept in content.concepts.values():
        fired = prover.fired(RestDenied([finding_of(concept.id)], person, content)) if concept.system not in samples else []
        if fired and max(rule.rank for rule, _ in fired) == RANK["same_day"]:
            samples[concept.system] = concept.id
    names = sorted(samples.values())
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            fired = prover.fired(RestDenied([finding_of(one), finding_of(other)], person, content))
            if max(rule.rank for rule, _ in fired) < RANK["urgent"]:
                yield f"{one} and {other} are of two systems and not urgent together"


def _profile_terms(promise: Promise, prover: Prover) -> Iterator[str]:
    """Nothing that the medicine's profile lists is left to self-care for those who have had it."""
    content = prover.content
    person = AbstractPerson(promise.who, content)
    for name in _medicines(promise):
        profile = content.profiles.get(name)
        if profile is None:
            yield f"there is no profile of {name}"
            continue
        lines = [concept for line in profile.watch_for for concept in line.concepts]
        terms = [concept for term in profile.label_term for concept in ((term.concept,) if term.concept else term.presents_as)]
        for concept in sorted({*lines, *terms} & content.concepts.keys()):
            fired = prover.fired(RestDenied([finding_of(concept)], person, content))
            if not fired or max(rule.rank for rule, _ in fired) == 0:
                yield f"{concept} is left to self-care after {name}, which lists it"


def _profile_windows(promise: Promise, prover: Prover) -> Iterator[str]:
    """Within each window of each named medicine none of its findings, alone, is left to self-care, unless the profile itself does so."""
    content = prover.content
    for name in _medicines(promise):
        profile = content.profiles.get(name)
        if profile is None:
            yield f"there is no profile of {name}"
            continue
        for window in profile.window:
            for days in (window.from_days, None):
                when = "at a time not known" if days is None else f"{days} days after the last dose"
                person = RealPerson(
                    Patient(
                        age=34,
                        medicines=(MedicineUse(name=name, last_dose_days_ago=days),),
                        medicines_complete=True,
                        conditions_complete=True,
                    ),
                    (),
                    content,
                )
                for concept in window.concepts:
                    fired = prover.fired(RestDenied([finding_of(concept)], person, content)) if concept in content.concepts else []
                    level = max((rule.rank for rule, _ in fired), default=0)
                    if level < min(RANK[window.floor], RANK["routine"]):
                        yield f"{name}, window {window.id}: {concept} {when} is left to self-care"


def _no_number(promise: Promise, prover: Prover) -> Iterator[str]:
    """Where no region is known nothing of the ladder shows a telephone number but 112, which many countries share."""
    for urgency in LADDER:
        for understood in (True, False):
            for crisis in (True, False):
                words = guidance(urgency, (), Patient(), prover.content, understood=understood, crisis=crisis)
                for text in (words.headline, *words.do, *words.watch_for):
                    if _TELEPHONE.search(text.replace("24-hour", "").replace("112", "")):
                        yield f'without a region {urgency} says "{text}"'


def _emergency_words(promise: Promise, prover: Prover) -> Iterator[str]:
    """The headline and the first step of an emergency are to call the emergency number."""
    level = prover.content.ladder.level["emergency"]
    for text in (level.headline, level.do[0] if level.do else ""):
        if "{emergency}" not in text:
            yield f'rules/ladder.toml: emergency: "{text}" does not name the emergency number'


def _medicines(promise: Promise) -> list[str]:
    return [atom.name for atom in map(parse_who, promise.who) if atom.kind == "medicine"]


_CHECKS: dict[str, Callable[[Promise, Prover], Iterator[str]]] = {
    "every_concept_answers": _every_concept_answers,
    "crisis_concepts_lead_to_crisis": _crisis,
    "two_same_day_systems": _two_systems,
    "profile_terms_never_self_care": _profile_terms,
    "profile_windows_hold": _profile_windows,
    "no_number_without_region": _no_number,
    "emergency_says_what_to_do": _emergency_words,
}
