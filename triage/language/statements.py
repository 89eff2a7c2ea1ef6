"""Grammar around a finding: its statement, whose it is, and whether it is told of a far time."""

from __future__ import annotations

from itertools import pairwise

from triage.language.layout import Layout
from triage.language.people import AGE_WORDS, LITTLE, far_time, person_word
from triage.language.scope import LONGEST_REACH
from triage.language.vocabulary import Unit

_SAID_OF = frozenset(
    {
        "think",
        "believe",
        "guess",
        "reckon",
        "know",
        "say",
        "worried",
        "noticed",
        "found",
        "saw",
        "suspect",
        "am",
        "calling",
        "ringing",
        "asking",
        "took",
        "brought",
        "need",
        "want",
        "just",
        "with",
    }
)
PERSON_WORDS = frozenset("i me my myself im he she him her his himself herself we us our patient pt they them their".split())
_BEGAN = frozenset(
    {"started", "start", "began", "begin", "since", "diagnosed", "ever", "now", "still", "again", "today", "getting", "keeps", "keep"}
)
_THEN = frozenset(
    {
        "had",
        "was",
        "were",
        "did",
        "got",
        "fainted",
        "collapsed",
        "passed",
        "lost",
        "went",
        "broke",
        "suffered",
        "used",
        "blacked",
        "came",
        "coughed",
        "vomited",
        "threw",
        "drooped",
        "became",
        "could",
        "took",
        "hit",
        "locked",
        "tried",
        "bled",
        "felt",
        "fell",
        "kept",
        "woke",
        "ate",
    }
)


_WELL = (
    "am i going to",
    "will i get",
    "will i catch",
    "can i catch",
    "could i catch",
    "can i get it",
    "i am fine",
    "i feel fine",
    "i 'm fine",
    "i am ok",
    "i am well",
    "i feel well",
    "i am okay",
    "not me",
    "i feel ok",
    "is fine",
    "is ok now",
)


def writer_is_well(units: list[Unit]) -> bool:
    """ "I am fine", "not me": the writer is not the one who is ill, and not calling for the other either."""
    texts = " ".join(unit.text for unit in units)
    return any(words in texts for words in _WELL)


def by_article(units: list[Unit], index: int) -> bool:
    """ "**A** boy", "**the** man", "some woman": nobody the writer speaks for."""
    return index > 0 and units[index - 1].text in ("a", "an", "the", "some", "another", "this", "one")


def is_object(units: list[Unit], index: int) -> bool:
    """Whether a person is only the object of the writer's own statement ("I had a **baby** last month and keep thinking ...")."""
    if (
        index
        and units[index - 1].text in ("my", "a", "the", "our", "her")
        and index > 1
        and units[index - 2].text in ("had", "delivered", "having")
    ):
        return True
    for before in range(index - 1, max(-1, index - 8), -1):
        unit = units[before]
        if unit.mark:
            return False
        if unit.text == "i":
            return not any(units[other].text in _SAID_OF for other in range(before + 1, index))
    return False


def statement_bounds(units: list[Unit], index: int) -> tuple[int, int]:
    """The first and last unit of the sentence around a unit, no further than a scope reaches."""
    first = index
    while first > max(0, index - LONGEST_REACH) and units[first - 1].mark != "stop":
        first -= 1
    last = index
    while last + 1 < min(len(units), index + LONGEST_REACH) and units[last + 1].mark != "stop":
        last += 1
    return first, last


_FAR = frozenset(
    """
    ago childhood previously once used when student uni university college school army navy pregnancy year summer winter spring autumn
    twenties thirties forties fifties teens 20s 30s 40s 50s 70s 80s 90s
    """.split()
)


def may_tell_of_long_ago(layout: Layout) -> bool:
    """Whether a message holds any word of a far time at all; a quick first test."""
    words = layout.words
    if not _FAR.isdisjoint(words):
        return True
    if ("as" in words and not LITTLE.isdisjoint(words)) or ("back" in words and ("years" in words or "months" in words)):
        return True
    if "at" in words and (layout.numbers or not AGE_WORDS.isdisjoint(words)):
        return True
    return layout.numbers and any(len(word) == 4 and word.isdigit() for word in layout.texts)


