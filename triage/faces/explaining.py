"""All that the content says of one thing, as text with sources."""

from __future__ import annotations

from collections.abc import Iterable

from triage.content.library import Content
from triage.content.medicine_shapes import Profile
from triage.content.shapes import BaseUrgency, Concept, Rule
from triage.faces.text import wrapped

BANDS = {
    "very_common": "very common (1 in 10 or more)",
    "common": "common (1 in 100 to 1 in 10)",
    "uncommon": "uncommon (1 in 1,000 to 1 in 100)",
    "rare": "rare (1 in 10,000 to 1 in 1,000)",
    "very_rare": "very rare (less than 1 in 10,000)",
    "not_reported": "frequency not reported",
}


def and_(value: object, before: str, after: str = "") -> str:
    """Put words round a value, or give nothing where there is none.

    >>> and_("12 mg", " Dose: ", "."), and_(None, " Dose: ", ".")
    (' Dose: 12 mg.', '')
    """
    return f"{before}{value}{after}" if value else ""


def source_words(identifiers: Iterable[str], content: Content) -> str:
    """Name sources, each with whether it was compared with what was published."""
    parts = []
    for identifier in identifiers:
        source = content.sources.get(identifier)
        if source is None:
            parts.append(identifier)
        else:
            parts.append(f"{source.publisher}: {source.title} [{'checked' if source.checked else 'not checked'}]")
    return "; ".join(parts)


def explain_concept(concept: Concept, content: Content) -> str:
    """Everything on a concept: names, place, question, base urgency, the rules that use it, phrases."""
    lines = [concept.label, f"  in plain words: {concept.lay}", f"  id: {concept.id}; body system: {concept.system.replace('_', ' ')}"]
    if concept.synonyms:
        lines.append(wrapped(f"also called: {', '.join(concept.synonyms)}", "  ", "    "))
    if concept.hpo:
        lines.append(f"  Human Phenotype Ontology: {concept.hpo} ({concept.hpo_match} match)")
    if concept.is_a:
        lines.append(wrapped(f"is a kind of: {', '.join(content.concepts[parent].label for parent in concept.is_a)}", "  ", "    "))
    below = sorted(content.descendants[concept.id] - {concept.id})
    if below:
        lines.append(wrapped(f"includes: {', '.join(content.concepts[name].label for name in below)}", "  ", "    "))
    lines.append(wrapped(f"asked as: {concept.question}", "  ", "    "))
    if concept.even_if_over:
        lines.append("  counts although it has passed, if it is recent")
    if concept.note:
        lines.append(wrapped(f"note: {concept.note}", "  ", "    "))
    base = content.bases.get(concept.id)
    if base is not None:
        lines += ["", "Alone", *_entry_lines(base, content)]
    using = [rule for rule in content.rules.values() if _uses(rule, concept.id, content)]
    if using:
        lines += ["", f"Rules that use it ({len(using)})"]
        lines += [wrapped(f"{rule.urgency}: {rule.id}: {rule.because}", "  - ", "    ") for rule in sorted(using, key=lambda rule: rule.id)]
    lines += ["", f"Phrases ({len(concept.phrases)})", *(wrapped(", ".join(concept.phrases), "  ", "  ").split("\n"))]
    listed = [(profile, term) for profile in content.profiles.values() for term in profile.label_term if term.concept == concept.id]
    if listed:
        lines += ["", "In medicines' labels"]
        lines += [
            wrapped(
                f"{profile.label}: {term.term}, {BANDS[term.band]}{and_(term.population, ', ')} ({source_words([term.source], content)})",
                "  - ",
                "    ",
            )
            for profile, term in listed
        ]
    return "\n".join(lines) + "\n"


def explain_rule(rule: Rule, content: Content) -> str:
    """Everything on a rule: conditions, level, advice, sources, review."""
    lines = [rule.id, f"  file: {content.files[rule.id]}", *_entry_lines(rule, content), "", "Fires when all of these hold"]
    for name, items in (
        ("every one present", rule.all),
        ("at least one present", rule.any),
        (f"at least {rule.at_least.count} present" if rule.at_least else "", rule.at_least.of if rule.at_least else ()),
        ("not all of these denied", rule.unless_denied),
        ("the person is known to be", rule.who),
        ("the person is known to be one of", rule.who_any),
        ("the person may be (not ruled out)", rule.who_unless_ruled_out),
    ):
        if items:
            lines.append(wrapped(f"{name}: {', '.join(items)}", "  - ", "    "))
    if rule.systems_at_least:
        lines.append(f"  - {rule.systems_at_least.count} body systems each have a fired rule of {rule.systems_at_least.urgency} or above")
    return "\n".join(lines) + "\n"


