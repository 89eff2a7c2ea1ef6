"""Simulated patients: the interview of each case, answered truthfully from its facts, is short and ends at the case's level."""

from __future__ import annotations

import os
from statistics import median

from case_files import Case, cases
from simulated_patients import Result, interview, right_level

from triage.dialogue.assessor import Assessor

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
