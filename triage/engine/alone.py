"""What the rules make of one finding by itself, worked out once; most rules of a message see only one of its findings.

A rule that names concepts of one finding only, and nothing that was denied, gives the same verdict as if that finding were all
that is known. So the verdicts on each finding are kept, and only the rules that see more are judged anew. What is kept holds for
every person: what a rule asks of the person comes on top.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.content.atoms import Atom
from triage.content.library import Content
from triage.engine.person import PersonView
from triage.engine.readings import Openings
from triage.engine.rulebook import RuleBook
from triage.engine.state import State
from triage.engine.verdict import finding_openings, finding_verdict
from triage.model.finding import NO_ATTRIBUTES, Attributes, Finding
from triage.model.patient import Patient

MOST_KEPT = 8192
NO_NUMBERS: frozenset[int] = frozenset()


Verdict = tuple[int, int, int, bool]
"""Of a rule its number, the verdict without the person, its rank, and whether it asks anything of the person."""


class Alone:
    """One finding by itself.

    `named` are the numbers of the rules that name it, `able` those that it could help to fire, `verdicts` are of those that fire or still
    could. Of the same concept with attributes only the rules that test them (`tested`) are judged anew; the rest is that of `plain`,
    the concept without any. What a rule waits for (`openings`) is worked out when it is first asked for: thousands of these are kept.
    """

    __slots__ = ("able", "finding", "named", "openings", "plain", "tested", "verdicts")

    def __init__(
        self, finding: Finding, named: frozenset[int], able: frozenset[int], tested: frozenset[int], plain: Alone | None = None
    ) -> None:
        self.finding = finding
        self.named = named
        self.able = able
        self.tested = tested
        self.plain = plain
        self.verdicts: tuple[Verdict, ...] = ()
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
        self._last: tuple[Finding, State] | None = None
        self._below: dict[str, frozenset[int]] = {}

    def of(self, finding: Finding) -> Alone:
        """Judge a finding that is had as if it were the only one."""
        attributes = finding.attributes
        key = (finding.concept, id(attributes))
        kept = self._by_attributes.get(key)
        if kept is not None and kept[0] is attributes:
            return kept[1]
        alone = self._of(finding.concept, attributes)
        if len(self._by_attributes) > MOST_KEPT:
            self._by_attributes.clear()
        self._by_attributes[key] = (attributes, alone)
        return alone

    def openings(self, alone: Alone, number: int) -> Openings:
        """What a rule waits for of the findings where one finding is all it sees."""
        if alone.plain is not None and number not in alone.tested:
            alone = alone.plain
        found = alone.openings.get(number)
        if found is None:
            found = alone.openings[number] = finding_openings(self._book.rules[number], self._state(alone.finding))
        return found

    def rehearse(self) -> None:
        """Judge every concept by itself, so that the first messages need not wait for it."""
        for concept in self._content.concepts:
            self._of(concept, NO_ATTRIBUTES)

    def denying(self, concept: str) -> frozenset[int]:
        """The rules that name a concept or one below it: a denial may change their verdict."""
        found = self._below.get(concept)
        if found is None:
            below = self._content.descendants.get(concept, (concept,))
            found = self._below[concept] = NO_NUMBERS.union(*(self._book.named.get(name, NO_NUMBERS) for name in below))
        return found

    def _of(self, concept: str, attributes: Attributes) -> Alone:
        tested = self._tested.get(concept)
        if tested is None:
            above = self._content.ancestors.get(concept, (concept,))
            rules = (self._book.rules[number] for name in above for number in self._book.named.get(name, ()))
            atoms = {atom.text: atom for rule in rules for atom in rule.named.tested if atom.concept in above}
            tested = self._tested[concept] = tuple(atoms.values())
        truth = () if attributes is NO_ATTRIBUTES else tuple([atom.holds(attributes) for atom in tested])
        known = any(result is not None for result in truth)
        key = (concept, truth if known else ())
        found = self._by_truth.get(key)
        if found is None:
            if len(self._by_truth) > MOST_KEPT:
                self._by_truth.clear()
            found = self._by_truth[key] = self._with_attributes(concept, attributes) if known else self._plain(concept)
        return found

    def _plain(self, concept: str) -> Alone:
        """Judge a concept of which nothing but its presence is known."""
        book = self._book
        above = self._content.ancestors.get(concept, (concept,))
        named = NO_NUMBERS.union(*(book.named.get(name, NO_NUMBERS) for name in above))
        able = NO_NUMBERS.union(*(book.by_concept.get(name, ()) for name in above))
        tested = frozenset(number for number in able if any(atom.concept in above for atom in book.rules[number].named.tested))
        alone = Alone(_bare(concept, NO_ATTRIBUTES), named, able, tested)
        alone.verdicts = tuple(self._verdicts(alone, able))
        return alone

    def _with_attributes(self, concept: str, attributes: Attributes) -> Alone:
        """Judge a concept with what was said of it."""
        plain = self._of(concept, NO_ATTRIBUTES)
        alone = Alone(_bare(concept, attributes), plain.named, plain.able, plain.tested, plain)
        kept = [verdict for verdict in plain.verdicts if verdict[0] not in plain.tested]
        alone.verdicts = tuple(sorted([*kept, *self._verdicts(alone, plain.tested)]))
        return alone

    def _verdicts(self, alone: Alone, numbers: Iterable[int]) -> list[Verdict]:
        """Judge some rules on one finding, in the order of the content."""
        state = self._state(alone.finding)
        found = []
        for number in sorted(numbers):
            rule = self._book.rules[number]
            level = finding_verdict(rule, state)
            if level:
                found.append((number, level, rule.rank, rule.asks_person))
        return found

    def _state(self, finding: Finding) -> State:
        """What is known where one finding is all that is; the rules of one finding are asked one after another."""
        last = self._last  # read once: another thread may put in another
        if last is None or last[0] is not finding:
            last = self._last = (finding, State((finding,), self._nobody, self._content))
        return last[1]


def _bare(concept: str, attributes: Attributes) -> Finding:
    """A finding without its words: what is kept holds none of a patient."""
    return Finding(concept=concept, label="", lay="", presence="present", text="", start=0, end=0, attributes=attributes)
