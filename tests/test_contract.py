"""The JSON that other programs rely on, field by field."""

from __future__ import annotations

import json
import re
import string
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from command_line import Outcome, assess, concepts, triage

from triage.model.assessment import Assessment
from triage.model.urgency import LADDER

LEVELS = [level.value for level in LADDER]
PRESENCES = {"present", "denied", "unsure", "past", "other_person", "hypothetical"}
MESSAGES = (
    "black, tarry stools since yesterday and I feel faint when I stand up",
    "no chest pain, just a runny nose and sneezing",
    "my brother had a seizure when he was little",
    "flibbertigibbet wug",
    "tmep of 39 and vomitting",
    "i want to end it all",
    "what if I get a stroke? I have a headache, and my left toe feels plorky",
    "",
)


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_span(value: Any, text: str) -> bool:
    return set(value) == {"text", "start", "end"} and text[value["start"] : value["end"]] == value["text"] != ""


@pytest.mark.parametrize("text", MESSAGES)
def test_every_answer_has_every_field(text: str) -> None:
    answer = assess(text)
    assert set(answer) >= {
        *("id", "status", "urgency", "at_least", "could_be", "within_hours", "crisis", "findings", "reasons"),
        *("not_understood", "questions", "guidance", "would_change", "medicines", "content"),
    }
    assert answer["id"] is None
    assert answer["status"] in ("assessed", "cannot_assess")
    assert LEVELS.index(answer["at_least"]) <= LEVELS.index(answer["urgency"]) <= LEVELS.index(answer["could_be"])
    assert answer["within_hours"] is None or isinstance(answer["within_hours"], int)
    assert isinstance(answer["crisis"], bool)
    for finding in answer["findings"]:
        assert set(finding) >= {"concept", "label", "lay", "presence", "text", "start", "end", "cue", "attributes", "corrected_from"}
        assert finding["presence"] in PRESENCES
        assert is_span({name: finding[name] for name in ("text", "start", "end")}, text)
        assert finding["cue"] is None or is_span(finding["cue"], text)
        assert isinstance(finding["attributes"], dict)
        assert finding["corrected_from"] is None or finding["corrected_from"] in text
        assert finding["label"][0].isupper() or not finding["label"][0].isalpha()
        assert is_text(finding["lay"])
    for reason in answer["reasons"]:
        assert set(reason) >= {"rule", "urgency", "because", "findings", "sources"}
        assert reason["urgency"] in LEVELS
        assert is_text(reason["because"])
        assert all(0 <= number < len(answer["findings"]) for number in reason["findings"])
        assert reason["sources"]
    assert all(is_span(span, text) for span in answer["not_understood"])
    for question in answer["questions"]:
        assert set(question) >= {"concept", "ask", "could_raise_to"}
        assert is_text(question["ask"])
        assert question["could_raise_to"] in LEVELS
    assert set(answer["guidance"]) == {"headline", "do", "watch_for"}
    assert is_text(answer["guidance"]["headline"])
    assert answer["guidance"]["do"]
    assert all(map(is_text, (*answer["guidance"]["do"], *answer["guidance"]["watch_for"])))
    for change in answer["would_change"]:
        assert change["to"] in LEVELS
        assert change["answers"]
    assert isinstance(answer["medicines"], list)
    assert is_text(answer["content"]["version"])
    assert re.fullmatch("[0-9a-f]{64}", answer["content"]["sha256"])


@pytest.mark.parametrize("text", MESSAGES)
def test_an_answer_is_an_assessment_of_its_published_schema(text: str) -> None:
    answer = assess(text)
    assert json.loads(Assessment.model_validate(answer).model_dump_json()) == answer
    assert set(Assessment.model_json_schema()["properties"]) == set(answer)


@pytest.mark.parametrize("text", MESSAGES)
def test_reasons_come_most_urgent_first_and_the_first_one_gives_the_level(text: str) -> None:
    answer = assess(text)
    ranks = [LEVELS.index(reason["urgency"]) for reason in answer["reasons"]]
    assert all(first >= second for first, second in pairwise(ranks))
    if answer["status"] == "assessed":
        assert answer["reasons"][0]["urgency"] == answer["urgency"]


@pytest.mark.parametrize("text", [*MESSAGES, "a runny nose", "belly pain", "a rash and a headache"])
def test_questions_are_plain_sentences(text: str) -> None:
    for question in assess(text)["questions"]:
        assert re.match(r"[A-Z].*\?$", question["ask"]), question
        assert not re.search(r"\b(the|a) (a|an|the) |_|<|>", question["ask"]), question


