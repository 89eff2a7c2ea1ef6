"""Attaches what is said about a finding to it: severity, onset, time, trend, side, site, circumstance, amount, count.

A word about a finding belongs to the nearest finding of its statement; a statement without a finding of its own ("it came on in
seconds") speaks of the finding before it. Times belong to every finding of their statement that has no nearer one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from triage.content.language_shapes import AttributeWords
from triage.content.library import Content
from triage.language.layout import Layout
from triage.language.measurements import counts, pain_score
from triage.language.run_tree import RunTree
from triage.language.times import TimeSaid
from triage.language.vocabulary import Unit, Vocabulary
from triage.model.finding import NO_ATTRIBUTES, Attributes

_SEVERITY = {"mild": 0, "moderate": 1, "severe": 2, "worst": 3}
_NOT = frozenset({"not", "no", "never", "without"})
MOST_KEPT = 10_000
_WORST_WHEN = frozenset({"when", "at", "in", "on", "after", "if", "first", "with", "while", "during", "around"})
_WELL = frozenset({"fine", "ok", "okay", "better", "well", "good", "normal", "gone", "alright", "stopped"})
_LONG_AGO = 720.0
_SUBJECTS = frozenset({"i", "my", "he", "she", "his", "her", "it", "the", "now", "we", "they"})
_COUNTED = frozenset({"times", "time", "twice", "x"})


@dataclass(slots=True)
class _Bag:
    """The attributes gathered for one finding."""

    values: dict[str, Any]
    flags: list[str]

    def model(self, known: dict[object, Attributes]) -> Attributes:
        """Make the attributes; the same ones are made once (`known`)."""
        if not self.values and not self.flags:
            return NO_ATTRIBUTES
        flags = tuple(sorted(set(self.flags)))
        key = (flags, *self.values.items())
        found = known.get(key)
        if found is None:
            if len(known) > MOST_KEPT:
                known.clear()
            found = known[key] = Attributes(flags=flags, **self.values)
        return found


class AttributeReader:
    """The attribute words of a content, ready to be attached."""

    def __init__(self, content: Content, vocabulary: Vocabulary) -> None:
        self._runs: RunTree[AttributeWords] = RunTree()
        for entry in content.attributes:
            for words in entry.words:
                keys = tuple(
                    min((key for key in unit.keys if not key.startswith("<")), default=unit.text) for unit in vocabulary.units(words)
                )
                if keys:
                    self._runs.add(keys, entry)
        self._sites: dict[str, str] = {f"<{name}>": name for name, family in content.families.items() if family.kind == "site"}
        self._site_keys = frozenset(self._sites)
        self._known: dict[object, Attributes] = {}
        self._depth = vocabulary.depth

    def read(self, layout: Layout, spans: list[tuple[int, ...]], said_times: list[TimeSaid]) -> list[Attributes]:
        """Give the attributes of each finding, in the order of `spans`."""
        if not spans:
            return []
        units = layout.units
        bags = [_Bag({}, []) for _ in spans]
        owner_of = _Owners(spans, layout.statement)
        for first, last, entry in self._hits(units):
            owner = owner_of.next_of(first) if entry.value == "now" and _opens_clause(units, first) else None
            owner = owner_of.nearest(first, last) if owner is None else owner
            if owner is not None:
                self._put(bags[owner], entry)
        lasting: set[int] = set()
        for said in said_times:
            for owner in owner_of.all_of(said.first):
                # "for three minutes this morning": how long it lasted says more than when it was.
                if said.ago and (owner in lasting or (said.hours >= _LONG_AGO and _own_subject_between(units, said.last, spans[owner][0]))):
                    continue
                hours = bags[owner].values.get("started_hours")
                if hours is None or owner_of.nearest(said.first, said.last) == owner:
                    bags[owner].values["started_hours"] = round(said.hours, 9)
                    if not said.ago:
                        lasting.add(owner)
                if said.hours <= 0.25 and "onset" not in bags[owner].values:
                    bags[owner].values["onset"] = "sudden"
        if layout.numbers or not _COUNTED.isdisjoint(layout.texts):
            for number, index in counts(units):
                owner = owner_of.nearest(index, index)
                if owner is not None:
                    bags[owner].values.setdefault("count", number)
        if layout.numbers or "out" in layout.texts:
            score = pain_score(units)
            owner = owner_of.nearest(score[1], score[1]) if score else None
            if score and owner is not None:
                bags[owner].values["pain_score"] = score[0]
                bags[owner].values["severity"] = (
                    "worst" if score[0] >= 10 else "severe" if score[0] >= 7 else "moderate" if score[0] >= 4 else "mild"
                )
        sites = self._site_keys
        if not sites.isdisjoint(layout.keys):
            placed = {index for index, unit in enumerate(units) if not sites.isdisjoint(unit.keys)}
            free = placed.difference(*spans)
            for bag, span in zip(bags, spans, strict=True):
                if not placed.isdisjoint(span):
                    self._own_words(bag, units, span)
                if free and "site" not in bag.values:
                    self._near_site(bag, units, span, free)
        return [bag.model(self._known) for bag in bags]

    def _hits(self, units: list[Unit]) -> list[tuple[int, int, AttributeWords]]:
        hits: list[tuple[int, int, AttributeWords]] = []
        starts = self._runs.starts
        after = 0
        for index, unit in enumerate(units):
            if index < after or starts.isdisjoint(unit.keys):
                continue
            step = 1
            runs = self._runs.at(units, index)
            if runs:
                allowed = [run for run in runs if not _means_another_thing(units, index, run)]
                longest = max((length for length, _, _ in allowed), default=0)
                for length, end, entry in allowed:
                    if length == longest:
                        hits.append((index, end - 1, entry))
                        step = max(step, end - index) if length > 1 else step
            after = index + step
        return hits

    @staticmethod
    def _put(bag: _Bag, entry: AttributeWords) -> None:
        if entry.attribute == "flag":
            bag.flags.append(entry.value)
        elif entry.attribute == "severity":
            old = bag.values.get("severity")
            if old is None or _SEVERITY[entry.value] > _SEVERITY[old]:
                bag.values["severity"] = entry.value
        elif entry.attribute == "onset":
            if bag.values.get("onset") != "sudden":
                bag.values["onset"] = entry.value
        elif entry.attribute == "trend":
            if bag.values.get("trend") not in ("worse", "spreading"):
                bag.values["trend"] = entry.value
        elif entry.attribute == "side":
            old = bag.values.get("side")
            bag.values["side"] = (
                entry.value
                if old is None or old == "one_side"
                else old
                if entry.value in (old, "one_side")
                else "both_sides"
                if {old, entry.value} == {"left", "right"}
                else entry.value
            )
        else:
            bag.values.setdefault(entry.attribute, entry.value)

    def _own_words(self, bag: _Bag, units: list[Unit], span: tuple[int, ...]) -> None:
        """Read site and side off the finding's own words: "my **arms** are weak" is both sides, "my **arm**" one."""
        best: tuple[int, str] | None = None
        for index in span:
            if self._site_keys.isdisjoint(units[index].keys):
                continue
            for key in units[index].order:
                name = self._sites.get(key)
                if name is not None and (best is None or self._depth.get(key, 0) > best[0]):
                    best = (self._depth.get(key, 0), name)
                    if "side" not in bag.values and index and name in _PAIRED:
                        before = units[index - 1].text
                        if before == "right":
                            bag.values["side"] = "right"
                        elif before == "left":
                            bag.values["side"] = "left"
                        elif before in ("my", "his", "her", "an", "the", "one"):
                            plural = units[index].text.endswith("s") or units[index].text == "feet"
                            bag.values["side"] = "both_sides" if plural else "one_side"
        if best is not None:
            bag.values.setdefault("site", best[1])

    def _near_site(self, bag: _Bag, units: list[Unit], span: tuple[int, ...], free: set[int]) -> None:
        """Read the site from the words right after or before ("bruise **on my belly**"); `free` are places that no finding owns."""
        for index in (*range(span[-1] + 1, min(len(units), span[-1] + 5)), *range(span[0] - 1, max(-1, span[0] - 4), -1)):
            unit = units[index]
            if index in free and unit.mark not in ("stop", "break", "comma"):
                names = [self._sites[key] for key in unit.keys if key in self._sites]
                bag.values["site"] = max(names, key=lambda name: (self._depth.get(f"<{name}>", 0), name))
                return


