"""Tells what is said of things from what is said of people: "the cake collapsed", "weak tea", "I burnt the onions".

A finding is dropped where its grammar gives it to an everyday thing or an animal (lexicon/things.toml) and no person and no place
on the body stands in the rest of its clause. Three forms are known:

- the thing is the subject: "the **river** was *swollen*", "my **car** *coughed* twice and died";
- the finding describes the thing: "*swollen* **river**", "an *itchy* woollen **scarf**";
- the finding is done to the thing: "*burnt* the **onions**", "*coughed up* the **money**".

What a message says in telegram style ("rash after new soap", "left the gym shaking") stays a finding: in doubt, it counts.
"""

from __future__ import annotations

from triage.content.library import Content
from triage.language.layout import Layout
from triage.language.patterns import Match
from triage.language.people import person_word
from triage.language.vocabulary import Unit

_DETERMINERS = frozenset(
    """
    the a an this that these those my our your his her their its some all every each both another one two three
    four five six no any 's
    """.split()
)
_MINE = frozenset({"my", "our"})
_BETWEEN = frozenset(
    """
    is was were are be been being am 's has have had having got get gets getting look looks looked seem seems seemed feel feels felt
    smell smells smelt taste tastes sound sounds sounded go goes went gone turn turns turned keep keeps kept start starts started
    begin begins began become becomes became stay stays stayed come comes came remain remains remained stand stands stood lie lies lay
    sit sits sat will would can could may might must should do does did not never all so too very far more most rather quite pretty
    really just still again almost nearly already soon now then suddenly always often usually sometimes once twice also both even only
    a bit little lot to badly finally half much way well fully ever up down off out over away
    """.split()
)
_FINITE = frozenset(
    """
    is was were are 's has have had look looks looked seem seems seemed feel feels felt smells smelt sounds go goes went turn turns
    turned keep keeps kept start starts started begins began become becomes became stay stays stayed got gets will would can could may
    might must should do does did stands stood lay sits sat remains remained
    """.split()
)
_PREPOSITIONS = frozenset(
    """
    in on at under behind above below beside near over by for from of off with without inside outside between beyond around round
    through along across against next to into onto towards up down before after like as than
    """.split()
)
_CLAUSE_STARTS = frozenset(
    """
    when while whilst as after before since if so where who which that once then than whether how why until till
    because and or but
    """.split()
)
_PEOPLE = frozenset(
    """
    i me he him she we us you they myself himself herself yourself themselves ourselves someone somebody anyone
    everyone everybody who
    """.split()
)
_THEIRS = frozenset({"her", "his", "my", "your", "our", "their"})
_ADJECTIVES = ("ed", "en", "ing", "y", "ful", "less", "ous")
_PLAIN_ADJECTIVES = frozenset(
    """
    red weak stiff numb sore sick dead hot cold tight limp blind deaf lame pale yellow blue black dry wet loose
    burnt heavy sharp faint rash mad
    """.split()
)
_DONE_TO = frozenset(
    """
    burn cut bleed choke bruise scratch crush break broke hit stab strain twist tear tore pull squeeze pinch drain cough smother drown
    strangle graze freeze froze shake shook sting blow blew lift whip beat slap punch kick split crack peel flush inflame poison infect
    wound drop scald singe chop slice grind trip jerk rub spill lose lost scorch burnt scar pierce puncture banged bang bump knock
    """.split()
)
_TAKEN = frozenset("ate eat eats eaten eating had took taken drank drunk tried swallowed touched licked chewed".split())
_SUFFERS = frozenset({"was", "were", "been", "got", "be", "being", "am", "is", "are", "getting", "gets", "get"})
_SPARED = frozenset(
    """
    blood bloody vomit vomiting vomited sick puke poo pee urine stool phlegm mucus pus gas fumes smoke monoxide chemical bleach poison
    taste tastes tasting tasted tastebuds smell smells smelling blurry blurred blur double fuzzy wrong stuck myself himself herself suicide
    """.split()
)
"""Matches with these words stay findings: what leaves the body, what is breathed in, and what is seen, smelt or tasted of things."""
_HURTS = frozenset({"bite", "bites", "sting", "stings", "burn", "burns", "allergy", "reaction", "rash", "intolerance", "poisoning"})


