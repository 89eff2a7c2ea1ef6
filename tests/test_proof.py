"""The proof's argument against trying every case of small generated rule books, and the promises of the content itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.content.atoms import parse_atom
from triage.content.invariant_shapes import Promise
from triage.content.library import Content
from triage.content.promised_words import wording_faults
from triage.content.shapes import BaseUrgency, Concept, Rule
from triage.content.who import parse_who
from triage.dialogue.assessor import Assessor
from triage.engine.person import PersonView
from triage.engine.promises import broken_promises
from triage.engine.proof import Prover
from triage.engine.proof_cases import attribute_choices, finding_of, minimal_cases
from triage.engine.proof_people import real_people
from triage.engine.state import State
from triage.engine.triage import Engine
from triage.model.finding import Attributes, Finding
from triage.model.patient import Patient
from triage.model.urgency import Urgency

LEVELS = ["emergency", "urgent", "same_day", "routine", "self_care"]
NAMES = ["a", "b", "c", "d"]
PARENTS = {"c": ("a",), "d": ("b",)}
ATOMS = ["a", "b", "c", "d", "a[sudden]", "b[value >= 38]", "b[value < 36]"]
PEOPLE = ["age < 5", "age >= 5", "age >= 65", "pregnant", "diabetes"]
ATTRIBUTES = [
    Attributes(),
    Attributes(onset="sudden"),
    Attributes(onset="gradual"),
    Attributes(value=35.0),
    Attributes(value=37.0),
    Attributes(value=39.0),
]


def _some(values: list[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


RULES = st.lists(
    st.fixed_dictionaries(
        {
            "urgency": st.sampled_from(LEVELS[:3]),
            "all": st.lists(st.sampled_from(ATOMS), min_size=1, max_size=2, unique=True),
            "any": _some(ATOMS),
            "unless_denied": _some(ATOMS),
            "who": _some(PEOPLE, 1),
            "who_any": _some(PEOPLE),
            "who_unless_ruled_out": _some(PEOPLE, 1),
        }
    ),
    min_size=1,
    max_size=4,
)
BASES = st.fixed_dictionaries({name: st.sampled_from(LEVELS[2:]) for name in NAMES})


def _content(whole: Content, rules: list[dict[str, object]], bases: dict[str, str]) -> Content:
    """A content of four concepts and a few rules; all else as in the whole."""
    text = {"because": "Because.", "do": ["Do."], "sources": ["standard_knowledge"]}
    concepts = {
        name: Concept.model_validate(
            {"id": name, "label": name, "lay": name, "system": "general", "question": "?", "is_a": PARENTS.get(name, ())}
        )
        for name in NAMES
    }
    made = {f"x.r{number}": Rule.model_validate({"id": f"x.r{number}", **rule, **text}) for number, rule in enumerate(rules)}
    lowest = {name: BaseUrgency.model_validate({"concept": name, "urgency": urgency, **text}) for name, urgency in bases.items()}
    return replace(whole, concepts=concepts, rules=made, bases=lowest, promises=())


@cache
def _patients() -> tuple[Patient, ...]:
    """Every person that the rules above can tell apart, with whatever may be not known."""
    ages: list[dict[str, object]] = [
        {},
        {"age": 1},
        {"age": 30},
        {"age": 70},
        {"age_from": 0, "age_below": 18},
        {"age_from": 5, "age_below": 120},
    ]
    risks: list[dict[str, object]] = [{}, {"conditions": ["diabetes"]}, {"conditions_denied": ["diabetes"]}]
    return tuple(
        Patient.model_validate({**age, **risk, "pregnant": pregnant}) for age in ages for risk in risks for pregnant in (None, True, False)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    rules=RULES,
    bases=BASES,
    present=st.sampled_from(ATOMS),
    any_of=_some(ATOMS),
    who=_some(["age < 5", "age >= 5", "pregnant", "diabetes"], 1),
    level=st.sampled_from(LEVELS[:3]),
    data=st.data(),
)
def test_a_proven_floor_holds_in_every_case_and_a_broken_one_fails_in_some(
    rules: list[dict[str, object]],
    bases: dict[str, str],
    present: str,
    any_of: list[str],
    who: list[str],
    level: str,
    data: st.DataObject,
    assessor: Assessor,
) -> None:
    content = _content(assessor.content, rules, bases)
    engine = Engine(content)
    promise = Promise.model_validate(
        {"id": "p", "says": "p", "kind": "floor", "present": [present], "any_of": any_of, "who": who, "at_least": level, "source": "x"}
    )
    counter = Prover(engine).floor(promise)
    lowest = _lowest(engine, promise, data)
    if counter is None:
        assert lowest is None or lowest >= Urgency(level)
    else:
        # The proof's own counter-example is a case; its level is below the promise.
        assert counter.level < Urgency(level)


def _lowest(engine: Engine, promise: Promise, data: st.DataObject) -> Urgency | None:
    """The lowest level over every person and many sets of findings, present and denied, that meet the promise."""
    content = engine.content
    choices = [None, "denied", *range(len(ATTRIBUTES))]
    combinations = data.draw(st.lists(st.tuples(*(st.sampled_from(choices) for _ in NAMES)), min_size=20, max_size=20))
    # And the cases in which one or two concepts are had and all the others denied.
    combinations += [
        tuple(had.get(name, "denied") for name in NAMES)
        for one, other in product(NAMES, NAMES)
        for first, second in product(range(len(ATTRIBUTES)), range(len(ATTRIBUTES)))
        for had in [{one: first, other: second}]
    ]
    lowest: Urgency | None = None
    for chosen in dict.fromkeys(combinations):
        findings = [_finding(name, choice) for name, choice in zip(NAMES, chosen, strict=True) if choice is not None]
        if not _meets(findings, promise, content):
            continue
        for patient in _patients():
            if all(engine._person(patient).holds(text) for text in promise.who):
                level = engine.assess(findings, patient).urgency
                lowest = level if lowest is None else min(lowest, level)
    return lowest


def _finding(name: str, choice: object) -> Finding:
    if choice == "denied":
        return finding_of(name).model_copy(update={"presence": "denied"})
    assert isinstance(choice, int)
    return finding_of(name, ATTRIBUTES[choice])


def _meets(findings: list[Finding], promise: Promise, content: Content) -> bool:
    state = State(findings, PersonView(Patient(), content), content)
    true = [state.holds(parse_atom(text)) is True for text in promise.present]
    some = [state.holds(parse_atom(text)) is True for text in promise.any_of]
    return all(true) and (not some or any(some))


def test_every_promise_of_the_content_is_proven(assessor: Assessor) -> None:
    broken = {promise.id: lines for promise, lines in broken_promises(assessor.engine) if lines}
    assert not broken


def test_the_promises_are_many_and_of_every_kind(assessor: Assessor) -> None:
    kinds = [promise.kind for promise in assessor.content.promises]
    assert len(kinds) >= 70
    assert {"floor", "ceiling", "wording", "structure"} == set(kinds)


def test_the_engine_gives_each_minimal_case_the_level_that_was_proven(assessor: Assessor) -> None:
    """The proof judges rules by itself; the engine's own answer may not be lower."""
    engine, content = assessor.engine, assessor.content
    prover = Prover(engine)
    for promise in content.promises:
        if promise.kind != "floor" or promise.who or promise.refined or promise.at_least is None:
            continue
        for findings in list(minimal_cases(promise.present, promise.any_of, content, prover.limits))[:25]:
            answer = engine.assess(findings, Patient())
            assert answer.urgency >= Urgency(promise.at_least), (promise.id, findings)
            assert answer.crisis or not promise.crisis


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_promise_holds_whatever_else_is_said_and_known(data: st.DataObject, assessor: Assessor) -> None:
    """Not a proof but a try of its conclusion: minimal cases of the content with anything added, judged by the engine."""
    engine, content = assessor.engine, assessor.content
    promise = data.draw(st.sampled_from([promise for promise in content.promises if promise.kind == "floor"]))
    named = data.draw(st.sampled_from(list(minimal_cases(promise.present, promise.any_of, content, Prover(engine).limits))))
    if promise.refined:
        named = assessor.reader.refine(named)
    people = list(islice(real_people(promise.who, named, engine.book, content), 40))
    patient = data.draw(st.sampled_from([person.patient for person in people]))
    risks = tuple(atom.name for atom in map(parse_who, promise.who) if atom.kind == "risk")
    more = data.draw(st.lists(st.sampled_from(sorted(content.risks)), max_size=2))
    whole = data.draw(st.booleans())
    patient = patient.model_copy(update={"conditions": (*risks, *more), "conditions_complete": whole, "medicines_complete": whole})
    others = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(content.concepts)), st.sampled_from(["present", "denied", "past"]), st.sampled_from(ATTRIBUTES)
            ),
            max_size=4,
        )
    )
    added = [finding_of(concept, attributes).model_copy(update={"presence": presence}) for concept, presence, attributes in others]
    answer = engine.assess([*named, *added], patient)
    assert answer.crisis or not promise.crisis
    if promise.at_least is not None:
        assert answer.urgency >= Urgency(promise.at_least), (promise.id, answer.reasons)


