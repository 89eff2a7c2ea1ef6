"""Endings of words, where they tell what is meant though the stems are one: "is confusing", "is confused"; "crowning", "the crown"."""

from __future__ import annotations

from triage.language.vocabulary import Unit


def ending(word: str) -> str:
    """The ending of a verb, if it has one."""
    return "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else ""


def form(word: str) -> str:
    """The ending of a word, where it tells a deed from a state and a thing."""
    return next((last for last in ("ing", "ness", "ed", "ly") if word.endswith(last) and not word.endswith("eed")), "")


def same_endings(units: list[Unit], run: tuple[int, ...], endings: tuple[str, ...]) -> bool:
    """Compare the endings after a form of "to be", where they tell what is from what is felt."""
    return len(run) != len(endings) or all(
        not wanted or not ending(units[index].text) or wanted == ending(units[index].text) or index == 0 or units[index - 1].text not in _BE
        for wanted, index in zip(endings, run, strict=True)
    )


_BE = frozenset({"is", "are", "am", "was", "were", "be", "been", "being", "'s", "so", "very"})
