"""Pregnancy and birth in a message: weeks, nurses' shorthand ("32/40", "G2P1"), and how long ago a birth was."""

from __future__ import annotations

import re

from triage.language.ages import NUMBER, number_of
from triage.language.numbers import has_any
from triage.language.person_facts import Facts

_PREGNANT = re.compile(
    r"\b(?:pregnant|preg|pregers|preggers|preggo|pregnancy|expecting(?:\s+a\s+baby)?|up the duff|"
    r"antenatal|with child|trimester|gestation)\b"
)

_NOT_PREGNANT = re.compile(
    r"\b(?:not|isn'?t|never|no chance (?:i'?m|of being)|can'?t be|cannot be|aren'?t|wasn'?t|no)\s+(?:\w+\s+){0,2}?(?:pregnant|pregnancy)\b"
)

_MAYBE_PREGNANT = re.compile(
    r"\b(?:might|could|may|possibly|maybe|think|if|not sure (?:if|whether)|trying to (?:get|be)|get|getting|"
    r"test|wife|was|were|when|last|previous|during my|prevent|ex)\b[\w\s']{0,20}\bpregnan"
)

_WEEKS_PREGNANT = re.compile(
    rf"\b{NUMBER}\s*(?:\+\d)?\s*-?\s*(weeks?|wks?|w|months?|mths?)\s*(?:\+\s?\d\s*)?(?:pregnant|preg\b|preggo|preggers|gestation|along|gone|into\s+(?:my|the)\s+pregnancy|of\s+pregnancy)"
)

_PREGNANT_WEEKS = re.compile(
    rf"pregnan\w*[\s,(:-]*(?:at\s+|with\s+\w+\s+|about\s+|around\s+)?{NUMBER}\s*(weeks?|wks?|w|months?|mths?)\b", re.IGNORECASE
)

_WEEKS_PLUS = re.compile(r"\b([1-4]\d)\+[0-6]\b(?!\d)")

_IS_WEEKS = re.compile(
    r"\b(?:wife|girlfriend|partner|sister|daughter|she|i)(?:\s+is|'s|s|\s+am|'m|m)\s+(?:about\s+|around\s+|only\s+|now\s+)?(\d{1,2})\s*(?:weeks?|wks)\b(?!\s*(?:old|ago|post|into|late|out|sober|since))"
)

_GRAVIDA = re.compile(r"\bg[1-9]\s?p[0-9]\b")

_GESTATION = re.compile(r"\b(\d{1,2})\s?/\s?40\b")

_POSTPARTUM = re.compile(
    r"\b(?:gave birth|given birth|had (?:(?:my|a|our|the) )?baby|post[\s-]birth|had (?:a )?c[\s-]?section|postpartum|"
    r"post[\s-]partum|postnatal|post natal|since (?:the|my) (?:birth|delivery|baby)|after (?:the |my )?(?:birth"
    r"|delivery|giving birth|having (?:my|a|the) baby)|delivered (?:my|our|a) baby|just delivered|new mum|"
    r"new mom|since (?:the )?baby was born|had (?:my|our) (?:lo|little one)|c[\s-]?section|caesarean|"
    r"cesarean|had (?:my|our) (?:little |baby |newborn )?(?:girl|boy|son|daughter|twins)|"
    r"(?:son|daughter|twins|baby) (?:was |were )?(?:born|arrived|came)|"
    r"had (?:her|him|them|the baby) (?=\d{1,2} (?:days?|weeks?|wks?)))\b"
)

_AGO = re.compile(
    rf"{NUMBER}\s*(days?|weeks?|wks?|months?|mths?)\s*(?:ago|postpartum|post[\s-]partum|postnatal|post[\s-]birth|pp|since|after)",
    re.IGNORECASE,
)

_BIRTH_WORDS = (
    "birth",
    "partum",
    "natal",
    "section",
    "deliver",
    "baby",
    "my lo",
    "little one",
    "new m",
    "cesarean",
    "caesarean",
    "born",
    "arrived",
    "had her",
    "had him",
    "had my",
    "had our",
    "twins",
)

_BUMP = re.compile(r"\b(?:baby|bump|contractions?|waters|midwife|push|labou?r|kicks?|kicking|maternity)\b")

_BARE_WEEKS = re.compile(
    r"\b(?:i'?\s?a?m|at|she'?s|she is)?\s*(\d{1,2})\s*(?:\+\s?\d\s*)?(?:weeks?|wks)\b(?!\s*(?:old|ago|post|now and|after))"
)


_TRIGGERS = ("preg", "expecting", "/40", "trimester", "gestation", "weeks along", "weeks gone", "wks gone", "duff", "antenatal", "+")


