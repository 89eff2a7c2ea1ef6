"""Every word that the content knows: its stem, its families, and the nearest known word of one that nobody knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from triage.content.library import Content
from triage.language.idioms import Idioms
from triage.language.little_words import BREAKS, COMMAS, JOINERS, LIGHT, NEGATIONS, POSSESSIVES, SKIPPED, STOPS
from triage.language.nearest import NearestWords
from triage.language.stems import Stemmer, american
from triage.language.tokens import Word, WordCutter
from triage.language.units import Sequence, Unit, WordKind, run_end

__all__ = ["Unit", "Vocabulary", "WordKind", "run_end"]

_ALSO = {"'s": frozenset({"is"})}
"""Short forms that may be several words: a literal that holds any of them fits."""
_MANY = 8
"""From here on a number is "<number>" to phrases: more pills than anybody takes, more times than one counts lightly."""
_CLINICAL = ("ile", "ial", "ic", "ive", "ous", "otic", "matic")
"""Endings of clinical adjectives, which a- and an- deny ("a pain" written as one word is not of them)."""


_COVERED = frozenset({"<covered>"})
"""The one key of a word in a figure of speech: no phrase, cue or fact has it."""


@dataclass
class Vocabulary:
    """Words, families and spelling of one content."""

    content: Content
    depth: dict[str, int] = field(default_factory=dict)
    """How many larger families a family belongs to; the deeper, the more specific."""

    def __post_init__(self) -> None:
        self._cutter = WordCutter()
        stemmer = Stemmer(self.content.ordinary_words)
        self.stem = stemmer.stem
        self._idioms = Idioms(self.content.idioms, self.content.things.words, stemmer)
        self._kinds: dict[str, WordKind] = {}
        self._families_of: dict[str, set[str]] = defaultdict(set)
        self._multi: dict[str, dict[str, list[Sequence]]] = {}
        self._short: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        self._above: dict[str, frozenset[str]] = {}
        self._known_stems: set[str] = set()
        self._correctable: list[str] = []
        self._nearest = NearestWords()
        self._spelling = self.content.shorthand.spelling
        self._learn_families()
        self._learn_shorthand()
        pairs: dict[str, set[str]] = defaultdict(set)
        for one, other in self.content.confusables.pairs:
            pairs[one].add(other)
            pairs[other].add(one)
        self._confusable = pairs
        self._never = frozenset(self.content.confusables.never_correct)

    # ---- learning ----
    def _learn_families(self) -> None:
        families = self.content.families

        def climb(name: str) -> frozenset[str]:
            if name not in self._above:
                self._above[name] = frozenset()  # breaks a circle; `triage check` reports it
                parents = families[name].is_a if name in families else ()
                self._above[name] = frozenset({f"<{name}>"}).union(*(climb(parent) for parent in parents))
            return self._above[name]

        for name in families:
            self.depth[f"<{name}>"] = len(climb(name)) - 1
        multi: list[tuple[str, tuple[str, ...]]] = []
        for name, family in families.items():
            for member in family.words:
                stems = self._plain_stems(member)
                if len(stems) == 1:
                    self._families_of[stems[0]].add(name)
                elif stems:
                    multi.append((name, stems))
                self._known_stems.update(stems)
        if "named_medicine" in families:
            self._learn_medicines()
        for name, stems in multi:
            self._multi.setdefault(stems[0], {}).setdefault(stems[1], []).append(Sequence(stems, name))
        for seconds in self._multi.values():
            for sequences in seconds.values():
                sequences.sort(key=lambda sequence: -len(sequence.keys))
        self._multi_starts = frozenset(self._multi)

    def _learn_medicines(self) -> None:
        """Count every one-word medicine name that is no English word as a named medicine ("an extra metformin", "missed my Eliquis")."""
        for medicine in self.content.medicines.values():
            for name in (medicine.label, *medicine.brands, *medicine.synonyms):
                word = name.lower().lstrip("=")
                if (
                    word.isalpha()
                    and len(word) > 4
                    and word not in self.content.ordinary_words
                    and not self._families_of.get(self.stem(word))
                ):
                    self._families_of[self.stem(word)].add("named_medicine")

    def _learn_shorthand(self) -> None:
        for short, long in self.content.shorthand.expand.items():
            parts = tuple(word.text for word in self._cutter.words_of(short))
            words = tuple(word.text for word in self._cutter.words_of(long))
            self._short[parts[0]].append((parts, words))
        for choices in self._short.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def _plain_stems(self, text: str) -> tuple[str, ...]:
        words = [word.text for word in self._cutter.words_of(text)]
        return tuple(
            self.stem(self._spelling.get(word, word))
            for word in words
            if not (word in POSSESSIVES and len(words) > 1) and word not in COMMAS
        )

    def learn_words(self, text: str) -> None:
        """Add the words of a phrase to those that a misspelling may be corrected into."""
        for word in self._cutter.words_of(text):
            self._known_stems.add(self.stem(self._spelling.get(word.text, word.text)))

    def finish_learning(self) -> None:
        """Gather every surface form that a misspelling may be corrected into: known stems with the inflections that English has."""
        forms = {word for word in self.content.ordinary_words if len(word) >= 5 and self.stem(word) in self._known_stems}
        forms.update(word for word in self._known_stems if len(word) >= 5 and word.isalpha())
        forms.update(word for family in self.content.families.values() for word in family.words if word.isalpha() and len(word) >= 5)
        forms.update(word for word in self._spelling.values() if len(word) >= 5)
        forms.update(word for word in self.content.shorthand.expand if len(word) >= 5 and word.isalpha())
        forms.update(word for word in LIGHT | NEGATIONS if len(word) >= 5 and word.isalpha())
        expand = self.content.shorthand.expand
        self._opened = {word: tuple(part.text for part in self._cutter.words_of(plain)) for word, plain in expand.items()}
        # A bare stem ("diarrh") is not a word anybody writes when a longer known form has it.
        whole = {self.stem(word) for word in forms if word in self.content.ordinary_words}
        self._correctable = sorted(
            word for word in forms if word in self.content.ordinary_words or word not in whole or self.stem(word) == word
        )
        self._nearest = NearestWords(self._correctable)
        self._four_letters: dict[str, list[str]] = defaultdict(list)
        for word in sorted({*self._known_stems, *self.content.shorthand.expand} & (self.content.ordinary_words | {"temp"})):
            if len(word) == 4:
                self._four_letters["".join(sorted(word))].append(word)
        self._kinds.clear()

    def rehearse(self) -> None:
        """Look up every word of the content in the figures of speech, so that the first messages need not."""
        for word in self._kinds:
            self._idioms.learn(word)

    # ---- knowing ----
    def with_larger(self, family: str) -> frozenset[str]:
        """Give a family's key together with the keys of all families above it."""
        return self._above.get(family, frozenset({f"<{family}>"}))

    def kind(self, word: str) -> WordKind:
        """Say what is known of a word in lower case."""
        kind = self._kinds.get(word)
        if kind is None:
            if len(self._kinds) > 50_000:
                self._kinds.clear()
            kind = self._kinds[word] = self._learn_kind(word)
        return kind

    def _learn_kind(self, word: str) -> WordKind:
        mark = (
            "stop" if word in STOPS else "comma" if word in COMMAS else "joiner" if word in JOINERS else "break" if word in BREAKS else ""
        )
        correction = None
        unknown = False
        plain = self._spelling.get(word, word)
        if plain != word and word not in self.content.ordinary_words:
            correction = plain
        word_stem = self.stem(plain)
        stems = {word_stem}
        guesses: tuple[str, ...] = ()
        if not mark and word.isalpha() and word_stem not in self._known_stems and word not in LIGHT and not self.ordinary(word):
            guesses = self.guesses(word)
            if guesses:
                correction = guesses[0]
                opened = [self.content.shorthand.expand.get(guess, guess) for guess in guesses]
                stems = {self.stem(self._spelling.get(guess, guess)) for guess in opened}
            else:
                unknown = len(word) > 2
        keys = set(stems) | _ALSO.get(word, frozenset())
        if word.isdecimal() and int(word) >= _MANY:
            keys.add("<number>")
        for known in stems:
            for family in self._families_of.get(known, ()):
                keys |= self._above[family]
        light = bool(mark) or word in LIGHT or plain in LIGHT or not any(letter.isalnum() for letter in word)
        return WordKind(
            word_stem if len(stems) > 1 else next(iter(stems)),
            frozenset(keys),
            light,
            word in SKIPPED or word == "-",
            mark,
            correction,
            unknown,
            guesses if len(stems) > 1 else (),
            tuple(sorted(keys)),
            len(stems) > 1 and bool(guesses),
            not self._multi_starts.isdisjoint(keys),
        )

    def ordinary(self, word: str) -> bool:
        """Whether it is an English word that is never taken for a misspelling."""
        ordinary = self.content.ordinary_words
        if word in ordinary or word in self._never or american(word) in ordinary:
            return True
        return (self.stem(word) in ordinary and len(word) > 5) or self._is_negated(word)

    def _is_negated(self, word: str) -> bool:
        """Whether it is a clinical word that denies a known one: "afebrile", "anicteric", "nontender"."""
        for prefix in ("non", "an", "a"):
            rest = word.removeprefix(prefix)
            if rest != word and (prefix == "non" or rest.endswith(_CLINICAL)) and len(rest) > 4 and self.stem(rest) in self._known_stems:
                return True
        return False

    def guesses(self, word: str) -> tuple[str, ...]:
        """Find the known words that `word` may be a misspelling of, the likeliest first; none if two of them are a confusable pair.

        Allows one edit or swap up to seven letters and two from eight on. Words of four letters may only have lost or swapped one.
        """
        length = len(word)
        if length < 4 or length > 40 or word in self._never:
            return ()
        found = self._nearest.of(word)
        if length == 4:
            found.extend((known, 1) for known in self._four_letters.get("".join(sorted(word)), []))
        if not found:
            return ()
        best = min(distance for _, distance in found)
        nearest = {known for known, distance in found if distance == best}
        for known in nearest:
            if any(other in nearest or OSA.distance(word, other) <= best for other in self._confusable.get(known, ())):
                return ()
        ranked = sorted(nearest, key=lambda known: (known[0] != word[0], set(known) != set(word), -len(known), known))
        return tuple(ranked[:8])

    # ---- reading ----
    def units(self, text: str) -> list[Unit]:
        """Cut a message into units: words with their keys, short forms opened, multi-word family members joined."""
        units, begin = self._open(self._cutter.words_of(text))
        return self._join(units, begin)

    def heard(self, text: str) -> list[Unit]:
        """Cut a message of a person into units, with its figures of speech covered; phrases of the lexicon have none to cover."""
        words = self._cutter.words_of(text)
        covered = self._idioms.covered(words)
        units: list[Unit] = []
        begin: list[int] = []
        first = 0
        for index in (*sorted(covered), len(words)):
            some, begin_there = self._open(words[first:index])
            begin += [len(units) + place for place in begin_there]
            units += some
            if index < len(words):
                units.append(Unit(words[index].text, words[index].start, words[index].end, _COVERED))
            first = index + 1
        return self._join(units, begin)

    def _open(self, words: list[Word]) -> tuple[list[Unit], list[int]]:
        """Make units of words, short forms written out; also the places where a run of words may begin that is one thing."""
        units: list[Unit] = []
        begin: list[int] = []
        short, kinds = self._short, self._kinds
        after = 0
        for index, word in enumerate(words):
            if index < after:
                continue
            text = word.text
            choices = short.get(text)
            if choices:
                after = self._open_short(words, index, choices, units, begin)
                if after:
                    continue
            kind = kinds.get(text) or self.kind(text)
            if kind.correction is not None and not kind.guesses and (plain_words := self._opened.get(kind.correction)):
                self._write_out(plain_words, word.start, word.end, units, begin, kind.correction)
                continue
            if kind.begins:
                begin.append(len(units))
            units.append(
                Unit(
                    text,
                    word.start,
                    word.end,
                    kind.keys,
                    kind.light,
                    kind.skipped,
                    kind.mark,
                    kind.correction,
                    kind.unknown,
                    kind.guessed,
                    kind.order,
                )
            )
        return units, begin

    def _open_short(
        self,
        words: list[Word],
        index: int,
        choices: list[tuple[tuple[str, ...], tuple[str, ...]]],
        units: list[Unit],
        begin: list[int],
    ) -> int:
        """Write out the short form that begins at a word; give the index after it, or 0."""
        for parts, plain in choices:
            size = len(parts)
            if size == 1 or (
                index + size <= len(words)
                and words[index + 1].text == parts[1]
                and tuple([other.text for other in words[index : index + size]]) == parts
            ):
                start, end = words[index].start, words[index + size - 1].end
                self._write_out(plain, start, end, units, begin)
                return index + size
        return 0

    def _write_out(
        self, plain: tuple[str, ...], start: int, end: int, units: list[Unit], begin: list[int], correction: str | None = None
    ) -> None:
        """Add the plain words that a short form stands for; all of them have its place in the message."""
        for word in plain:
            kind = self.kind(word)
            if kind.begins:
                begin.append(len(units))
            units.append(Unit(word, start, end, kind.keys, kind.light, kind.skipped, kind.mark, correction, order=kind.order))

    def _join(self, units: list[Unit], begin: list[int]) -> list[Unit]:
        """Join the words of members of families that have several ("back of my leg")."""
        if not begin or begin[0] + 1 == len(units):
            return units
        joined: list[Unit] = []
        done = 0
        for index in begin:
            if index < done:
                continue
            best = self._longest(units, index)
            if best is None:
                continue
            joined += units[done:index]
            end, names, own = best
            keys = frozenset({own}).union(*(self._above[name] for name in names))
            parts = units[index:end]
            correction = next((part.correction for part in parts if part.correction), None)
            said = " ".join(part.text for part in parts)
            joined.append(Unit(said, parts[0].start, parts[-1].end, keys, correction=correction, order=tuple(sorted(keys))))
            done = end
        return joined + units[done:] if done else units

    def _longest(self, units: list[Unit], index: int) -> tuple[int, set[str], str] | None:
        """The longest run of words from a unit on that is a member of families: the index after it, the families, its own key."""
        best: tuple[int, set[str], str] | None = None
        for key in units[index].order:
            seconds = self._multi.get(key)
            if seconds is None:
                continue
            here = index + 1
            while here < len(units):
                unit = units[here]
                for second in unit.order:
                    for sequence in seconds.get(second, ()):
                        end = run_end(units, index, sequence.keys)
                        if end and (best is None or end > best[0]):
                            best = (end, {sequence.payload}, "_".join(sequence.keys))
                        elif end and best is not None and end == best[0]:
                            best[1].add(sequence.payload)
                if not unit.skipped:
                    break
                here += 1
        return best
