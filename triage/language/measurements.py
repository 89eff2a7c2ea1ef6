"""Measurements: temperature, pulse, blood pressure, oxygen, blood sugar, pain score, and how often in a day.

The bands that turn a value into a finding are data (lexicon/measurements.toml).
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.content.language_shapes import Measurement
from triage.content.library import Content
from triage.language.layout import Layout
from triage.language.numbers import NUMBER_WORDS, number_at
from triage.language.vocabulary import Unit, Vocabulary

MG_PER_MMOL = 18.0
_STALE = frozenset({"yesterday", "earlier", "last"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value in the unit of its concept; `concept` None means that the number cannot be right."""

    measurement: str
    concept: str | None
    presence: str
    value: float
    unit: str
    first: int
    last: int
    ask: str


class Measurer:
    """The measurements of a content, ready to be read."""

    def __init__(self, content: Content, vocabulary: Vocabulary) -> None:
        self._by_key: dict[str, list[Measurement]] = {}
        self._by_unit: dict[str, Measurement] = {}
        self._by_id = {measurement.id: measurement for measurement in content.measurements}
        for measurement in content.measurements:
            for word in measurement.words:
                key = word if word.startswith("<") else vocabulary.stem(word)
                self._by_key.setdefault(key, []).append(measurement)
            for unit in measurement.units:
                self._by_unit.setdefault(unit, measurement)

    def readings(self, layout: Layout) -> list[Reading]:
        """Find the measured values of a message."""
        if not layout.numbers and NUMBER_WORDS.isdisjoint(layout.texts):
            return []
        units = layout.units
        found: list[Reading] = []
        taken: set[int] = set()
        for index, unit in enumerate(units):
            for key in unit.order:
                for measurement in self._by_key.get(key, ()):
                    reading = self._after(units, index, measurement, taken)
                    if reading:
                        found.append(reading)
                        taken.update(range(reading.first, reading.last + 1))
        for index in range(len(units)):
            if index not in taken:
                reading = self._with_unit(units, index)
                if reading:
                    found.append(reading)
                    taken.update(range(reading.first, reading.last + 1))
        found.sort(key=lambda reading: (reading.first, reading.measurement))
        return found

    def _after(self, units: list[Unit], index: int, measurement: Measurement, taken: set[int]) -> Reading | None:
        """Read a number that follows its word: "temp **of 38.4**", "fever **101**", "BP **190/110**"."""
        here, foreign = index + 1, 0
        while here < len(units) and here <= index + 9 and foreign < 3:
            unit = units[here]
            if unit.mark in ("stop", "break") or here in taken or self._begins_another(unit, measurement):
                return None  # "fever and **sats** 88"
            if measurement.id == "blood_pressure":
                pressure = _pressure(units, here)
                if pressure:
                    return self._band(measurement, pressure[0], index, pressure[2] - 1)
            found = number_at(units, here)
            if units[index].text == "bm" and found and "." not in unit.text:
                return None  # a bowel motion, not a blood sugar
            if found and unit.text not in ("a", "one", "two", "three"):
                value, after, suffix = found
                following = units[after].text if after < len(units) else ""
                if following in _NOT_A_VALUE or (
                    suffix in ("d", "h", "m", "wk", "wks", "hrs", "hr", "y", "yo", "days", "weeks", "x", "mg", "ml", "kg")
                    and measurement.id != "glucose"
                ):
                    here, foreign = after, foreign + 1
                    continue
                if measurement.id == "pulse" and any(
                    word.text in ("attack", "disease", "failure", "surgery", "bypass") for word in units[index:here]
                ):
                    return None
                return self._value(units, measurement, index, here, after, value, suffix)
            if not unit.light and unit.mark != "comma":
                foreign += 1
            here += 1
        return None

    def _begins_another(self, unit: Unit, measurement: Measurement) -> bool:
        return any(other.id != measurement.id for key in unit.order for other in self._by_key.get(key, ()))

    def _with_unit(self, units: list[Unit], index: int) -> Reading | None:
        """Read a number by its unit alone: "**38.5 C**", "**140 bpm**", "**190/110**"."""
        if not units[index].text[:1].isdigit():
            return None
        pressure = _pressure(units, index)
        if pressure and 70 <= pressure[0] <= 260 and 35 <= pressure[1] <= 160 and pressure[0] > pressure[1] + 10:
            return self._band(self._by_id["blood_pressure"], pressure[0], index, pressure[2] - 1)
        found = number_at(units, index)
        if not found:
            return None
        value, after, suffix = found
        unit = suffix or (units[after].text if after < len(units) else "")
        measurement = self._by_unit.get(unit)
        if measurement is None or (measurement.id == "oxygen" and suffix != "%" and unit != "%"):
            return None
        if measurement.id == "oxygen":
            return None  # a bare percentage may be of anything
        if measurement.id == "temperature":
            if unit in ("degrees", "degree", "°") and not (34 <= value <= 43 or 93 <= value <= 109):
                return None
            if not (34 <= value <= 43 or 93 <= value <= 109):
                return None
        if measurement.id == "glucose":
            return None  # "mg" alone is a dose
        return self._value(units, measurement, index, index, after, value, suffix)

    def _value(
        self, units: list[Unit], measurement: Measurement, first: int, number: int, after: int, value: float, suffix: str
    ) -> Reading | None:
        last = after - 1
        unit = suffix
        if after < len(units) and units[after].text in (
            "c",
            "f",
            "°c",
            "°f",
            "celsius",
            "fahrenheit",
            "degrees",
            "degree",
            "°",
            "mg",
            "mmol",
            "bpm",
            "%",
            "percent",
        ):
            last = after
            unit = suffix or units[after].text
            if (
                unit in ("degrees", "degree", "°")
                and after + 1 < len(units)
                and units[after + 1].text in ("c", "f", "celsius", "fahrenheit")
            ):
                last, unit = after + 1, units[after + 1].text
        if measurement.id == "temperature":
            fahrenheit = "f" in unit if unit not in ("", "degrees", "degree", "°") else value >= 90
            if not fahrenheit and not 25 <= value <= 50 and not 90 <= value <= 115:
                return None if value < 25 or value > 115 else self._odd(measurement, value, first, last)
            value = (value - 32) / 1.8 if fahrenheit else value
        elif measurement.id == "blood_pressure":
            pressure = _pressure(units, number)
            if pressure:
                last = pressure[2] - 1
            elif value < 50:
                return None
        elif measurement.id == "glucose":
            if "mg" in unit or ("mmol" not in unit and value > 35):
                value /= MG_PER_MMOL
        elif measurement.id == "pulse":
            if value < 20:
                return None
        elif measurement.id == "oxygen" and value < 20:
            return None
        if measurement.id == "temperature" and (
            any(unit.text in _NOT_A_BODY for unit in units[max(0, first - 6) : last + 7])
            or any(unit.text == "heat" for unit in units[last + 1 : last + 2])
        ):
            return None
        low, high = measurement.possible
        if not low <= value <= high:
            return self._odd(measurement, value, first, last)
        return self._band(measurement, value, first, last)

    @staticmethod
    def _band(measurement: Measurement, value: float, first: int, last: int) -> Reading:
        for band in measurement.bands:
            if band.below is None or value < band.below - 0.005:
                return Reading(measurement.id, band.concept, band.presence, round(value, 1), measurement.unit, first, last, measurement.ask)
        raise AssertionError("the last band has no upper end")

    @staticmethod
    def _odd(measurement: Measurement, value: float, first: int, last: int) -> Reading:
        return Reading(measurement.id, None, "unsure", value, measurement.unit, first, last, measurement.ask)


