"""Measures without a file: misspellings of the lexicon's own phrases, speed on generated messages, time on long texts."""

from __future__ import annotations

import random
import re
import resource
import time
from collections.abc import Iterator

from triage.content.library import Content
from triage.dialogue.assessor import Assessor
from triage.dialogue.measuring import Result, Share
from triage.model.patient import Patient

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[A-Za-z]{5,}")
_OPENERS = (
    "",
    "I have ",
    "i've had ",
    "Hi, I've got ",
    "since yesterday I have ",
    "my husband has ",
    "Please help, ",
    "for the last 3 days I've had ",
)
_JOINERS = (" and ", ", ", ". Also ", " with ", " but no ")
_CLOSERS = (
    "",
    " since yesterday",
    " for two weeks",
    " and it's getting worse",
    "?",
    " what should I do",
    " after lunch",
    ". I take ramipril.",
)


def typos(word: str, chance: random.Random) -> str:
    """Make one misspelling of a word: an edit, a swap, a doubled or a dropped letter."""
    place = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("edit", "swap", "double", "drop"))
    if kind == "edit":
        letter = chance.choice([letter for letter in _LETTERS if letter != word[place].lower()])
        return word[:place] + letter + word[place + 1 :]
    if kind == "swap" and word[place] != word[place + 1]:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "double":
        return word[: place + 1] + word[place:]
    return word[:place] + word[place + 1 :]


def measure_typos(assessor: Assessor, *, sample: int = 3000, seed: int = 7) -> Result:
    """Put one typo in a word of five letters or more of a phrase, and see whether its concept is still found.

    Phrases that are not found as they stand are left out and counted; so are typos that make another English word.
    """
    result = Result()
    chance = random.Random(seed)
    pool = [
        (phrase.lstrip("="), concept.id)
        for concept in assessor.content.concepts.values()
        for phrase in concept.phrases
        if "<" not in phrase and "'" not in phrase and _WORD.search(phrase)
    ]
    tried = found = unread = other_word = 0
    for phrase, concept in chance.sample(pool, min(sample, len(pool))):
        if not _finds(assessor, phrase, concept):
            unread += 1
            continue
        word = chance.choice(_WORD.findall(phrase))
        wrong = typos(word, chance)
        if assessor.reader.vocabulary.ordinary(wrong.lower()):
            other_word += 1
            continue
        tried += 1
        changed = phrase.replace(word, wrong, 1)
        if _finds(assessor, changed, concept):
            found += 1
        else:
            result.miss("not understood", f"{changed} (of: {phrase}; {concept})")
    result.figures += [
        ("still understood", str(Share(found, tried))),
        ("phrases not found even as they stand", str(unread)),
        ("typos that make another English word, left out", str(other_word)),
    ]
    return result


def _finds(assessor: Assessor, text: str, concept: str) -> bool:
    return any(concept in assessor.content.ancestors.get(finding.concept, ()) for finding in assessor.reader.read(text).findings)


def messages(content: Content, count: int, seed: int = 11) -> Iterator[str]:
    """Generate realistic messages from the lexicon's phrases, the same every time."""
    chance = random.Random(seed)
    phrases = [
        phrase.lstrip("=") for concept in content.concepts.values() for phrase in concept.phrases if "<" not in phrase and "'" not in phrase
    ]
    for _ in range(count):
        text = chance.choice(_OPENERS) + chance.choice(phrases)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            text += chance.choice(_JOINERS) + chance.choice(phrases)
        yield text + chance.choice(_CLOSERS)


def measure_speed(assessor: Assessor, *, count: int = 5000) -> Result:
    """Time whole assessments of generated messages, and of texts of 1, 10 and 99 kB.

    The messages are timed on one core, in processor time, after as many others that warm up: no message is timed that was seen before.
    """
    result = Result()
    both = list(messages(assessor.content, 2 * count))
    warm_up, texts = both[:count], both[count:]
    patient = Patient(age=44, sex="female")
    for text in warm_up:
        assessor.assess(text, patient)
    begin = time.process_time()
    for text in texts:
        assessor.assess(text, patient)
    seconds = time.process_time() - begin
    result.figures.append(
        (
            "messages a second, whole assessment with reasons",
            f"{count / seconds:,.0f} ({count} messages, {sum(map(len, texts)) / count:.0f} characters on average)",
        )
    )
    for size in (1_000, 10_000, 99_000):
        long = (". ".join(messages(assessor.content, size // 20)))[:size]
        begin = time.perf_counter()
        assessor.assess(long, patient)
        result.figures.append((f"seconds for {size:,} characters", f"{time.perf_counter() - begin:.3f}"))
    result.figures.append(("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"))
    return result
