"""What the rules make of one finding by itself, worked out once; most rules of a message see only one of its findings.

A rule that names concepts of one finding only, and nothing that was denied, gives the same verdict as if that finding were all
that is known. So the verdicts on each finding are kept, and only the rules that see more are judged anew. What is kept holds for
every person: what a rule asks of the person comes on top.
"""

from __future__ import annotations

from triage.content.atoms import Atom
from triage.content.library import Content
from triage.engine.person import PersonView
from triage.engine.rulebook import RuleBook
from triage.engine.state import State
from triage.engine.verdict import Openings, finding_openings, finding_verdict
from triage.model.finding import NO_ATTRIBUTES, Attributes, Finding
from triage.model.patient import Patient

MOST_KEPT = 8192
NO_NUMBERS: frozenset[int] = frozenset()


Verdict = tuple[int, int, int, bool]
"""Of a rule its number, the verdict without the person, its rank, and whether it asks anything of the person."""


class Alone:
    """One finding by itself.

    `named` are the numbers of the rules that name it, `able` those that it could help to fire, `verdicts` of those that fire or still
    could the verdict. Numbers only, and what a rule waits for worked out when it is first asked
    for: thousands of these are kept.
    """

    __slots__ = ("able", "finding", "named", "openings", "verdicts")

    def __init__(self, finding: Finding, named: frozenset[int], able: frozenset[int], verdicts: tuple[Verdict, ...]) -> None:
        self.finding = finding
        self.named = named
        self.able = able
        self.verdicts = verdicts
        self.openings: dict[int, Openings] = {}


class FindingsAlone:
    """The verdicts on single findings of one rule book."""

    def __init__(self, book: RuleBook, content: Content) -> None:
        self._book = book
        self._content = content
        self._nobody = PersonView(Patient(), content)
        self._by_attributes: dict[tuple[str, int], tuple[Attributes, Alone]] = {}
        self._by_truth: dict[tuple[str, tuple[bool | None, ...]], Alone] = {}
        self._tested: dict[str, tuple[Atom, ...]] = {}
        self._below: dict[str, frozenset[int]] = {}

    def of(self, finding: Finding) -> Alone:
        """Judge a finding that is had as if it were the only one."""
        attributes = finding.attributes
        key = (finding.concept, id(attributes))
        kept = self._by_attributes.get(key)
        if kept is not None and kept[0] is attributes:
            return kept[1]
        alone = self._of(finding, attributes)
        if len(self._by_attributes) > MOST_KEPT:
            self._by_attributes.clear()
        self._by_attributes[key] = (attributes, alone)
        return alone

    def openings(self, alone: Alone, number: int) -> Openings:
        """What a rule waits for of the findings where one finding is all it sees."""
        found = alone.openings.get(number)
        if found is None:
            found = alone.openings[number] = finding_openings(self._book.rules[number], self._state(alone.finding))
        return found

    def rehearse(self) -> None:
        """Judge every concept by itself, so that the first messages need not wait for it."""
        for concept in self._content.concepts:
            self._of(_bare(concept, NO_ATTRIBUTES), NO_ATTRIBUTES)

    def denying(self, concept: str) -> frozenset[int]:
        """The rules that name a concept or one below it: a denial may change their verdict."""
        found = self._below.get(concept)
        if found is None:
            below = self._content.descendants.get(concept, (concept,))
            found = self._below[concept] = NO_NUMBERS.union(*(self._book.named.get(name, NO_NUMBERS) for name in below))
        return found

    def _of(self, finding: Finding, attributes: Attributes) -> Alone:
        tested = self._tested.get(finding.concept)
        above = self._content.ancestors.get(finding.concept, (finding.concept,))
        if tested is None:
            atoms = {
                atom.text: atom
                for concept in above
                for number in self._book.named.get(concept, ())
                for atom in self._book.rules[number].named.tested
                if atom.concept in above
            }
            tested = self._tested[finding.concept] = tuple(atoms.values())
        truth = () if attributes is NO_ATTRIBUTES else tuple([atom.holds(attributes) for atom in tested])
        key = (finding.concept, truth if any(result is not None for result in truth) else ())
        found = self._by_truth.get(key)
        if found is None:
            if len(self._by_truth) > MOST_KEPT:
                self._by_truth.clear()
            found = self._by_truth[key] = self._judge(finding, above)
        return found

    def _judge(self, finding: Finding, above: frozenset[str] | tuple[str, ...]) -> Alone:
        bare = _bare(finding.concept, finding.attributes)
        state = self._state(bare)
        book = self._book
        able = NO_NUMBERS.union(*(book.by_concept.get(concept, ()) for concept in above))
        verdicts = []
        for number in sorted(able):
            level = finding_verdict(book.rules[number], state)
            if level:
                verdicts.append((number, level, book.rules[number].rank, book.rules[number].asks_person))
        named = NO_NUMBERS.union(*(book.named.get(concept, NO_NUMBERS) for concept in above))
        return Alone(bare, named, able, tuple(verdicts))

    def _state(self, finding: Finding) -> State:
        return State((finding,), self._nobody, self._content)


def _bare(concept: str, attributes: Attributes) -> Finding:
    """A finding without its words: what is kept holds none of a patient."""
    return Finding(concept=concept, label="", lay="", presence="present", text="", start=0, end=0, attributes=attributes)
