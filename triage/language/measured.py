"""Lets measured values decide the presence of their concepts: "temp of 36.8" is no fever, "temp of 35" is another thing."""

from __future__ import annotations

from collections import defaultdict

from triage.content.library import Content
from triage.language.drafts import Draft
from triage.language.measurements import Reading
from triage.language.scope import Judgement, ScopeModel
from triage.language.statements import told_of_long_ago
from triage.language.vocabulary import Unit

NEAR = 6
"""So many words may stand between a value and the words it belongs to."""
_TOLD = ("denied", "past", "other_person", "hypothetical")
_SAME_THING = {
    "temperature": frozenset({"pyrexia", "hypothermia"}),
    "pulse": frozenset({"tachycardia", "bradycardia"}),
    "blood_pressure": frozenset({"hypertension", "hypotension"}),
    "glucose": frozenset({"hypoglycemia_symptoms", "hyperglycemia_symptoms"}),
}


def apply_readings(units: list[Unit], drafts: list[Draft], readings: list[Reading], content: Content, scopes: ScopeModel) -> list[Draft]:
    """Give each value to the finding beside it, or make a finding of it; the findings come back in the order of the message."""
    readings = [reading for reading in readings if reading.concept in content.concepts]
    if not readings:
        return drafts
    at: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for index in draft.units:
            at[index].append(draft)
    spans = [tuple(range(reading.first, reading.last + 1)) for reading in readings]
    judged = scopes.judge(units, spans)
    dropped: set[int] = set()
    added: list[Draft] = []
    for reading, span, judgement in zip(readings, spans, judged, strict=True):
        concept = reading.concept or ""
        family = _SAME_THING.get(reading.measurement, frozenset()) | content.descendants.get(concept, frozenset()) | {concept}
        near = {
            id(draft): draft
            for index in range(reading.first - NEAR, reading.last + NEAR + 1)
            for draft in at.get(index, ())
            if draft.concept in family and draft.reading is None and id(draft) not in dropped
        }
        mine = [draft for draft in near.values() if draft.concept == concept]
        mine = mine or [draft for draft in near.values() if reading.measurement != "temperature" or draft.concept == "pyrexia"]
        if not mine:
            added.append(_made_of(reading, span, judgement, units))
            continue
        draft = mine[0]
        if draft.presence in ("denied", "past", "hypothetical") and reading.presence != "denied":
            continue
        if draft.presence == "denied" or reading.presence == "denied" or draft.concept not in content.descendants.get(concept, ()):
            draft.concept = concept  # "low blood sugar 2.1 and not making sense" stays the graver finding that it is
        draft.reading = reading
        draft.units = tuple(sorted({*draft.units, *span}))
        if draft.presence != "other_person" or reading.presence == "denied":
            draft.presence = reading.presence
        dropped.update(key for key, other in near.items() if other is not draft and other.concept in ("pyrexia", "hypothermia"))
    kept = [draft for draft in drafts if id(draft) not in dropped]
    return sorted([*kept, *added], key=lambda draft: (draft.units[0], draft.units[-1], draft.concept))


def _made_of(reading: Reading, span: tuple[int, ...], judgement: Judgement, units: list[Unit]) -> Draft:
    told = judgement.presence if judgement.presence in _TOLD else reading.presence
    if told == reading.presence and told_of_long_ago(units, span):
        told = "past"
    cue = judgement if told == judgement.presence else Judgement("present")
    return Draft(reading.concept or "", span, cue, presence=told, reading=reading)
