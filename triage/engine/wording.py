"""Questions and guidance put into words from the content."""

from __future__ import annotations

import re
from collections.abc import Iterable

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.content.medicine_shapes import Number
from triage.content.who import WhoAtom, parse_who
from triage.model.assessment import Guidance, Reason
from triage.model.patient import Patient
from triage.model.urgency import Urgency

MOST_STEPS = 8
_ARTICLE = re.compile(r"^(?:a|an|the) ")
_ARTICLE = re.compile(r"^(?:an?|the|your) ")
_UNIT_WORDS = ((8766.0, "year"), (730.0, "month"), (168.0, "week"), (24.0, "day"), (1.0, "hour"), (1 / 60, "minute"))


def ask_atom(text: str, content: Content) -> str:
    """Put an atom of a rule as a question in plain words; YES means that it is true."""
    if text.startswith("who:"):
        return ask_who(parse_who(text[4:]), content)
    atom = parse_atom(text)
    concept = content.concepts.get(atom.concept)
    if concept is None:
        return f"Do you have {atom.concept.replace('_', ' ')}?"
    if not atom.tests:
        return concept.question
    return _ask_attribute(atom, _ARTICLE.sub("", concept.lay), content)


def _ask_attribute(atom: Atom, lay: str, content: Content) -> str:
    parts: list[str] = []
    lay = _ARTICLE.sub("", lay)
    for test in atom.tests:
        if test.kind in ("severity", "onset", "trend", "side", "amount", "flag"):
            entry = next(
                (entry for entry in content.attributes if entry.attribute == test.kind and entry.value == test.word and entry.ask), None
            )
            if entry is not None and entry.ask is not None:
                parts.append(entry.ask.replace("{lay}", lay))
            else:
                parts.append(f"Would you say of the {lay}: {test.word.replace('_', ' ')}?")
        elif test.kind == "for":
            words = duration_words(test.number)
            parts.append(
                f"Has the {lay} gone on for {'less' if test.operator.startswith('<') else 'more'} than {words}?"
                if test.operator in (">", "<")
                else f"Did the {lay} begin within the last {words}?"
                if test.operator == "<="
                else f"Has the {lay} gone on for {words} or longer?"
            )
        elif test.kind == "count":
            parts.append(f"Has it happened {'at least' if '>' in test.operator else 'fewer than'} {test.number:g} times in a day?")
        elif test.kind == "value":
            measured = f"{test.number:g} or more" if ">" in test.operator else f"under {test.number:g}"
            parts.append(f"Have you measured it, and was it {measured}?")
        elif test.kind == "site":
            parts.append(f"Is the {lay} in your {test.word.replace('_', ' ')}?")
    return " ".join(dict.fromkeys(parts))


def duration_words(hours: float) -> str:
    """Say a number of hours in the largest unit that fits.

    >>> duration_words(72)
    '3 days'
    """
    for size, name in _UNIT_WORDS:
        if hours >= size * 0.999 and abs(hours / size - round(hours / size)) < 0.02:
            number = round(hours / size)
            return f"{number} {name}{'' if number == 1 else 's'}"
    return f"{hours:g} hours"


def ask_who(who: WhoAtom, content: Content) -> str:
    """Put a condition on the patient as a question."""
    if who.kind == "age":
        return "How old are you?"
    if who.kind == "sex":
        return f"Are you {who.name}?"
    if who.kind == "pregnant":
        return "Are you pregnant, or could you be?" if not who.operator else "How many weeks pregnant are you?"
    if who.kind == "postpartum":
        return "Have you given birth in the last year?" if not who.operator else "How many weeks ago did you give birth?"
    if who.kind == "medicine":
        if not who.operator:
            return "Do you take any medicine, or have you had an infusion or injection? Which, and when was the last dose?"
        medicine = content.medicines.get(who.name) or content.medicine_classes.get(who.name)
        return f"When did you last have {medicine.label if medicine else who.name.replace('_', ' ')}?"
    risk = content.risks.get(who.name)
    condition = content.conditions.get(who.name)
    if condition is not None:
        return condition.question
    return risk.question if risk is not None else f"Do you have {who.name.replace('_', ' ')}?"


def region_words(patient: Patient, content: Content) -> dict[str, str]:
    """The region's emergency, crisis and poison words; unconfirmed numbers say so, and no region means no number of any country."""
    default = content.default_region
    region = content.regions.get(patient.region) if patient.region else None
    if region is None:
        return {"emergency": default.emergency, "crisis": default.crisis, "poison": default.poison, "health_line": default.health_line}
    crisis = [number for number in region.crisis if number.confidence == "V"][:2] or list(region.crisis[:1])
    return {
        "emergency": number_words(region.emergency),
        "crisis": " or ".join(number_words(number, named=True) for number in crisis) or default.crisis,
        "poison": number_words(region.poison, named=True) if region.poison else default.poison,
        "health_line": number_words(region.health_line, named=True) if region.health_line else default.health_line,
    }


def number_words(number: Number, *, named: bool = False) -> str:
    """Write a telephone number; one that was not confirmed is never shown as certain."""
    words = number.number or number.name or ""
    if named and number.name and number.number:
        words = number.name if number.number in number.name else f"{number.name} ({number.number})"
    if number.confidence != "V" and number.number:
        words += " (check this number: it is not confirmed)"
    return words


def guidance(
    urgency: Urgency, reasons: Iterable[Reason], patient: Patient, content: Content, *, understood: bool, crisis: bool
) -> Guidance:
    """Gather what to do and what to watch for: the level's own advice, then that of the rules of this level."""
    words = region_words(patient, content)
    level = content.ladder.level[urgency.value]
    do: list[str] = []
    watch: list[str] = []
    headline = level.headline
    if crisis:
        do.extend(content.ladder.crisis.do)
        headline = f"{content.ladder.crisis.headline} {headline}"
    if not understood:
        overlay = content.ladder.cannot_assess
        headline = overlay.headline
        do.extend(overlay.do)
        watch.extend(overlay.watch_for)
    else:
        do.extend(level.do)
        for reason in reasons:
            if reason.urgency != urgency:
                continue
            entry = content.bases.get(reason.rule[5:]) if reason.rule.startswith("base.") else content.rules.get(reason.rule)
            if entry is None:
                continue
            do.extend(entry.do)
            watch.extend(entry.watch_for)
            for name in entry.advice:
                advice = content.advice.get(name)
                if advice is not None:
                    do.extend(advice.do)
                    watch.extend(advice.watch_for)
        do = list(dict.fromkeys(do))[:MOST_STEPS]
        do.extend(level.take_along)
        watch = list(dict.fromkeys(watch))[:MOST_STEPS]
        watch.extend(level.watch_for)
    return Guidance(
        headline=_fill(headline, words),
        do=tuple(dict.fromkeys(_fill(step, words) for step in do)),
        watch_for=tuple(dict.fromkeys(_fill(step, words) for step in watch)),
    )


def _fill(text: str, words: dict[str, str]) -> str:
    if "{" not in text and "your local" not in text:
        return text
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return (
        text.replace("your local emergency number", words["emergency"])
        if "your local emergency number" in text and not words["emergency"].startswith("your local")
        else text
    )