_AT_WEEKS = re.compile(r"\bat (\d{1,2})\s?(?:weeks|wks)\b(?! (?:old|post|after))")
_OPENS_WITH_WEEKS = re.compile(
    r"^\s*(?:hi[,.]? |hello[,.]? )?(?:i'?m |i am |at )?(\d{1,2})(?:\+\d)?\s?(?:weeks|wks)\b"
    r"(?!\s*(?:old|ago|post|now|of|since|after|into|in|with))"
)
_WEEKS_ALONE = re.compile(
    r"(?:^|[,.;!?]\s*|\b(?:bleeding|spotting|leaking|contracting)\s+)(1[2-9]|[23]\d|4[0-2])(?:\+\d)?\s?(?:weeks|wks)"
    r"(?=\s*(?:$|[,.;!?]|and (?:i|my|the|baby|she)\b))"
)
"""A number of weeks that stands by itself: "head's pounding, **33 weeks**, hands puffed up"."""
_WITH_WEEKS_ALONE = tuple(
    """
    tummy belly bump baby bleed spotting tight cramp contract head swollen swell puff flash sparkl stars fluid trickl leak waters kick
    movement moving discharge itch hands face pressure womb
    """.split()
)
_MEN = re.compile(r"\b(?:he|his|him|husband|son|dad|brother|grandad|prostate|testic\w+|penis)\b")
_OF_PREGNANCY = ("bleed", "spotting", "cramp", "contraction", "waters", "kick", "movement", "discharge")


CHILDBEARING_WORDS = (*_TRIGGERS, *_BIRTH_WORDS)
"""Beside numbers, what any message about it holds."""


def read_childbearing(lowered: str, facts: Facts, *, digits: bool = True) -> None:
    """Read pregnancy and birth from a message in lower case; `digits` tells whether it has any."""
    if has_any(lowered, _TRIGGERS) or (digits and _GRAVIDA.search(lowered)):
        read_pregnancy(lowered, facts)
    read_birth(lowered, facts)
    if not digits:
        return
    at_weeks = _AT_WEEKS.search(lowered) if "at " in lowered and "w" in lowered else None
    if at_weeks and facts.pregnant is None and 4 <= int(at_weeks[1]) <= 42 and has_any(lowered, _OF_PREGNANCY):
        facts.pregnant, facts.pregnant_weeks = True, float(at_weeks[1])
    opening = _OPENS_WITH_WEEKS.match(lowered)
    if opening and facts.pregnant is None and not facts.postpartum and facts.sex != "male" and 12 <= int(opening[1]) <= 42:
        facts.pregnant, facts.pregnant_weeks = True, float(opening[1])  # "34 weeks, splitting headache"
    alone = _WEEKS_ALONE.search(lowered)
    if alone and facts.pregnant is None and not facts.postpartum and facts.sex != "male" and not _MEN.search(lowered):
        if has_any(lowered, _WITH_WEEKS_ALONE):
            facts.pregnant, facts.pregnant_weeks = True, float(alone[1])
    if facts.pregnant is not None or facts.postpartum or ("week" not in lowered and "wks" not in lowered):
        return
    told = _IS_WEEKS.search(lowered)
    if told and 4 <= int(told.group(1)) <= 43:
        facts.pregnant, facts.pregnant_weeks = True, float(told.group(1))
    elif _BUMP.search(lowered):
        bare = _BARE_WEEKS.search(lowered)
        if bare and 12 <= int(bare.group(1)) <= 43 and "for " + bare.group(0).strip() not in lowered:
            facts.pregnant, facts.pregnant_weeks = True, float(bare.group(1))


def read_pregnancy(lowered: str, facts: Facts) -> None:
    """Read whether the person is pregnant, and since how many weeks."""
    gestation = _GESTATION.search(lowered)
    if gestation and 4 <= float(gestation.group(1)) <= 43 and not re.search(r"\b(?:bp|blood pressure)\b", lowered):
        facts.pregnant, facts.pregnant_weeks = True, float(gestation.group(1))
    plus = _WEEKS_PLUS.search(lowered)
    if plus:
        facts.pregnant, facts.pregnant_weeks = True, float(plus.group(1))
    if _GRAVIDA.search(lowered) and facts.pregnant is None and not facts.postpartum:
        facts.pregnant = True
    if not _PREGNANT.search(lowered) and not _WEEKS_PREGNANT.search(lowered):
        return
    if _NOT_PREGNANT.search(lowered):
        facts.pregnant = False
        return
    weeks = _WEEKS_PREGNANT.search(lowered) or _PREGNANT_WEEKS.search(lowered)
    if weeks:
        number = number_of(weeks.group(1)) * (4.345 if weeks.group(2).startswith("m") else 1.0)
        if number <= 45:
            facts.pregnant, facts.pregnant_weeks = True, round(number, 1)
            return
    if not _MAYBE_PREGNANT.search(lowered):
        facts.pregnant = True


def read_birth(lowered: str, facts: Facts) -> None:
    """Read whether the person has given birth lately, and how long ago."""
    if not has_any(lowered, _BIRTH_WORDS):
        return
    match = _POSTPARTUM.search(lowered)
    if match and not re.search(r"\b(?:years? ago|yrs ago)\b", lowered):
        facts.postpartum = True
        when = _AGO.search(lowered)
        if when:
            per_week = {"d": 1 / 7, "w": 1.0, "m": 4.345}[when.group(2)[0]]
            facts.postpartum_weeks = round(number_of(when.group(1)) * per_week, 1)
        elif re.search(r"\b(?:yesterday|today|last night|this morning)\b", lowered):
            facts.postpartum_weeks = 0.1
        elif re.search(r"\blast week\b", lowered):
            facts.postpartum_weeks = 1.0
        elif re.search(r"\blast month\b", lowered):
            facts.postpartum_weeks = 4.0
