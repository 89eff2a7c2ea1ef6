"""The side-effect lines that patients are handed, each typed alone as it stands there, and the lay words of every first label term."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from triage.dialogue.assessor import Assessor
from triage.model.assessment import Assessment
from triage.model.patient import MedicineUse, Patient
from triage.model.urgency import Urgency

FIRST_LINE = "Black, tarry stools"
LEAST_SHARE = 0.97
HARMLESS_ALONE = ("indigestion", "belching", "stuffy nose", "constipation")


@dataclass(frozen=True)
class Term:
    """A label term with its code and the words of patients for it."""

    label: str
    hpo: str
    match: str
    lay: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def id(self) -> str:
        return re.sub(r"\W+", "_", self.label)


@pytest.fixture(scope="module")
def terms(shared: Path) -> list[Term]:
    with (shared / "clinical" / "terms.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Term(row["label_term"], row["hpo_id"], row["hpo_match"], tuple(_parts(row["lay_phrases"])), tuple(_parts(row["seed_phrases"])))
        for row in rows
    ]


@pytest.fixture(scope="module")
def lines(shared: Path) -> list[str]:
    (page,) = (shared / "seeds").glob("000_*")
    text = [line.strip() for line in page.read_text(encoding="utf-8").splitlines()]
    return [line for line in text[text.index(FIRST_LINE) :] if line]


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split("|") if part.strip())


def found(answer: Assessment, assessor: Assessor) -> set[str]:
    """The concepts of an answer with all that they are kinds of."""
    return {above for finding in answer.findings if finding.had for above in assessor.content.ancestors[finding.concept]}


def is_compound(line: str) -> bool:
    return bool(re.search(r",| or | and ", line))


def test_the_page_has_77_lines_and_each_has_its_terms(lines: list[str], terms: list[Term]) -> None:
    assert len(lines) == 77
    assert {line for term in terms for line in term.lines} == set(lines)


def test_every_line_gives_its_label_terms_and_compound_lines_all_of_theirs(lines: list[str], terms: list[Term], assessor: Assessor) -> None:
    misses = []
    for line in lines:
        wanted = {term.id for term in terms if line in term.lines}
        got = found(assessor.assess(line), assessor)
        # A line of one thing may be named by more than one term ("chills": chills, or rigors if they shake hard); one is enough.
        if wanted - got and (is_compound(line) or not wanted & got):
            misses.append((line, sorted(wanted - got)))
    assert not misses


def test_no_line_is_self_care_after_alemtuzumab(lines: list[str], assessor: Assessor) -> None:
    for name in ("alemtuzumab", "Lemtrada", "Campath"):
        patient = Patient(medicines=(MedicineUse(name=name),))
        assert not [line for line in lines if assessor.assess(line, patient).urgency == Urgency.SELF_CARE]


@pytest.mark.parametrize("line", HARMLESS_ALONE)
@pytest.mark.parametrize("medicines", [(), (MedicineUse(name="alemtuzumab"),), (MedicineUse(name="Lemtrada", last_dose_days_ago=400),)])
def test_harmless_lines_are_never_an_emergency(line: str, medicines: tuple[MedicineUse, ...], assessor: Assessor) -> None:
    assert assessor.assess(line, Patient(medicines=medicines)).urgency < Urgency.URGENT


def test_every_term_is_a_concept_with_its_label_and_code(terms: list[Term], assessor: Assessor) -> None:
    assert len(terms) == 198
    faults = []
    for term in terms:
        concept = assessor.content.concepts.get(term.id)
        if concept is None:
            faults.append(f"{term.id}: no such concept")
        elif concept.label.lower() != term.label.lower():
            faults.append(f"{term.id}: label {concept.label!r}")
        elif term.hpo and (concept.hpo, concept.hpo_match) != (term.hpo, term.match):
            faults.append(f"{term.id}: {concept.hpo} {concept.hpo_match}, not {term.hpo} {term.match}")
    assert not faults


def test_lay_words_find_their_term(terms: list[Term], assessor: Assessor) -> None:
    pairs = [(term, words) for term in terms for words in term.lay]
    misses = [f"{term.id}: {words}" for term, words in pairs if term.id not in found(assessor.assess(words), assessor)]
    share = 1 - len(misses) / len(pairs)
    print(f"lay words that find their term: {len(pairs) - len(misses)}/{len(pairs)} = {100 * share:.1f} %", *misses, sep="\n  ")
    assert share >= LEAST_SHARE, "\n".join(misses)