_CIRCUMSTANCES = frozenset("on_exertion at_rest on_standing lying_flat after_food breathing_in on_moving at_night when_pressed".split())


def _denied_before(units: list[Unit], index: int) -> bool:
    for other in range(index - 1, max(-1, index - 6), -1):
        if units[other].mark:
            return False
        if units[other].text in ("not", "never") and any(
            unit.text in ("get", "have", "hurt", "happen", "come") for unit in units[other:index]
        ):
            return True
    return False


def _own_subject_between(units: list[Unit], first: int, last: int) -> bool:
    """Whether a new statement begins between two words: "a stroke years ago **and my** arm has gone weak"."""
    return any(units[index].mark and units[index + 1].text in _SUBJECTS for index in range(first + 1, last))


def _opens_clause(units: list[Unit], index: int) -> bool:
    return index == 0 or bool(units[index - 1].mark)


def _means_another_thing(units: list[Unit], index: int, run: tuple[int, int, AttributeWords]) -> bool:
    """Whether a run of attribute words is denied ("**not** severe") or a pattern and no severity ("**worst** when lying flat")."""
    length, _, entry = run
    if entry.value == "now" and index and units[index - 1].text in _WELL:
        return True  # "he is **fine now**"
    if entry.value in _CIRCUMSTANCES and _denied_before(units, index):
        return True  # "I do not get it **when I walk**"
    if index and units[index - 1].text in _NOT and units[index].text not in _NOT:
        return True
    return length == 1 and entry.value in ("worst", "worse", "better") and index + 1 < len(units) and units[index + 1].text in _WORST_WHEN


