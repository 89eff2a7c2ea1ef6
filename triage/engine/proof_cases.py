"""The minimal cases of a promise's conditions on findings: nothing but what is named, in each way in which it can be so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.model.finding import NO_ATTRIBUTES, Attributes, Finding

Limits = dict[tuple[str, str], set[float]]
_FIELDS = {"for": "started_hours", "count": "count", "value": "value", "pain": "pain_score"}
_AS_MUCH = {"severe": ("severe", "worst"), "one_side": ("one_side", "left", "right")}
"""Words that other words imply: what is the worst is severe too."""


def minimal_cases(
    present: Sequence[str], any_of: Sequence[str], content: Content, limits: Limits, *, below: bool = True
) -> Iterator[tuple[Finding, ...]]:
    """Give the findings of each minimal case: for each condition one finding that meets it and no more than that.

    `below=False` takes the named concepts only and not those below them.
    """
    choices = [_ways(parse_atom(text), content, limits, below) for text in present]
    if any_of:
        choices.append([way for text in any_of for way in _ways(parse_atom(text), content, limits, below)])
    seen: set[frozenset[int]] = set()
    for findings in product(*choices):
        key = frozenset(id(finding) for finding in findings)
        if key not in seen:
            seen.add(key)
            yield tuple({id(finding): finding for finding in findings}.values())


def _ways(atom: Atom, content: Content, limits: Limits, below: bool) -> list[Finding]:
    concepts = sorted(content.descendants.get(atom.concept, {atom.concept})) if below else [atom.concept]
    return [
        finding_of(concept, attributes)
        for concept in concepts
        for attributes in (
            attribute_choices(atom, limits, content.ancestors.get(concept, frozenset({concept}))) if atom.tests else [NO_ATTRIBUTES]
        )
    ]


@lru_cache(maxsize=65536)
def finding_of(concept: str, attributes: Attributes = NO_ATTRIBUTES) -> Finding:
    """Make a present finding without words."""
    return Finding(concept=concept, label=concept, lay=concept, presence="present", text="", start=0, end=0, attributes=attributes)


def attribute_choices(atom: Atom, limits: Limits, concepts: Iterable[str] = ()) -> list[Attributes]:
    """Give one set of attributes for each way in which the tests of an atom can be met; empty if they contradict each other.

    `concepts` are those whose limits matter: all that the finding is.

    >>> [a.onset for a in attribute_choices(parse_atom("headache[sudden]"), {})]
    ['sudden']
    >>> attribute_choices(parse_atom("headache[for >= 3 days, for < 2 days]"), {})
    []
    """
    options: dict[str, list[object]] = {}
    flags: list[str] = []
    for test in atom.tests:
        if test.kind == "flag":
            flags.append(test.word)
        elif test.kind in _FIELDS:
            near = {test.number}.union(*(limits.get((concept, test.kind), ()) for concept in concepts))
            options.setdefault(_FIELDS[test.kind], []).extend(stretches(near))
        else:
            options.setdefault(test.kind, []).extend(_AS_MUCH.get(test.word, (test.word,)))
    names = list(options)
    found: dict[Attributes, None] = {}
    for values in product(*(dict.fromkeys(options[name]) for name in names)):
        attributes = Attributes.model_validate({**dict(zip(names, values, strict=True)), "flags": tuple(sorted(flags))})
        if atom.holds(attributes):
            found[attributes] = None
    return list(found)


def stretches(limits: set[float]) -> list[float]:
    """Give each limit and one number between each two, before the first and after the last; no comparison changes in between.

    >>> stretches({1.0, 3.0})
    [0.5, 1.0, 2.0, 3.0, 4.0]
    """
    ordered = sorted(limits)
    found = [ordered[0] / 2]
    for low, high in zip(ordered, [*ordered[1:], ordered[-1] + 2], strict=True):
        found += [low, (low + high) / 2]
    return found


def all_atoms(content: Content) -> Iterator[Atom]:
    """Every condition on a finding that a rule has."""
    for rule in content.rules.values():
        for text in (*rule.all, *rule.any, *rule.unless_denied, *(rule.at_least.of if rule.at_least else ())):
            yield parse_atom(text)


def limits_of(content: Content) -> Limits:
    """The numbers that rules compare with, by concept and kind of attribute."""
    found: Limits = {}
    for atom in all_atoms(content):
        for test in atom.tests:
            if test.kind in _FIELDS:
                found.setdefault((atom.concept, test.kind), set()).add(test.number)
    return found


def refined(findings: tuple[Finding, ...], content: Content) -> tuple[Finding, ...]:
    """Add the concepts that these findings make together by `made_of`, as the language floor does; more findings only ever make more."""
    found = list(findings)
    grown = True
    while grown:
        grown = False
        here = {finding.concept for finding in found}
        for concept in content.concepts.values():
            if concept.id in here:
                continue
            for choice in concept.made_of:
                evidence = [next((finding for finding in found if _shows(finding, parse_atom(text), content)), None) for text in choice]
                first = evidence[0]
                if first is not None and None not in evidence:
                    found.append(finding_of(concept.id, first.attributes))
                    grown = True
                    break
    return tuple(found)


def _shows(finding: Finding, atom: Atom, content: Content) -> bool:
    return atom.concept in content.ancestors[finding.concept] and atom.holds(finding.attributes) is True
