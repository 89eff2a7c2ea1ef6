"""Proofs of promises: a floor holds over all cases if it holds in the minimal ones, and those are few.

A case is what is known of one person: for each finding its attributes, for each concept whether it is had, denied or not known, and for
each fact of the person whether it is true, false or not known. A floor promise says: in every case in which its conditions hold, the
level is at least L. There are more cases than atoms in the world, so they cannot be tried. The argument that spares us from it:

1. *Conditions are monotone.* A rule asks for findings to be present, or not ruled out, and for facts to be true, or not ruled out. Each
   such condition can only turn from unmet to met as a finding or fact goes up in the order denied < not known < present, and never back
   (`verdict.py`). The level is the highest of all rules met, so it never falls either.
2. *Hence below every case lies a minimal one.* Take any case in which the promise's conditions hold. For each condition on a finding pick
   one finding that makes it true: it is of the named concept or of one below it, and has at least the named attributes. Throw away every
   other finding and deny every other concept, forget every attribute that was not named, and make every fact false that does not follow
   from the named ones. By (1) no step raised the level. What is left is one of the cases of `minimal_cases`: one concept out of the
   named one and its descendants for each condition (each must be tried, since a base level counts for the concept itself only), with
   one value of each named attribute (an attribute such as "38 or more" has many values; they behave alike between two limits that the
   rules mention, so one of each stretch is tried). If the level is at least L in all of these, it is so in every case.
3. *Unsaid attributes.* An attribute that was not said is not known; said, it makes a test true or false. Reading "not known" as "not
   true" is the lowest that either can be, so it is what the minimal cases do.
4. *Persons.* With every other fact false the person may be one who cannot exist: neither under 16, nor 16 or over. That is harmless: a
   floor that holds for this abstract person holds for everybody above, which is all. Only where it fails are the persons tried that can
   exist (`proof_people.py`): each age between two limits that the rules in question mention, each range of ages and the unknown age, each
   sex, pregnancy and time since birth, all other facts false. An unknown age is no less than a known one nor more, so it is one of them.
   Facts of the risk kind never exclude each other, so one minimal choice, all false, is enough for them.
5. *Rules over body systems* count the systems of rules met, which only grows; they are monotone too, and judged by the engine itself.

What this does not prove: that the words of a patient are understood. `tests/test_proof.py` checks the argument against trying every case
of small generated rule books, and that the engine itself gives no minimal case a lower level than the proof says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from triage.content.atoms import Atom
from triage.content.invariant_shapes import Promise
from triage.content.library import Content
from triage.engine.person import PersonView
from triage.engine.proof_cases import limits_of, minimal_cases, refined
from triage.engine.proof_people import AbstractPerson, describe_person, has_choices, real_people
from triage.engine.rulebook import ReadyRule
from triage.engine.state import State
from triage.engine.triage import Engine
from triage.engine.verdict import LOW, NOW, verdict
from triage.model.finding import Finding
from triage.model.urgency import LADDER, Urgency


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A case in which a promise does not hold."""

    promise: str
    findings: str
    person: str
    level: Urgency
    rules: tuple[str, ...]
    below: bool = True

    def __str__(self) -> str:
        fired = ", ".join(self.rules[:6]) + (" ..." if len(self.rules) > 6 else "")
        rest, word = ("all else denied", "only") if self.below else ("nothing else said", "as much as")
        return f"promise {self.promise} fails: {self.findings}; {self.person}; {rest}: {word} {self.level} by {fired or 'no rule'}"


class RestDenied(State):
    """Findings of a minimal case: what is not had is denied, an attribute that was not named is not true."""

    def __init__(self, findings: Sequence[Finding], person: PersonView, content: Content) -> None:
        super().__init__(findings, person, content)
        self.denied = content.concepts.keys() - self.had.keys()

    def holds(self, atom: Atom) -> bool:
        """Whether an atom is true; there is nothing unknown in a minimal case."""
        return super().holds(atom) is True


def judge(engine: Engine, state: State, *, at_least: int = 0) -> list[tuple[ReadyRule, int]]:
    """Give the rules that fire in a state, with the reading in which they do, as the engine would; only those from rank `at_least` up."""
    book = engine.book
    fired: list[tuple[ReadyRule, int]] = []
    for concept in {concept for concept, _ in state.own}:
        base = book.bases.get(concept)
        if base is not None and base.rank >= at_least:
            fired.append((base, LOW))
    had = state.had.keys()
    for number in {number for concept in had for number in book.by_concept.get(concept, ())}:
        rule = book.rules[number]
        if rule.rank >= at_least and rule.all_concepts <= had:
            result = verdict(rule, state)
            if result in (LOW, NOW):
                fired.append((rule, result))
    return fired