def test_a_promise_breaks_when_its_rule_is_taken_away(assessor: Assessor) -> None:
    promise = next(promise for promise in assessor.content.promises if promise.id == "head_injury_anticoagulated")
    assert Prover(assessor.engine).floor(promise) is None
    fires = {rule.id for rule in assessor.content.rules.values() if "anticoagulated" in (*rule.who, *rule.who_any)}
    counter = Prover(assessor.engine, without=frozenset(fires)).floor(promise)
    assert counter is not None
    assert "head_injury" in str(counter)
    assert "anticoagulated" in str(counter)


def test_a_value_of_a_promise_is_tried_between_all_limits_of_the_rules() -> None:
    choices = attribute_choices(parse_atom("b[value >= 38]"), {("b", "value"): {36.0, 39.5}}, ["b"])
    values = sorted(choice.value or 0 for choice in choices)
    assert values == [38.0, 38.75, 39.5, 40.5]


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Call 999 now.", False),
        ("Call your local emergency number.", True),
        ("Drink 250 ml of water.", True),
        ("Ring 0800 111 222.", False),
    ],
)
def test_no_sentence_with_a_telephone_number_passes(sentence: str, holds: bool, assessor: Assessor) -> None:
    promise = next(promise for promise in assessor.content.promises if promise.id == "no_phone_digits")
    base = next(iter(assessor.content.bases.values())).model_copy(update={"because": sentence})
    content = replace(assessor.content, rules={}, bases={base.concept: base})
    assert (not list(wording_faults(promise, content))) == holds


