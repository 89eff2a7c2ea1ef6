"""Simulated patients: the interview of each case, answered truthfully from its facts, is short and ends at the case's level."""

from __future__ import annotations

import os
from statistics import median

from case_files import Case, cases
from simulated_patients import Result, interview, right_level

from triage.dialogue.assessor import Assessor
from triage.model.urgency import Urgency

MOST_CASES = int(os.environ.get("TRIAGE_SIMULATED_CASES", "240"))
"""How many cases are played in one run, spread evenly over all of them; 0 plays all."""


def chosen(assessor: Assessor) -> list[Case]:
    """The cases whose own level the words alone give; the others fail in the test of the cases."""
    every = [case for _, case in cases() if case.urgency is not None]
    step = max(1, len(every) // MOST_CASES) if MOST_CASES else 1
    return [case for case in every[::step] if assessor.assess(case.text, case.patient).urgency == case.urgency]


def test_interviews_are_short_and_end_at_the_level_of_the_case(assessor: Assessor) -> None:
    results: list[tuple[Case, Result]] = [(case, interview(case, assessor)) for case in chosen(assessor)]
    assert len(results) >= 20
    emergencies = [result.questions for case, result in results if case.urgency == "emergency"]
    others = [result.questions for case, result in results if case.urgency != "emergency"]
    assert median(others) <= 8
    assert not emergencies or median(emergencies) <= 4
    wrong = [
        f"{case.name}: {case.urgency} -> {result.assessment.urgency}" for case, result in results if not right_level(case, result, assessor)
    ]
    assert len(wrong) <= 0.05 * len(results), wrong
    assert all(result.ended or result.assessment.status == "cannot_assess" for _, result in results)


def test_a_patient_who_begins_with_one_symptom_is_asked_for_the_rest(assessor: Assessor) -> None:
    """Begin with the least urgent symptom of an urgent case alone, then answer truthfully: the red flags must be found by asking."""
    reached = total = 0
    for case in chosen(assessor):
        full = assessor.assess(case.text, case.patient)
        had = [finding for finding in full.findings if finding.had]
        if full.at_least < Urgency.URGENT or len(had) < 2:
            continue
        alone = {finding.concept: assessor.assess_findings((finding,), case.patient).urgency for finding in had}
        first = min(had, key=lambda finding: (alone[finding.concept].rank, finding.start))
        if alone[first.concept] >= full.at_least:
            continue
        result = interview(case, assessor, opening=f"I have {first.lay}")
        total += 1
        reached += result.assessment.urgency >= full.at_least
    assert total >= 5
    assert reached >= 0.8 * total, f"{reached} of {total}"