class ThingTalk:
    """The everyday things of a content, ready to be recognised in a message."""

    def __init__(self, content: Content) -> None:
        self._things = frozenset(form for word in content.things.words for form in _forms(word))
        self._names = frozenset(form for word in content.things.also_names for form in _forms(word))
        self._sites = frozenset(f"<{name}>" for name, family in content.families.items() if family.kind == "site")
        self._body = self._sites | {f"<{name}>" for name, family in content.families.items() if family.kind == "sensation"}

    def told_of(self, layout: Layout) -> bool:
        """Whether a message names any thing at all."""
        return not self._things.isdisjoint(layout.words) or not self._names.isdisjoint(layout.words)

    def owns(self, units: list[Unit], match: Match) -> bool:
        """Whether a finding is said of a thing."""
        if len(units) < 2 or any(self._spares(units[index]) for index in match.units):
            return False
        first, last = match.units[0], match.units[-1]
        if any(self._is_thing(units, index) or self._is_own(units, index) for index in match.units):
            return False
        return (
            (self._subject(units, first) and self._nobody_after(units, last))
            or self._described(units, match)
            or self._done_to(units, match)
        )

    # ---- the three forms ----
    def _subject(self, units: list[Unit], first: int) -> bool:
        """Whether the subject before `first` is a thing, with only auxiliaries, adverbs and further things between."""
        index = first - 1
        finite = False
        while index >= 0 and first - index <= 12:
            unit = units[index]
            if self._is_thing(units, index):
                start = self._noun_phrase(units, index)
                if start is None or (start and units[start - 1].text in _TAKEN) or (index and units[index - 1].text in _TAKEN):
                    return False  # "ate cashews now wheezing"
                before = units[start - 1] if start else None
                if before is not None and before.text in _PREPOSITIONS and not before.mark and start > 1:
                    inner = self._head_before(units, start - 1)
                    if inner is None:
                        return before.text not in _PREPOSITIONS
                    index = inner
                    continue
                return finite or self._opens(units, start)
            if unit.mark == "joiner" and index and first - index <= 3:
                # "the car coughed and **died**" was decided at "coughed"; "battered and **bruised**" goes on
                return False
            if unit.mark or unit.text == "now" or (unit.text not in _BETWEEN and not unit.text.endswith("ly")):
                return False
            finite = finite or unit.text in _FINITE
            index -= 1
        return False

    def _head_before(self, units: list[Unit], preposition: int) -> int | None:
        """The thing that a place or possessor follows: "the **wall** behind", "a **coat** of"."""
        index = preposition - 1
        return index if index >= 0 and self._is_thing(units, index) else None

    def _described(self, units: list[Unit], match: Match) -> bool:
        """Whether the finding is an adjective before a thing."""
        last = match.units[-1]
        if len(match.units) > 2 or match.units[-1] - match.units[0] >= len(match.units) + 1:
            return False
        if not all(units[index].text.endswith(_ADJECTIVES) or units[index].text in _PLAIN_ADJECTIVES for index in match.units):
            return False  # "**out of breath climbing** stairs" says more than the adjective
        index = last + 1
        while index < len(units) and index - last <= 3:
            unit = units[index]
            if self._is_thing(units, index):
                while index + 1 < len(units) and self._is_thing(units, index + 1):
                    index += 1
                after = units[index + 1] if index + 1 < len(units) else None
                if after is not None and (not self._body.isdisjoint(after.keys) or after.text in _HURTS):
                    return False
                return self._nobody_after(units, index)
            if unit.mark or unit.light or unit.skipped or unit.text in _PREPOSITIONS or unit.text in _CLAUSE_STARTS:
                return False
            if not self._body.isdisjoint(unit.keys) or person_word(unit):
                return False
            index += 1
        return False

    def _done_to(self, units: list[Unit], match: Match) -> bool:
        """Whether the finding is a deed whose object is a thing."""
        last = match.units[-1]
        if not any(not _DONE_TO.isdisjoint(units[index].keys) or units[index].text.split()[0] in _DONE_TO for index in match.units):
            return False
        if match.units[0] and units[match.units[0] - 1].text in _SUFFERS:
            return False
        if units[last].text in _PREPOSITIONS or any(units[index].text in _SUFFERS for index in match.units):
            return False  # "I **was knocked out** playing rugby", "**crushed by** a tractor"
        index = last + 1
        if index < len(units) and units[index].text in ("up", "off", "out", "down", "open", "back"):
            index += 1
        first = index
        while index < len(units) and index - first <= 5:
            unit = units[index]
            if self._is_thing(units, index):
                while index + 1 < len(units) and self._is_thing(units, index + 1):
                    index += 1
                return self._nobody_after(units, index)
            if unit.mark or unit.text in _PREPOSITIONS or unit.text in _CLAUSE_STARTS or unit.text in _PEOPLE or unit.text.endswith("ing"):
                return False
            if not self._body.isdisjoint(unit.keys) or (person_word(unit) and unit.text not in _THEIRS and not _possessor(units, index)):
                return False
            index += 1
        return False

    # ---- parts ----
    def _noun_phrase(self, units: list[Unit], head: int) -> int | None:
        """Where the noun phrase with this head begins: at a determiner, or at a plural that opens its clause."""
        index = head - 1
        while index >= 0 and head - index <= 5:
            unit = units[index]
            if unit.text in _DETERMINERS:
                return index
            if unit.mark or unit.text in _PREPOSITIONS or unit.text in _BETWEEN or unit.text in _CLAUSE_STARTS or unit.text in _PEOPLE:
                break
            if not self._body.isdisjoint(unit.keys):
                return None
            index -= 1
        if units[head].text.endswith("s") and self._opens(units, index + 1):
            return index + 1
        return None

    def _opens(self, units: list[Unit], start: int) -> bool:
        """Whether only little words of time and linking stand between the beginning of the clause and `start`."""
        for index in range(start - 1, -1, -1):
            unit = units[index]
            if unit.mark in ("stop", "break", "comma", "joiner") or unit.text in _CLAUSE_STARTS:
                return True
            if unit.text in _PEOPLE or not (unit.light or unit.text.endswith("ly")) or unit.text in _PREPOSITIONS:
                return False
        return True

    def _nobody_after(self, units: list[Unit], last: int) -> bool:
        """Whether the rest of the clause after `last` holds no person and no place on the body."""
        for index in range(last + 1, len(units)):
            unit = units[index]
            if unit.mark in ("stop", "break", "comma", "joiner") or unit.text in _CLAUSE_STARTS:
                return True
            if unit.text in _THEIRS:
                if unit.text == "her" and (index + 1 >= len(units) or units[index + 1].mark):
                    return False
                continue
            if unit.text in _PEOPLE or not self._sites.isdisjoint(unit.keys) or (person_word(unit) and not _possessor(units, index)):
                return False
        return True

    def _is_thing(self, units: list[Unit], index: int) -> bool:
        unit = units[index]
        text = unit.text.rsplit(" ", 1)[-1]
        if text not in self._things:
            if text not in self._names:
                return False
            before = index - 1
            while before >= 0 and index - before <= 3 and units[before].text not in _DETERMINERS and not units[before].mark:
                before -= 1
            if before < 0 or units[before].text in _MINE or units[before].text not in _DETERMINERS:
                return False
        return self._sites.isdisjoint(unit.keys)

    def _is_own(self, units: list[Unit], index: int) -> bool:
        """Whether a word of the finding is a place on the body or a person, so that it is said of them in any case."""
        unit = units[index]
        return not self._sites.isdisjoint(unit.keys) or unit.text in _PEOPLE or person_word(unit) is not None

    @staticmethod
    def _spares(unit: Unit) -> bool:
        return any(word in _SPARED for word in unit.text.split())


def _possessor(units: list[Unit], index: int) -> bool:
    return index + 1 < len(units) and units[index + 1].text in ("'s", "'")


def _forms(word: str) -> tuple[str, ...]:
    """A noun with its plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word, word + "es")
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u"):
        return (word, word[:-1] + "ies")
    if word.endswith("f"):
        return (word, word + "s", word[:-1] + "ves")
    if word.endswith("fe"):
        return (word, word + "s", word[:-2] + "ves")
    if word.endswith("o"):
        return (word, word + "s", word + "es")
    return (word, word + "s")
