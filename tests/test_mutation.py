"""A sample of the mutation run (`python tests/mutation.py` does all): no red-flag rule can be lost unseen."""

from __future__ import annotations

import pytest
from case_files import cases
from mutation import Mutant, Survey, blunted, kind_of, red_flags, removal

from triage.dialogue.assessor import Assessor

SAMPLE = 40


@pytest.fixture(scope="module")
def survey(assessor: Assessor) -> Survey:
    """Cases that name one of the sampled rules, read once."""
    sampled = {rule.id for rule in _sample(assessor)}
    return Survey.of(assessor, [(stem, case) for stem, case in cases() if case.rule in sampled])


def _sample(assessor: Assessor) -> list:  # type: ignore[type-arg]
    rules = red_flags(assessor.content)
    return rules[:: max(1, len(rules) // SAMPLE)]


def test_no_red_flag_rule_is_without_a_case_or_promise(assessor: Assessor) -> None:
    """Cheaply for all rules: each is named by a case in which it must fire, or a promise relies on it alone."""
    named = {case.rule for _, case in cases() if case.fires and case.kind == "positive"}
    left = {rule.id for rule in red_flags(assessor.content)} - named
    relied = {rule for rule in left if Survey.of(assessor, []).promises.get(rule)} if left else set()
    assert not left - relied


def test_a_sampled_rule_cannot_be_taken_away_unseen(survey: Survey, assessor: Assessor) -> None:
    lost = [rule.id for rule in _sample(assessor) if survey.noticed_by(removal(rule)) is None]
    assert not lost


def test_a_blunted_rule_is_told_from_a_sound_one(survey: Survey, assessor: Assessor) -> None:
    rule = assessor.content.rules["anticoagulated.bleed_in_the_head"]
    same = Mutant(rule.id, "unchanged", rule)
    assert survey.noticed_by(same) is None
    assert survey.harmless(same)
    changes = [kind_of(mutant.change) for mutant in blunted(rule)]
    assert changes.count("alternative any") == len(rule.any)


def test_a_promise_notices_a_raised_number(assessor: Assessor) -> None:
    survey = Survey.of(assessor, [])
    rule = assessor.content.rules["cardiac.pulse_extremely_fast"]
    raised = next(mutant for mutant in blunted(rule) if "value" in mutant.change)
    assert survey.noticed_by(raised) == "promise pulse_160"
