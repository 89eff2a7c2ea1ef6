"""What is no message at all, and what nobody expects to be typed: one clear line or a careful answer, never a traceback, never slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import assess, python, triage

from triage.dialogue.assessor import Assessor
from triage.model.urgency import Urgency

# Arguments, and words that the one line must hold.
REFUSED: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("assess", "a cough", "--age", "-3"), ("--age", "0", "125", "-3")),
    (("assess", "a cough", "--age=-3"), ("--age", "0", "125", "-3")),
    (("assess", "a cough", "--age", "abc"), ("--age", "number", "abc")),
    (("assess", "a cough", "--age", "nan"), ("--age",)),
    (("assess", "a cough", "--age", "1e400"), ("--age",)),
    (("assess", "a cough", "--age", "300"), ("--age", "125")),
    (("assess", "a cough", "--age"), ("--age",)),
    (("assess", "a cough", "--sex", "robot"), ("--sex", "female", "male")),
    (("assess", "a cough", "--agee", "3"), ("--agee", '"--age"')),
    (("assess", "a cough", "--medecine", "x"), ("--medecine", '"--medicine"')),
    (("assess", "a cough", "--assume-denid"), ('"--assume-denied"',)),
    (("assess", "a cough", "--format", "xml"), ("--format", "text", "json", "jsonl")),
    (("assess", "a", "sore", "throat"), ("quote",)),
    (("assess", "a cough", "--medicine", "@3"), ("--medicine", "alemtuzumab@3")),
    (("assess", "a cough", "--medicine", "warfarin@soon"), ("--medicine", "warfarin@soon")),
    (("assess", "a cough", "--medicine", "warfarin@-1"), ("--medicine", "warfarin@-1")),
    (("assess", "a cough", "--medicine", "warfarin@nan"), ("--medicine", "warfarin@nan")),
    (("assess", "a cough", "--medicine", ""), ("--medicine",)),
    (("assess", "a cough", "--condition", ""), ("--condition",)),
    (("assess", "a cough", "--region", "Atlantis"), ("--region", "Atlantis", "UK", "US")),
    (("assess", "a cough", "--input", "x.jsonl"), ("TEXT", "--input")),
    (("assess", "--input", "no/such/file"), ("no/such/file", "cannot be read")),
    (("assess", "--input", "."), (".", "cannot be read")),
    (("assess", "a cough", "--content", "no/such/folder"), ("no/such/folder", "lexicon")),
    (("asess", "a cough"), ("asess", '"assess"')),
    (("flibbertigibbet",), ("flibbertigibbet", "assess", "chat")),
    ((), ("command",)),
    (("--hepl",), ("triage --help",)),
    (("explain",), ("NAME",)),
    (("evaluate",), ("kind",)),
    (("evaluate", "langauge", "x"), ("langauge", "language")),
    (("evaluate", "language"), ("FILE",)),
    (("evaluate", "speed", "--misses", "many"), ("--misses", "many")),
    (("check", "--relase"), ('"--release"',)),
    (("chat", "--plian"), ('"--plain"',)),
    (("chat", "--plain", "--web"), ("--web", "--plain")),
    (("assess", "x" * 100_000), ("100,000", "99,999")),
    (("assess", "é" * 50_000), ("99,999",)),
    (("assess", "a\0b"), ("binary",)),
    (("assess", "half \ud83d"), ("UTF-8",)),
]


@pytest.mark.parametrize(
    ("arguments", "words"), REFUSED, ids=[" ".join(arguments)[:40].encode("ascii", "replace").decode() for arguments, _ in REFUSED]
)
def test_what_cannot_be_used_is_refused_in_one_line(arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    outcome = triage(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.startswith("triage: ")
    assert outcome.err.count("\n") == 1
    assert len(outcome.err) < 300
    for word in words:
        assert word in outcome.err


STREAMS: list[tuple[bytes, str]] = [
    (b"\xff\xfe\x00cough", "UTF-8"),
    (b"caf\xe9 and a cough", "UTF-8"),
    (b"a cough\0\0\0", "binary"),
    (bytes(range(256)) * 10, "UTF-8"),
    (b"a" * 300_000, "the most is 99,999"),
]


@pytest.mark.parametrize(("data", "word"), STREAMS, ids=range(len(STREAMS)))
def test_standard_input_that_is_no_message_is_refused_in_one_line(data: bytes, word: str) -> None:
    outcome = triage("assess", stdin=data)
    assert outcome.status == 2
    assert outcome.err.startswith("triage: ")
    assert outcome.err.count("\n") == 1
    assert word in outcome.err


def test_bytes_that_are_no_utf8_on_the_command_line() -> None:
    outcome = python("-m", "triage", "assess", b"caf\xe9 cough")  # type: ignore[arg-type]
    assert outcome.returncode == 2
    assert outcome.stderr.count("\n") == 1
    assert "UTF-8" in outcome.stderr


def test_a_process_of_its_own_ends_with_status_2_and_one_line() -> None:
    outcome = python("-m", "triage", "assess", "a cough", "--age", "-3")
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.count("\n") == 1


def test_broken_content_is_refused_in_one_line_that_names_the_place(tmp_path: Path) -> None:
    for name in ("lexicon", "rules"):
        (tmp_path / name).mkdir()
    outcome = python("-m", "triage", "assess", "a cough", "--content", str(tmp_path))
    assert outcome.returncode == 2
    assert outcome.stderr.count("\n") == 1
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("text", ["", " ", "\n\n\t ", "\u200b", "\u00a0\u3000", ".", "?!?!", "12345", "\ufeff"])
def test_nothing_said_is_not_judged(text: str) -> None:
    answer = assess(text)
    assert (answer["status"], answer["urgency"]) == ("cannot_assess", "same_day")
    assert answer["findings"] == []


ODD = {
    "a long word": "a" * 50_000,
    "a long word with a symptom": "black tarry stools " + "z" * 50_000,
    "control characters": "black\x01\x02 tarry\x07 stools\x1b[31m\x7f\x85 today",
    "right-to-left marks": "\u202eblack tarry stools\u202c \u200f\u2067and a cough\u2069",
    "combining marks": "b\u0301l\u0302a\u0303c\u0304k\u0305 tarry stools and a co\u0301ugh" + "\u0301" * 3000,
    "mixed scripts": "blаck tаrry stооls and боль в груди and a cough 咳嗽",
    "capitals": "BLACK TARRY STOOLS AND I FEEL FAINT!!!",
    "no punctuation": "black tarry stools since monday and i feel faint i am 63 and take warfarin " * 20,
    "emoji": "🤒" * 300,
    "emoji with a symptom": "😱" * 150 + "black tarry stools" + "🤮" * 150,
    "brackets": "([{<" * 24_000,
    "quotes": "\"'`“" * 14_000,
    "commas": "," * 90_000,
    "cues": "no " * 30_000,
    "negated lists": "no cough or fever or " * 4_000,
    "numbers": "38.5 " * 18_000,
    "one long number": "9" * 90_000,
    "dashes": "- " * 40_000,
    "dots": "." * 90_000,
    "lines": "cough\n" * 15_000,
    "spaces": " " * 90_000 + "cough",
    "zero width": "\u200b" * 30_000 + "cough",
    "backslashes": "\\n\\t%s{0}" * 9_000,
    "a pattern": "(a+)+$" * 10_000,
    "percent": "%d%s%n" * 10_000,
    "markup": "[bold red]black tarry stools[/] <script>alert(1)</script>",
    "json": '{"id": 1, "text": "black tarry stools"}',
}


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_odd_text_gets_an_answer_with_right_offsets(assessor: Assessor, text: str) -> None:
    answer = assessor.assess(text)
    assert answer.urgency >= Urgency.SAME_DAY or answer.findings
    for finding in answer.findings:
        assert text[finding.start : finding.end] == finding.text
        assert finding.cue is None or text[finding.cue.start : finding.cue.end] == finding.cue.text
    for span in answer.not_understood:
        assert text[span.start : span.end] == span.text
    assert answer.model_dump_json() == assessor.assess(text).model_dump_json()


@pytest.mark.parametrize("name", ["right-to-left marks", "capitals", "no punctuation", "emoji with a symptom", "markup", "json"])
def test_odd_text_hides_no_symptom(assessor: Assessor, name: str) -> None:
    assert "melena" in {finding.concept for finding in assessor.assess(ODD[name]).findings if finding.had}


def test_no_control_character_reaches_the_terminal() -> None:
    out = triage("assess", ODD["control characters"]).out
    assert "\x1b" not in out
    assert "\x07" not in out


OTHER_LANGUAGES = {
    "Spanish": "me duele mucho el pecho y no puedo respirar",
    "German": "ich habe starke Schmerzen in der Brust und mir ist übel",
    "French": "j'ai très mal à la poitrine depuis hier soir",
    "Russian": "у меня болит грудь и кружится голова",
    "Chinese": "我胸口疼,呼吸困难",
    "Arabic": "عندي ألم شديد في الصدر",
    "Hindi": "मेरे सीने में दर्द है",
    "Japanese": "胸が痛くて息ができません",
    "Greek": "έχω πόνο στο στήθος",
    "Polish": "boli mnie klatka piersiowa i nie mogę oddychać",
    "Italian": "mi fa male il petto e non riesco a respirare",
    "Portuguese": "estou com muita dor no peito e falta de ar",
    "Turkish": "göğsüm çok ağrıyor ve nefes alamıyorum",
}


@pytest.mark.parametrize("text", OTHER_LANGUAGES.values(), ids=list(OTHER_LANGUAGES))
def test_another_language_is_said_not_to_be_understood(text: str) -> None:
    answer = assess(text, "--region", "UK")
    assert Urgency(answer["urgency"]) >= Urgency.SAME_DAY
    words = " ".join((*answer["notes"], answer["guidance"]["headline"]))
    assert "only understand English" in words
    assert "999" in words
    assert "only understand English" in " ".join(triage("assess", text, "--region", "UK").out.split())


SHAPES: dict[str, Callable[[int], str]] = {
    "messages": lambda size: (
        "black tarry stools since yesterday and my left arm aches. I'm 63 and take warfarin but no fever. " * (size // 95 + 1)
    )[:size],
    "one sentence": lambda size: ("cough and fever and " * (size // 20 + 1))[:size],
    "brackets": lambda size: "(" * size,
    "denials": lambda size: ("no cough, " * (size // 10 + 1))[:size],
    "one word": lambda size: "a" * size,
    "unknown words": lambda size: " ".join(_unknown_words(size // 8))[:size],
    "misspelt words": lambda size: ("vomitting diarhea stomache hedache " * (size // 35 + 1))[:size],
    "numbers": lambda size: ("39.5 120/80 3 days " * (size // 19 + 1))[:size],
    "emoji": lambda size: "🤒" * (size // 4),
    "spaces": lambda size: " " * size,
}


CHANCE = random.Random(5)


def _unknown_words(count: int) -> list[str]:
    """Words that nobody knows, new ones each time, since known misspellings are kept."""
    return ["".join(CHANCE.choice("bcdfghklmnprstvwz" if place % 2 else "aeiou") for place in range(7)) for _ in range(count)]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
def test_nothing_takes_longer_than_linear_time(assessor: Assessor, shape: Callable[[int], str]) -> None:
    """Ten times the text may take ten times as long, with a generous factor for chance; a square would take a hundred times."""

    def seconds(size: int) -> float:
        times = []
        for _ in range(1 if size > 50_000 else 2):
            text = shape(size)
            begin = time.process_time()
            assessor.assess(text)
            times.append(time.process_time() - begin)
        return min(times)

    assessor.assess(shape(1_000))
    small, middle, large = (seconds(size) for size in (1_000, 10_000, 99_000))
    grace = 0.05
    assert middle < 10 * 3 * small + grace
    assert large < 10 * 3 * middle + grace
    assert large < 99 * 3 * small + 10 * grace