@pytest.mark.parametrize(
    ("promise_id", "sentence", "holds"),
    [
        ("no_stopping", "Stop your warfarin until you hear from us.", False),
        ("no_stopping", "Do not stop your warfarin.", True),
        ("no_stopping", "Stop taking the steroid.", False),
        ("no_certain_diagnosis", "You have a stroke.", False),
        ("no_certain_diagnosis", "This can be a sign of a stroke.", True),
        ("no_certain_diagnosis", "You have had a stroke before.", True),
    ],
)
def test_wording_promises_know_the_forbidden_from_the_allowed(promise_id: str, sentence: str, holds: bool, assessor: Assessor) -> None:
    promise = next(promise for promise in assessor.content.promises if promise.id == promise_id)
    base = next(iter(assessor.content.bases.values())).model_copy(update={"because": sentence})
    content = replace(assessor.content, rules={}, bases={base.concept: base})
    assert (not list(wording_faults(promise, content))) == holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "floor", "at_least": "urgent"},
        {"kind": "floor", "present": ["a"]},
        {"kind": "ceiling", "present": ["a"]},
        {"kind": "wording"},
        {"kind": "wording", "forbid": "("},
        {"kind": "structure"},
    ],
)
def test_a_promise_that_lacks_something_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"needs|regular expression"):
        Promise.model_validate({"id": "p", "says": "p", "source": "x", **wrong})
