"""When something began: durations ("for 3 days", "x 2/7"), moments ("since yesterday", "two hours ago") and days of the week.

All are turned into hours before now. A day of the week is taken as up to a week back, without a clock: "since Tuesday" is
counted as three days, the middle of what it can be, since the engine must give the same answer to the same words every day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.language.numbers import amount_before
from triage.language.vocabulary import Unit

UNIT_HOURS = {
    "second": 1 / 3600,
    "seconds": 1 / 3600,
    "sec": 1 / 3600,
    "secs": 1 / 3600,
    "minute": 1 / 60,
    "minutes": 1 / 60,
    "min": 1 / 60,
    "mins": 1 / 60,
    "hour": 1.0,
    "hours": 1.0,
    "hr": 1.0,
    "hrs": 1.0,
    "day": 24.0,
    "days": 24.0,
    "night": 24.0,
    "nights": 24.0,
    "week": 168.0,
    "weeks": 168.0,
    "fortnight": 336.0,
    "fortnights": 336.0,
    "month": 730.0,
    "months": 730.0,
    "year": 8766.0,
    "years": 8766.0,
}
_MOMENTS = {
    "yesterday": 24.0,
    "today": 8.0,
    "tonight": 3.0,
    "overnight": 10.0,
    "monday": 72.0,
    "tuesday": 72.0,
    "wednesday": 72.0,
    "thursday": 72.0,
    "friday": 72.0,
    "saturday": 72.0,
    "sunday": 72.0,
    "weekend": 72.0,
    "christmas": 720.0,
}
_MEALS = {
    "breakfast": 8.0,
    "lunch": 5.0,
    "lunchtime": 5.0,
    "dinner": 4.0,
    "tea": 4.0,
    "teatime": 4.0,
    "supper": 4.0,
    "noon": 6.0,
    "midday": 6.0,
    "midnight": 8.0,
    "dawn": 8.0,
}
_DIGITS = frozenset("0123456789")
_GLUED = re.compile(r"^(\d{1,3})(d|days?|h|hrs?|hours?|wks?|weeks?|mins?|m|months?|mths?|yrs?|years?)$")
_NURSE = re.compile(r"^x?(\d{1,3})/(7|52|12|24)$")
_NURSE_HOURS = {"7": 24.0, "52": 168.0, "12": 730.0, "24": 1.0}
_GLUED_HOURS = {"d": 24.0, "h": 1.0, "w": 168.0, "m": 730.0, "y": 8766.0}


@dataclass(slots=True)
class TimeSaid:
    """A time in the message: hours before now, the units that say it, and whether it is a point ("ago") or a length ("for")."""

    hours: float
    first: int
    last: int
    ago: bool


_TIME_WORDS = (
    UNIT_HOURS.keys()
    | _MOMENTS.keys()
    | _MEALS.keys()
    | {"morning", "afternoon", "evening", "am", "pm", "o'clock", "ages", "forever", "childhood"}
)
"""What a time is said with, beside numbers."""
_NUMERIC = _DIGITS | {"x"}


def times(units: list[Unit]) -> list[TimeSaid]:
    """Find every time that tells how long ago something began.

    Ages ("3 years old", "my 6 week old", "20 weeks pregnant") and rates ("every 2 hours", "twice a day") are not times.
    """
    found: list[TimeSaid] = []
    for index, unit in enumerate(units):
        text = unit.text
        if text not in _TIME_WORDS and text[0] not in _NUMERIC:
            continue
        hours = UNIT_HOURS.get(text)
        if hours is not None:
            said = _length(units, index, hours)
            if said:
                found.append(said)
        elif text in _MOMENTS:
            found.append(TimeSaid(_MOMENTS[text], index, index, True))
        elif text in ("morning", "afternoon", "evening") and index:
            before = units[index - 1].text
            if before in ("this", "the", "yesterday", "since"):
                found.append(TimeSaid(24.0 if before == "yesterday" else 6.0, index, index, True))
        elif (text[0] == "x" or text[0] in _DIGITS) and (match := _NURSE.match(text)):
            if text.startswith("x") or (index and units[index - 1].text in ("x", "for", "of")):
                found.append(TimeSaid(int(match[1]) * _NURSE_HOURS[match[2]], index, index, False))
        elif text[0] in _DIGITS and (match := _GLUED.match(text)):
            unit_name = match[2]
            hours = 1 / 60 if unit_name.startswith("min") else _GLUED_HOURS[unit_name[0]]
            if unit_name != "m" and not _is_age(units, index):
                found.append(TimeSaid(int(match[1]) * hours, index, index, _ago(units, index)))
        elif text in _MEALS and index and units[index - 1].text in ("since", "from"):
            found.append(TimeSaid(_MEALS[text], index, index, True))
        elif text in ("am", "pm", "o'clock") and index > 1 and units[index - 2].text in ("since", "from"):
            found.append(TimeSaid(8.0, index - 1, index, True))
        elif text in ("ages", "forever") and index and units[index - 1].text == "for":
            found.append(TimeSaid(730.0, index, index, False))
        elif text == "childhood" and index and units[index - 1].text == "since":
            found.append(TimeSaid(8766.0, index, index, False))
    return found


def _ago(units: list[Unit], index: int) -> bool:
    return any(unit.text in ("ago", "back", "earlier") for unit in units[index + 1 : index + 3])


def _is_age(units: list[Unit], index: int) -> bool:
    after = [unit.text for unit in units[index + 1 : index + 4]]
    return bool(after) and (
        after[0] in ("old", "pregnant", "preg", "gestation", "-", "postpartum", "along", "of", "into")
        and (after[0] != "-" or "old" in after)
        and not (after[0] == "of" and "pregnan" not in " ".join(after))
    )


def _stands_alone(units: list[Unit], index: int) -> bool:
    """Whether a number and its unit are all that stands between two marks."""
    return (index == 1 or units[index - 2].mark in ("comma", "stop")) and (
        index + 1 == len(units) or units[index + 1].mark in ("comma", "stop")
    )


def _is_too_long(text: str, number: int) -> bool:
    """ "..., **33 weeks**, ..." is pregnant, "..., **80 yrs**" an age: nobody counts an illness so."""
    return (text in ("weeks", "wks") and 12 <= number <= 42) or (text in ("years", "yrs") and number >= 18)


def _after(units: list[Unit], index: int) -> str:
    return units[index + 1].text if index + 1 < len(units) else ""


def _of_an_episode(units: list[Unit], index: int) -> bool:
    """ "Each episode **lasts about an hour**", "for a few **seconds at a time**": not how long ago it began."""
    if [unit.text for unit in units[index + 1 : index + 4]] == ["at", "a", "time"]:
        return True
    before = {unit.text for unit in units[max(0, index - 6) : index]}
    return not before.isdisjoint(_EPISODES) and not before.isdisjoint(_LASTS)


_EPISODES = frozenset("each every episode episodes attack attacks spell spells bout bouts".split())
_LASTS = frozenset("last lasts lasting lasted of".split())


def _length(units: list[Unit], index: int, hours: float) -> TimeSaid | None:
    if _is_age(units, index):
        return None
    text = units[index].text
    before = units[index - 1].text if index else ""
    if text in ("weeks", "week", "wks") and (
        (index > 1 and units[index - 2].text == "at")
        or (index == 1 and before.isdecimal() and int(before) >= 12 and _after(units, index) not in ("of", "with", "now", "ago"))
    ):
        return None  # "bleeding at 20 weeks", "34 weeks, splitting headache"
    if _of_an_episode(units, index) or (before.isdecimal() and _stands_alone(units, index) and _is_too_long(text, int(before))):
        return None
    if (
        index > 1
        and units[index - 2].text in ("is", "am", "shes", "she's", "'s", "'m")
        and text in ("weeks", "week")
        and index > 2
        and units[index - 3].text != "it"
    ):
        return None  # "she is 36 weeks" is pregnant, not ill for so long
    if before in ("every", "per", "each", "times", "twice", "once", "next", "in"):
        return None
    if before == "a" and index >= 2 and units[index - 2].text in ("once", "twice", "times", "pad", "day", "time"):
        return None
    if text in ("day", "night") and before in ("all", "whole"):
        return TimeSaid(12.0, index - 1, index, False)
    if before == "last":
        if text == "night":
            return TimeSaid(12.0, index - 1, index, True)
        if text in ("week", "month", "year"):
            return TimeSaid(hours, index - 1, index, True)
    amount = amount_before(units, index)
    if amount is None:
        if (
            text in ("days", "weeks", "months", "years", "hours", "minutes")
            and before
            in (
                "for",
                "over",
                "these",
                "past",
                "last",
                "of",
                "many",
                "took",
                "lasted",
                "since",
            )
        ) or (text in ("hours", "days", "weeks", "months", "years", "minutes") and _ago(units, index)):
            amount = 3.0
        else:
            return None
    return TimeSaid(amount * hours, index, index, _ago(units, index))
