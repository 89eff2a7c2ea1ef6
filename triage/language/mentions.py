"""The people named in a message: who exactly is meant, whose they are, and whether they stand beside the patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.language.drafts import Draft
from triage.language.people import CHILDREN, CLOSE, OTHERS, person_word, sex_of
from triage.language.statements import PERSON_WORDS, statement_bounds
from triage.language.vocabulary import Unit
from triage.model.finding import HAD


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named: `word` is the last of "my daughter's best **friend**", `owner` "daughter", `index` where the word stands."""

    word: str
    owner: str | None
    index: int


def find_mention(units: list[Unit], index: int) -> Mention:
    """Follow a chain of people to its end ("my son's classmate", "my baby cousin", "his friend", "the kids in her class")."""
    owner = _owner_before(units, index)
    while True:
        after = index + 1
        if after + 1 < len(units) and units[after].text in ("'s", "s"):
            after += 1
            while after + 1 < len(units) and units[after].text in _ADJECTIVES:
                after += 1
            if person_word(units[after]) is None or units[after].text in PERSON_WORDS:
                break
            owner = person_word(units[index])
            index = after
        elif after < len(units) and person_word(units[after]) is not None and units[after].text not in PERSON_WORDS:
            index = after
        else:
            break
    if index and units[index - 1].text in ("paternal", "maternal"):
        return Mention("family", None, index)
    if units[index].text in ("half", "lots"):
        return Mention("people", None, index)  # "half the class", "lots of people"
    return Mention(person_word(units[index]) or units[index].text, owner or _owner_after(units, index), index)


def stands_beside_the_patient(
    units: list[Unit], draft: Draft, mention: Mention, drafts: list[Draft], named: Mapping[int, Mention], *, grave: bool = False
) -> bool:
    """Whether somebody is told of beside the patient they belong to: "my daughter's friend had chickenpox and now **she has spots**".

    Only for friends, cousins and other children, or where he and she tell them apart: "his wife has chest pain and now she is sweating"
    goes on about the wife. What is `grave` stands beside the patient only if another sentence tells of the patient: "her friend collapsed
    and she hit her head" does not.
    """
    if mention.owner is None:
        return False
    if not grave and _names_one_of_ours(units, mention):
        return True
    sure = mention.word in OTHERS | CHILDREN | _STRANGERS
    first, last = statement_bounds(units, draft.units[0]) if grave else _clause(units, draft.units)
    sex = sex_of(mention.owner)
    for other in drafts:
        if other.denies or first <= other.units[0] <= last:
            continue
        if id(other) in named:
            if named[id(other)].word == mention.owner:
                return True  # "my wife's colleague caught it and **my wife has a cough**"
            continue
        if other.presence not in HAD:
            continue
        subject = _subject(units, other.units[0])
        if subject in _MINE:
            return True
        if subject in _PRONOUNS and (sex is None or sex == sex_of(subject)) and (sure or _other_sex(mention.word, subject)):
            return True
    return False


def told_of_by_pronoun(units: list[Unit], draft: Draft) -> Mention | None:
    """The person that he or she stands for: "a lad at work had an abscess and was in hospital because **he** couldn't breathe"."""
    first, _ = statement_bounds(units, draft.units[0])
    pronoun: str | None = None
    for before in range(draft.units[0], first - 1, -1):
        text = units[before].text
        if text in _WRITER:
            return None
        if text in ("he", "she", "his", "her"):
            pronoun = pronoun or text
        elif text not in PERSON_WORDS and (word := person_word(units[before])) is not None:
            return find_mention(units, before) if pronoun and not _other_sex(word, pronoun) else None
    return None


def is_told_as_now(units: list[Unit], draft: Draft) -> bool:
    """Whether the clause of a finding is told in the present: "mum had a stroke last year and **today her arm is weak**"."""
    return any(unit.text in _PRESENT for unit in clause_of(units, draft))


def clause_of(units: list[Unit], draft: Draft) -> list[Unit]:
    """The words of the clause that a finding stands in."""
    first, last = _clause(units, draft.units)
    return units[first : last + 1]


def the_patient(mentions: Iterable[Mention], units: list[Unit]) -> Mention | None:
    """Whom the writer comes for: "my sister has a sticky eye. **My baby just has** hiccups"."""
    for mention in mentions:
        before = units[mention.index - 1].text if mention.index else ""
        after = {unit.text for unit in units[mention.index + 1 : mention.index + 4]}
        if mention.owner is None and before in ("my", "our") and mention.word in CLOSE and not after.isdisjoint(("just", "only")):
            return mention
    return None


def tells_of_mine(units: list[Unit]) -> bool:
    """Whether the writer's own is set against somebody else's: "my mate's ear was leaking. **Mine's** just itchy"."""
    return any(
        unit.text in _MINE and not (index and units[index - 1].text in ("of", "like", "than")) and units[index + 1].text in _HAS
        for index, unit in enumerate(units[:-1])
    )


def is_beside_mine(mention: Mention) -> bool:
    """Whether somebody is only told of if the writer's own is set against them: friends, strangers, other people's children."""
    return mention.owner is not None or mention.word in OTHERS | _STRANGERS