def told_of_long_ago(units: list[Unit], span: tuple[int, ...]) -> bool:
    """Whether a statement tells of a far time ("In 2015 my calf was swollen", "when I was ten") and not of a beginning."""
    first, last = span[0], span[-1]
    while first > max(0, span[0] - LONGEST_REACH) and not _parts_statements(units, first - 1):
        first -= 1
    while last + 1 < min(len(units), span[-1] + LONGEST_REACH) and not _parts_statements(units, last + 1):
        last += 1
    words = units[first : last + 1]
    opening = first - 1
    while opening > 0 and first - opening <= 6 and not units[opening - 1].mark:
        opening -= 1
    if first > 0 and units[first - 1].mark == "comma" and first - opening <= 4:
        words = units[max(0, opening) : last + 1]  # "In 2015, my calf was swollen"
    texts = [part for unit in words for part in unit.text.split()]
    far = far_time(words)
    if far is None:
        return _goes_on(units, span, first, last)
    began = any(
        text in _BEGAN and not (text == "since" and index and texts[index - 1] in ("nothing", "none", "fine", "ok", "well"))
        for index, text in enumerate(texts)
    )
    if began and far == "fixed":
        began = not _tells_an_end(units, span[0])
    return not began and (far == "fixed" or not _THEN.isdisjoint(texts))


def _tells_an_end(units: list[Unit], index: int) -> bool:
    """Whether a sentence tells how it ended: "back in 2012 I started stuttering, **it went away** within a month"."""
    first, last = statement_bounds(units, index)
    texts = [unit.text for unit in units[first : last + 1]]
    return any(pair in _ENDS for pair in pairwise(texts)) or not _CURED.isdisjoint(texts)


_ENDS = frozenset(
    {("went", "away"), ("it", "went"), ("turned", "out"), ("never", "came"), ("was", "gone"), ("gone", "within"), ("gone", "after")}
)
_CURED = frozenset({"cured", "healed", "subsided"})


def _goes_on(units: list[Unit], span: tuple[int, ...], first: int, last: int) -> bool:
    """Whether a sentence that begins with a far time goes on to the finding: "When I was four I had croup, **fighting for breath**".

    A word of now or a verb of the present ends it; after months or years ago the finding's own words must be told as past.
    """
    start, _ = statement_bounds(units, span[0])
    if start >= first or not _opens_with_time(units[start].text) or far_time(units[start : start + _OPENING]) is None:
        return False
    opening = start
    while opening < first and not units[opening].mark:
        opening += 1
    far = far_time(units[start:opening])
    between = {part for unit in units[opening : last + 1] for part in unit.text.split()}
    if far is None or not _NOW.isdisjoint(between):
        return False
    here = {part for unit in units[first : last + 1] for part in unit.text.split()}
    year = any(len(unit.text) == 4 and unit.text.isdecimal() for unit in units[start:opening])
    return (far == "fixed" and not year) or "then" in between or not _THEN.isdisjoint(here) or any(word.endswith("ed") for word in here)


def _opens_with_time(text: str) -> bool:
    return text in _TIME_OPENERS or text[:1].isdecimal()


_OPENING = 6
_TIME_OPENERS = frozenset(
    """
    in when at as back a an about around over nearly almost last once during several some few many long years two three four five six
    seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    """.split()
)
_NOW = _BEGAN - {"started", "start", "began", "begin", "ever", "diagnosed"} | frozenset(
    """
    have has is am are feel feels hurts hurt get gets 's 've 'm cannot can does do keep currently lately nowadays later tonight
    morning afternoon evening yesterday hour hours minute minutes day days week weeks
    """.split()
)


def _parts_statements(units: list[Unit], index: int) -> bool:
    unit = units[index]
    if unit.mark in ("stop", "break", "comma"):
        return True
    return (
        unit.mark == "joiner"
        and index + 1 < len(units)
        and (
            units[index + 1].text
            in ("i", "my", "he", "she", "his", "her", "now", "it", "have", "has", "nothing", "none", "that", "this", "these", "those")
            or (units[index + 1].text in ("a", "an", "the") and any(unit.text in _JUST for unit in units[index + 2 : index + 5]))
        )
    )


_JUST = frozenset({"has", "is", "have", "are", "just", "'s", "keeps", "now"})
"""Words of the present after a new subject: "my spleen was taken out years ago and **a dog has just** bitten me"."""


def first_person(units: list[Unit], span: tuple[int, ...]) -> bool:
    """Whether the writer tells a finding of themselves ("**my** head hurts")."""
    first, _ = statement_bounds(units, span[0])
    inside = False
    for index in range(span[-1], first - 1, -1):
        if units[index].text in ("i", "my", "me"):
            if index > span[0] and units[index].text != "i":
                inside = True  # "my daughter **swallowed some of my tablets**": who did it stands before
                continue
            # "my brother", "my diabetic brother"
            return not (units[index].text == "my" and any(person_word(unit) is not None for unit in units[index + 1 : index + 3]))
        if person_word(units[index]) is not None:
            return False
    return inside
