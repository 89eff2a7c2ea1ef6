"""Properties of the engine over generated findings: monotone in both directions, bounds in order, the same answer to the same input."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.dialogue.assessor import Assessor
from triage.dialogue.stress import messages
from triage.model.finding import Attributes, Finding
from triage.model.patient import MedicineUse, Patient
from triage.model.urgency import Urgency

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
ATTRIBUTES = st.builds(
    Attributes,
    severity=st.sampled_from([None, "mild", "severe", "worst"]),
    onset=st.sampled_from([None, "sudden", "gradual"]),
    started_hours=st.sampled_from([None, 0.5, 30.0, 500.0]),
    trend=st.sampled_from([None, "worse", "better", "spreading"]),
    side=st.sampled_from([None, "left", "both_sides"]),
    value=st.sampled_from([None, 35.0, 39.0, 180.0]),
    flags=st.sampled_from([(), ("at_rest",), ("usual",), ("first", "constant")]),
)
PATIENTS = st.builds(
    Patient,
    age=st.sampled_from([None, 0.1, 2.0, 15.0, 34.0, 70.0]),
    sex=st.sampled_from([None, "female", "male"]),
    pregnant=st.sampled_from([None, True, False]),
    conditions=st.sampled_from([(), ("diabetes",), ("cancer",)]),
    medicines=st.sampled_from(
        [(), (MedicineUse(name="warfarin"),), (MedicineUse(name="alemtuzumab", last_dose_days_ago=2),), (MedicineUse(name="alemtuzumab"),)]
    ),
)
MANY_MESSAGES = """
from triage.dialogue.assessor import Assessor
from triage.dialogue.stress import messages
assessor = Assessor()
for text in messages(assessor.content, 250):
    print(assessor.assess(text).model_dump_json())
for text in (
    "hives n lips swollen, feel like im gonna pass out",
    "stung, allergic to wasps, lips swelling and wheezy",
    "sore calf and my leg is puffy",
):
    print(assessor.assess(text).model_dump_json())
