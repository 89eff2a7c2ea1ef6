"""`triage check` finds what one file alone cannot show, and says so in few lines."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from triage.content.check_cases import case_cover
from triage.content.check_phrases import confusable_phrases
from triage.content.library import Content, load_content
from triage.content.location import content_root
from triage.content.shapes import Rule
from triage.dialogue.assessor import Assessor
from triage.engine.proof import Prover
from triage.engine.proof_rules import age_holes, shadowed, silent, unreachable
from triage.engine.triage import Engine
from triage.faces.cli import main


@pytest.fixture
def with_rules(assessor: Assessor) -> Callable[..., Prover]:
    """A prover of the whole content with only these rules."""

    def make(*rules: dict[str, object]) -> Prover:
        made = {}
        for number, rule in enumerate(rules):
            entry = Rule.model_validate(
                {"id": f"x.r{number}", "urgency": "urgent", "because": "b", "do": ["d"], "sources": ["standard_knowledge"], **rule}
            )
            made[entry.id] = entry
        files = {**assessor.content.files, **dict.fromkeys(made, "rules/x.toml")}
        return Prover(Engine(replace(assessor.content, rules=made, files=files)))

    return make


@pytest.mark.parametrize(
    ("rule", "can_fire"),
    [
        ({"all": ["headache[for >= 3 days, for < 2 days]"]}, False),
        ({"all": ["headache"], "who": ["age < 5", "age >= 16"]}, False),
        ({"all": ["headache"], "who": ["age < 5", "pregnant"]}, False),
        ({"all": ["headache"], "who": ["male", "pregnant"]}, False),
        ({"all": ["headache"], "who": ["age >= 16", "pregnant >= 20 weeks"]}, True),
        ({"all": ["headache"], "who": ["age < 16", "pregnant"]}, True),
        ({"all": ["headache"], "who": ["medicine:alemtuzumab"], "who_unless_ruled_out": ["medicine:alemtuzumab <= 7 days"]}, True),
        ({"all": ["headache"], "unless_denied": ["vomiting"], "who_any": ["diabetes", "age < 5"]}, True),
        ({"any": ["headache"], "at_least": {"count": 2, "of": ["vomiting", "fatigue", "cough"]}}, True),
    ],
)
def test_a_rule_that_can_never_fire_is_found(rule: dict[str, object], can_fire: bool, with_rules: Callable[..., Prover]) -> None:
    assert (not list(unreachable(with_rules(rule)))) == can_fire


def test_a_rule_that_another_always_goes_with_is_found(with_rules: Callable[..., Prover]) -> None:
    prover = with_rules(
        {"all": ["headache", "vomiting"]}, {"all": ["headache"], "urgency": "emergency"}, {"any": ["cough"]}, {"any": ["cough"]}
    )
    found = {(shadow.rule, shadow.by, shadow.same) for shadow in shadowed(prover)}
    assert found == {("x.r0", "x.r1", False), ("x.r3", "x.r2", True)}


def test_a_less_urgent_rule_shadows_nothing(with_rules: Callable[..., Prover]) -> None:
    assert not list(shadowed(with_rules({"all": ["headache", "vomiting"]}, {"all": ["headache"], "urgency": "same_day"})))


def test_a_narrow_hole_between_two_ages_is_found_and_a_wide_one_is_meant(with_rules: Callable[..., Prover]) -> None:
    young, old = {"all": ["headache"], "who": ["age < 3 months"]}, {"all": ["headache"], "who": ["age >= 6 months"]}
    assert len(list(age_holes(with_rules(young, old)))) == 1
    assert not list(age_holes(with_rules(young, {"all": ["headache"], "who": ["age >= 3 months"]})))
    assert not list(age_holes(with_rules(young, {"all": ["headache"], "who": ["age >= 65"]})))


def test_a_concept_without_any_answer_is_found(assessor: Assessor) -> None:
    bases = {name: base for name, base in assessor.content.bases.items() if name != "hiccups"}
    prover = Prover(Engine(replace(assessor.content, bases=bases, rules={})))
    assert [line.split("concept ")[1] for line in silent(prover, ["pregnant"])] == ["hiccups: no rule answers it for: pregnant"]


def test_phrases_one_letter_apart_are_told_unless_listed(assessor: Assessor) -> None:
    told = list(confusable_phrases(assessor.content))
    listed = [set(pair) for pair in assessor.content.confusables.pairs]
    assert not any(set(line.split('"')[1::2]) in listed for line in told)


def test_cases_that_name_no_rule_or_stand_twice_are_found(tmp_path: Path, assessor: Assessor) -> None:
    entry = '[[case]]\nname = "a"\nkind = "positive"\nrule = "no.such_rule"\ntext = "x"\n'
    (tmp_path / "one.toml").write_text(entry * 2, encoding="utf-8")
    cover = case_cover(tmp_path, assessor.content)
    assert cover.cases == 2
    assert "no.such_rule" in cover.no_such_rule[0]
    assert cover.twice == ("one.toml: case a stands 2 times",)
    assert len(cover.without_case) == len(assessor.content.rules)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content, to break."""
    for folder in ("lexicon", "rules"):
        shutil.copytree(content_root() / folder, tmp_path / folder)
    return tmp_path


def test_the_proofs_alone_are_printed_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--proofs-only"]) == 0
    out = capsys.readouterr().out
    assert "promises proven over all cases" in out
    assert len(out.splitlines()) <= 3


def test_a_broken_promise_is_a_fault_with_its_counter_example(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "rules" / "invariants.toml"
    promise = '[[promise]]\nid = "{0}"\nsays = "x"\nkind = "floor"\npresent = ["{0}"]\nat_least = "emergency"\nsource = "nhs_uk"\n'
    path.write_text(promise.format("hiccups") + promise.format("hickups"), encoding="utf-8")
    assert main(["check", "--proofs-only", "--content", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "0 promises proven over all cases, 2 broken" in out
    assert "promise hiccups fails: hiccups; who: anybody; all else denied: only self_care by base.hiccups" in out
    assert 'no such concept: hickups; did you mean "hiccups"?' in out


def test_a_promise_with_an_unknown_key_is_named_with_its_place(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "rules" / "invariants.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("at_least = ", "at_leest = ", 1), encoding="utf-8")
    assert main(["check", "--content", str(copy)]) != 0
    captured = capsys.readouterr()
    assert 'did you mean "at_least"' in captured.out + captured.err


def test_content_without_promises_is_sound(copy: Path) -> None:
    (copy / "rules" / "invariants.toml").unlink()
    content: Content = load_content(copy)
    assert content.promises == ()