_PAIRED = frozenset("eye ear arm hand wrist elbow shoulder leg thigh calf knee ankle foot hip breast".split())


class _Owners:
    """Answers which finding a word belongs to."""

    def __init__(self, spans: list[tuple[int, ...]], statement: list[int]) -> None:
        self._spans = spans
        self._statement = statement
        self._by_statement: dict[int, list[int]] = defaultdict(list)
        for number, span in enumerate(spans):
            self._by_statement[statement[span[0]]].append(number)
        self._numbers = sorted(self._by_statement)

    def all_of(self, index: int) -> list[int]:
        """The findings of the statement of a word, or of the nearest one before it that has any (else after it)."""
        here = self._statement[index]
        if here in self._by_statement:
            return self._by_statement[here]
        place = bisect_left(self._numbers, here)
        if place and here - self._numbers[place - 1] <= 3:
            return self._by_statement[self._numbers[place - 1]]
        if place < len(self._numbers) and self._numbers[place] - here <= 2:
            return self._by_statement[self._numbers[place]]
        return []

    def nearest(self, first: int, last: int) -> int | None:
        """The finding that a run of words belongs to."""
        options = self.all_of(first)
        if not options:
            return None
        if len(options) == 1:
            return options[0]
        if self._statement[self._spans[options[0]][0]] < self._statement[first]:
            return options[-1]
        # Words that are a finding themselves ("since I **fell**") tell of another one, if there is one.
        return min(options, key=lambda number: (self._inside(number, first, last), self._distance(number, first, last), number))

    def next_of(self, index: int) -> int | None:
        """The finding that follows a word in its statement: "and **now** I have a cough"."""
        return next((number for number in self.all_of(index) if self._spans[number][0] > index), None)

    def _inside(self, number: int, first: int, last: int) -> bool:
        return last > first and all(first <= index <= last for index in self._spans[number])

    def _distance(self, number: int, first: int, last: int) -> int:
        return min(0 if first <= index <= last else min(abs(index - first), abs(index - last)) for index in self._spans[number])
