"""Facts about the person that a message gives: age, sex, pregnancy, conditions, medicines with the last dose, who speaks for whom."""

from __future__ import annotations

import re
from bisect import bisect_left

from triage.content.library import Content
from triage.language.ages import read_age
from triage.language.childbearing import CHILDBEARING_WORDS, read_childbearing
from triage.language.numbers import has_any
from triage.language.patterns import Match
from triage.language.people import CHILDREN
from triage.language.person_facts import Facts
from triage.language.phrases import PhraseSource
from triage.language.scope import ScopeModel
from triage.language.spoken_numbers import LARGE_WORDS, in_digits
from triage.language.stems import american
from triage.language.times import TimeSaid
from triage.language.vocabulary import Unit
from triage.model.patient import MedicineUse

_SEX = re.compile(
    r"\bi'?\s?a?m\s+an?\s+(?:[\w-]+\s+){0,4}?(woman|man|female|male|girl|boy|lady|guy|bloke|mom|mum|mother|dad|father)\b|\b(female|male)\b|\bsex\s*[:=]\s*(f|m)\b",
    re.IGNORECASE,
)
_FEMALE_WORDS = frozenset({"woman", "female", "girl", "lady", "mom", "mum", "mother", "f"})
_AGE_WORDS = ("old", "in my", "in his", "in her")
_DOSE_REACH = 12
_DIGIT = re.compile(r"\d")


class FactReader:
    """Reads facts with the medicines and conditions of a content."""

    def __init__(self, content: Content, scopes: ScopeModel) -> None:
        self._content = content
        self._scopes = scopes

    def read(
        self, text: str, units: list[Unit], conditions: list[Match], medicines: list[Match], said_times: list[TimeSaid]
    ) -> tuple[Facts, set[int]]:
        """Read the facts of a message, and the units that name medicines and conditions."""
        facts = Facts()
        lowered = text.lower()
        if has_any(lowered, _TELLING):
            _read_person(in_digits(lowered), facts)
        used: set[int] = set()
        if conditions:
            used |= self._read_conditions([match for match in conditions if not _is_title(text, units, match)], units, facts)
        if medicines:
            used |= self._read_medicines(medicines, units, facts, said_times)
        if facts.sex is None and (facts.pregnant or facts.postpartum):
            facts.sex = "female"
        return facts, used

    @staticmethod
    def of_the_spoken_for(facts: Facts) -> None:
        """Give the patient what was told of the person that the writer turned out to speak for."""
        if facts.speaks_for is None:
            return
        if facts.speaks_for in CHILDREN:
            # A child's mother may have given birth; the child has not.
            facts.postpartum = facts.postpartum_weeks = None
        for person, condition, use in facts.of_others:
            if american(person) == facts.speaks_for or facts.speaks_for in ("he", "she"):
                if use is not None and all(known.name != use.name for known in facts.medicines):
                    facts.medicines.append(use)
                elif condition and condition not in facts.conditions:
                    facts.conditions.append(condition)

    def _read_conditions(self, matches: list[Match], units: list[Unit], facts: Facts) -> set[int]:
        judged = self._scopes.judge(units, [match.units for match in matches])
        used: set[int] = set()
        for match, judgement in zip(matches, judged, strict=True):
            name = match.phrase.concept
            if judgement.presence == "denied":
                facts.conditions_denied.append(name)
            elif judgement.presence == "other_person" and judgement.cue is not None:
                facts.of_others.append((units[judgement.cue.first].text, name, None))
            elif judgement.presence != "hypothetical":
                facts.conditions.append(name)
            used.update(match.units)
        facts.conditions = list(dict.fromkeys(facts.conditions))
        facts.conditions_denied = [name for name in dict.fromkeys(facts.conditions_denied) if name not in facts.conditions]
        return used

    def _read_medicines(self, matches: list[Match], units: list[Unit], facts: Facts, said_times: list[TimeSaid]) -> set[int]:
        judged = self._scopes.judge(units, [match.units for match in matches])
        used: set[int] = set()
        for match, judgement in zip(matches, judged, strict=True):
            used.update(match.units)
            own = match.units[0] > 0 and units[match.units[0] - 1].text in ("my", "his", "her", "their")
            if judgement.presence == "denied" and not own:
                continue
            if judgement.presence == "other_person" and judgement.cue is not None:
                use = MedicineUse(name=match.phrase.concept, last_dose_days_ago=_last_dose(units, match, said_times))
                facts.of_others.append((units[judgement.cue.first].text, "", use))
                continue
            if judgement.presence == "hypothetical" and judgement.cue is not None and not judgement.cue.cue.asked:
                continue
            name = match.phrase.concept
            dose = _last_dose(units, match, said_times)
            if all(use.name != name for use in facts.medicines):
                facts.medicines.append(MedicineUse(name=name, last_dose_days_ago=dose))
        return used