def test_a_denied_finding_has_the_word_that_denied_it() -> None:
    (finding,) = (finding for finding in assess("no chest pain, just a runny nose")["findings"] if finding["presence"] == "denied")
    assert finding["concept"] == "chest_pain"
    assert finding["cue"] == {"text": "no", "start": 0, "end": 2}


def test_a_corrected_word_is_shown() -> None:
    assert "vomitting" in {finding["corrected_from"] for finding in assess("vomitting since noon")["findings"]}


@pytest.mark.parametrize(
    ("before", "code_points"),
    [("🤒🤒 ", 3), ("👩‍👩‍👧 says ", 11), ("e\u0301 \u202b", 4), ("\u200b\ufeff", 2), ("𝕙𝕚 ", 3), ("line\r\n\tone ", 11)],
)
def test_offsets_count_code_points_of_the_original_text(before: str, code_points: int) -> None:
    assert len(before) == code_points
    text = f"{before}black, tarry stools 😱 but no fever 🤒"
    answer = assess(text)
    found = {finding["concept"]: finding for finding in answer["findings"]}
    assert (found["melena"]["start"], found["melena"]["end"]) == (code_points, code_points + len("black, tarry stools"))
    assert found["pyrexia"]["presence"] == "denied"
    for finding in (*answer["findings"], *(finding["cue"] for finding in answer["findings"] if finding["cue"]), *answer["not_understood"]):
        assert text[finding["start"] : finding["end"]] == finding["text"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize("text", [MESSAGES[0], MESSAGES[3]])
def test_the_same_words_give_the_same_bytes(text: str, form: str) -> None:
    runs = {triage("assess", text, "--age", "63", "--sex", "male", "--medicine", "warfarin", "--format", form) for _ in range(2)}
    assert len(runs) == 1


def test_jsonl_gives_one_line() -> None:
    outcome = triage("assess", "a cough", "--format", "jsonl")
    assert outcome.out.count("\n") == 1
    assert outcome.json == assess("a cough")


# Files of messages.


def run_file(folder: Path, *lines: Any, options: tuple[str, ...] = ("--format", "jsonl")) -> Outcome:
    path = folder / "calls.jsonl"
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()) + b"\n" for line in lines)
    )
    return triage("assess", "--input", path, *options)


def test_a_file_gives_one_object_a_line_in_the_same_order_with_its_id(tmp_path: Path) -> None:
    names: list[Any] = [3, "b", "ä 🙂", None, 1, "b"]
    texts = ["a cough", "black tarry stools", "no fever", "", "wug", "a headache"]
    outcome = run_file(tmp_path, *({"id": name, "text": text} for name, text in zip(names, texts, strict=True)))
    assert outcome.status == 0
    assert [answer["id"] for answer in outcome.lines] == names
    for answer, text in zip(outcome.lines, texts, strict=True):
        assert {**answer, "id": None} == assess(text)


def test_format_may_be_left_out_for_a_file(tmp_path: Path) -> None:
    assert run_file(tmp_path, {"id": 1, "text": "a cough"}, options=()).lines[0]["urgency"] == "self_care"


BAD_LINES: list[tuple[Any, Any, str]] = [
    (b"{not json", None, "JSON"),
    (b'{"id": 7, "text": "a cough"', None, "JSON"),
    (b"[1, 2]", None, "object"),
    (b'"a cough"', None, "object"),
    (b"[" * 5000, None, "JSON"),
    (b'{"id": 5, "text": "\xff\xfe"}', None, "UTF-8"),
    ({"id": 9}, 9, "text"),
    ({"id": 9, "text": 3}, 9, "text"),
    ({"id": 9, "text": None}, 9, "text"),
    ({"id": {"a": 1}, "text": "a cough"}, None, "id"),
    ({"id": 9, "text": "a cough", "patient": {"age": -3}}, 9, "patient.age"),
    ({"id": 9, "text": "a cough", "patient": {"age": "abc"}}, 9, "patient.age"),
    ({"id": 9, "text": "a cough", "patient": {"agee": 3}}, 9, '"age"'),
    ({"id": 9, "text": "a cough", "patient": {"sex": "robot"}}, 9, "patient.sex"),
    ({"id": 9, "text": "a cough", "patient": {"region": "ZZ"}}, 9, "patient.region"),
    ({"id": 9, "text": "a cough", "patient": {"medicines": [{"nam": "warfarin"}]}}, 9, "name"),
    ({"id": 9, "text": "a cough", "patient": {"medicines": [{"name": "warfarin", "last_dose_days_ago": -1}]}}, 9, "last_dose_days_ago"),
    ({"id": 9, "text": "a cough", "pateint": {}}, 9, '"patient"'),
    ({"id": "long", "text": "a" * 100_000}, "long", "100,000"),
    ({"id": "binary", "text": "a\0b"}, "binary", "binary"),
    (b'{"id": "half", "text": "\\ud83d"}', "half", "UTF-8"),
]


