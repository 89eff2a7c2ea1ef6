"""Measures the product on labelled files: what was read, what was negated, what was triaged; each figure with its counts and interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from triage.content.library import Content
from triage.dialogue.assessor import Assessor
from triage.model.finding import HAD
from triage.model.patient import Patient
from triage.model.urgency import LADDER, Urgency

Row = Mapping[str, Any]
LEVEL_SETS: dict[str, dict[str, frozenset[str]]] = {
    "em,ne,sc": {"em": frozenset({"emergency", "urgent"}), "ne": frozenset({"same_day", "routine"}), "sc": frozenset({"self_care"})},
    "em,day,week,sc": {
        "em": frozenset({"emergency", "urgent"}),
        "day": frozenset({"same_day"}),
        "week": frozenset({"routine"}),
        "sc": frozenset({"self_care"}),
    },
    "ladder": {level.value: frozenset({level.value}) for level in LADDER},
}
"""Scales with fewer levels, and which of ours count as each of theirs."""
FOUR_NAMES = {
    "emergency": frozenset({"emergency", "urgent"}),
    "urgent": frozenset({"urgent", "same_day"}),
    "routine": frozenset({"routine"}),
    "self_care": frozenset({"self_care"}),
}
"""A four-level key in our words, where "urgent" is the level between an emergency and an appointment: now or today."""


@dataclass(frozen=True)
class Share:
    """So many of so many, with a 95 % interval after Wilson (1927)."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share.

        >>> low, high = Share(9, 10).interval
        >>> round(low, 2), round(high, 2)
        (0.6, 0.98)
        """
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.959964, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.hits}/{self.total} = {100 * self.value:.1f} % (95 %: {100 * low:.1f} to {100 * high:.1f})"


@dataclass
class Result:
    """Figures by name, and the misses by kind."""

    figures: list[tuple[str, str]] = field(default_factory=list)
    misses: dict[str, list[str]] = field(default_factory=dict)

    def miss(self, kind: str, line: str) -> None:
        """Remember a miss."""
        self.misses.setdefault(kind, []).append(line)


def measure_presence(rows: Sequence[Row], assessor: Assessor) -> Result:
    """Measure presence on given concepts: rows {text, phrase, present} or {sentence, concept, status}."""
    result = Result()
    right = skipped = 0
    tp = fp = fn = 0
    for row in rows:
        text = str(row.get("text", row.get("sentence", "")))
        phrase = str(row.get("phrase", row.get("concept", "")))
        negated = row["status"] == "negated" if "status" in row else not row["present"]
        start = find_phrase(text, phrase)
        if start is None:
            skipped += 1
            continue
        presence, cue = assessor.reader.presence(text, start, start + len(phrase))
        said_negated = presence == "denied" if "status" in row else presence not in HAD
        tp += said_negated and negated
        fp += said_negated and not negated
        fn += negated and not said_negated
        if said_negated == negated:
            right += 1
        else:
            by = f" by '{cue.text}'" if cue else ""
            result.miss("missed denial" if negated else "false denial", f"[{phrase}] {presence}{by}: {text}")
    total = len(rows) - skipped
    precision, recall = Share(tp, tp + fp), Share(tp, tp + fn)
    f1 = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
    result.figures += [
        ("right", str(Share(right, total))),
        ("not-had F1", f"{f1:.4f}"),
        ("precision", str(precision)),
        ("recall", str(recall)),
    ]
    if skipped:
        result.figures.append(("concept not in its sentence", str(skipped)))
    return result


def find_phrase(text: str, phrase: str) -> int | None:
    """Find where a concept stands in its sentence; sets that mark it in capitals get that place."""
    place = text.find(phrase.upper())
    if place < 0 or phrase.upper() == phrase.lower():
        place = text.lower().find(phrase.lower())
    return place if place >= 0 else None


def measure_terms(rows: Sequence[Row], assessor: Assessor, crosswalk: Mapping[str, Sequence[str]]) -> Result:
    """Measure naming: rows {phrase, term, code}, with `crosswalk` from term or code to the concepts that are right."""
    result = Result()
    covered = first = anywhere = 0
    for row in rows:
        wanted = crosswalk.get(str(row["term"])) or crosswalk.get(str(row.get("code")))
        if not wanted:
            result.miss("term not in the lexicon", str(row["term"]))
            continue
        covered += 1
        found = [finding.concept for finding in assessor.reader.read(str(row["phrase"])).findings]
        right = {below for concept in wanted for below in assessor.content.descendants.get(concept, ())}
        if found and found[0] in right:
            first += 1
            anywhere += 1
        elif right & set(found):
            anywhere += 1
            result.miss("right, but not first", f"{row['phrase']} -> {', '.join(found)}; wanted {', '.join(wanted)}")
        elif found:
            result.miss("wrong", f"{row['phrase']} -> {', '.join(found)}; wanted {', '.join(wanted)}")
        else:
            result.miss("nothing found", f"{row['phrase']}; wanted {', '.join(wanted)}")
    result.figures += [
        ("rows whose term the lexicon has", str(Share(covered, len(rows)))),
        ("first answer right, of those", str(Share(first, covered))),
        ("right anywhere, of those", str(Share(anywhere, covered))),
    ]
    return result


def crosswalk_by_code(content: Content) -> dict[str, list[str]]:
    """Concepts by HPO code, label and synonym, for sets that name terms the way the lexicon does."""
    found: dict[str, list[str]] = {}
    for concept in content.concepts.values():
        if concept.hpo and concept.hpo_match in ("exact", "close"):
            found.setdefault(concept.hpo, []).append(concept.id)
        for name in (concept.label, *concept.synonyms):
            found.setdefault(name, []).append(concept.id)
            found.setdefault(name.lower(), []).append(concept.id)
    return found


def measure_silence(rows: Sequence[Row], assessor: Assessor) -> Result:
    """Measure quiet on ordinary English: rows {text}; any finding is a fault, a red flag a grave one."""
    result = Result()
    quiet = flags = 0
    for row in rows:
        answer = assessor.assess(str(row["text"]))
        had = [finding for finding in answer.findings if finding.had]
        quiet += not had
        if had:
            result.miss(
                "finding in ordinary English", f"{row['text']} -> {', '.join(f'{finding.concept} ({finding.text})' for finding in had)}"
            )
        if answer.status == "assessed" and answer.urgency >= Urgency.URGENT:
            flags += 1
            result.miss("red flag in ordinary English", f"{row['text']} -> {answer.reasons[0].rule}")
    result.figures += [("no finding", str(Share(quiet, len(rows)))), ("red flags", str(flags))]
    return result


def measure_triage(rows: Sequence[Row], assessor: Assessor, levels: str, *, assume_denied: bool, with_history: bool) -> Result:
    """Measure levels: rows {text, level | label, accept?, age?, sex?, patient?}; under-triage is reported first."""
    result = Result()
    scale = LEVEL_SETS.get(levels, {})
    right = under = over = dangerous = 0
    table: dict[tuple[str, str], int] = {}
    by_level: dict[str, list[int]] = {}
    for row in rows:
        gold, allowed = accepted(row, scale)
        text = str(row["text"])
        if with_history and row.get("pmh") and str(row["pmh"]).lower() not in ("none", "nil", "no"):
            text = f"{text.rstrip('. ')}. PMH: {row['pmh']}."
        answer = assessor.assess(text, patient_of(row), assume_denied=assume_denied)
        given = answer.urgency.value
        table[gold, given] = table.get((gold, given), 0) + 1
        ranks = [Urgency(level).rank for level in allowed]
        counts = by_level.setdefault(gold, [0, 0])
        counts[1] += 1
        found = ", ".join(f"{finding.concept}:{finding.presence}" for finding in answer.findings) or "no findings"
        receipt = f"{answer.status}; {found}; {answer.reasons[0].rule if answer.reasons else '-'}"
        line = f"{row.get('id', '')} [{gold} -> {given}] {text} | {receipt}"
        if given in allowed:
            right += 1
            counts[0] += 1
        elif answer.urgency.rank < min(ranks):
            under += 1
            result.miss("under-triage", line)
            if min(ranks) >= Urgency.URGENT.rank and answer.urgency < Urgency.SAME_DAY:
                dangerous += 1
                result.miss("under-triage below same day", line)
        else:
            over += 1
            result.miss("over-triage", line)
    result.figures += [
        ("under-triage", str(Share(under, len(rows)))),
        ("emergencies below same day", str(dangerous)),
        ("over-triage", str(Share(over, len(rows)))),
        ("within the accepted levels", str(Share(right, len(rows)))),
        *((f"right where {gold}", str(Share(*counts))) for gold, counts in sorted(by_level.items())),
        *((f"{gold} -> {given}", str(count)) for (gold, given), count in sorted(table.items())),
    ]
    return result


def accepted(row: Row, scale: Mapping[str, frozenset[str]]) -> tuple[str, frozenset[str]]:
    """The label of a row, and our levels that count as right for it."""
    gold = str(row.get("label", row.get("level", row.get("urgency"))))
    names: Iterable[str] = row.get("accept") or [str(row.get("level", row.get("urgency", row.get("label"))))]
    known = scale or FOUR_NAMES
    allowed = frozenset(level for name in names for level in known.get(str(name), FOUR_NAMES.get(str(name), frozenset({str(name)}))))
    return gold, allowed & {level.value for level in LADDER} or frozenset({"same_day"})


def patient_of(row: Row) -> Patient:
    """The patient of a row: its `patient`, or its age and sex."""
    if isinstance(row.get("patient"), dict):
        return Patient.model_validate(row["patient"])
    sex = row.get("sex")
    return Patient(age=row.get("age"), sex=sex if sex in ("female", "male") else None)