class Prover:
    """Proves the promises about the rules of one engine. `without` names rules to leave out, as if they had not been written."""

    def __init__(self, engine: Engine, *, without: frozenset[str] = frozenset()) -> None:
        self.engine = engine
        self.content = engine.content
        self.limits = limits_of(engine.content)
        self.without = without

    def floor(self, promise: Promise) -> CounterExample | None:
        """Try all minimal cases of a floor promise; None: it holds in every case."""
        for findings, people in self._cases(promise):
            for person in people:
                state = RestDenied(findings, person, self.content)
                if not self._keeps(promise, state):
                    return self._counter(promise, state)
        return None

    def relied_on(self, promise: Promise) -> set[str]:
        """The rules and bases without which a floor promise would break: those that alone keep it in some minimal case."""
        wanted = Urgency(promise.at_least).rank if promise.at_least else 0
        found: set[str] = set()
        for findings, people in self._cases(promise):
            for person in people:
                fired = [rule for rule, _ in self.fired(RestDenied(findings, person, self.content))]
                high = [rule.id for rule in fired if rule.rank >= wanted]
                crises = [rule.id for rule in fired if rule.crisis] if promise.crisis else []
                found.update(*([names[0]] for names in (high, crises) if len(names) == 1))
        return found

    def _cases(self, promise: Promise) -> Iterator[tuple[tuple[Finding, ...], Iterable[PersonView]]]:
        """Each minimal set of findings with the persons to try: the abstract one where that is enough."""
        content, book = self.content, self.engine.book
        abstract = AbstractPerson(promise.who, content)
        for named in minimal_cases(promise.present, promise.any_of, content, self.limits):
            findings = refined(named, content) if promise.refined else named
            if self._keeps(promise, RestDenied(findings, abstract, content)) or not has_choices(promise.who, findings, book, content):
                yield findings, [abstract]
            else:
                yield findings, real_people(promise.who, findings, book, content)

    def _keeps(self, promise: Promise, state: State) -> bool:
        wanted = Urgency(promise.at_least).rank if promise.at_least else 0
        if self._enough(promise, wanted, judge(self.engine, state, at_least=0 if promise.crisis else wanted)):
            return True
        return self._enough(promise, wanted, self.fired(state))

    def fired(self, state: State) -> list[tuple[ReadyRule, int]]:
        """All rules that fire in a state, those over body systems with them."""
        fired = [(rule, result) for rule, result in judge(self.engine, state) if rule.id not in self.without]
        more = [
            (rule, self.engine.over_systems(rule, fired, state)) for rule in self.engine.book.over_systems if rule.id not in self.without
        ]
        return [*fired, *((rule, result) for rule, result in more if result)]

    def _enough(self, promise: Promise, wanted: int, fired: list[tuple[ReadyRule, int]]) -> bool:
        rules = [rule for rule, _ in fired if rule.id not in self.without]
        return any(rule.rank >= wanted for rule in rules) and (not promise.crisis or any(rule.crisis for rule in rules))

    def ceiling(self, promise: Promise) -> CounterExample | None:
        """Try a ceiling: nothing else was said, the person is not known or healthy; the rest denied can only be lower."""
        wanted = Urgency(promise.at_most).rank if promise.at_most else 4
        for findings in minimal_cases(promise.present, (), self.content, self.limits, below=False):
            for person in real_people(promise.who, findings, self.engine.book, self.content, healthy=True):
                state = State(findings, person, self.content)
                if any(rule.rank > wanted for rule, _ in self.fired(state)):
                    return self._counter(promise, state)
        return None

    def _counter(self, promise: Promise, state: State) -> CounterExample:
        rules = [rule for rule, _ in self.fired(state)]
        rules.sort(key=lambda rule: (-rule.rank, rule.id))
        return CounterExample(
            promise.id,
            " + ".join(describe_finding(finding) for finding in state.findings),
            describe_person(state.person, promise.who),
            LADDER[max((rule.rank for rule in rules), default=0)],
            tuple(rule.id for rule in rules),
            below=promise.kind == "floor",
        )


def describe_finding(finding: Finding) -> str:
    """Write a finding with its attributes.

    >>> from triage.engine.proof_cases import finding_of
    >>> from triage.model.finding import Attributes
    >>> describe_finding(finding_of("headache", Attributes(onset="sudden")))
    'headache[onset sudden]'
    """
    said = finding.attributes.model_dump(exclude_defaults=True)
    flags = said.pop("flags", ())
    words = [*(f"{name.replace('started_hours', 'for hours')} {value}" for name, value in said.items()), *flags]
    return finding.concept + (f"[{', '.join(words)}]" if words else "")