def _read_person(lowered: str, facts: Facts) -> None:
    """Read age, sex and childbearing from a message in lower case."""
    digits = _DIGIT.search(lowered) is not None
    if digits or has_any(lowered, _AGE_WORDS):
        read_age(lowered, facts)
    _read_sex(lowered, facts)
    read_childbearing(lowered, facts, digits=digits)


def condition_phrases(content: Content) -> list[PhraseSource]:
    """Gather the phrases of all conditions."""
    sources: list[PhraseSource] = []
    for condition in content.conditions.values():
        sources.extend((text, condition.id, "name") for text in condition.phrases)
        sources.extend((text, condition.id, "not") for text in condition.look_alikes)
    return sources


def medicine_phrases(content: Content) -> list[PhraseSource]:
    """Gather the names, brands and class words of all medicines, as literal runs."""
    sources: list[PhraseSource] = []
    for medicine in content.medicines.values():
        names = (medicine.label, *medicine.brands, *medicine.synonyms)
        sources.extend(("=" + text, medicine.id, "name") for text in names)
        sources.extend(("=" + text.lstrip("="), medicine.id, "not") for text in medicine.look_alikes)
    for group in content.medicine_classes.values():
        sources.extend(("=" + text.lstrip("="), group.id, "name") for text in group.phrases)
        sources.extend(("=" + text.lstrip("="), group.id, "not") for text in group.look_alikes)
    return sources


def _read_sex(lowered: str, facts: Facts) -> None:
    if facts.sex is None and has_any(lowered, _SEX_WORDS):
        match = _SEX.search(lowered)
        if match:
            word = next(group for group in match.groups() if group)
            facts.sex = "female" if word in _FEMALE_WORDS else "male"


_SEX_WORDS = ("male", "man", "boy", "girl", "lady", "guy", "bloke", "mom", "mum", "mother", "dad", "father", "sex")


_TELLING = tuple(dict.fromkeys((*"0123456789", *_AGE_WORDS, *_SEX_WORDS, *CHILDBEARING_WORDS, *LARGE_WORDS)))
"""Without any of these a message tells nothing of age, sex or childbearing."""


def _is_title(text: str, units: list[Unit], match: Match) -> bool:
    """ "Ms Smith" is a person, not multiple sclerosis."""
    unit = units[match.units[0]]
    if unit.text != "ms" or len(match.units) > 1:
        return False
    after = text[unit.end :].lstrip(". ")
    return text[unit.start : unit.end] == "Ms" and after[:1].isupper()


def _last_dose(units: list[Unit], match: Match, said_times: list[TimeSaid]) -> float | None:
    """Read when a medicine was last had: a time within eight words of its name, told as a point ("3 days ago", "last week")."""
    first, last = match.units[0], match.units[-1]
    best: tuple[int, float] | None = None
    begin = bisect_left(said_times, first - _DOSE_REACH, key=lambda said: said.last)
    for said in said_times[begin:]:
        if said.first > last + _DOSE_REACH:
            break
        distance = said.first - last if said.first > last else first - said.last
        between = range(min(last, said.last) + 1, max(first, said.first))
        if distance > 9 or any(units[index].mark in ("stop", "break", "joiner") for index in between):
            continue
        after = units[said.last + 1].text if said.last + 1 < len(units) else ""
        if not said.ago and after not in ("after", "since", "post", "following"):
            continue
        if any(
            units[index].text in ("i", "have", "feel", "started", "got", "been") and said.first > last and index > last + 1 and distance > 4
            for index in between
        ):
            continue
        if best is None or distance < best[0]:
            best = (distance, said.hours / 24)
    return round(best[1], 2) if best else None
