"""Where a cue stands to a finding: whether it answers it, closes it, points back to it, or tells of something of its own."""

from __future__ import annotations

from triage.language.cue_runs import CueHit
from triage.language.vocabulary import Unit

_TAIL = frozenset(
    """
    now completely today again since fully thankfully already yesterday this last morning night an a hour hours ago on
    its their own by itself themselves after before few minutes minute days day weeks week the couple of within about
    quickly then it is though too altogether entirely overnight
    """.split()
)
"""Words that may follow the end of a finding: "it stopped **on its own after a few minutes**"."""
_POINTS_BACK = frozenset({"it", "that", "they", "this", "now", "which"})
"""Words that begin the end of a finding behind a mark: "a nosebleed, **it stopped**", "delirium, **now resolved**"."""
_ARTICLES = frozenset({"a", "an", "the"})
_PAST_TENSE = frozenset("had was were felt got went did came threw fell woke could".split())
_SUBJECTS = frozenset({"i", "he", "she", "it", "we", "they", "there", "you", "my", "his", "her"})


def stands_alone(units: list[Unit], hit: CueHit, target: int) -> bool:
    """Whether "but now I do" takes back what was denied: nothing of its own may follow ("but today I have **a cough**")."""
    if units[hit.first].text in ("until", "till"):
        return any(unit.text in ("never", "no", "not") for unit in units[max(0, target - 6) : target])
    after = hit.last + 1
    return after >= len(units) or bool(units[after].mark) or units[after].text in _TAIL - _ARTICLES


def closes(units: list[Unit], hit: CueHit, target: int, owned: frozenset[int]) -> bool:
    """Whether a closing cue ("has gone", "has stopped") ends its statement and the finding is the nearest before it."""
    after = hit.last + 1
    while after < len(units) and units[after].text in _TAIL:
        after += 1
    if after < len(units) and not units[after].mark:
        return False
    return hit.first - target <= 6 and all(
        index not in owned and (not units[index].mark or points_back(units, index + 1, hit.first)) for index in range(target + 1, hit.first)
    )


def answers(units: list[Unit], hit: CueHit, target: int, owned: frozenset[int]) -> bool:
    """Whether the cue answers the item that ends at `target`: only marks between them, and nothing of its own after it.

    Items joined by "and", "or" or a stroke are answered together: "nausea/vomiting: **none**".
    """
    for index in range(target + 1, hit.first):
        unit = units[index]
        if unit.mark == "joiner" or (index in owned and target + 1 < index and _joined(units, target, index)):
            continue
        if unit.text not in (":", "-", "=", "?", "->", "/", "(", "–") and unit.text not in ("is", "are", "was", "were"):
            return False
    after = hit.last + 1
    return after >= len(units) or units[after].mark in ("stop", "comma", "break", "joiner") or units[after].text in (")", "\n")


def goes_on_after(units: list[Unit], hit: CueHit, last: int) -> bool:
    """Whether a new statement with its own subject begins behind a cue: "a knee replacement years ago **and it's** gone red"."""
    return any(
        units[index].mark and units[index + 1].text in _SUBJECTS | {"now"} for index in range(hit.last + 1, min(last, len(units) - 1))
    )


def tells_of_itself(units: list[Unit], hit: CueHit, target: int) -> bool:
    """Whether a time behind a comma begins what is told of it: "I have chest pain, **last year I had** a stroke"."""
    after = hit.last + 1
    return (
        units[hit.first - 1].mark == "comma"
        and hit.first - 1 > target
        and units[hit.first].text not in _POINTS_BACK
        and after < len(units)
        and units[after].text in _SUBJECTS
    )


def speaks_of_it(units: list[Unit], mark: int, hit: CueHit) -> bool:
    """Whether a cue right behind a mark speaks of the finding before it: "a nosebleed, **it stopped**", "**now resolved**"."""
    return mark + 1 == hit.first or (mark + 2 == hit.first and units[mark + 1].text in _POINTS_BACK | {"since"})


def points_back(units: list[Unit], index: int, cue: int) -> bool:
    """Whether the words right behind a mark say what became of the finding before it."""
    return units[index].text in _POINTS_BACK and cue - index <= 1


def _joined(units: list[Unit], first: int, last: int) -> bool:
    """Whether two words are items of one list without a comma."""
    return any(units[index].mark == "joiner" for index in range(first + 1, last))


def was_over(units: list[Unit], target: int) -> bool:
    """Whether the clause that ends with a finding is told in the past tense ("I **was** dizzy", "she **had** a rash")."""
    for index in range(target, max(-1, target - 10), -1):
        if units[index].mark in ("stop", "break"):
            return False
        if units[index].text in _PAST_TENSE or (units[index].text.endswith("ed") and index < target):
            return units[index - 1].text not in ("have", "has", "'ve") if index else True
    return False


def opens_clause(units: list[Unit], index: int) -> bool:
    """Whether a word opens its clause ("**Last year** I had chest pain"), little words before it aside."""
    while index > 0 and units[index - 1].light and not units[index - 1].mark:
        index -= 1
    return index == 0 or bool(units[index - 1].mark)


def is_hyphen(units: list[Unit], index: int) -> bool:
    """Whether a mark only ties two words ("headache**-**free")."""
    return units[index].text == "-" and index > 0 and units[index - 1].end == units[index].start