"""
LEVELS = ("urgency", "at_least", "could_be")


@pytest.fixture(scope="session")
def concept_ids(assessor: Assessor) -> list[str]:
    in_rules = {text.partition("[")[0] for rule in assessor.content.rules.values() for text in (*rule.all, *rule.any, *rule.unless_denied)}
    return sorted(in_rules & assessor.content.concepts.keys())


@pytest.fixture(scope="session")
def finding(assessor: Assessor) -> Callable[[str, str, Attributes], Finding]:
    def make(concept: str, presence: str, attributes: Attributes) -> Finding:
        entry = assessor.content.concepts[concept]
        return Finding.model_validate(
            {
                "concept": concept,
                "label": entry.label,
                "lay": entry.lay,
                "presence": presence,
                "text": entry.lay,
                "start": 0,
                "end": 1,
                "attributes": attributes,
            }
        )

    return make


def _draw(
    data: st.DataObject, concept_ids: list[str], finding: Callable[[str, str, Attributes], Finding], presences: list[str]
) -> list[Finding]:
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(concept_ids), st.sampled_from(presences), ATTRIBUTES), min_size=1, max_size=5))
    return [finding(*each) for each in chosen]


@MANY
@given(data=st.data(), patient=PATIENTS)
def test_another_present_finding_never_lowers_a_level(
    data: st.DataObject, patient: Patient, assessor: Assessor, concept_ids: list[str], finding
) -> None:  # type: ignore[no-untyped-def]
    some = [*_draw(data, concept_ids, finding, ["present"]), *_draw(data, concept_ids, finding, ["present", "denied", "past"])]
    more = [*some, *_draw(data, concept_ids, finding, ["present"])]
    before, after = assessor.engine.assess(some, patient), assessor.engine.assess(more, patient)
    assert after.urgency >= before.urgency
    assert after.at_least >= before.at_least
    assert after.could_be >= before.at_least


@MANY
@given(data=st.data(), patient=PATIENTS)
def test_another_denied_finding_never_raises_a_level(
    data: st.DataObject, patient: Patient, assessor: Assessor, concept_ids: list[str], finding
) -> None:  # type: ignore[no-untyped-def]
    some = _draw(data, concept_ids, finding, ["present"])
    less = [*some, *_draw(data, concept_ids, finding, ["denied"])]
    before, after = assessor.engine.assess(some, patient), assessor.engine.assess(less, patient)
    for level in LEVELS:
        assert getattr(after, level) <= getattr(before, level), level


@MANY
@given(data=st.data(), patient=PATIENTS)
def test_what_is_kept_of_single_findings_gives_what_all_rules_give(
    data: st.DataObject, patient: Patient, assessor: Assessor, concept_ids: list[str], finding
) -> None:  # type: ignore[no-untyped-def]
    """With any answer given, every rule is judged anew; an answer to something that no rule asks must then change nothing."""
    findings = _draw(data, concept_ids, finding, ["present", "present", "denied", "unsure", "past"])
    for some in (findings[:1], findings, findings):
        kept = assessor.engine.assess(some, patient)
        anew = assessor.engine.assess(some, patient, answers={"nothing_asks_this": True})
        assert kept == anew


@MANY
@given(data=st.data(), patient=PATIENTS)
def test_the_three_levels_are_in_order_and_assuming_denial_gives_the_lowest(
    data: st.DataObject, patient: Patient, assessor: Assessor, concept_ids: list[str], finding
) -> None:  # type: ignore[no-untyped-def]
    findings = _draw(data, concept_ids, finding, ["present", "denied", "unsure"])
    answer = assessor.engine.assess(findings, patient)
    assert answer.at_least <= answer.urgency <= answer.could_be
    if answer.status == "assessed":
        denied = assessor.engine.assess(findings, patient, assume_denied=True)
        assert answer.at_least <= denied.urgency <= answer.urgency


@MANY
@given(data=st.data(), patient=PATIENTS)
def test_what_the_engine_says_would_change_the_answer_does_change_it(
    data: st.DataObject, patient: Patient, assessor: Assessor, concept_ids: list[str], finding
) -> None:  # type: ignore[no-untyped-def]
    answer = assessor.engine.assess(_draw(data, concept_ids, finding, ["present"]), patient)
    for change in answer.would_change:
        if any(item.concept.startswith("who:") for item in change.answers):
            continue
        plain = [
            finding(item.concept, "present" if item.answer == "yes" else "denied", Attributes())
            for item in change.answers
            if "[" not in item.concept
        ]
        answers = {item.concept: item.answer == "yes" for item in change.answers if "[" in item.concept}
        added = [
            finding(item.concept.partition("[")[0], "present", Attributes())
            for item in change.answers
            if "[" in item.concept and item.answer == "yes"
        ]
        moved = assessor.engine.assess([*answer.findings, *plain, *added], patient, answers=answers)
        if change.direction == "raises":
            assert moved.urgency >= change.to
        else:
            assert moved.urgency <= change.to


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_is_answered_and_offsets_slice_it(text: str, assessor: Assessor) -> None:
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        return
    answer = assessor.assess(text)
    for finding in answer.findings:
        assert text[finding.start : finding.end] == finding.text
        if finding.cue:
            assert text[finding.cue.start : finding.cue.end] == finding.cue.text
    for span in answer.not_understood:
        assert text[span.start : span.end] == span.text


def test_offsets_slice_generated_messages_and_the_same_words_give_the_same_bytes(assessor: Assessor) -> None:
    again = Assessor(assessor.content)
    for text in messages(assessor.content, 300):
        decorated = f"😀 {text} – “ok” \u202e!"
        answer = assessor.assess(decorated)
        for finding in answer.findings:
            assert decorated[finding.start : finding.end] == finding.text
        assert answer.model_dump_json() == again.assess(decorated).model_dump_json()


def test_the_same_words_give_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    """Sets of strings come in another order with each hash seed; no answer may depend on it."""
    outputs = []
    for seed in ("1", "2", "77"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TRIAGE_CACHE": str(tmp_path / seed),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        done = subprocess.run([sys.executable, "-c", MANY_MESSAGES], capture_output=True, env=environment, check=True, cwd=tmp_path)
        outputs.append(done.stdout)
    assert len(outputs[0]) > 100_000
    assert outputs[0] == outputs[1] == outputs[2]


def test_levels_compare_by_urgency_and_not_by_name() -> None:
    ladder = [Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.SAME_DAY, Urgency.URGENT, Urgency.EMERGENCY]
    assert sorted(ladder) == ladder
    assert all(low < high and low <= high and high > low and high >= low for low, high in itertools.pairwise(ladder))


def test_many_threads_get_what_one_gets(assessor: Assessor) -> None:
    """What is kept between messages must never mix up two patients."""
    patients = (
        Patient(age=44, sex="female"),
        Patient(age=0.1),
        Patient(age=80, conditions=("cancer",)),
        Patient(pregnant=True, pregnant_weeks=30),
    )
    work = [(text, patients[number % len(patients)]) for number, text in enumerate(messages(assessor.content, 400, seed=5))]
    alone = [assessor.assess(text, patient).model_dump_json() for text, patient in work]
    fresh = Assessor(assessor.content)
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(lambda each: fresh.assess(*each).model_dump_json(), work))
    assert together == alone
