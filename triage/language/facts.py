"""Facts about the person that a message gives: age, sex, pregnancy, conditions, medicines with the last dose, who speaks for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from triage.content.library import Content
from triage.language.patterns import Match, PhraseBook, PhraseSource
from triage.language.people import sex_of
from triage.language.scope import ScopeModel
from triage.language.stems import american
from triage.language.times import TimeSaid
from triage.language.vocabulary import Unit, Vocabulary
from triage.model.patient import MedicineUse, Patient

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
_NUMBER = r"(\d{1,3}(?:\.\d)?|" + "|".join(sorted(_WORD_NUMBERS, key=len, reverse=True)) + ")"
_AGE = re.compile(
    rf"\b{_NUMBER}\s*-?\s*(?:(y(?:ea)?rs?|y|m(?:on)?ths?|mo|w(?:ee)?ks?|days?)\s*-?\s*(?:old|of\s+age|/\s*o\b|o\b)|(y/?o|mo/?o|wk?/?o)\b)",
    re.IGNORECASE,
)
_AGE_YEARS = re.compile(
    r"\b(?:aged?|age\s+(?:is|of|:)|i'?\s?a?m(?:\s+(?:a|an|only|now|just))?|i\s+am|he'?s|she'?s|he\s+is|she\s+is|turn(?:ed|ing)|who\s+is|who'?s)\s*[:=]?\s*(\d{1,3})(?!\s*(?:weeks?|wks?|w\b|/|%|days?|months?|mths?|hours?|st\b|kg|lbs?|stone|min|\.\d|,\d|th\b|cm|ft|pounds|mg|degrees|°|yards|miles|people|pills|tablets))\b",
    re.IGNORECASE,
)
_AGE_SEX = re.compile(r"(?:^|[\s(,;])(\d{1,3})\s?/?\s?(f|m|female|male|woman|man|lady|lad)\b(?!\s*[/'&])", re.IGNORECASE)
_SEX_AGE = re.compile(r"(?:^|[\s(,;])(f|m|female|male|woman|man)\s?/?\s?(\d{2})(?![\d/.:])\b", re.IGNORECASE)
_YEARS_WORD = re.compile(rf"\b{_NUMBER}[\s-]+(year|month|week|day)s?[\s-]+old", re.IGNORECASE)
_KIN = r"(?:son|daughter|boy|girl|child|kid|baby|lo|toddler|infant|nephew|niece|grandson|granddaughter|he|she|little one|bub)"
_KIN_SMALL = re.compile(
    rf"\b{_KIN}(?:'s|\s+is|\s+who\s+is|,)?\s+{_NUMBER}\s*(m(?:on)?ths?|mo|w(?:ee)?ks?|days?)\b(?!\s*(?:pregnant|ago|late|early))",
    re.IGNORECASE,
)
_KIN_YEARS = re.compile(
    r"\b(?:son|daughter|boy|girl|child|kid|nephew|niece|grandson|granddaughter)\s*[,(]?\s*(?:who\s+)?(?:is\s+|aged\s+)?(\d{1,2})"
    r"(?!\s*(?:am|pm|[:/.]\d|days?|hours?|times?|weeks?|months?|mins?|minutes|mo\b|wks?|st\b|nd\b|rd\b|th\b|x\b|%|kg|ml|mg))\b",
    re.IGNORECASE,
)
_BARE_MONTHS = re.compile(
    r"\b(\d{1,2})\s?mo(?:nth)?s?\s?(?:old|o)?\b(?=\s*(?:[,.]|$|boy|girl|baby|with|has|who|and|son|daughter|[mf]\b))", re.IGNORECASE
)
_DECADE = re.compile(
    r"\bin\s+(?:my|his|her)\s+(?:(?:early|mid|late)[\s-]+)?(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)",
    re.IGNORECASE,
)
_DECADES = {"twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65, "seventies": 75, "eighties": 85, "nineties": 95}
_SEX = re.compile(
    r"\bi'?\s?a?m\s+an?\s+(?:[\w-]+\s+){0,4}?(woman|man|female|male|girl|boy|lady|guy|bloke|mom|mum|mother|dad|father)\b|\b(female|male)\b|\bsex\s*[:=]\s*(f|m)\b",
    re.IGNORECASE,
)
_FEMALE_WORDS = frozenset({"woman", "female", "girl", "lady", "mom", "mum", "mother", "f"})
_PREGNANT = re.compile(
    r"\b(?:pregnant|pregers|preggers|preggo|pregnancy|expecting(?:\s+a\s+baby)?|up the duff|antenatal|with child|trimester|gestation)\b",
    re.IGNORECASE,
)
_NOT_PREGNANT = re.compile(
    r"\b(?:not|isn'?t|never|no chance (?:i'?m|of being)|can'?t be|cannot be|aren'?t|wasn'?t|no)\s+(?:\w+\s+){0,2}?(?:pregnant|pregnancy)\b",
    re.IGNORECASE,
)
_MAYBE_PREGNANT = re.compile(
    r"\b(?:might|could|may|possibly|maybe|think|if|not sure (?:if|whether)|trying to (?:get|be)|get|getting|"
    r"test|wife|was|were|when|last|previous|during my|prevent|ex)\b[\w\s']{0,20}\bpregnan",
    re.IGNORECASE,
)
_WEEKS_PREGNANT = re.compile(
    rf"\b{_NUMBER}\s*(?:\+\d)?\s*-?\s*(weeks?|wks?|w|months?|mths?)\s*(?:\+\s?\d\s*)?(?:pregnant|preggo|preggers|gestation|along|gone|into\s+(?:my|the)\s+pregnancy|of\s+pregnancy)",
    re.IGNORECASE,
)
_PREGNANT_WEEKS = re.compile(
    rf"pregnan\w*[\s,(:-]*(?:at\s+|with\s+\w+\s+|about\s+|around\s+)?{_NUMBER}\s*(weeks?|wks?|w|months?|mths?)\b", re.IGNORECASE
)
_WEEKS_PLUS = re.compile(r"\b([1-4]\d)\+[0-6]\b(?!\d)")
_GRAVIDA = re.compile(r"\bg[1-9]\s?p[0-9]\b")
_GESTATION = re.compile(r"\b(\d{1,2})\s?/\s?40\b")
_POSTPARTUM = re.compile(
    r"\b(?:gave birth|given birth|had (?:my|a|our|the) baby|had (?:a )?c[\s-]?section|postpartum|"
    r"post[\s-]partum|postnatal|post natal|since (?:the|my) (?:birth|delivery|baby)|after (?:the |my )?(?:birth"
    r"|delivery|giving birth|having (?:my|a|the) baby)|delivered (?:my|our|a) baby|just delivered|new mum|"
    r"new mom|since (?:the )?baby was born|had (?:my|our) (?:lo|little one)|c[\s-]?section|caesarean|"
    r"cesarean)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"{_NUMBER}\s*(days?|weeks?|wks?|months?|mths?)\s*(?:ago|postpartum|post[\s-]partum|postnatal|pp|since|after)", re.IGNORECASE
)
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
}
_PER_YEAR = {"y": 1.0, "m": 12.0, "w": 52.18, "d": 365.25}
_DIGIT = re.compile(r"\d")
_CHILD_WORDS = frozenset(
    {
        "son",
        "daughter",
        "child",
        "kid",
        "baby",
        "toddler",
        "infant",
        "newborn",
        "boy",
        "girl",
        "grandson",
        "granddaughter",
        "grandchild",
        "bub",
        "little one",
    }
)


@dataclass
class Facts:
    """What a message says about the person. `speaks_for` is the word for the person spoken for ("son"), None for the writer."""

    age: float | None = None
    ages: tuple[float, float] | None = None
    sex: str | None = None
    pregnant: bool | None = None
    pregnant_weeks: float | None = None
    postpartum: bool | None = None
    postpartum_weeks: float | None = None
    conditions: list[str] = field(default_factory=list)
    conditions_denied: list[str] = field(default_factory=list)
    medicines: list[MedicineUse] = field(default_factory=list)
    speaks_for: str | None = None
    of_others: list[tuple[str, str, MedicineUse | None]] = field(default_factory=list)
    """Conditions and medicines told of somebody else: the word for the person, the condition, or the medicine."""
    region: str | None = None

    def patient(self, given: Patient | None = None) -> Patient:
        """Join with the fields given outright, which win."""
        given = given or Patient()
        names = {use.name.lower() for use in given.medicines}
        conditions = tuple(dict.fromkeys((*given.conditions, *(name for name in self.conditions if name not in given.conditions_denied))))
        return Patient(
            age=given.age if given.age is not None else self.age,
            age_from=self.ages[0] if self.ages and self.age is None and given.age is None else None,
            age_below=self.ages[1] if self.ages and self.age is None and given.age is None else None,
            sex=given.sex or (self.sex if self.sex in ("female", "male") else None),
            pregnant=given.pregnant if given.pregnant is not None else self.pregnant,
            pregnant_weeks=given.pregnant_weeks if given.pregnant_weeks is not None else self.pregnant_weeks,
            postpartum=given.postpartum if given.postpartum is not None else self.postpartum,
            postpartum_weeks=given.postpartum_weeks if given.postpartum_weeks is not None else self.postpartum_weeks,
            conditions=conditions,
            conditions_denied=tuple(
                dict.fromkeys((*given.conditions_denied, *(name for name in self.conditions_denied if name not in conditions)))
            ),
            conditions_complete=given.conditions_complete,
            medicines=(*given.medicines, *(use for use in self.medicines if use.name.lower() not in names)),
            medicines_complete=given.medicines_complete,
            region=given.region,
        )


class FactReader:
    """Reads facts with the medicines and conditions of a content."""

    def __init__(self, content: Content, vocabulary: Vocabulary, scopes: ScopeModel) -> None:
        self._content = content
        self._scopes = scopes
        self._conditions = PhraseBook(condition_phrases(content), vocabulary)
        self._medicines = PhraseBook(medicine_phrases(content), vocabulary)

    def read(self, text: str, units: list[Unit], said_times: list[TimeSaid]) -> tuple[Facts, frozenset[int]]:
        """Read the facts of a message, and the units that name medicines and conditions."""
        facts = Facts()
        lowered = text.lower()
        if _DIGIT.search(lowered) or "old" in lowered or "in my" in lowered or "in his" in lowered or "in her" in lowered:
            _read_age(lowered, facts)
        _read_sex(lowered, facts)
        if (
            "pregn" in lowered
            or "pregg" in lowered
            or "expecting" in lowered
            or "/40" in lowered
            or "trimester" in lowered
            or "gestation" in lowered
            or "weeks along" in lowered
            or "duff" in lowered
            or "antenatal" in lowered
        ):
            _read_pregnancy(lowered, facts)
        _read_birth(lowered, facts)
        if facts.pregnant is None and not facts.postpartum and "week" in lowered and _BUMP.search(lowered):
            bare = _BARE_WEEKS.search(lowered)
            if bare and 12 <= int(bare.group(1)) <= 43 and "for " + bare.group(0).strip() not in lowered:
                facts.pregnant, facts.pregnant_weeks = True, float(bare.group(1))
        used = self._read_conditions(text, units, facts)
        used |= self._read_medicines(units, facts, said_times)
        if facts.sex is None and (facts.pregnant or facts.postpartum):
            facts.sex = "female"
        return facts, frozenset(used)

    @staticmethod
    def of_the_spoken_for(facts: Facts) -> None:
        """Give the patient what was told of the person that the writer turned out to speak for."""
        if facts.speaks_for is None:
            return
        for person, condition, use in facts.of_others:
            if american(person) == facts.speaks_for or facts.speaks_for in ("he", "she"):
                if use is not None and all(known.name != use.name for known in facts.medicines):
                    facts.medicines.append(use)
                elif condition and condition not in facts.conditions:
                    facts.conditions.append(condition)

    def _read_conditions(self, text: str, units: list[Unit], facts: Facts) -> set[int]:
        matches = [match for match in self._conditions.matches(units) if not _is_title(text, units, match)]
        judged = self._scopes.judge(units, [match.units for match in matches])
        used: set[int] = set()
        for match, judgement in zip(matches, judged, strict=True):
            name = match.phrase.concept
            if judgement.presence == "denied":
                facts.conditions_denied.append(name)
            elif judgement.presence == "other_person" and judgement.cue is not None:
                facts.of_others.append((units[judgement.cue.first].text, name, None))
            elif judgement.presence != "hypothetical":
                facts.conditions.append(name)
            used.update(match.units)
        facts.conditions = list(dict.fromkeys(facts.conditions))
        facts.conditions_denied = [name for name in dict.fromkeys(facts.conditions_denied) if name not in facts.conditions]
        return used

    def _read_medicines(self, units: list[Unit], facts: Facts, said_times: list[TimeSaid]) -> set[int]:
        matches = self._medicines.matches(units)
        judged = self._scopes.judge(units, [match.units for match in matches])
        used: set[int] = set()
        for match, judgement in zip(matches, judged, strict=True):
            used.update(match.units)
            own = match.units[0] > 0 and units[match.units[0] - 1].text in ("my", "his", "her", "their")
            if judgement.presence == "denied" and not own:
                continue
            if judgement.presence == "other_person" and judgement.cue is not None:
                use = MedicineUse(name=match.phrase.concept, last_dose_days_ago=_last_dose(units, match, said_times))
                facts.of_others.append((units[judgement.cue.first].text, "", use))
                continue
            if judgement.presence == "hypothetical" and judgement.cue is not None and not judgement.cue.cue.asked:
                continue
            name = match.phrase.concept
            dose = _last_dose(units, match, said_times)
            if all(use.name != name for use in facts.medicines):
                facts.medicines.append(MedicineUse(name=name, last_dose_days_ago=dose))
        return used


def condition_phrases(content: Content) -> list[PhraseSource]:
    """Gather the phrases of all conditions."""
    sources: list[PhraseSource] = []
    for condition in content.conditions.values():
        sources.extend((text, condition.id, "name") for text in condition.phrases)
        sources.extend((text, condition.id, "not") for text in condition.look_alikes)
    return sources


def medicine_phrases(content: Content) -> list[PhraseSource]:
    """Gather the names, brands and class words of all medicines, as literal runs."""
    sources: list[PhraseSource] = []
    for medicine in content.medicines.values():
        names = (medicine.label, *medicine.brands, *medicine.synonyms)
        sources.extend(("=" + text, medicine.id, "name") for text in names)
        sources.extend(("=" + text.lstrip("="), medicine.id, "not") for text in medicine.look_alikes)
    for group in content.medicine_classes.values():
        sources.extend(("=" + text.lstrip("="), group.id, "name") for text in group.phrases)
        sources.extend(("=" + text.lstrip("="), group.id, "not") for text in group.look_alikes)
    return sources


def _number(text: str) -> float:
    return float(_WORD_NUMBERS[text]) if text in _WORD_NUMBERS else float(text)


def _read_age(lowered: str, facts: Facts) -> None:
    match = _AGE.search(lowered) or _YEARS_WORD.search(lowered)
    if match:
        unit = match.group(2) or match.group(3) if match.re is _AGE else match.group(2)
        letter = unit[0]
        age = _number(match.group(1)) / _PER_YEAR[letter]
        if age <= 125:
            facts.age = round(age, 4)
            return
    for pattern, group in ((_AGE_SEX, 1), (_SEX_AGE, 2), (_AGE_YEARS, 1)):
        match = pattern.search(lowered)
        if match and int(match.group(group)) <= 125:
            if pattern is _AGE_YEARS and int(match.group(1)) < 2:
                continue
            facts.age = float(match.group(group))
            if pattern is not _AGE_YEARS:
                word = match.group(3 - group)
                facts.sex = "female" if word in ("f", "female", "woman", "lady") else "male"
            return
    for pattern in (_KIN_SMALL, _BARE_MONTHS):
        match = pattern.search(lowered)
        if match and not (pattern is _BARE_MONTHS and ("for " + match.group(0)) in lowered):
            unit = match.group(2)[0] if pattern is _KIN_SMALL else "m"
            facts.age = round(_number(match.group(1)) / _PER_YEAR[unit], 4)
            return
    match = _KIN_YEARS.search(lowered)
    if match:
        facts.age = float(match.group(1))
        return
    match = _DECADE.search(lowered)
    if match:
        word = match.group(1)
        facts.age = float(_DECADES[word]) if word in _DECADES else float(word[0]) * 10 + 5


def _read_sex(lowered: str, facts: Facts) -> None:
    if facts.sex is None and any(word in lowered for word in _SEX_WORDS):
        match = _SEX.search(lowered)
        if match:
            word = next(group for group in match.groups() if group)
            facts.sex = "female" if word in _FEMALE_WORDS else "male"


def _read_pregnancy(lowered: str, facts: Facts) -> None:
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
        number = _number(weeks.group(1)) * (4.345 if weeks.group(2).startswith("m") else 1.0)
        if number <= 45:
            facts.pregnant, facts.pregnant_weeks = True, round(number, 1)
            return
    if not _MAYBE_PREGNANT.search(lowered):
        facts.pregnant = True


_BUMP = re.compile(r"\b(?:baby|bump|contractions?|waters|midwife|push|labou?r|kicks?|kicking|maternity)\b")
_BARE_WEEKS = re.compile(
    r"\b(?:i'?\s?a?m|at|she'?s|she is)?\s*(\d{1,2})\s*(?:\+\s?\d\s*)?(?:weeks?|wks)\b(?!\s*(?:old|ago|post|now and|after))"
)


_BIRTH_WORDS = ("birth", "partum", "natal", "section", "deliver", "baby", "my lo", "little one", "new m", "cesarean", "caesarean")
_SEX_WORDS = ("male", "man", "boy", "girl", "lady", "guy", "bloke", "mom", "mum", "mother", "dad", "father", "sex")


def _read_birth(lowered: str, facts: Facts) -> None:
    if not any(word in lowered for word in _BIRTH_WORDS):
        return
    match = _POSTPARTUM.search(lowered)
    if match and not re.search(r"\b(?:years? ago|yrs ago)\b", lowered):
        facts.postpartum = True
        when = _AGO.search(lowered)
        if when:
            per_week = {"d": 1 / 7, "w": 1.0, "m": 4.345}[when.group(2)[0]]
            facts.postpartum_weeks = round(_number(when.group(1)) * per_week, 1)
        elif re.search(r"\b(?:yesterday|today|last night|this morning)\b", lowered):
            facts.postpartum_weeks = 0.1
        elif re.search(r"\blast week\b", lowered):
            facts.postpartum_weeks = 1.0
        elif re.search(r"\blast month\b", lowered):
            facts.postpartum_weeks = 4.0


def _is_title(text: str, units: list[Unit], match: Match) -> bool:
    """ "Ms Smith" is a person, not multiple sclerosis."""
    unit = units[match.units[0]]
    if unit.text != "ms" or len(match.units) > 1:
        return False
    after = text[unit.end :].lstrip(". ")
    return text[unit.start : unit.end] == "Ms" and after[:1].isupper()


def _last_dose(units: list[Unit], match: Match, said_times: list[TimeSaid]) -> float | None:
    """Read when a medicine was last had: a time within eight words of its name, told as a point ("3 days ago", "last week")."""
    first, last = match.units[0], match.units[-1]
    best: tuple[int, float] | None = None
    for said in said_times:
        distance = said.first - last if said.first > last else first - said.last
        between = range(min(last, said.last) + 1, max(first, said.first))
        if distance > 9 or any(units[index].mark in ("stop", "break") for index in between):
            continue
        after = units[said.last + 1].text if said.last + 1 < len(units) else ""
        if not said.ago and after not in ("after", "since", "post", "following"):
            continue
        if any(
            units[index].text in ("i", "have", "feel", "started", "got", "been") and said.first > last and index > last + 1 and distance > 4
            for index in between
        ):
            continue
        if best is None or distance < best[0]:
            best = (distance, said.hours / 24)
    return round(best[1], 2) if best else None


def baby_ages(word: str) -> tuple[float, float] | None:
    """The ages in years that a word like "newborn" or "toddler" leaves possible; None where it leaves all."""
    return _BABY_AGE.get(word)


def person_sex(word: str) -> str | None:
    """The sex of the person spoken for."""
    return sex_of(word)
