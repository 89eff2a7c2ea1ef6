"""The commands as their users meet them: what they were promised to see, help that a nurse understands, and all of it documented."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import PROJECT, assess, concepts, python, triage

from triage.faces.cli import COMMANDS, parser
from triage.model.urgency import Urgency

README = (PROJECT / "README.md").read_text(encoding="utf-8")

# The words, the person, the least level, the highest one, and words that the answer must quote.
SEEN_WORKING: list[tuple[str, tuple[str, ...], str, str, tuple[str, ...]]] = [
    (
        "black, tarry stools since yesterday and I feel faint when I stand up",
        ("--age", "63", "--sex", "male"),
        "emergency",
        "emergency",
        ("black, tarry stools", "faint"),
    ),
    (
        "there's an elephant sitting on my chest and my left arm aches",
        ("--age", "58", "--sex", "male"),
        "emergency",
        "emergency",
        ("elephant", "arm"),
    ),
    ("no chest pain, just a runny nose and sneezing", ("--age", "25"), "self_care", "self_care", ("runny nose", "sneezing", "chest pain")),
    ("my head is splitting, worst ever, it came on in seconds", ("--age", "44", "--sex", "female"), "emergency", "emergency", ("head",)),
    (
        "tiny red spots on my legs that don't fade and my gums bleed",
        ("--age", "38", "--sex", "female", "--medicine", "alemtuzumab@400"),
        "urgent",
        "emergency",
        ("red spots", "gums bleed"),
    ),
    (
        "face drooping and slurred speech",
        ("--age", "38", "--sex", "female", "--medicine", "alemtuzumab@2"),
        "emergency",
        "emergency",
        ("face drooping", "slurred speech"),
    ),
    ("I have a fever of 38.4 and a sore throat", ("--medicine", "alemtuzumab@30"), "urgent", "emergency", ("fever", "sore throat")),
    ("heartburn after spicy food", ("--age", "30"), "self_care", "routine", ("heartburn",)),
    ("tmep of 39 and vomitting", ("--age", "30"), "self_care", "urgent", ("tmep", "vomitting")),
]


@pytest.mark.parametrize(("words", "person", "least", "most", "quotes"), SEEN_WORKING, ids=[row[0][:40] for row in SEEN_WORKING])
def test_seen_working(words: str, person: tuple[str, ...], least: str, most: str, quotes: tuple[str, ...]) -> None:
    answer = assess(words, *person)
    assert Urgency(least) <= Urgency(answer["urgency"]) <= Urgency(most)
    assert answer["status"] == "assessed"
    said = " | ".join(finding["text"] for finding in answer["findings"])
    shown = triage("assess", words, *person).out
    for quote in quotes:
        assert quote in said
        assert quote in " ".join(shown.split())


def test_a_brother_long_ago_is_no_emergency() -> None:
    answer = assess("my brother had a seizure when he was little", "--age", "30")
    assert answer["urgency"] != "emergency"
    assert answer["status"] == "cannot_assess" or answer["questions"]


def test_nonsense_is_not_judged() -> None:
    answer = assess("flibbertigibbet wug", "--age", "30")
    assert (answer["status"], answer["urgency"]) == ("cannot_assess", "same_day")
    assert "could not understand" in answer["guidance"]["headline"]
    shown = triage("assess", "flibbertigibbet wug", "--age", "30").out
    assert "could not understand" in shown


def test_a_wish_to_end_it_all_is_a_crisis() -> None:
    answer = assess("i want to end it all", "--age", "19")
    assert answer["crisis"]
    assert answer["urgency"] == "emergency" or "emergency" in {question["could_raise_to"] for question in answer["questions"]}
    assert triage("assess", "i want to end it all", "--age", "19").out.startswith("You do not have to be alone")


def test_misspelt_words_are_both_understood() -> None:
    answer = assess("tmep of 39 and vomitting", "--age", "30")
    assert concepts(answer) >= {"pyrexia", "vomiting"}
    shown = triage("assess", "tmep of 39 and vomitting", "--age", "30").out
    assert "I read 'vomitting' as" in shown


# Where the words come from, and where answers go.


@pytest.mark.parametrize("arguments", [("assess",), ("assess", "-")])
def test_words_may_come_from_standard_input(arguments: tuple[str, ...]) -> None:
    assert triage(*arguments, "--format", "json", stdin=b"black tarry stools\n").json["findings"][0]["concept"] == "melena"


def test_a_message_that_begins_with_a_dash_follows_two_dashes() -> None:
    assert concepts(assess("- black tarry stools")) >= {"melena"}


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text('{"text": "black tarry stools and a cough"}\n' * 300)
    running = subprocess.Popen(
        [sys.executable, "-m", "triage", "assess", "--input", str(path)], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    running.wait()
    running.stderr.close()


def test_a_terminal_without_unicode_still_gets_an_answer() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    outcome = python("-m", "triage", "assess", "black tarry stools 🤒", env=environment)
    assert outcome.returncode == 0, outcome.stderr


# Explain, medicine, evaluate.


@pytest.mark.parametrize("name", ["melena", "Melena", "melaena", "black, tarry stools", "base.melena"])
def test_explain_a_symptom(name: str) -> None:
    shown = triage("explain", name).out
    for part in ("Melena", "HP:0002249", "Alone", "Rules that use it", "Phrases", "sources:", "In medicines' labels"):
        assert part in shown


def test_explain_every_rule_that_fired() -> None:
    for reason in assess("black tarry stools and I feel faint", "--medicine", "warfarin")["reasons"]:
        shown = triage("explain", reason["rule"]).out
        assert " ".join(reason["because"].split()) in " ".join(shown.split())
        assert "sources:" in shown
        assert "draft" in shown


@pytest.mark.parametrize(
    "arguments", [("explain", "Lemtrada"), ("explain", "alemtuzumab"), ("medicine", "alemtuzumab"), ("medicine", "Campath")]
)
def test_a_medicine_shows_its_profile(arguments: tuple[str, ...]) -> None:
    shown = triage(*arguments).out
    for part in (
        "Alemtuzumab",
        "Lemtrada",
        "Campath",
        "Boxed warnings",
        "Windows after a dose",
        "Monitoring",
        "Questions that patients ask",
        "checked",
    ):
        assert part in shown


@pytest.mark.parametrize(
    "arguments", [("explain", "meelna"), ("explain", "cardiac.posible_heart_attack"), ("medicine", "lemtradda"), ("explain", "zzzzqq")]
)
def test_an_unknown_name_gets_the_nearest_one(arguments: tuple[str, ...]) -> None:
    outcome = triage(*arguments)
    assert outcome.status == 2
    assert outcome.err.count("\n") == 1
    assert "did you mean" in outcome.err or "Try the plain name" in outcome.err


def write(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_evaluate_gives_figures_with_counts_and_intervals(tmp_path: Path) -> None:
    presence = write(
        tmp_path / "a.jsonl",
        '{"text": "no fever", "phrase": "fever", "present": false}',
        '{"text": "fever", "phrase": "fever", "present": true}',
    )
    levels = write(
        tmp_path / "b.jsonl", '{"text": "crushing chest pain", "level": "emergency"}', '{"text": "runny nose", "level": "self_care"}'
    )
    quiet = write(tmp_path / "c.jsonl", '{"text": "The match went to extra time."}')
    terms = write(tmp_path / "d.jsonl", '{"phrase": "black stools", "term": "Melaena"}')
    crosswalk = write(tmp_path / "e.toml", 'Melaena = ["melena"]')
    for arguments in (("language", presence), ("triage", levels), ("language", quiet), ("language", terms, "--crosswalk", crosswalk)):
        outcome = triage("evaluate", *arguments)
        assert outcome.status == 0, outcome.err
        assert re.search(r"\d+/\d+ = [\d.]+ % \(95 %: [\d.]+ to [\d.]+\)", outcome.out)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nothing": 1}', "\x00"])
@pytest.mark.parametrize("kind", ["language", "triage"])
def test_evaluate_refuses_what_it_cannot_use_in_one_line(tmp_path: Path, kind: str, content: str) -> None:
    outcome = triage("evaluate", kind, write(tmp_path / "x.jsonl", content))
    assert outcome.status == 2
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("triage: ")


# Help and documents.


def every_parser(top: argparse.ArgumentParser, name: str = "triage") -> list[tuple[str, argparse.ArgumentParser]]:
    found = [(name, top)]
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                found += every_parser(below, f"{name} {word}")
    return found


ALL = every_parser(parser())


@pytest.mark.parametrize(("name", "entry"), ALL, ids=[name for name, _ in ALL])
def test_every_command_and_option_has_help(name: str, entry: argparse.ArgumentParser) -> None:
    assert entry.description
    for action in entry._actions:
        wanted: Any = action.help or isinstance(action, argparse._SubParsersAction)
        assert wanted, f"{name} {'/'.join(action.option_strings) or action.dest} has no help"
    shown = triage(*name.split()[1:], "--help")
    assert shown.status == 0
    assert "usage: triage" in shown.out


def test_help_speaks_to_a_nurse() -> None:
    shown = triage("--help").out
    for part in ("Symptom triage in plain words", "not a medical device", "emergency number first", "examples:", *COMMANDS):
        assert part in shown
    for jargon in ("argparse", "JSON Schema", "pydantic", "tokenizer"):
        assert jargon not in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"triage {command}" in README


def test_the_readme_shows_no_command_or_option_that_does_not_exist() -> None:
    known = {option for _, entry in ALL for action in entry._actions for option in action.option_strings} | {"--plain", "--web"}
    for line in re.findall(r"triage [a-z]+ [^`\n|]*", README):
        for option in re.findall(r"(?<!\S)--[a-z-]+", line):
            assert option in known, line
    assert set(re.findall(r"`triage ([a-z]+)", README)) <= set(COMMANDS)


def test_the_version_is_the_packages_own() -> None:
    from triage import __version__

    assert triage("--version").out == f"triage {__version__}\n"
