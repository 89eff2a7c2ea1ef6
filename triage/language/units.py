"""The units that a message is read in, and what is known of a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordKind:
    """What is known of a word, whoever says it. `keys` are its stem and the families it stands for.

    A misspelling that could be several words has the keys of all of them (`guesses`); the phrases around it decide.
    """

    stem: str
    keys: frozenset[str]
    light: bool
    skipped: bool
    mark: str  # "", "stop", "comma", "joiner" or "break"
    correction: str | None = None
    unknown: bool = False
    guesses: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    """The keys in a fixed order, for where the first one counts."""

    guessed: bool = False
    """Whether there are guesses."""

    begins: bool = False
    """Whether it may begin a run of words that is one member of a family."""


@dataclass(slots=True)
class Unit:
    """One word or one multi-word family member of the message, with its offsets; what the matcher works on."""

    text: str
    start: int
    end: int
    keys: frozenset[str]
    light: bool = False
    skipped: bool = False
    mark: str = ""
    correction: str | None = None
    unknown: bool = False
    guessed: bool = False
    """Could be several words, so that it is never a phrase all by itself."""
    order: tuple[str, ...] = ()
    """The keys in a fixed order: the same words must give the same answer in every run."""


@dataclass(slots=True)
class Sequence:
    """A literal run of keys with what it stands for."""

    keys: tuple[str, ...]
    payload: str


def run_end(units: list[Unit], index: int, keys: tuple[str, ...]) -> int:
    """Match a literal run of keys from `index`; give the index after it, or 0."""
    here, count = index, len(units)
    for position, key in enumerate(keys):
        while here < count and position and units[here].skipped and key not in units[here].keys:
            here += 1
        if here >= count or key not in units[here].keys:
            return 0
        here += 1
    return here