_NOT_A_BODY = frozenset(
    """
    outside outdoors room oven weather water office garden fridge freezer bath kitchen house greenhouse car sunny
    summer forecast
    """.split()
)
_NOT_A_VALUE = frozenset(
    """
    day days hour hours week weeks month months year years minute minutes times time hrs hr min mins seconds pills
    tablets mg ml pm am people of o'clock miles lb lbs kg stone pounds out x
    """.split()
)


def _pressure(units: list[Unit], index: int) -> tuple[float, float, int] | None:
    """Read "190/110" or "190 over 110": both numbers and the index after them."""
    text = units[index].text
    if "/" in text:
        parts = text.split("/")
        if len(parts) == 2 and all(part.isdigit() for part in parts):
            return float(parts[0]), float(parts[1]), index + 1
        return None
    if text.isdigit() and index + 2 < len(units) and units[index + 1].text in ("over", "/") and units[index + 2].text.isdigit():
        return float(text), float(units[index + 2].text), index + 3
    return None


def pain_score(units: list[Unit]) -> tuple[float, int] | None:
    """Read a pain score from 0 to 10 ("8/10", "nine out of ten"): the score and the unit it stands at."""
    for index, unit in enumerate(units):
        text = unit.text
        if "/" in text:
            score, _, full = text.partition("/")
            if full == "10" and score.isdigit() and int(score) <= 10:
                return float(score), index
        found = number_at(units, index) if text[:1].isdigit() or text in _SCORE_WORDS else None
        if found and found[0] <= 10:
            after = [other.text for other in units[found[1] : found[1] + 3]]
            if after[:3] in (["out", "of", "10"], ["out", "of", "ten"]) or after[:2] == ["/", "10"]:
                return found[0], index
    return None


_SCORE_WORDS = frozenset("zero one two three four five six seven eight nine ten".split())


def counts(units: list[Unit]) -> list[tuple[float, int]]:
    """Find how often something happened: "six times", "10x today", "twice", "every 10 minutes" (per day)."""
    found: list[tuple[float, int]] = []
    for index, unit in enumerate(units):
        text = unit.text
        if text in ("times", "time") and index:
            number = None
            for back in (1, 2, 3):
                if index - back >= 0:
                    candidate = number_at(units, index - back)
                    if candidate and candidate[1] == index:
                        number = candidate[0]
                        break
            if number is not None and number < 200:
                found.append((number, index))
        elif text == "twice":
            found.append((2.0, index))
        elif text == "x" and index + 1 < len(units) and units[index + 1].text.isdigit():
            found.append((float(units[index + 1].text), index))
        elif len(text) > 1 and text[0] == "x" and text[1:].isdigit() and int(text[1:]) < 100:
            found.append((float(text[1:]), index))
        elif text.endswith("x") and text[:-1].isdigit() and int(text[:-1]) < 100:
            found.append((float(text[:-1]), index))
    return found
