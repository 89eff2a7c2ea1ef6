"""Where a denial is over because something that is there begins: "no fever and **my throat hurts**"."""

from __future__ import annotations

from triage.language.vocabulary import Unit


def tells_what_is(units: list[Unit], index: int, strict: bool) -> bool:
    """Whether a denial is over: "no fever and **my throat hurts**", "no fever, **neck's stiff**", "no swelling, **an ache**".

    `strict` tells that a comma stands before the word, not only "and". After "or" a list of what is denied goes on.
    """
    text = units[index].text
    if index and units[index - 1].text in _OR:
        return False
    if text in _POINTS:
        goes_on = text != "the" or strict or not _after_no(units, index) or _goes_on_with_or(units, index)
        return _has_verb(units, index + 1) or not goes_on
    if _says_when(units, index) or (strict and (text.split()[0] in _TOLD or _is_predicate(units, index + 1))):
        return True
    if index + 1 < len(units) and units[index + 1].text in _IS and not units[index].light:
        return True
    if " " in text and not _IS.isdisjoint(text.split()[1:]):
        return True  # "neck's stiff" as one unit
    if text in _ONE_MORE and (strict or (text in _ARTICLES and _after_no(units, index))):
        return not _goes_on_with_or(units, index)
    if strict and any(unit.text in _HURTS for unit in _rest_of_item(units, index + 1)) and not _goes_on_with_or(units, index):
        return True
    return strict and (_told_in_full(units, index) or _stands_by_itself(units, index)) and not _goes_on_with_or(units, index)


def tells_of_now(units: list[Unit], index: int) -> bool:
    """Whether a fear or an old illness is over and the present begins: "I might faint, **can't breathe**", "a clot, **calf swollen**".

    For what stands after a comma or "and"; the items of a list ("history of gout, asthma") go on.
    """
    text = units[index].text
    if text in _HERE_AND_NOW or _says_when(units, index):
        return True
    if units[index - 1].mark != "comma":
        return False
    if any(unit.text in _STATES for unit in _rest_of_item(units, index + 1)[:2]) and not units[index].light:
        return True
    for unit in units[index : index + 8]:
        if unit.mark in ("stop", "comma", "break"):
            return False
        if unit.text in ("now", "today", "tonight"):
            return True
    return False


def is_condition(units: list[Unit], index: int) -> bool:
    """Whether "without" at `index` names what always comes along: "I **can't** walk to the car **without** getting out of breath"."""
    if units[index].text != "without":
        return False
    for before in range(index - 1, max(-1, index - _FAR_BEFORE), -1):
        unit = units[before]
        if unit.mark:
            return False
        if unit.text in _UNABLE:
            return True
    return False


def _has_verb(units: list[Unit], index: int) -> bool:
    """Whether a verb follows soon: "my throat hurts", but not "no pain in my arm and **my leg**"."""
    for unit in units[index : index + 4]:
        if unit.mark:
            return False
        if unit.text in _FINITE:
            return True
    return False


def _goes_on_with_or(units: list[Unit], index: int) -> bool:
    """Whether a list of what is denied goes on: "no rash, a cough **or** a cold"."""
    for unit in units[index : index + 12]:
        if unit.mark == "stop":
            return False
        if unit.text in ("or", "nor"):
            return True
    return False


def _says_when(units: list[Unit], index: int) -> bool:
    """Whether a time begins what is told next: "not like her, and **this morning** she had a fit"."""
    after = units[index + 1].text if index + 1 < len(units) else ""
    return units[index].text in _MOMENTS or (units[index].text in ("this", "last") and after in _DAYTIMES)


def _is_predicate(units: list[Unit], index: int) -> bool:
    """Whether an adjective or participle behind its noun ends the item: "no wind, tummy **blown up**", "no fever, calf **swollen**"."""
    if index >= len(units) or units[index - 1].light or not (index + 1 == len(units) or units[index + 1].mark):
        return False
    word = units[index].text.split()[0]
    return word in _ADJECTIVES or (len(word) > 4 and word.endswith(("en", "wn", "ed")))


_ADJECTIVES = frozenset("red hot sore blue pale cold stiff numb weak grey gray purple yellow floppy limp tight tender".split())


def _rest_of_item(units: list[Unit], index: int) -> list[Unit]:
    """The next words up to a mark."""
    end = index
    while end < min(len(units), index + 4) and not units[end].mark:
        end += 1
    return units[index:end]


def _after_no(units: list[Unit], index: int) -> bool:
    """Whether the denial is a bare "no", which an article ends: "**no** money and **the** worst headache"."""
    for before in range(index - 1, max(-1, index - 8), -1):
        if units[before].mark == "stop" or units[before].text in ("not", "without", "never", "denies"):
            return False
        if units[before].text == "no":
            return True
    return False


