"""Every case in tests/cases/: what a patient writes gives the findings, the rule and the level that a careful nurse would give."""

from __future__ import annotations

import pytest
from case_files import Case, cases

from triage.dialogue.assessor import Assessor
from triage.model.urgency import Urgency


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{stem}-{case.name}") for stem, case in cases()])
def test_case(case: Case, assessor: Assessor) -> None:
    answer = assessor.assess(case.text, case.patient)
    had = {above for finding in answer.findings if finding.had for above in assessor.content.ancestors[finding.concept]}
    denied = {
        below for finding in answer.findings if finding.presence == "denied" for below in assessor.content.descendants[finding.concept]
    }
    fired = {reason.rule for reason in answer.reasons}
    seen = {finding.concept: finding.presence for finding in answer.findings}
    assert set(case.findings) <= had, f"missing {set(case.findings) - had} in {seen}"
    assert set(case.denied) <= denied, f"not denied {set(case.denied) - denied} in {seen}"
    assert not set(case.absent) & had, f"wrongly had {set(case.absent) & had} in {seen}"
    if case.rule is not None:
        assert (case.rule in fired) == case.fires, f"{case.rule} {'did not fire' if case.fires else 'fired'}: {sorted(fired)}; {seen}"
    if case.urgency is not None:
        assert answer.urgency == Urgency(case.urgency), f"{answer.urgency} by {sorted(fired)}; {seen}"
    if case.at_least is not None:
        assert answer.urgency >= Urgency(case.at_least), f"{answer.urgency} by {sorted(fired)}; {seen}"
    if case.at_most is not None:
        assert answer.urgency <= Urgency(case.at_most), f"{answer.urgency} by {sorted(fired)}; {seen}"