@pytest.mark.parametrize(("line", "name", "word"), BAD_LINES, ids=[str(number) for number in range(len(BAD_LINES))])
def test_a_bad_line_gives_its_error_and_the_run_goes_on(tmp_path: Path, line: Any, name: Any, word: str) -> None:
    outcome = run_file(tmp_path, {"id": "first", "text": "a cough"}, line, {"id": "last", "text": "a headache"})
    assert outcome.status == 1
    first, bad, last = outcome.lines
    assert (first["id"], last["id"]) == ("first", "last")
    assert set(bad) == {"id", "error"}
    assert bad["id"] == name
    assert word in bad["error"]
    assert "\n" not in bad["error"]
    assert len(bad["error"]) < 300
    assert "Traceback" not in outcome.err


def test_a_file_may_have_a_byte_order_mark_windows_line_ends_and_blank_lines(tmp_path: Path) -> None:
    outcome = run_file(tmp_path, b'\xef\xbb\xbf{"id": 1, "text": "a cough"}\r', b"\r", b"", b'{"id": 2, "text": "a cough"}')
    assert [answer["id"] for answer in outcome.lines] == [1, 2]
    assert outcome.status == 0


def test_every_field_of_a_patient_is_read(tmp_path: Path) -> None:
    patient = {
        "age": 34,
        "sex": "female",
        "pregnant": True,
        "conditions": ["diabetes"],
        "medicines": [{"name": "alemtuzumab", "last_dose_days_ago": 3}],
        "region": "US",
    }
    (answer,) = run_file(tmp_path, {"id": 1, "text": "fever and a sore throat", "patient": patient}).lines
    assert answer["medicines"][0]["id"] == "alemtuzumab"
    assert answer["medicines"][0]["last_dose_days_ago"] == 3
    assert LEVELS.index(answer["urgency"]) >= LEVELS.index("urgent")
    same = assess(
        "fever and a sore throat",
        *("--age", "34", "--sex", "female", "--pregnant", "--condition", "diabetes", "--medicine", "alemtuzumab@3", "--region", "US"),
    )
    assert {**answer, "id": None} == same


def test_options_fill_what_a_line_leaves_out(tmp_path: Path) -> None:
    own, filled = run_file(
        tmp_path,
        {"id": 1, "text": "fever", "patient": {"region": "UK"}},
        {"id": 2, "text": "fever"},
        options=("--region", "AU", "--medicine", "clozapine"),
    ).lines
    assert "999" in json.dumps(own["guidance"])
    assert "000" in json.dumps(filled["guidance"])
    assert [note["id"] for note in own["medicines"]] == [note["id"] for note in filled["medicines"]] == ["clozapine"]


# Facts in the text, and explicit ones.


def test_facts_in_the_text_are_read() -> None:
    read = assess("61 y/o f on Eliquis, bumped my head this morning")
    given = assess("bumped my head this morning", "--age", "61", "--sex", "female", "--medicine", "Eliquis")
    assert [note["id"] for note in read["medicines"]] == ["apixaban"] == [note["id"] for note in given["medicines"]]
    assert read["urgency"] == given["urgency"]
    assert LEVELS.index(read["urgency"]) >= LEVELS.index("urgent")


def test_an_explicit_age_wins_over_the_text() -> None:
    baby = assess("my 6 week old has a temperature of 38.5")
    assert baby["urgency"] == "emergency" or LEVELS.index(baby["urgency"]) >= LEVELS.index("urgent")
    adult = assess("my 6 week old has a temperature of 38.5", "--age", "30")
    assert LEVELS.index(adult["urgency"]) < LEVELS.index(baby["urgency"])


def test_explicit_medicines_are_named_as_given() -> None:
    answer = assess("a cough", "--medicine", "Lemtrada@400", "--medicine", "wugozumab")
    assert answer["medicines"][0]["name"] in ("Lemtrada", "alemtuzumab")
    assert any("wugozumab" in note for note in answer["notes"])


