"""Figures of speech: words of a message that are covered before anything is read in them ("**broke my heart**", "**bleeding money**").

A pattern is a run in which every word counts, in the very form it has there ("~bleed" is any form of it); intensifiers may stand
between ("a **real** pain in the neck"). `{a|b c|d}` are alternatives (`{a|}` may be left out), `my` any possessive, `*` any one word,
`<thing>` a noun of lexicon/things.toml with the little words and one adjective before it ("bled **three late goals**").
A covered word keeps its text and has no keys: no phrase, cue or fact is read in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from triage.language.little_words import LIGHT, POSSESSIVES, STOPS
from triage.language.stems import Stemmer, american
from triage.language.tokens import Word, words_of

THING = "<thing>"
OWNER = "<owner>"
ANY = "*"
LONGEST_BEFORE_A_THING = 3
LONGEST_SENTENCE = 60
MOST_KEPT = 50_000
_OWNERS = POSSESSIVES - {"a", "an", "the"} | {"'s", "one", "everyone", "someone", "somebody"}
_BETWEEN = frozenset(
    """
    really so very just quite rather absolutely actually literally totally completely bloody fucking damn proper right pretty bit
    still -
    """.split()
)
_BEFORE_A_THING = frozenset(
    """
    a an the this that these those my your his her our their its some any all no every each more most many much another other whole
    entire first second third last next new old big late early good bad top own one two three four five six seven eight nine ten few
    """.split()
)
_NO_ADJECTIVES = frozenset(
    "after before during while when since because near over under through without against until off out down up".split()
)

_NOTHING: frozenset[int] = frozenset()

Piece = dict[str, tuple[tuple[str, ...], ...]]
"""One place of a pattern: by their first key, the rests of the runs that may stand there, longest first. "" stands for nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the figures of speech need of a word: its American form, the keys that it has in them, and the patterns that it tells of."""

    plain: str
    """Of a word that no pattern has, nothing: all of them share one entry."""
    keys: frozenset[str]
    tells: tuple[int, ...]
    """The patterns that it tells of by itself."""
    seconds: frozenset[str]
    """The keys that make it tell of more, and of which."""
    with_second: dict[str, tuple[int, ...]]


_NO_PART = Known("", frozenset(), (), frozenset(), {})


class Idioms:
    """The figures of speech of a content, ready to be looked for."""

    def __init__(self, patterns: Iterable[str], things: Iterable[str], stemmer: Stemmer) -> None:
        self._stem = stemmer.stem
        self._things = frozenset(things) | {_plural(word) for word in things}
        compiled = [tuple(self._piece(piece) for piece in _pieces(text)) for text in patterns]
        common = Counter(key for pattern in compiled for piece in pattern for run in _runs(piece) for key in run)
        common.update(dict.fromkeys((THING, OWNER, ANY, *LIGHT), 1_000_000))
        self._openings: list[list[tuple[frozenset[str], tuple[Piece, ...]]]] = []
        self._tellers: dict[str, list[int]] = defaultdict(list)
        self._needed: list[tuple[frozenset[str], ...]] = []
        """By pattern what else must be in a message that has its telling word: any key of each set."""
        for number, pattern in enumerate(compiled):
            # A pattern may begin at any of its first pieces as long as those before may be left out.
            openings: list[tuple[frozenset[str], tuple[Piece, ...]]] = []
            for at, piece in enumerate(pattern):
                openings.append((frozenset(piece) - {""}, pattern[at:]))
                if "" not in piece:
                    break
            self._openings.append(openings)
            # Of every run that may stand at a place its rarest word tells of it.
            told = [frozenset(min(run, key=lambda key: (common[key], key)) for run in _runs(piece)) for piece in pattern if "" not in piece]
            told.sort(key=lambda keys: (sum(common[key] for key in keys), sorted(keys)))
            self._needed.append(tuple(keys for keys in told[1:] if ANY not in keys))
            for key in told[0]:
                self._tellers[key].append(number)
        self._known: dict[str, Known] = {}
        self._in_patterns = frozenset(common)
        self._forms = frozenset(key for key in common if key.startswith("~"))

    def is_thing(self, word: str) -> bool:
        """Whether a word is a noun of the things that are no body."""
        return word in self._things

    def covered(self, words: Sequence[Word]) -> frozenset[int]:
        """Give the indices of the words that belong to a figure of speech."""
        kept = self._known
        known = [kept.get(word.text) or self.learn(word.text) for word in words]
        likely = self._likely(known)
        if not likely:
            return _NOTHING
        plain = [each.plain or american(word.text) for each, word in zip(known, words, strict=True)]
        found: set[int] = set()
        first = 0
        while first < len(words):
            last = first
            while last < len(words) and plain[last] not in STOPS and last - first < LONGEST_SENTENCE:
                last += 1
            last = min(last + 1, len(words))
            if last - first < len(words):
                likely = self._likely(known[first:last])
            self._cover(plain, known, first, last, likely, found)
            first = last
        return frozenset(found)

    def _cover(self, plain: list[str], known: list[Known], first: int, last: int, likely: list[int], found: set[int]) -> None:
        """Add the words of one sentence that are covered by one of the likely patterns."""
        openings = [opening for number in likely for opening in self._openings[number]]
        if not openings:
            return
        index = first
        while index < last:
            end = 0
            keys = known[index].keys
            for starts, pattern in openings:
                if ANY in starts or not starts.isdisjoint(keys):
                    end = max(end, self._end(plain, index, pattern, 0))
            found.update(range(index, end))
            index = max(index + 1, end)

    def _likely(self, known: list[Known]) -> list[int]:
        """The patterns of which every place may be filled by one of these words."""
        parts = [each for each in known if each is not _NO_PART]
        said: set[str] = set()
        for each in parts:
            said |= each.keys
        likely: set[int] = set()
        for each in parts:
            likely.update(each.tells)
            if not each.seconds.isdisjoint(said):
                for second in each.seconds & said:
                    for number in each.with_second[second]:
                        for keys in self._needed[number]:
                            if keys.isdisjoint(said):
                                break
                        else:
                            likely.add(number)
        return sorted(likely)

    def learn(self, word: str) -> Known:
        """Work out what is known of a word, and keep it."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        plain = american(word)
        keys = self._in_patterns.intersection(self._keys_of(plain))
        alone: set[int] = set()
        with_second: dict[str, set[int]] = defaultdict(set)
        for number in (number for key in keys for number in self._tellers.get(key, ())):
            needed = self._needed[number]
            if not needed:
                alone.add(number)
            for second in needed[0] if needed else ():
                with_second[second].add(number)
        found = _NO_PART
        if keys:
            by_second = {second: tuple(sorted(numbers)) for second, numbers in with_second.items()}
            found = Known(plain, keys, tuple(sorted(alone)), frozenset(by_second), by_second)
        self._known[word] = found
        return found

    def _keys_of(self, word: str) -> list[str]:
        keys = [word]
        if word in _OWNERS:
            keys.append(OWNER)
        if word in self._things or word in _BEFORE_A_THING:
            keys.append(THING)
        if (form := "~" + self._stem(word)) in self._forms:
            keys.append(form)
        return keys

    def _end(self, words: list[str], here: int, pattern: tuple[Piece, ...], at: int) -> int:
        """Match the pattern from its piece `at` on; give the index after it, or 0."""
        if at == len(pattern):
            return here
        piece = pattern[at]
        best = 0
        for start in self._places(words, here, at):
            for key in (*self._keys_of(words[start]), ANY) if start < len(words) else ():
                for rest in piece.get(key, ()):
                    after = self._run(words, start, (key, *rest))
                    if after:
                        best = max(best, self._end(words, after, pattern, at + 1))
        if "" in piece:
            best = max(best, self._end(words, here, pattern, at + 1))
        return best

    @staticmethod
    def _places(words: list[str], here: int, at: int) -> Iterable[int]:
        """Where the next word of a pattern may stand: here, or after intensifiers."""
        yield here
        while at and here < len(words) and words[here] in _BETWEEN:
            here += 1
            yield here

    def _run(self, words: list[str], here: int, keys: tuple[str, ...]) -> int:
        for number, key in enumerate(keys):
            while number and here < len(words) and words[here] != key and words[here] in _BETWEEN:
                here += 1
            if here >= len(words):
                return 0
            if key == THING:
                here = self._thing(words, here)
                if not here:
                    return 0
                continue
            word = words[here]
            if key == OWNER:
                if word not in _OWNERS:
                    return 0
                here += here + 1 < len(words) and words[here + 1] == "'s"
            elif key == ANY:
                if not word[0].isalnum():
                    return 0
            elif word != key and not (key[0] == "~" and self._stem(word) == key[1:]):
                return 0
            here += 1
        return here

    def _thing(self, words: list[str], here: int) -> int:
        end = here
        while end < len(words) and end - here < LONGEST_BEFORE_A_THING and words[end] in _BEFORE_A_THING:
            end += 1
        if end + 1 < len(words) and words[end] not in self._things and _may_be_adjective(words[end]):
            end += 1
        return end + 1 if end < len(words) and words[end] in self._things else 0

    def _piece(self, text: str) -> Piece:
        piece: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for choice in text[1:-1].split("|") if text.startswith("{") else (text,):
            keys = self._keys(choice)
            piece[keys[0] if keys else ""].append(keys[1:])
        return {key: tuple(sorted(rests, key=lambda rest: -len(rest))) for key, rests in piece.items()}

    def _keys(self, text: str) -> tuple[str, ...]:
        keys: list[str] = []
        for part in text.split():
            if part in (THING, ANY):
                keys.append(part)
            elif part == "my":
                keys.append(OWNER)
            elif part[0] == "~":
                keys.append("~" + self._stem(part[1:]))
            else:
                keys.extend(american(word.text) for word in words_of(part) if word.text != "-")
        return tuple(keys)


def _runs(piece: Piece) -> list[tuple[str, ...]]:
    """The runs of keys that may stand at one place of a pattern."""
    return [(key, *rest) if key else rest for key, rests in piece.items() for rest in rests if key or rest]


def _pieces(pattern: str) -> list[str]:
    """Cut a pattern at its spaces, its alternatives whole."""
    pieces: list[str] = []
    rest = pattern.strip()
    while rest:
        end = rest.index("}") + 1 if rest.startswith("{") else (rest + " ").index(" ")
        if rest[:end] != "-":
            pieces.append(rest[:end])
        rest = rest[end:].lstrip()
    return pieces


def _may_be_adjective(word: str) -> bool:
    return word.isalpha() and word not in LIGHT and word not in _NO_ADJECTIVES and not word.endswith("ly")


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"
