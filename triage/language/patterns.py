"""Finds the phrases of the lexicon in a message.

A phrase is a set of keys (word stems and word families) that must stand close together in one statement, in any order, or a
literal run of keys. All phrases that fit are weighed: more words and more specific families beat fewer, tight beats loose. A fit is
then taken if it brings a word that no earlier fit has used. A word may be shared only across a coordination: in "my face and hands
are swollen" the second fit shares "swollen" because "hands" stands beside "face".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from triage.language.endings import form, same_endings
from triage.language.layout import Layout
from triage.language.little_words import FUNCTION
from triage.language.phrases import Phrase, PhraseCompiler, PhraseSource
from triage.language.runs import literal_run
from triage.language.vocabulary import Unit, Vocabulary

MAXIMUM_GAP = 3
"""How many foreign content words may stand between two words of an any-order phrase; one more for each further word."""
GAP_COST = 0.16


@dataclass(slots=True)
class Match:
    """A phrase found: the indices of the units it uses."""

    phrase: Phrase
    units: tuple[int, ...]


class _Anchored:
    """The phrases whose rarest key is one and the same: those that are nothing else, and the others by their second rarest key."""

    __slots__ = ("seconds", "single", "with_second")

    def __init__(self) -> None:
        self.single: list[Phrase] = []
        self.with_second: dict[str, list[tuple[frozenset[str], Phrase]]] = defaultdict(list)
        self.seconds: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Candidate:
    phrase: Phrase
    units: tuple[int, ...]
    score: float
    distinct: frozenset[int]


class PhraseBook:
    """Phrases indexed by their rarest key.

    Several kinds of things (findings, conditions, medicines) are searched for in one pass; each kind is weighed by itself.
    """

    def __init__(self, sources: dict[str, list[PhraseSource]], vocabulary: Vocabulary) -> None:
        compiler = PhraseCompiler(vocabulary)
        self._sites = compiler.sites
        self._anchors: dict[str, _Anchored] = defaultdict(_Anchored)
        self.phrases: list[Phrase] = []
        seen: dict[object, int] = {}
        for of, (text, identifier, kind) in ((of, source) for of, listed in sources.items() for source in listed):
            phrase = compiler.compile(text, identifier, kind)
            if phrase is None:
                continue
            phrase = replace(phrase, of=of)
            identity = (phrase.keys, phrase.literal, of, identifier, phrase.blocks, phrase.denies, phrase.form)
            if identity not in seen:
                seen[identity] = len(self.phrases)
                self.phrases.append(phrase)
            else:
                # The same words again: every author's own wording counts, and the looser of the two.
                old = self.phrases[seen[identity]]
                self.phrases[seen[identity]] = replace(old, owns=old.owns | phrase.owns, tight=old.tight and phrase.tight)
        # A look-alike with the very words of a phrase would silence its own concept.
        said = {(phrase.of, phrase.concept, frozenset(phrase.keys)) for phrase in self.phrases if not phrase.blocks}
        self.phrases = [
            phrase for phrase in self.phrases if not phrase.blocks or (phrase.of, phrase.concept, frozenset(phrase.keys)) not in said
        ]
        frequency: dict[str, int] = defaultdict(int)
        for phrase in self.phrases:
            for key in set(phrase.keys):
                frequency[key] += 1
        for phrase in self.phrases:
            if len(phrase.keys) == 1:
                self._anchors[phrase.keys[0]].single.append(phrase)
                continue
            needed = frozenset(phrase.keys)
            rarest = sorted(needed, key=lambda key: (frequency[key] + (1_000_000 if key in FUNCTION else 0), key))
            self._anchors[rarest[0]].with_second[rarest[-1 if len(rarest) == 1 else 1]].append((needed, phrase))
        for anchored in self._anchors.values():
            anchored.seconds = frozenset(anchored.with_second)
        self._anchored = frozenset(self._anchors)

    def matches(self, layout: Layout) -> dict[str, list[Match]]:
        """Find the phrases of each kind in a message, in the order of the message."""
        found: dict[str, list[_Candidate]] = defaultdict(list)
        if not self._anchored.isdisjoint(layout.keys):
            for candidate in self._candidates(layout):
                found[candidate.phrase.of].append(candidate)
        return {of: self._chosen(candidates, layout) for of, candidates in found.items()}

    def _chosen(self, candidates: list[_Candidate], layout: Layout) -> list[Match]:
        """Choose among all that fits, the best first; what shares its words with a better one is left out."""
        if len(candidates) == 1:
            only = candidates[0]
            return [] if only.phrase.blocks else [Match(only.phrase, only.units)]
        units = layout.units
        blocked: dict[str, list[_Candidate]] = defaultdict(list)
        for found in candidates:
            if found.phrase.blocks:
                blocked[found.phrase.concept].append(found)
        # A look-alike takes its words away from its own concept, but not from a phrase that was written with these very words.
        wanted = (
            [
                found
                for found in candidates
                if not found.phrase.blocks
                and not any(
                    found.distinct & block.distinct and not (block.phrase.owns and block.phrase.owns <= found.phrase.owns)
                    for block in blocked.get(found.phrase.concept, ())
                )
            ]
            if blocked
            else candidates
        )
        for found in wanted:
            owns = found.phrase.owns
            if owns:
                found.score += 0.03 * len([index for index in found.units if not owns.isdisjoint(units[index].keys)])
        # What says that all is well comes last: it never takes a word from a finding.
        wanted.sort(key=lambda found: (found.phrase.denies, -found.score, found.units, found.phrase.concept, found.phrase.source))
        taken: list[_Candidate] = []
        user: dict[int, _Candidate] = {}
        for found in wanted:
            if user.keys().isdisjoint(found.units) or self._acceptable(found, layout, user):
                taken.append(found)
                for index in found.units:
                    user.setdefault(index, found)
        taken.sort(key=lambda found: (found.units[0], found.units, found.phrase.concept))
        return [Match(found.phrase, found.units) for found in taken]

    def _acceptable(self, found: _Candidate, layout: Layout, user: dict[int, _Candidate]) -> bool:
        used = [index for index in found.units if index in user]
        if found.phrase.denies:
            # One phrase may deny several concepts; words of a finding deny nothing.
            return all(user[index].phrase.denies and user[index].distinct == found.distinct for index in found.units if index in user)
        units, groups = layout.units, layout.groups
        fresh = [index for index in found.units if index not in user]
        if not fresh:
            # The same words and the same weight: a phrase that two concepts own ("acid or sour stomach").
            holders = {id(user[index]): user[index] for index in found.units}.values()
            return any(
                other.distinct == found.distinct
                and abs(other.score - found.score) < 1e-9
                and set(other.phrase.keys) == set(found.phrase.keys)
                and other.phrase.concept != found.phrase.concept
                for other in holders
            )
        if not any(self._sites.isdisjoint(units[index].keys) for index in used) and all(_beside(new, used, units, user) for new in fresh):
            return True  # "**sore red** calf", "foot **ulcer** has gone red": qualities side by side share their place
        for other in {id(user[index]): user[index] for index in used}.values():
            if found.phrase.literal:
                return False
            replaced = [index for index in other.units if index not in found.distinct]
            if not all(any(groups[new] == groups[old] and groups[new] >= 0 for old in replaced) and not units[new].light for new in fresh):
                return False
        return True

    def _candidates(self, layout: Layout) -> list[_Candidate]:
        units = layout.units
        anchors = self._anchors
        candidates: list[_Candidate] = []
        for here in layout.places:
            present = frozenset(here)
            for key in self._anchored & present:
                anchored = anchors[key]
                for phrase in anchored.single:
                    for index in here[key]:
                        unit = units[index]
                        if not unit.guessed and (phrase.form is None or unit.correction is not None or phrase.form == form(unit.text)):
                            candidates.append(_Candidate(phrase, (index,), phrase.weight, frozenset((index,))))
                if anchored.seconds.isdisjoint(present):
                    continue
                for second in anchored.seconds & present:
                    for needed, phrase in anchored.with_second[second]:
                        if needed <= present:
                            self._place(phrase, key, here, layout, candidates)
        return candidates

    def _place(self, phrase: Phrase, anchor: str, here: dict[str, list[int]], layout: Layout, candidates: list[_Candidate]) -> None:
        """Find where a phrase stands in a statement that has all its keys."""
        units = layout.units
        for index in here[anchor]:
            if phrase.literal:
                for start in here[phrase.keys[0]]:
                    run = literal_run(units, start, phrase.keys)
                    if run and index in run and (not phrase.endings or same_endings(units, run, phrase.endings)):
                        candidates.append(_Candidate(phrase, run, phrase.weight, frozenset(run)))
            else:
                found = self._fit(layout, here, index, anchor, phrase)
                if found is not None:
                    candidates.append(found)

    @staticmethod
    def _fit(layout: Layout, here: dict[str, list[int]], index: int, anchor: str, phrase: Phrase) -> _Candidate | None:
        """Choose for each key the unit nearest to the anchor, and refuse a fit that is too loose."""
        units = layout.units
        chosen = {index}
        placed = {anchor: index}
        negation = phrase.keys[0] if phrase.first_is_negation else None
        negation_at = index if anchor == negation else -1
        for key in phrase.keys:
            if key == anchor:
                continue
            options = here[key]
            if len(options) == 1:
                # Most words are said once.
                nearest = options[0]
                wrong_side = nearest > index if key == negation else anchor == negation and nearest < index
                if wrong_side or nearest in chosen:
                    return None
                if key == negation:
                    negation_at = nearest
                chosen.add(nearest)
                placed[key] = nearest
                continue
            options = [other for other in options if other not in chosen]
            if key == negation:
                options = [other for other in options if other < index]
            elif negation is not None and anchor == negation:
                options = [other for other in options if other > index]
            if not options:
                return None
            nearest = min(options, key=lambda other: (abs(other - index), other))
            if key == negation:
                negation_at = nearest
            chosen.add(nearest)
            placed[key] = nearest
        order = sorted(chosen)
        if negation is not None and negation_at != order[0]:
            return None
        if phrase.inner_negations and not _in_its_place(phrase, placed, order, units):
            return None
        if order[-1] - order[0] == len(order) - 1:
            return _Candidate(phrase, tuple(order), phrase.weight, frozenset(order))
        gap = 0
        groups = layout.groups
        beside = {groups[other] for other in order if groups[other] >= 0}
        first, last = order[0], order[-1]
        denied_inside = False
        parted = False
        passed = 0
        for other in range(first + 1, last):
            unit = units[other]
            if other in chosen:
                continue
            if unit.mark and unit.text not in ("or", "nor") and negation is not None:
                return None  # "it is not numb and moves fine"
            parted = parted or unit.mark == "comma"
            if unit.mark == "comma" and units[other + 1].text in _RESTS:
                gap += 6  # "no pain when I climb **stairs, just breathless**"
            if groups[other] in beside:
                passed += 1
                continue
            if unit.text in _DENYING:
                denied_inside = True
            if unit.mark:
                gap += 1 if unit.mark != "joiner" else 6 if units[other + 1].text in _SUBJECTS else 3
                if negation is not None:
                    return None
            elif not unit.light:
                gap += 1
            elif unit.text in _CLAUSE_STARTS and units[other - 1].mark == "comma":
                gap += 3  # "he has a bad **back**, so a lad is doing his **round**"
        if gap > (1 if negation is not None or phrase.tight else MAXIMUM_GAP + len(order) - 2) or last - first > 14 + 3 * len(order):
            return None
        if parted and negation is None and _stands_denied(units, first):
            denied_inside = True  # "no **discharge, burning** when I wee"
        # "been sick three times, no blood in it": the shorter phrase outside the denial is the better reading.
        cost = (
            GAP_COST * gap + 0.06 * passed + 0.02 * (last - first - len(order) + 1) + (0.9 if denied_inside and negation is None else 0.0)
        )
        return _Candidate(phrase, tuple(order), phrase.weight - cost, frozenset(order))


def _stands_denied(units: list[Unit], index: int) -> bool:
    """Whether a denying word stands right before a word."""
    before = index - 1
    while before > 0 and index - before <= 2 and units[before].skipped:
        before -= 1
    return before >= 0 and units[before].text in _DENYING


def _in_its_place(phrase: Phrase, placed: dict[str, int], order: list[int], units: list[Unit]) -> bool:
    """Whether a negation within a phrase stands before the word that it denies there: "seeing things that are **not there**"."""
    for number in phrase.inner_negations:
        at = order.index(placed[phrase.keys[number]])
        if number and any(units[index].text in ("or", "nor", "/") for index in range(order[at], placed[phrase.keys[number - 1]])):
            return False  # "**no rash or itching**" is no "itching with no rash"
        following = phrase.keys[number + 1] if number + 1 < len(phrase.keys) else None
        if following is None and at != len(order) - 1:
            return False
        if following is not None and (at + 1 == len(order) or order[at + 1] != placed[following]):
            return False
    return True


def _beside(index: int, others: list[int], units: list[Unit], user: dict[int, _Candidate]) -> bool:
    """Whether only little words and qualities that found their place already stand between a word and the nearest of others."""
    nearest = min(others, key=lambda other: abs(other - index))
    between = range(min(index, nearest) + 1, max(index, nearest))
    return len(between) <= 3 and all(
        (units[other].light and not units[other].mark) or (other in user and _is_quality(units[other].text)) for other in between
    )


def _is_quality(word: str) -> bool:
    return word.endswith(("y", "ful", "en", "ing", "ed")) or word in ("red", "hot", "sore", "stiff", "numb", "weak")


_SUBJECTS = frozenset({"i", "it", "he", "she", "they", "we", "my", "there", "now"})
"""After "and" these begin a statement of their own, which a phrase does not reach into."""
_RESTS = frozenset({"just", "only"})
"""Behind a comma these begin what is there after all."""
_CLAUSE_STARTS = frozenset({"so", "which", "who", "while", "when", "where"})
_DENYING = frozenset({"no", "not", "never", "without"})