# What is assumed.


@pytest.mark.parametrize("text", ["chest pain", "a headache", "black stools", "belly pain and I feel sick", "my leg is swollen"])
def test_assume_denied_takes_everything_open_as_denied(text: str) -> None:
    usual, denied = assess(text), assess(text, "--assume-denied")
    assert denied["urgency"] == denied["could_be"] == denied["at_least"] == usual["at_least"]
    assert denied["questions"] == denied["would_change"] == []


def test_assume_denied_never_goes_below_the_floor_of_what_was_not_understood() -> None:
    answer = assess("flibbertigibbet wug", "--assume-denied")
    assert (answer["status"], answer["urgency"]) == ("cannot_assess", "same_day")


def test_a_question_answered_no_is_not_asked_again() -> None:
    asked = {question["concept"] for question in assess("I have a headache")["questions"]}
    assert "stiff_neck" not in {question["concept"] for question in assess("I have a headache, no stiff neck")["questions"]} or not asked


# Regions.

REGIONS = {
    "US": ("911", "988"),
    "UK": ("999", "116 123"),
    "GB": ("999", "116 123"),
    "us": ("911", "988"),
    "CA": ("911", "988"),
    "AU": ("000", "13 11 14"),
}


@pytest.mark.parametrize(("region", "numbers"), REGIONS.items(), ids=list(REGIONS))
def test_a_region_gives_its_numbers(region: str, numbers: tuple[str, str]) -> None:
    assert numbers[0] in assess("crushing chest pain", "--region", region)["guidance"]["headline"]
    crisis = json.dumps(assess("I am going to kill myself", "--region", region)["guidance"])
    assert numbers[0] in crisis
    assert numbers[1] in crisis


@pytest.mark.parametrize(
    "text",
    ["crushing chest pain", "I am going to kill myself", "my toddler drank bleach", "a cough", "flibbertigibbet wug", "me duele el pecho"],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_region_gives_no_number_of_any_country(text: str, form: str) -> None:
    """The one number shown is 112, which mobile phones take nearly everywhere, and it is said not to be sure."""
    out = re.sub(r"[0-9a-f]{12,64}|\"[a-z]+_[a-z0-9_]+\"", "", triage("assess", text, "--format", form).out)
    for number in (
        "911",
        "999",
        "000",
        "988",
        "111",
        "116 123",
        "116123",
        "741741",
        "0800",
        "1-800",
        "1800",
        "13 11 14",
        "108",
        "119",
        "120",
        "995",
    ):
        assert not re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", out), number


def test_a_number_that_nobody_confirmed_is_not_shown_as_certain() -> None:
    headline = assess("crushing chest pain", "--region", "CA")["guidance"]["headline"]
    assert "911" in headline
    assert "not confirmed" in headline


# The text form, for people.


def test_the_text_form_goes_from_the_level_to_the_next_question() -> None:
    text = triage("assess", "chest pain and my left toe feels plorky, but no fever").out
    places = [text.index(part) for part in ("*** CALL AN AMBULANCE NOW ***", "What to do", "Why", "Not counted", "not a diagnosis")]
    assert places == sorted(places)
    assert '"chest pain"' in text
    assert 'denied, from "no"' in text


def test_the_text_form_says_what_was_not_understood_and_asks() -> None:
    text = triage("assess", "runny nose and my left toe feels plorky").out
    assert "What I did not understand" in text
    assert "plorky" in text
    assert "To be more certain, answer" in text


def test_the_text_form_fits_a_terminal() -> None:
    for message in MESSAGES:
        out = triage("assess", message, "--region", "UK").out
        assert max(map(len, out.splitlines())) <= 80
        assert set(out) <= set(string.printable) | set("'’–…"), set(out) - set(string.printable)


def test_an_emergency_shows_no_reassurance() -> None:
    out = triage("assess", "I had Lemtrada 3 days ago, my face is drooping, my neck hurts and I have a runny nose").out.lower()
    assert "ambulance" in out
    for words in ("most often", "nothing to worry", "harmless", "usually passes", "look after this at home"):
        assert words not in out


def test_findings_of_others_are_not_had() -> None:
    answer = assess("my brother had a seizure when he was little")
    assert not concepts(answer)
    assert concepts(answer, "other_person", "past") >= {"seizure"} or answer["status"] == "cannot_assess"
