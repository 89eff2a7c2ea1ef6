"""Reads a message: text in, findings, patient facts and what was not understood out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.language.attributes import AttributeReader
from triage.language.drafts import Draft
from triage.language.facts import FactReader, condition_phrases, medicine_phrases
from triage.language.guarding import qualities_of, without_guarded
from triage.language.layout import Layout
from triage.language.measured import apply_readings
from triage.language.measurements import Measurer
from triage.language.patients import PatientFinder, is_long_ago
from triage.language.patterns import Match, PhraseBook
from triage.language.person_facts import Facts
from triage.language.phrases import lexicon_phrases
from triage.language.reading_notes import reading_notes
from triage.language.scope import Judgement, ScopeModel
from triage.language.statements import (
    may_tell_of_long_ago,
    told_of_long_ago,
)
from triage.language.things import ThingTalk
from triage.language.times import times
from triage.language.unread import UnreadFinder, is_english
from triage.language.vocabulary import Unit, Vocabulary
from triage.language.wellness import settle
from triage.model.finding import HAD, Attributes, Finding, Presence, Span

FINDINGS, CONDITIONS, MEDICINES = "findings", "conditions", "medicines"
MAXIMUM_CHARACTERS = 100_000
_POINTING = frozenset({"the", "this", "that", "his", "her", "it"})
_ADJECTIVES = ("ful", "ing", "en", "sore", "y")


@dataclass
class Message:
    """What was understood of one message. `ask` holds questions about values that cannot be right."""

    text: str
    findings: tuple[Finding, ...]
    facts: Facts
    not_understood: tuple[Span, ...]
    ask: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    english: bool = True


class Reader:
    """The language floor of one content: `read` is its one door."""

    def __init__(self, content: Content) -> None:
        self._content = content
        vocabulary = Vocabulary(content)
        for medicine in content.medicines.values():
            for name in (medicine.label, *medicine.brands, *medicine.synonyms):
                vocabulary.learn_words(name)
        for group in content.medicine_classes.values():
            for name in group.phrases:
                vocabulary.learn_words(name)
        for condition in content.conditions.values():
            for name in condition.phrases:
                vocabulary.learn_words(name)
        sources = lexicon_phrases(content)
        for text, _, _ in sources:
            vocabulary.learn_words(text.lstrip("="))
        vocabulary.finish_learning()
        self.vocabulary = vocabulary
        self.phrases = PhraseBook(
            {FINDINGS: sources, CONDITIONS: condition_phrases(content), MEDICINES: medicine_phrases(content)}, vocabulary
        )
        self.scopes = ScopeModel(content, vocabulary)
        self._attributes = AttributeReader(content, vocabulary)
        self._facts = FactReader(content, self.scopes)
        self._measurer = Measurer(content, vocabulary)
        self._unread = UnreadFinder(content)
        self._refinements = _refinements(content)
        above = {concept: tuple(name for name in names if name in self._refinements) for concept, names in content.ancestors.items()}
        self._refinable = {concept: names for concept, names in above.items() if names}
        self._things = ThingTalk(content)
        self._qualities = qualities_of(content)
        self._patients = PatientFinder(content)

    def read(self, text: str) -> Message:
        """Understand one message.

        The same text gives the same answer; offsets of findings are into `text`, in code points.
        """
        units = self.vocabulary.heard(text)
        if not units:
            return Message(text, (), Facts(), ())
        layout = Layout(units)
        if not is_english(text, layout):
            return Message(text, (), Facts(), (), english=False)
        said_times = times(units)
        found = self.phrases.matches(layout)
        facts, fact_units = self._facts.read(text, units, found.get(CONDITIONS, []), found.get(MEDICINES, []), said_times)
        matches = without_guarded(layout, found.get(FINDINGS, []), self._content.guarded, self._qualities)
        if self._things.told_of(layout):
            matches = [match for match in matches if match.phrase.denies or not self._things.owns(units, match)]
        readings = self._measurer.readings(layout)
        drafts = self._drafts(layout, matches)
        if readings:
            drafts = apply_readings(units, drafts, readings, self._content, self.scopes)
        self._patients.decide(layout, drafts, facts)
        if True in [draft.denies for draft in drafts]:
            drafts = settle(units, drafts)
        if len(drafts) > 1:
            drafts = self._without_adjectives(units, drafts)
        spans = [draft.units for draft in drafts]
        for draft, attributes in zip(drafts, self._attributes.read(layout, spans, said_times), strict=True):
            if draft.reading is not None:
                attributes = attributes.model_copy(update={"value": draft.reading.value, "unit": draft.reading.unit})
            draft.attributes = attributes
        if facts.speaks_for is not None:
            self._facts.of_the_spoken_for(facts)
        findings = self._findings(text, units, drafts)
        findings = self._refine(findings)
        read = set(fact_units)
        for draft in drafts:
            read.update(range(draft.units[0], draft.units[-1] + 1))
        for reading in readings:
            read.update(range(reading.first, reading.last + 1))
        ask = tuple(dict.fromkeys(reading.ask for reading in readings if reading.concept is None))
        return Message(text, findings, facts, self._unread.spans(text, units, read), ask, reading_notes(units, readings, facts))

    def presence(self, text: str, start: int, end: int) -> tuple[str, Span | None]:
        """Judge the presence of a concept given by its span, as evaluation sets give it; also the cue."""
        units = self.vocabulary.units(text)
        inside = tuple(index for index, unit in enumerate(units) if unit.start < end and unit.end > start)
        if not inside:
            return "present", None
        layout = Layout(units)
        others = [match.units for match in self.phrases.matches(layout).get(FINDINGS, ()) if not set(match.units) & set(inside)]
        own = frozenset(inside)
        draft = Draft("", inside, self.scopes.judge(units, [inside], own | {index for span in others for index in span})[0])
        draft.presence = draft.judgement.presence
        rest = [Draft("", span, judgement) for span, judgement in zip(others, self.scopes.judge(units, others), strict=True)]
        for other in rest:
            other.presence = other.judgement.presence
        self._patients.decide(layout, [draft, *rest], Facts())
        if draft.presence in HAD and told_of_long_ago(units, inside):
            draft.presence = "past"
        return draft.presence, _cue_span(text, units, draft.judgement)

    def refine(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Add the refinements that findings of several messages and answers make together."""
        return self._refine(findings)

    # ---- steps ----
    def _drafts(self, layout: Layout, matches: list[Match]) -> list[Draft]:
        units = layout.units
        judged = self.scopes.judge(units, [match.units for match in matches])
        drafts = []
        far = may_tell_of_long_ago(layout)
        for match, judgement in zip(matches, judged, strict=True):
            concept = match.phrase.concept
            draft = Draft(concept, match.units, judgement, presence=judgement.presence, denies=match.phrase.denies)
            if (
                draft.presence == "denied"
                and judgement.cue is not None
                and any(units[index].correction for index in range(judgement.cue.first, judgement.cue.last + 1))
            ):
                draft.presence = "unsure"  # a guessed word may ask, never reassure
            if draft.presence == "other_person" and self._content.concepts[concept].even_if_another:
                draft.judgement = judgement.own or Judgement("present")
                draft.presence = draft.judgement.presence
            if draft.presence == "past":
                if self._content.concepts[concept].even_if_over and not is_long_ago(units, draft):
                    draft.presence = "present"
            elif draft.presence == "hypothetical" and self._content.concepts[concept].even_if_feared:
                draft.presence = "present" if judgement.cue is None or not judgement.cue.cue.asked else draft.presence
            elif judgement.presence == "present" and judgement.cue is not None and judgement.cue.first > draft.units[-1]:
                pass  # "I used to get migraines **but this one is different**"
            elif far and draft.presence in HAD and told_of_long_ago(units, draft.units):
                draft.presence = "past"
            drafts.append(draft)
            if draft.presence == "denied":
                drafts.extend(self._said_before(units, draft, drafts))
        return drafts

    def _said_before(self, units: list[Unit], denied: Draft, others: list[Draft]) -> list[Draft]:
        """What stands on its own before a denial within a finding: "**chest pain**, does not radiate", "**headache**, not sudden"."""
        cue = denied.judgement.cue
        if cue is None or cue.first <= denied.units[0] or cue.first > denied.units[-1]:
            return []
        first = denied.units[0]
        before = units[first : cue.first]
        found = self.phrases.matches(Layout(before)).get(FINDINGS, ())
        spans = [tuple(index + first for index in match.units) for match in found]
        judged = self.scopes.judge(units[: cue.first], spans)
        taken = {index for other in others if other is not denied for index in other.units}
        return [
            Draft(match.phrase.concept, span, judgement, presence=judgement.presence)
            for match, span, judgement in zip(found, spans, judged, strict=True)
            if not match.phrase.denies and match.phrase.concept != denied.concept and taken.isdisjoint(span)
        ]

    def _points_back(self, units: list[Unit], draft: Draft, before: list[Draft]) -> bool:
        """Whether a placeless finding speaks again of one told before: "sore elbow ... **the pain** is worse at night", "**it hurts**"."""
        if len(draft.units) != 1 or not draft.units[0] or not self._content.concepts[draft.concept].gives_way:
            return False
        if units[draft.units[0] - 1].text not in _POINTING:
            return False
        own = units[draft.units[0]].keys
        return any(
            earlier.presence == draft.presence
            and earlier.concept != draft.concept
            and (
                any(not own.isdisjoint(units[index].keys) for index in earlier.units)
                or any(word in self._content.concepts[earlier.concept].label.lower() for word in ("pain", "ache"))
            )
            for earlier in before
        )

    def _without_adjectives(self, units: list[Unit], drafts: list[Draft]) -> list[Draft]:
        """Drop a placeless finding that is only the adjective of the next one, or speaks of one before: "a **painful** ulcer"."""
        kept: list[Draft] = []
        for number, draft in enumerate(drafts):
            if self._points_back(units, draft, kept):
                continue
            after = drafts[number + 1] if number + 1 < len(drafts) else None
            concept = self._content.concepts[draft.concept]
            adjective = concept.gives_way and len(draft.units) == 1 and units[draft.units[0]].text.endswith(_ADJECTIVES)
            if adjective and after is not None and not self._content.concepts[after.concept].gives_way:
                between = units[draft.units[0] + 1 : after.units[0]]
                if len(between) <= 3 and not any(unit.mark for unit in between) and after.presence == draft.presence:
                    continue
            kept.append(draft)
        return kept

    def _findings(self, text: str, units: list[Unit], drafts: list[Draft]) -> tuple[Finding, ...]:
        findings: list[Finding] = []
        seen: dict[tuple[str, str], int] = {}
        for draft in drafts:
            concept = self._content.concepts[draft.concept]
            own = [units[index] for index in draft.units]
            start, end = own[0].start, own[-1].end
            corrected = [text[unit.start : unit.end] for unit in own if unit.correction]
            finding = Finding(
                concept=concept.id,
                label=concept.label,
                lay=concept.lay,
                presence=cast(Presence, draft.presence),
                text=text[start:end],
                start=start,
                end=end,
                cue=Span(text=text[start:end], start=start, end=end)
                if draft.denies and draft.presence == "denied"
                else _cue_span(text, units, draft.judgement)
                if draft.presence != "present" or draft.judgement.presence == "present"
                else None,
                attributes=draft.attributes,
                corrected_from=corrected[0] if corrected else None,
            )
            key = (finding.concept, finding.presence)
            if key in seen:
                old = findings[seen[key]]
                findings[seen[key]] = old.model_copy(update={"attributes": _merged(old.attributes, finding.attributes)})
                continue
            seen[key] = len(findings)
            findings.append(finding)
        return tuple(findings)

    def _refine(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Add the concepts that are others plus attributes ("headache" + sudden + worst = thunderclap headache)."""
        had = {finding.concept for finding in findings if finding.had}
        if not had:
            return findings
        above = {ancestor for concept in had for ancestor in self._refinable.get(concept, ())}
        if not above:
            return findings
        added: list[Finding] = []
        for concept in sorted(above):
            for refined, atoms in self._refinements[concept]:
                if refined in had or any(finding.concept == refined for finding in (*findings, *added)):
                    continue
                evidence = [self._true_of(atom, findings) for atom in atoms]
                if all(finding is not None for finding in evidence):
                    base = next(finding for finding in evidence if finding is not None)
                    entry = self._content.concepts[refined]
                    unsure = any(finding is not None and finding.presence == "unsure" for finding in evidence)
                    added.append(
                        base.model_copy(
                            update={
                                "concept": refined,
                                "label": entry.label,
                                "lay": entry.lay,
                                "presence": "unsure" if unsure else "present",
                            }
                        )
                    )
        return (*findings, *sorted(added, key=lambda finding: (finding.start, finding.concept))) if added else findings

    def _true_of(self, atom: Atom, findings: tuple[Finding, ...]) -> Finding | None:
        for finding in findings:
            if finding.had and atom.concept in self._content.ancestors.get(finding.concept, ()) and atom.holds(finding.attributes):
                return finding
        return None


def _refinements(content: Content) -> dict[str, list[tuple[str, tuple[Atom, ...]]]]:
    """Index the refinements by the first concept they build on."""
    found: dict[str, list[tuple[str, tuple[Atom, ...]]]] = {}
    for concept in content.concepts.values():
        for choice in concept.made_of:
            atoms = tuple(parse_atom(text) for text in choice)
            found.setdefault(atoms[0].concept, []).append((concept.id, atoms))
    return found


def _merged(old: Attributes, new: Attributes) -> Attributes:
    update = {name: value for name, value in new if value not in (None, ()) and getattr(old, name) in (None, ())}
    update["flags"] = tuple(sorted({*old.flags, *new.flags}))
    if new.severity and old.severity:
        order = ("mild", "moderate", "severe", "worst")
        update["severity"] = max(old.severity, new.severity, key=order.index)
    return old.model_copy(update=update)


def _cue_span(text: str, units: list[Unit], judgement: Judgement) -> Span | None:
    if judgement.cue is None:
        return None
    start, end = units[judgement.cue.first].start, units[judgement.cue.last].end
    return Span(text=text[start:end], start=start, end=end)
