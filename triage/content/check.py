"""Checks what one content file alone cannot show: unknown ids, phrases of two owners, concepts that lead to silence, missing sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from triage.content.atoms import parse_atom
from triage.content.errors import ContentError, nearest
from triage.content.library import Content
from triage.content.shapes import BaseUrgency, Rule
from triage.content.who import parse_who


def faults(content: Content, *, release: bool = False) -> Iterator[str]:
    """Give each fault of a content as one line that names file and entry; nothing if it is sound."""
    yield from _concept_faults(content)
    for rule in content.rules.values():
        yield from _rule_faults(rule, content, release)
    for base in content.bases.values():
        where = f"{content.files['base.' + base.concept]}: base {base.concept}"
        if base.concept not in content.concepts:
            yield f"{where}: no such concept{nearest(base.concept, content.concepts)}"
        yield from _text_faults(base, where, content, release)
    yield from _medicine_faults(content)


def _concept_faults(content: Content) -> Iterator[str]:
    try:
        _ = content.ancestors
    except ContentError as error:
        yield str(error)
        return
    owners: dict[str, list[str]] = defaultdict(list)
    for concept in content.concepts.values():
        where = f"{content.files[concept.id]}: concept {concept.id}"
        for parent in concept.is_a:
            if parent not in content.concepts:
                yield f"{where}: is_a names no concept: {parent}{nearest(parent, content.concepts)}"
        if concept.id not in content.bases:
            yield f"{where}: has no base urgency, so it would lead to silence; add a [[base]] entry in rules/{concept.system}.toml"
        if (concept.hpo is None) != (concept.hpo_match is None):
            yield f"{where}: hpo and hpo_match go together"
        if not concept.question.endswith("?"):
            yield f"{where}: question does not end with a question mark"
        for choice in concept.made_of:
            for atom in choice:
                yield from _atom_faults(atom, where + ", made_of", content)
        for phrase in set(concept.phrases):
            owners[" ".join(phrase.lower().split())].append(concept.id)
    for phrase, names in owners.items():
        if len(names) > 1 and {"or", "and"}.isdisjoint(phrase.split()):
            yield f'lexicon: phrase "{phrase}" is owned by {" and ".join(sorted(names))}; give it to one'
    for part in content.to_tell:
        for concept_id in part.concepts:
            if concept_id not in content.concepts:
                yield f"rules/to_tell.toml: {part.id}: no such concept: {concept_id}{nearest(concept_id, content.concepts)}"
    for name, family in content.families.items():
        for parent in family.is_a:
            if parent not in content.families:
                yield f"lexicon/words: family {name}: is_a names no family: {parent}{nearest(parent, content.families)}"


def _atom_faults(text: str, where: str, content: Content) -> Iterator[str]:
    try:
        atom = parse_atom(text)
    except ContentError as error:
        yield f"{where}: {error}"
        return
    if atom.concept not in content.concepts:
        yield f"{where}: no such concept: {atom.concept}{nearest(atom.concept, content.concepts)}"
    for test in atom.tests:
        if test.kind == "site" and test.word not in content.families:
            yield f"{where}: no such site: {test.word}{nearest(test.word, content.families)}"


def _rule_faults(rule: Rule, content: Content, release: bool) -> Iterator[str]:
    where = f"{content.files[rule.id]}: rule {rule.id}"
    conditions = [*rule.all, *rule.any, *rule.unless_denied, *(rule.at_least.of if rule.at_least else ())]
    for text in conditions:
        yield from _atom_faults(text, where, content)
    if not (rule.all or rule.any or rule.at_least or rule.systems_at_least):
        yield f"{where}: has no condition on what is present, so it would fire for everybody"
    if rule.at_least and rule.at_least.count > len(set(rule.at_least.of)):
        yield f"{where}: can never fire: at_least asks for {rule.at_least.count} of {len(set(rule.at_least.of))}"
    for text in (*rule.who, *rule.who_any, *rule.who_unless_ruled_out):
        try:
            who = parse_who(text)
        except ContentError as error:
            yield f"{where}: {error}"
            continue
        if who.kind == "risk" and who.name not in content.risks and who.name not in content.conditions:
            yield f"{where}: no such risk or condition: {who.name}{nearest(who.name, [*content.risks, *content.conditions])}"
        if who.kind == "medicine" and who.name not in content.medicines and who.name not in content.medicine_classes:
            yield f"{where}: no such medicine: {who.name}{nearest(who.name, [*content.medicines, *content.medicine_classes])}"
    yield from _text_faults(rule, where, content, release)


def _text_faults(entry: Rule | BaseUrgency, where: str, content: Content, release: bool) -> Iterator[str]:
    for source in entry.sources:
        if source not in content.sources:
            yield f"{where}: no such source: {source}{nearest(source, content.sources)}"
    for advice in entry.advice:
        if advice not in content.advice:
            yield f"{where}: no such advice: {advice}{nearest(advice, content.advice)}"
    if not entry.do and not entry.advice:
        yield f"{where}: gives no advice (do)"
    if release and not entry.reviewed:
        yield f"{where}: is a draft: nobody has reviewed it"


def _medicine_faults(content: Content) -> Iterator[str]:
    for name, medicine in content.medicines.items():
        for group in medicine.class_of:
            if group not in content.medicine_classes:
                yield f"lexicon/medicines: {name}: no such class: {group}{nearest(group, content.medicine_classes)}"
        for risk in medicine.risks:
            if risk not in content.risks:
                yield f"lexicon/medicines: {name}: no such risk: {risk}{nearest(risk, content.risks)}"
    for name, group_entry in content.medicine_classes.items():
        for risk in group_entry.risks:
            if risk not in content.risks:
                yield f"lexicon/medicines: class {name}: no such risk: {risk}{nearest(risk, content.risks)}"
    for name, condition in content.conditions.items():
        for risk in condition.risks:
            if risk not in content.risks:
                yield f"lexicon/conditions.toml: {name}: no such risk: {risk}{nearest(risk, content.risks)}"
    for name, risk_entry in content.risks.items():
        for source in risk_entry.sources:
            if source not in content.sources:
                yield f"rules/risks.toml: {name}: no such source: {source}{nearest(source, content.sources)}"
