"""The floors of reading: each measure on its labelled file, at least at the figure that was reached and promised.

Sets that may not be committed are measured only where the shared data folder lies beside the project.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from triage.dialogue.assessor import Assessor
from triage.dialogue.measuring import Result, crosswalk_by_code, measure_presence, measure_silence, measure_terms
from triage.dialogue.stress import measure_typos

HERE = Path(__file__).parent
LANGUAGE = HERE / "language"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def figure(result: Result, name: str) -> str:
    return dict(result.figures)[name]


def share(result: Result, name: str) -> float:
    """The share of a figure written as "hits/total = ..."."""
    hits, total = figure(result, name).split(" ", 1)[0].split("/")
    return int(hits) / int(total)


def misses(result: Result) -> str:
    return "\n".join(f"{kind}: {line}" for kind, lines in result.misses.items() for line in lines[:20])


def test_traps_of_denial_are_all_right(assessor: Assessor) -> None:
    result = measure_presence(rows(LANGUAGE / "context_traps.jsonl"), assessor)
    assert share(result, "right") == 1.0, misses(result)


def test_context_sentences(assessor: Assessor) -> None:
    result = measure_presence(rows(LANGUAGE / "context.jsonl"), assessor)
    assert share(result, "right") >= 0.88, misses(result)


def test_ordinary_english_is_quiet(assessor: Assessor) -> None:
    written = rows(LANGUAGE / "ordinary_english.jsonl")
    assert len(written) >= 650
    result = measure_silence(written, assessor)
    assert share(result, "no finding") >= 0.99, misses(result)
    assert figure(result, "red flags") == "0", misses(result)


def test_misspellings_are_understood(assessor: Assessor) -> None:
    result = measure_typos(assessor, sample=400)
    assert share(result, "still understood") >= 0.95, misses(result)


def test_clinical_negation(assessor: Assessor, shared: Path) -> None:
    result = measure_presence(rows(shared / "data" / "negex_dev.jsonl"), assessor)
    assert float(figure(result, "not-had F1")) >= 0.95, misses(result)


def test_lay_terms_of_the_phenotype_ontology(assessor: Assessor, shared: Path) -> None:
    result = measure_terms(rows(shared / "data" / "hpo_layperson_symptom.jsonl"), assessor, crosswalk_by_code(assessor.content))
    assert share(result, "first answer right, of those") >= 0.90, misses(result)


def test_phrases_of_patients(assessor: Assessor, shared: Path) -> None:
    crosswalk = tomllib.loads((HERE / "crosswalks" / "askapatient.toml").read_text(encoding="utf-8"))
    result = measure_terms(rows(shared / "data" / "askapatient_symptom_dev.jsonl"), assessor, crosswalk)
    assert share(result, "rows whose term the lexicon has") >= 0.75
    assert share(result, "first answer right, of those") >= 0.85, misses(result)


def test_the_crosswalk_names_concepts_that_exist(assessor: Assessor) -> None:
    crosswalk = tomllib.loads((HERE / "crosswalks" / "askapatient.toml").read_text(encoding="utf-8"))
    unknown = {concept for concepts in crosswalk.values() for concept in concepts} - set(assessor.content.concepts)
    assert not unknown
