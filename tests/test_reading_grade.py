"""Every sentence of advice is for a reader of ten: grade 6 or below (Kincaid et al. 1975), syllables counted with pyphen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyphen
import pytest
from command_line import PROJECT

MOST = 6.0
READ_BY_PATIENTS = frozenset({"because", "do", "watch_for", "headline", "take_along"})
SYLLABLES = pyphen.Pyphen(lang="en_US")
NUMBER = "999"
FILES = sorted((PROJECT / "rules").rglob("*.toml"))


@cache
def syllables(word: str) -> int:
    return len(SYLLABLES.positions(word.lower())) + 1


def grade(sentence: str) -> float:
    """The school grade that a sentence asks for.

    >>> grade("Call your doctor today.") < 6 < grade("Immunosuppression necessitates immediate hospitalization.")
    True
    """
    words = re.sub(r"[^\w\s']", "", sentence).split()
    return round(0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, 1)


def sentences(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from sentences(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part, key)
    elif isinstance(value, str) and key in READ_BY_PATIENTS:
        filled = re.sub(r"\{\w+\}", NUMBER, value)
        yield from (sentence for sentence in re.split(r"(?<=[.!?])\s+", filled.strip()) if re.search(r"\w", sentence))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_sentence_of_advice_reads_at_grade_6_or_below(path: Any) -> None:
    found = list(sentences(tomllib.loads(path.read_text(encoding="utf-8"))))
    hard = {sentence: grade(sentence) for sentence in found if grade(sentence) > MOST}
    assert not hard


def test_the_measure_tells_hard_sentences_from_easy_ones() -> None:
    assert grade("Drink plenty.") < MOST
    assert grade("Gastrointestinal haemorrhage necessitates immediate hospitalisation.") > 12


def test_the_advice_is_all_there() -> None:
    assert sum(len(list(sentences(tomllib.loads(path.read_text(encoding="utf-8"))))) for path in FILES) > 5_000