def _entry_lines(entry: Rule | BaseUrgency, content: Content) -> list[str]:
    shown = content.ladder.level[entry.urgency].shown_as
    hours = f", within {entry.within_hours} hours" if entry.within_hours else ""
    lines = [
        f"  level: {shown} ({entry.urgency}{hours}){' + crisis' if isinstance(entry, Rule) and entry.crisis else ''}",
        wrapped(f"because: {entry.because}", "  ", "    "),
    ]
    for name, items in (("do", entry.do), ("watch for", entry.watch_for)):
        lines += [wrapped(f"{name}: {item}", "  ", "    ") for item in items]
    lines.append(wrapped(f"sources: {source_words(entry.sources, content)}", "  ", "    "))
    if entry.refs:
        lines.append(f"  in the founding rule set: {', '.join(entry.refs)}")
    lines.append(f"  reviewed: {entry.reviewed or 'no, this is a draft'}")
    if entry.note:
        lines.append(wrapped(f"note: {entry.note}", "  ", "    "))
    return lines


def _uses(rule: Rule, concept: str, content: Content) -> bool:
    conditions = (*rule.all, *rule.any, *rule.unless_denied, *(rule.at_least.of if rule.at_least else ()))
    return any(text.partition("[")[0] in content.ancestors[concept] for text in conditions)


def explain_medicine(identifier: str, content: Content) -> str:
    """A medicine: names, classes, risks, and the profile where there is one."""
    medicine = content.medicines[identifier]
    lines = [medicine.label]
    if medicine.brands:
        lines.append(wrapped(f"brands: {', '.join(medicine.brands)}", "  ", "    "))
    classes = [content.medicine_classes[name].label for name in medicine.class_of if name in content.medicine_classes]
    if classes:
        lines.append(wrapped(f"kind: {', '.join(classes)}", "  ", "    "))
    risks = dict.fromkeys([*medicine.risks, *(risk for name in medicine.class_of for risk in content.medicine_classes[name].risks)])
    for risk in risks:
        entry = content.risks[risk]
        window = medicine.window_days.get(risk, entry.window_days)
        lines.append(
            wrapped(f"risk: {entry.label} ({entry.lay}){f', up to {window} days after the last dose' if window else ''}", "  ", "    ")
        )
    rules = [
        rule
        for rule in content.rules.values()
        if any(text.split()[0] == f"medicine:{identifier}" for text in (*rule.who, *rule.who_any, *rule.who_unless_ruled_out))
    ]
    if rules:
        lines += ["", f"Rules of its own ({len(rules)})"]
        lines += [wrapped(f"{rule.urgency}: {rule.id}: {rule.because}", "  - ", "    ") for rule in rules]
    profile = content.profiles.get(identifier)
    if profile is not None:
        lines += ["", *_profile_lines(profile, content)]
    return "\n".join(lines) + "\n"


def _profile_lines(profile: Profile, content: Content) -> list[str]:
    lines: list[str] = []

    def section(title: str, items: Iterable[str]) -> None:
        rows = [wrapped(item, "  - ", "    ") for item in items]
        if rows:
            lines.extend([title, *rows, ""])

    def by(source: str, strength: str = "label") -> str:
        return f"[{source_words([source], content)}{'; weak source' if strength == 'weak' else ''}]"

    section(
        "Products (never merged; if it is not known which, what holds for either is used)",
        (
            f"{product.label}: {product.used_for}.{and_(product.dose, ' Dose: ', '.')}"
            f"{and_(product.boxed_warning, ' Boxed warning: ', '.')} {by(product.source)}"
            for product in profile.product
        ),
    )
    section("Tell everybody who treats you", profile.patient_message)
    section("Boxed warnings", (f"{warning.topic}: {warning.text} {by(warning.source)}" for warning in profile.boxed_warning))
    section(
        "Windows after a dose",
        (
            f"{window.what}: from day {window.from_days}{', with no end' if window.to_days is None else f' to day {window.to_days}'}"
            f"{and_(window.margin_days, ', used with ', ' days of margin')}; {window.lay}; "
            f"at least {content.ladder.level[window.floor].shown_as.lower()} {by(window.source)}"
            for window in profile.window
        ),
    )
    section(
        "How often, and when it begins",
        (
            f"{item.effect}: {item.figure}; {item.onset} {by(item.source, item.strength)}{and_(item.conflict, ' Conflict: ')}"
            for item in profile.incidence
        ),
    )
    section(
        "Monitoring",
        (f"{item.test}: {item.how_often}, from {item.starts} until {item.until} {by(item.source)}" for item in profile.monitoring),
    )
    section("Facts", (f"{fact.text} {by(fact.source, fact.strength)}" for fact in profile.fact))
    section("Questions that patients ask", (f"{faq.questions[0]} {faq.answer} {by(faq.source, faq.strength)}" for faq in profile.faq))
    section(
        "Symptoms to watch for, with the label's own instruction (which never lowers an urgency)",
        (f"{line.lay}: {line.instruction}" for line in profile.watch_for),
    )
    section(
        "Side effects that the label lists",
        (
            f"{term.soc.replace('_', ' ')}: {term.term}, {BANDS[term.band]}{f' ({term.population})' if term.population else ''}"
            for term in profile.label_term
        ),
    )
    section(
        "Where sources disagree", (f"{item.topic}: {item.weaker} / {item.stronger} Used here: {item.used}" for item in profile.conflict)
    )
    return lines
