"""Ages in a message: "61 y/o", "my 6 week old", "I'm 34", "daughter 8", and what words like "toddler" leave possible."""

from __future__ import annotations

import re

from triage.language.person_facts import Facts

_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
    """.split(),
        start=1,
    )
} | {"a": 1}
_TENS = {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_WORD_NUMBERS |= _TENS
_WORD_NUMBERS |= {
    f"{ten}{link}{one}": value + _WORD_NUMBERS[one]
    for ten, value in _TENS.items()
    for one in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    for link in (" ", "-")
}

NUMBER = r"(\d{1,3}(?:\.\d)?|" + "|".join(sorted(_WORD_NUMBERS, key=len, reverse=True)) + ")"

_AGE = re.compile(
    rf"\b{NUMBER}\s*-?\s*(?:(y(?:ea)?rs?|y|m(?:on)?ths?|mo|w(?:ee)?ks?|days?)\s*-?\s*(?:old|of\s+age|/\s*o\b|o\b)|(y/?o|mo/?o|wk?/?o)\b)"
)

_YEARS_ALONE = re.compile(r"(?:^|[,.;]\s*)(1[89]|[2-9]\d|1[01]\d)\s?(?:years|yrs)(?=\s*(?:$|[,.;!?]))")
"""A number of years that stands by itself: "can't move my hip, **80 yrs**"."""

_AGE_END = re.compile(r"old\b|of\s+age|/\s*o\b|[ymwks]\s*-?\s*o\b|days?\s*-?\s*o\b")
"""What every age in words of time ends with; to look for that first is much quicker."""

_BARE_NUMBER = re.compile(r"\d(?!\d|\s*(?:days?|hours?|weeks?|wks?|months?)\b)")
"""A number that is no length of time; without one there is no age in years, and most messages with a number tell since when."""

_KIN_NAMES = r"(?:sons?|daughters?|boy|girl|child|kids?|baby|babies|lo|toddler|newborn|twins|little one|bub)"
_AGE_YEARS = re.compile(
    r"\b(?:aged?|age\s+(?:is|of|:)|i'?\s?a?m(?:\s+(?:a|an|only|now|just))?|i\s+am|he'?s|she'?s|he\s+is|she\s+is|turn(?:ed|ing)|who\s+is|who'?s)"
    r"\s*[:=]?\s*(\d{1,3})"
    r"(?!\s*(?:weeks?|wks?|w\b|/|%|days?|months?|mths?|hours?|st\b|kg|lbs?|stone|min|\.\d|,\d|th\b|cm|ft|pounds|mg|degrees|°|yards|miles|people))"
    r"(?!\s*(?:pills|tablets))\b"
)

_AGE_SEX = re.compile(r"(?:^|[\s(,;])(\d{1,3})\s?/?\s?(f|m|female|male|woman|man|lady|lad)\b(?!\s*[/'&])")

_SEX_AGE = re.compile(r"(?:^|[\s(,;])(f|m|female|male|woman|man)\s?/?\s?(\d{2})(?![\d/.:])\b")

_MY_CHILD = re.compile(rf"\b(?:my|our)\s+(?:\w+\s+)?{_KIN_NAMES}(?:'s|s|\s+is|\s+are)?\s+(?:only\s+|just\s+|now\s+|about\s+)*$")
_YEARS_WORD = re.compile(rf"\b{NUMBER}[\s-]+(year|month|week|day)s?[\s-]+old")

_IM_WORDS = re.compile(rf"\bi(?:'m|m| am)\s+{NUMBER}(?=\s*(?:[,.;]|$|and\b|years|with\b))")
_ADULT_AGE = re.compile(
    r"\b(?:dad|mum|mom|mother|father|husband|wife|hubby|partner|nan|nana|gran|granny|grandma|grandad|granddad|grandpa|grandmother|grandfather|brother"
    r"|sister|uncle|aunt|auntie|friend|boyfriend|girlfriend|he|she|patient|pt)(?:'s|\s+is|\s+who\s+is|\s*,)\s*(\d{2,3})"
    r"(?!\s*(?:weeks?|wks?|days?|months?|hours?|%|kg|st\b|lbs?|stone|mins?|minutes|cm|ft|mg|am\b|pm\b|/|\.\d|over))\b"
)
_SEX_AFTER = re.compile(r"[\s,/-]*(female|male|f|m|woman|man|lady)\b(?!\s*[/'&])")
_KIN = r"(?:son|daughter|boy|girl|child|kid|baby|lo|toddler|infant|nephew|niece|grandson|granddaughter|he|she|little one|bub)"

_KIN_SMALL = re.compile(
    rf"\b{_KIN}(?:'s|\s+is|\s+who\s+is|,)?\s+{NUMBER}\s*(m(?:on)?ths?|mo|w(?:ee)?ks?|days?)\b(?!\s*(?:pregnant|ago|late|early))"
)

_KIN_YEARS = re.compile(
    r"\b(?:son|daughter|boy|girl|child|kid|nephew|niece|grandson|granddaughter)\s*[,(]?\s*(?:who\s+)?(?:is\s+|aged\s+)?(\d{1,2})"
    r"(?!\s*(?:am|pm|[:/.]\d|days?|hours?|times?|weeks?|months?|mins?|minutes|mo\b|wks?|st\b|nd\b|rd\b|th\b|x\b|%|kg|ml|mg))\b"
)

_BARE_MONTHS = re.compile(
    r"\b(\d{1,2})\s?mo(?:nth)?s?\s?(?:old|o)?\b(?=\s*(?:[,.]|$|boy|girl|baby|with|has|who|and|son|daughter|[mf]\b))", re.IGNORECASE
)

_DECADE = re.compile(
    r"\bin\s+(?:my|his|her)\s+(?:(?:early|mid|late)[\s-]+)?(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)"
)

_DECADES = {"twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65, "seventies": 75, "eighties": 85, "nineties": 95}

_ADULTS = "husband wife hubby spouse missus mom mother mam mama dad father daddy papa boss colleague coworker"
_GRANDPARENTS = "nan nana nanna gran granny grandma grandmother grandad granddad grandpa grandfather gramps"
_BABY_AGE = {
    "newborn": (0.0, 0.077),
    "neonate": (0.0, 0.077),
    "baby": (0.0, 1.0),
    "infant": (0.0, 1.0),
    "bub": (0.0, 1.0),
    "little one": (0.0, 3.0),
    "lo": (0.0, 3.0),
    "toddler": (1.0, 4.0),
    "child": (0.0, 16.0),
    "kid": (0.0, 16.0),
    **dict.fromkeys(_ADULTS.split(), (16.0, 125.0)),
    **dict.fromkeys(_GRANDPARENTS.split(), (40.0, 125.0)),
}

_PER_YEAR = {"y": 1.0, "m": 12.0, "w": 52.18, "d": 365.25}


def number_of(text: str) -> float:
    """The value of a number in digits or in a word."""
    return float(_WORD_NUMBERS[text]) if text in _WORD_NUMBERS else float(text)


def read_age(lowered: str, facts: Facts) -> None:
    """Read the age in years, and the sex where it stands beside it ("34F")."""
    match = (_AGE.search(lowered) if _AGE_END.search(lowered) else None) or (_YEARS_WORD.search(lowered) if "old" in lowered else None)
    if match:
        unit = match.group(2) or match.group(3) if match.re is _AGE else match.group(2)
        letter = unit[0]
        age = number_of(match.group(1)) / _PER_YEAR[letter]
        if age <= 125:
            facts.age = round(age, 4)
            facts.age_of_child = bool(_MY_CHILD.search(lowered[: match.start()]))
            beside = _SEX_AFTER.match(lowered, match.end())
            if beside:
                facts.sex = "female" if beside.group(1).startswith(("f", "w", "l")) else "male"
            return
    bare = _BARE_NUMBER.search(lowered) is not None
    for pattern, group in ((_AGE_SEX, 1), (_SEX_AGE, 2), (_AGE_YEARS, 1)) if bare else ():
        match = pattern.search(lowered)
        if match and int(match.group(group)) <= 125:
            if pattern is _AGE_YEARS and int(match.group(1)) < 2:
                continue
            facts.age = float(match.group(group))
            if pattern is not _AGE_YEARS:
                word = match.group(3 - group)
                facts.sex = "female" if word in ("f", "female", "woman", "lady") else "male"
            return
    match = _YEARS_ALONE.search(lowered) if bare else None
    if match:
        facts.age = float(match.group(1))
        return
    match = _ADULT_AGE.search(lowered) if bare else None
    if match and 13 <= int(match.group(1)) <= 120:
        facts.age = float(match.group(1))
        return
    match = _IM_WORDS.search(lowered) if "i" in lowered else None
    if match and _number_is_age(match.group(1)):
        facts.age = number_of(match.group(1))
        return
    for pattern in (_KIN_SMALL, _BARE_MONTHS):
        match = pattern.search(lowered)
        if match and not (pattern is _BARE_MONTHS and ("for " + match.group(0)) in lowered):
            unit = match.group(2)[0] if pattern is _KIN_SMALL else "m"
            facts.age = round(number_of(match.group(1)) / _PER_YEAR[unit], 4)
            return
    match = _KIN_YEARS.search(lowered) if bare else None
    if match:
        facts.age = float(match.group(1))
        return
    match = _DECADE.search(lowered)
    if match:
        word = match.group(1)
        facts.age = float(_DECADES[word]) if word in _DECADES else float(word[0]) * 10 + 5


def baby_ages(word: str) -> tuple[float, float] | None:
    """The ages in years that a word like "newborn" or "toddler" leaves possible; None where it leaves all."""
    return _BABY_AGE.get(word)


def _number_is_age(text: str) -> bool:
    return text in _WORD_NUMBERS and _WORD_NUMBERS[text] >= 13