def is_cared_for(units: list[Unit], mention: Mention) -> bool:
    """Whether a friend or stranger is in other hands already: "my daughter's friend was shaking, **they sent him home**"."""
    if mention.word not in OTHERS | _STRANGERS:
        return False
    texts = [unit.text for unit in units]
    if "ambulance" in texts and "took" in texts:
        return True
    for index, text in enumerate(texts[:-1]):
        if text == "in" and texts[index + 1] in _WARDS and index and texts[index - 1] in ("'s", "is", "was", "up", "still", "now", "ended"):
            return True
        if index + 2 >= len(texts):
            break
        if text in _TOOK and texts[index + 1] in _PRONOUNS | {"him", "them"} and texts[index + 2] in _AWAY:
            return True
    return False


def _names_one_of_ours(units: list[Unit], mention: Mention) -> bool:
    """Whether the writer tells of a child or partner of their own beside: "my sister's twins have croup and **my son is** barking"."""
    for index, unit in enumerate(units[:-1]):
        if unit.text in CLOSE and abs(index - mention.index) > 2 and index and units[index - 1].text in ("my", "our"):
            after = units[index + 1].text
            if after in _HAS and not (after == "'s" and index + 2 < len(units) and person_word(units[index + 2]) is not None):
                return unit.text != mention.owner
    return False


def _other_sex(word: str, pronoun: str) -> bool:
    """Whether a pronoun cannot mean this person: "his **girlfriend** has thrush, **he** has a rash"."""
    sexes = {sex_of(word), sex_of(pronoun)}
    return None not in sexes and len(sexes) == 2


def is_told_of_mine(units: list[Unit], index: int) -> bool:
    """Whether a finding is told of the writer's own child: "next door's toddler has chickenpox and **mine** has a temperature".

    Or of the patient of a note: "history obtained from son: **patient** fell".
    """
    if _subject(units, index) in _MINE:
        return True
    first, _ = statement_bounds(units, index)
    nearest = next((before for before in range(index - 1, first, -1) if person_word(units[before]) is not None), first)
    return units[nearest].text == "patient" and nearest > first and units[nearest + 1].text not in ("'s", "s")


def _owner_before(units: list[Unit], index: int) -> str | None:
    """ "**His** best friend", "**the patient's** wife"."""
    before = index - 1
    while before > 0 and units[before].text in _ADJECTIVES:
        before -= 1
    if before >= 0 and units[before].text in ("his", "her", "their"):
        return units[before].text
    if before > 0 and units[before].text in ("'s", "s"):
        return "neighbor" if units[before - 1].text == "door" else person_word(units[before - 1])
    return None


def _owner_after(units: list[Unit], index: int) -> str | None:
    """ "The kids **in his class**", "a boy **in my daughter's year**"."""
    after = [unit.text for unit in units[index + 1 : index + 6]]
    if len(after) < 3 or after[0] not in ("in", "at", "from", "on"):
        return None
    if after[1] in ("his", "her", "their"):
        return after[1]
    if after[1] in ("my", "our") and "'s" in after[3:4]:
        return person_word(units[index + 3])
    return None


def _clause(units: list[Unit], span: tuple[int, ...]) -> tuple[int, int]:
    """The part of a sentence around a finding that has one subject."""
    first, last = statement_bounds(units, span[0])
    for index in range(span[0] - 1, first, -1):
        if _parts(units, index):
            first = index
            break
    for index in range(span[-1] + 1, last):
        if _parts(units, index):
            last = index
            break
    return first, last


def _parts(units: list[Unit], index: int) -> bool:
    return units[index].mark in ("comma", "joiner", "break") and units[index + 1].text in _SUBJECTS


def _subject(units: list[Unit], index: int) -> str | None:
    """The pronoun that a finding is told of, in its own sentence."""
    first, _ = statement_bounds(units, index)
    for before in range(index, first - 1, -1):
        if units[before].text in _TOLD_OF and not (units[before].text in _MINE and before and units[before - 1].text == "of"):
            return units[before].text
        if person_word(units[before]) is not None:
            return None
    return None


_ADJECTIVES = frozenset("best little older younger elder eldest youngest big new old close school work good other two three".split())
_STRANGERS = frozenset("sister brother uncle aunt auntie nephew niece man woman lady guy".split())
_WRITER = frozenset({"i", "my", "me", "we", "our", "mine", "us"})
_HAS = frozenset("'s is has just only are 's looks feels keeps".split())
_WARDS = frozenset("hospital icu intensive itu resus".split())
_TOOK = frozenset("sent took kept rushed flew".split())
_AWAY = frozenset("home away in to off overnight".split())
_PRONOUNS = frozenset("he she his her they their".split())
_MINE = frozenset({"mine", "ours"})
_TOLD_OF = _PRONOUNS | _MINE | {"i", "my", "we", "our"}
_SUBJECTS = _TOLD_OF | {"now", "so", "today", "tonight"}
_PRESENT = frozenset("now today tonight is are 's 're has keeps feels looks can not cannot currently".split()) | {"can not"}
