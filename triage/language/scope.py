"""Decides the presence of each finding from the cues around it: one scope model for denial, past, other people and hypotheses.

After ConText (Harkema et al. 2009) and NegEx (Chapman et al. 2001), with what patients add to the language of notes:

- forward: "no *chest pain*"; backward: "*chest pain* has gone"; both: "*it* came back"; answer: "*chest pain*? no".
- A scope ends at a full stop, at a break ("but", "because"), and where a new statement begins ("no fever and **my chest hurts**").
- A cue inside the words of a finding ("**no** energy", "**cannot** pee") belongs to it and reaches nothing else.
- Words that look like a cue ("no relief from") use up their words first: the longest run wins, from left to right.
- A negated deed keeps its objects ("I don't take **warfarin and** I have ...", "haven't taken anything **for the** headache").
- A cue that reaches a finding of several words counts from its first word (forward) or its last (backward).

Cues are data: lexicon/cues/*.toml.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from triage.content.library import Content
from triage.language.cue_places import (
    answers,
    closes,
    goes_on_after,
    is_hyphen,
    opens_clause,
    points_back,
    speaks_of_it,
    stands_alone,
    tells_of_itself,
    was_over,
)
from triage.language.cue_runs import CueHit, CueRuns
from triage.language.denial_ends import is_condition, tells_of_now, tells_what_is
from triage.language.vocabulary import Unit, Vocabulary

LONGEST_REACH = 60
"""In words; no sentence of a patient is longer."""
PRECEDENCE = ("other_person", "hypothetical", "denied", "past", "unsure")
_VERBS = frozenset({"have", "has", "am", "is", "are", "feel", "get", "got", "had", "hurts", "hurt", "keep", "can", "was", "were"})
_DEED_OBJECT = frozenset(
    {"for", "with", "from", "about", "after", "due", "because", "to", "in", "on", "at", "by", "despite", "through", "when", "while", "as"}
)
_QUESTION_STARTS = frozenset(
    {
        "is",
        "are",
        "can",
        "could",
        "does",
        "do",
        "did",
        "will",
        "would",
        "might",
        "may",
        "should",
        "what",
        "which",
        "how",
        "why",
        "has",
        "was",
        "if",
    }
)
_BEFORE_QUESTION = frozenset({"and", "so", "but", "hi", "hello", ",", "please", "also", "or"})
_FIRST_PERSON = frozenset({"my", "i", "me", "i'm", "im", "am"})
_POINTING = frozenset({"my", "this", "these", "his", "her", "our", "their"})
_GOES_ON = frozenset("worse worsen worsens worsened not continue continues persist persists carries lasts stays spread spreads".split())
_WELL_AGAIN = frozenset({"i", "he", "she", "fine", "ok", "okay", "feeling", "feel", "better", "all", "back", "we"})
"""Words that begin a statement of being well again, which may stand behind a mark: "I was dizzy, **I am fine now**"."""
WELL_AGAIN_REACH = 14


@dataclass(slots=True)
class Judgement:
    """The presence of a finding and the cue that decided it, if any.

    `own` is what it would be if the person named by the cue is the patient.
    """

    presence: str
    cue: CueHit | None = None
    own: Judgement | None = None


PRESENT = Judgement("present")


class ScopeModel:
    """The cues of a content, ready to judge findings."""

    def __init__(self, content: Content, vocabulary: Vocabulary) -> None:
        self._runs = CueRuns(content, vocabulary)

    def cues(self, units: list[Unit], used: frozenset[int] = frozenset()) -> list[CueHit]:
        """Find the cues of a message; one that shares a word with a finding (`used`) is none."""
        return self._runs.find(units, used)

    def judge(self, units: list[Unit], spans: list[tuple[int, ...]], owned: frozenset[int] | None = None) -> list[Judgement]:
        """Judge findings, each given by the indices of its units in ascending order."""
        if not spans:
            return []
        if owned is None:
            owned = frozenset(index for span in spans for index in span)
        hits = self.cues(units, owned)
        if not hits:
            return [PRESENT] * len(spans)
        breaks = {index for hit in hits if hit.cue.presence == "break" for index in range(hit.first, hit.last + 1)}
        hits = [hit for hit in hits if hit.cue.presence != "break"]
        starts = [hit.first for hit in hits]
        return [self._judge_one(units, span, _near(hits, starts, span), breaks, owned) for span in spans]

    def _judge_one(
        self, units: list[Unit], span: tuple[int, ...], hits: list[CueHit], breaks: set[int], owned: frozenset[int]
    ) -> Judgement:
        reaching: dict[str, CueHit] = {}
        first, last = span[0], span[-1]
        for hit in hits:
            cue = hit.cue
            if cue.presence in reaching and cue.presence != "present":
                continue
            direction = cue.direction
            if (
                (cue.asked and not _asked(units, hit, span))
                or (cue.presence == "hypothetical" and _is_had(units, hit, span))
                or (cue.presence == "denied" and is_condition(units, hit.first))
                or (cue.presence == "present" and direction == "backward" and not stands_alone(units, hit, first))
            ):
                continue
            reaches = False
            if direction in ("forward", "both") and hit.last < first:
                reaches = self._forward(units, hit, first, breaks, owned)
            if not reaches and cue.presence == "hypothetical" and direction != "backward" and hit.first < first <= hit.last:
                reaches = True  # "will it **hurt** my stomach": the cue ends on the first word of the finding
            if not reaches and direction in ("backward", "both") and hit.first > last:
                reaches = self._backward(units, hit, last, breaks, owned)
            if direction == "answer" and hit.first > last:
                reaches = answers(units, hit, last, owned)
            elif direction == "closing" and hit.first > last:
                reaches = closes(units, hit, last, owned)
            elif direction == "forward" and cue.presence == "past" and reaches and hit.last - hit.first > 0:
                reaches = not (self._runs.is_adverbial(units, hit) and not opens_clause(units, hit.first))
            if not reaches and first < hit.first <= hit.last < last:
                # "my face is **not** drooping": the cue stands among the words of the finding.
                reaches = (
                    cue.presence == "denied"
                    and direction == "forward"
                    and not any(units[index].mark == "stop" for index in range(first, last))
                ) or (direction == "backward" and cue.presence in ("past", "present") and not goes_on_after(units, hit, last))
            if reaches:
                reaching[cue.presence] = hit
        if "present" in reaching and not reaching.keys() & {"hypothetical", "other_person"}:
            # "came back", "but now I do" and "yes" take back what was denied or past.
            return Judgement("present", reaching["present"])
        if "other_person" in reaching:
            return Judgement("other_person", reaching["other_person"], _strongest(reaching, PRECEDENCE[1:]))
        return _strongest(reaching, PRECEDENCE)

    @staticmethod
    def _forward(units: list[Unit], hit: CueHit, target: int, breaks: set[int], owned: frozenset[int]) -> bool:
        reach = hit.cue.reach
        if reach is not None and target - hit.last > reach:
            return False
        denial = hit.cue.presence == "denied"
        deed = False
        subjects = 0
        for index in range(hit.last + 1, target):
            unit = units[index]
            if unit.mark in ("stop", "break") or (index in breaks and hit.cue.presence != "other_person"):
                return False
            text = unit.text
            if unit.mark in ("comma", "joiner") and deed:
                return False
            if denial and text == "and" and _goes_on_to_tell(units, hit.last + 1, index):
                return False
            if unit.mark in ("comma", "joiner") and _new_statement(units, index + 1, unit.mark == "comma" or not denial, denial):
                if hit.cue.presence == "other_person" and any(other.text == "who" for other in units[hit.last + 1 : index]):
                    continue  # "my brother, **who** lives in Spain **and has** Crohn's"
                return False
            if denial and deed and text in _DEED_OBJECT and text != "to":
                return False
            if denial and not unit.light and not unit.mark and index == hit.last + 1 + _lights(units, hit.last + 1) and index not in owned:
                deed = units[hit.last].text in ("not", "never") and _is_deed(units, index)
            if not denial and text in ("i", "he", "she", "we", "they", "my", "it") and index > hit.last + 2 and index >= subjects + 2:
                # "if I stand up | I get dizzy": the second subject begins the main statement.
                if hit.cue.presence == "hypothetical":
                    return False
        return not (denial and deed and _crosses_joiner(units, hit.last + 1, target))

    @staticmethod
    def _backward(units: list[Unit], hit: CueHit, target: int, breaks: set[int], owned: frozenset[int]) -> bool:
        reach = hit.cue.reach
        contentful = 0
        comma = False
        well_again = hit.cue.presence == "past" and units[hit.first].text in _WELL_AGAIN
        if hit.cue.presence == "past" and tells_of_itself(units, hit, target):
            return False
        if well_again and not (hit.first - target <= WELL_AGAIN_REACH and was_over(units, target)):
            return False
        for index in range(target + 1, hit.first):
            unit = units[index]
            comma = comma or unit.mark == "comma"
            if well_again and (unit.mark or index in breaks) and (index + 1 == hit.first or units[index + 1].mark or index + 1 in breaks):
                continue  # "I was dizzy, but **I am fine now**"
            if comma and index in owned and hit.cue.presence == "past":
                return False  # "face drooping on the left, bells palsy 10 years ago"
            if unit.mark == "stop" or (index in owned and hit.cue.presence == "present"):
                return False
            if hit.cue.presence == "past" and unit.mark == "comma" and points_back(units, index + 1, hit.first):
                continue
            if (unit.mark == "break" or index in breaks) and hit.cue.presence != "present":
                return False  # "it went away but **is back**" reaches over its "but"
            if (
                unit.mark in ("comma", "joiner")
                and hit.cue.presence in ("past", "denied")
                and not speaks_of_it(units, index, hit)
                and _new_statement(units, index + 1, strict=True)
            ):
                return False
            if unit.mark and reach is not None and not is_hyphen(units, index):
                return False
            if not unit.light and index not in owned:
                contentful += 1
        return reach is None or contentful < reach


def _strongest(reaching: dict[str, CueHit], order: tuple[str, ...]) -> Judgement:
    if "present" in reaching and "hypothetical" not in reaching:
        return Judgement("present", reaching["present"])
    for presence in order:
        if presence in reaching:
            return Judgement(presence, reaching[presence])
    return PRESENT


def _near(hits: list[CueHit], starts: list[int], span: tuple[int, ...]) -> list[CueHit]:
    """The cues within reach of a finding; further ones could not count, and looking at them would make the time quadratic."""
    return hits[bisect_left(starts, span[0] - LONGEST_REACH) : bisect_right(starts, span[-1] + LONGEST_REACH)]


def _lights(units: list[Unit], index: int) -> int:
    count = 0
    while index + count < len(units) and units[index + count].light and not units[index + count].mark:
        count += 1
    return count


def _is_deed(units: list[Unit], index: int) -> bool:
    """Whether the first content word after "not" is something done, not something had: it takes an object or stands before for/with."""
    text = units[index].text
    return text not in (
        "notice",
        "noticed",
        "experience",
        "experienced",
        "report",
        "complain",
        "suffer",
        "show",
        "develop",
        "reveal",
        "demonstrate",
        "appreciate",
        "identify",
        "significant",
        "acute",
        "new",
    )


def _goes_on_to_tell(units: list[Unit], first: int, joiner: int) -> bool:
    """Whether a list of denials is over and what is there begins: "no wind **for two days, and** throwing up"."""
    if joiner + 1 >= len(units) or not units[joiner + 1].text.split()[0].endswith("ing") or units[joiner - 1].mark != "comma":
        return False
    return any(unit.text in ("for", "days", "day", "hours", "weeks", "today") for unit in units[first:joiner])


def _crosses_joiner(units: list[Unit], first: int, target: int) -> bool:
    return any(units[index].mark in ("comma", "joiner") for index in range(first, target))


def _new_statement(units: list[Unit], index: int, strict: bool, denial: bool = False) -> bool:
    """Whether a new statement with its own subject or verb begins at `index` ("and **I have**", ", **my** head hurts")."""
    while index < len(units) and units[index].mark in ("comma", "joiner"):
        index += 1
    if index >= len(units):
        return False
    text = units[index].text
    if text in ("i", "he", "she", "we", "they", "there", "it", "you"):
        return True
    if text in ("has", "have", "having", "is", "am", "are", "feels", "feel", "feeling", "hurts", "keeps", "getting", "got", "now"):
        return True
    if text in ("my", "his", "her") and strict:
        return True
    if denial:
        return tells_what_is(units, index, strict)
    return strict and tells_of_now(units, index)


def _asked(units: list[Unit], hit: CueHit, span: tuple[int, ...]) -> bool:
    """Whether the clause around a cue and a finding is a question with nobody's own finding in it."""
    first, last = min(hit.first, span[0]), max(hit.last, span[-1])
    start = first
    while start > max(0, first - LONGEST_REACH) and units[start - 1].mark != "stop":
        if units[start].text in _QUESTION_STARTS and units[start - 1].mark:
            break  # "I take warfarin, **is** chest pain a side effect?"
        start -= 1
    end = last
    while end + 1 < min(len(units), last + LONGEST_REACH) and units[end + 1].mark != "stop":
        end += 1
    while start < first and units[start].text in _BEFORE_QUESTION:
        start += 1
    question = units[start].text in _QUESTION_STARTS or (end + 1 < len(units) and units[end + 1].text.startswith("?"))
    words = (unit.text for unit in units[start : end + 1])
    return question and not any(word in _FIRST_PERSON for word in words) and not _is_pointed_at(units, span[0])


def _is_pointed_at(units: list[Unit], index: int) -> bool:
    """Whether a finding is spoken of as one that is there: "**this** rash", "**these** awful headaches", "**my** cough"."""
    return any(
        units[before].text in _POINTING and all(not unit.mark for unit in units[before + 1 : index])
        for before in range(max(0, index - 2), index)
    )


def _is_had(units: list[Unit], hit: CueHit, span: tuple[int, ...]) -> bool:
    """Whether a hypothesis is about a finding that is there: "if **the pain gets worse**", "**my headache** is a known side effect"."""
    if hit.first > span[-1]:
        return _is_pointed_at(units, span[0])
    if units[hit.last].text != "if" or hit.last >= span[0]:
        return False
    named = any(unit.text in _POINTING or unit.text == "the" for unit in units[hit.last + 1 : span[0]])
    after = units[span[-1] + 1 : span[-1] + 5]
    ahead = next((place for place, unit in enumerate(after) if unit.mark), len(after))
    return named and any(unit.text in _GOES_ON for unit in after[:ahead])