def _stands_by_itself(units: list[Unit], index: int) -> bool:
    """Whether an item of a list is no longer denied: "no fever, **tummy cramps since lunch**", "no rash, no cough, **sore throat**".

    Either it has a time or a circumstance of its own right after the first "no", or it alone has no "no", or what is there was told before:
    "sore throat, no fever, **headache**".
    """
    if units[index].text in _NO or units[index].light:
        return False
    end = index
    while end < len(units) and not units[end].mark:
        end += 1
    before = _item_start(units, index)
    denied_before = units[before].text in _NO
    if denied_before and any(_begins_tail(units, place) for place in range(index + 1, end)):
        return True
    final = end >= len(units) or units[end].mark in ("stop", "break")
    if units[before].text == "not" and final and (not before or units[before - 1].mark in ("stop", "break")):
        return True  # "not drowsy, **confused**"
    if not (denied_before and before and units[before - 1].text == ","):
        return False
    first = _item_start(units, before)
    if units[first].text in _SETTINGS:
        return False  # "on exam, no wheeze, rales"
    return final or (end + 1 < len(units) and units[end + 1].text in _NO)


def _told_in_full(units: list[Unit], index: int) -> bool:
    """Whether the denial before the comma is whole: "**no position is comfortable**, belly pain", "no fever **or rash**, a sore throat".

    Nor does "no allergies, tongue swelling" go on from what somebody has or takes to what ails them.
    """
    start = _item_start(units, index)
    if start and units[start - 1].text in _OR:
        return True
    words = {unit.text for unit in units[start : index - 1]}
    if units[start].text not in ("no", "nothing", "nobody", "none"):
        return False
    return not words.isdisjoint(_BACKGROUND) or (not words.isdisjoint(_WHOLE) and words.isdisjoint(_NOTED))


def _item_start(units: list[Unit], index: int) -> int:
    """Where the item before the one at `index` begins."""
    while index and units[index - 1].mark:
        index -= 1
    while index and not units[index - 1].mark:
        index -= 1
    return index


def _begins_tail(units: list[Unit], place: int) -> bool:
    """Whether a time or a circumstance begins: "since lunch", "all night", "when I wee"."""
    text = units[place].text
    after = units[place + 1].text if place + 1 < len(units) else ""
    if text in ("when", "if", "while", "whenever"):
        return after in _SUBJECTS
    if text in ("this", "last", "all"):
        return after in _DAYTIMES
    return text in _TAILS or (text[0] == "x" and text[1:].isdecimal())


_IS = frozenset("'s is are hurts feels has keeps".split())
_ONE_MORE = frozenset({"a", "an", "some", "just", "slight", "only"})
_ARTICLES = frozenset({"a", "an", "some"})
_POINTS = frozenset({"my", "his", "her", "the", "this", "these", "our", "their", "both"})
_SETTINGS = frozenset("on in at with during after by from otherwise overall currently today".split())
_BACKGROUND = frozenset("allergies allergy meds medicines medicine medication medications history conditions illnesses".split())
_WHOLE = frozenset("is are was were helps works touches fits".split())
_NOTED = frozenset("seen noted present found identified reported evident appreciated detected visible noticed there".split())
_FINITE = _IS | frozenset("hurt aches ache have feel burns itches looks look went started got was were throbs tingles goes gone".split())
_TOLD = frozenset({"had", "been", "being", "was", "were", "keeps", "did", "does", "also"})
_HURTS = frozenset("hurts aches feels keeps burns throbs itches bleeds tingles stings swells".split())
"""Verbs that tell of something that is there: "no trouble, chest just **hurts**"."""
_HERE_AND_NOW = frozenset({"can not", "cannot", "currently", "still", "new"})
_STATES = frozenset("swollen numb red tight weak sore blue cold hot stiff drooping droopy puffy hurts aches bleeding throbbing".split())
"""What a part of the body is: "calf **swollen**"."""
_OR = frozenset({"or", "nor", "/", "and/or"})
_NO = frozenset("no not nil never without none nothing nor or denies zero".split())
_UNABLE = frozenset({"cannot", "can not", "could not", "not", "unable", "never", "hardly", "barely", "impossible", "struggle", "scarcely"})
_FAR_BEFORE = 10
"""So many words before "without" are looked at."""
_MOMENTS = frozenset("today yesterday tonight suddenly".split())
_DAYTIMES = frozenset("morning afternoon evening night day week weekend time".split())
_SUBJECTS = frozenset("i he she it they we you".split())
_TAILS = frozenset(
    """
    since today yesterday tonight overnight worse worsening worsened continues continuing persists persisting ongoing twice daily x
    """.split()
)
