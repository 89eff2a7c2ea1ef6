"""Phrases of one word that a slip of one letter turns into a phrase of something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from triage.content.library import Content

SHORTEST = 4


def confusable_phrases(content: Content) -> Iterator[str]:
    """Name each two one-word phrases of unrelated concepts that are one edit apart and are not listed as confusable."""
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in content.concepts.values():
        for phrase in concept.phrases:
            word = phrase.lower().strip("='\"")
            if word.isalpha() and len(word) >= SHORTEST:
                owners[word].add(concept.id)
    listed = {frozenset(pair) for pair in content.confusables.pairs}
    for one, other in sorted(_one_apart(owners)):
        pairs = [(first, second) for first in owners[one] for second in owners[other] if not _related(first, second, content)]
        if pairs and frozenset((one, other)) not in listed:
            first, second = sorted(pairs)[0]
            yield f'"{one}" ({first}) and "{other}" ({second}) are one letter apart; list them in lexicon/confusables.toml'


def _one_apart(words: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Find the words that differ by one letter changed, added or lost, or by two neighbours swapped.

    >>> sorted(_one_apart({"rash": set(), "rush": set(), "lash": set(), "rashes": set()}))
    [('lash', 'rash'), ('rash', 'rush')]
    """
    found: set[tuple[str, str]] = set()
    shortened: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for word in words:
        for place in range(len(word)):
            shortened[word[:place] + word[place + 1 :]].add((word, place))
        for place in range(len(word) - 1):
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            if swapped != word and swapped in words:
                found.add((min(word, swapped), max(word, swapped)))
    for short, members in shortened.items():
        if short in words:
            found.update((min(short, word), max(short, word)) for word, _ in members)
        by_place: dict[int, set[str]] = defaultdict(set)
        for word, place in members:
            by_place[place].add(word)
        for alike in by_place.values():
            ordered = sorted(alike)
            found.update((one, other) for number, one in enumerate(ordered) for other in ordered[number + 1 :])
    return found


def _related(one: str, other: str, content: Content) -> bool:
    return bool(content.ancestors[one] & content.ancestors[other])
