"""Puts a question about the writer into one about somebody else: "Do you have a fever?" -> "Does she have a fever?".

Questions of the lexicon are written to "you". Where the writer speaks for a daughter, a father or a baby, the same question is asked
of "she", "he" or "they". The change is grammar only; a word that is not known to be safe is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FEMALE = frozenset(
    (
        "daughter girl wife missus mom mother mum mam mama ma nan nana nanna gran granny grandma grandmother "
        "girlfriend fiancee stepdaughter granddaughter sister aunt auntie aunty niece woman lady stepmom "
        "stepmother she her"
    ).split()
)
MALE = frozenset(
    (
        "son boy husband hubby dad father daddy papa grandad granddad grandpa grandfather gramps boyfriend fiance "
        "stepson grandson brother uncle nephew man guy stepdad stepfather he him his"
    ).split()
)
CHILDREN = frozenset(
    "son daughter boy girl child kid baby toddler infant newborn grandson granddaughter grandchild bub stepson stepdaughter".split()
)
_IRREGULAR = {
    "have": "has",
    "are": "is",
    "were": "was",
    "do": "does",
    "go": "goes",
    "don't": "doesn't",
    "haven't": "hasn't",
    "aren't": "isn't",
    "weren't": "wasn't",
}
_MODALS = frozenset("can could may might must should would will cannot can't couldn't won't had did just ate".split())
_ADVERBS = frozenset("also always ever hardly just never normally often really still usually even only".split())
_JOINERS = frozenset(
    (
        "when if as that than because while after before since though although where what which who how so until "
        "unless times time things food medicine something anything everything joy you and or bruise thoughts "
        "habits urges urge jerks movements spells trembling way symptoms"
    ).split()
)
_AUXILIARIES = {
    "do": "does",
    "are": "is",
    "have": "has",
    "were": "was",
    "can": "can",
    "did": "did",
    "could": "could",
    "would": "would",
    "will": "will",
}
_ASKING = frozenset({"how", "what", "when", "where", "which"})
_WORD = re.compile(r"[A-Za-z']+|[^A-Za-z']+")
_STOPS = frozenset(".,;:?!()")


@dataclass(frozen=True, slots=True)
class Pronouns:
    """The words for the person spoken of. `plural`: the verb stays as with "you"."""

    subject: str
    object: str
    possessive: str
    reflexive: str
    plural: bool = False


SHE = Pronouns("she", "her", "her", "herself")
HE = Pronouns("he", "him", "his", "himself")
THEY = Pronouns("they", "them", "their", "themselves", plural=True)


def pronouns_for(speaks_for: str | None, sex: str | None) -> Pronouns | None:
    """The pronouns for the person spoken for; None where the writer is the patient."""
    if speaks_for is None:
        return None
    if sex == "female" or speaks_for in FEMALE:
        return SHE
    if sex == "male" or speaks_for in MALE:
        return HE
    return THEY


def about(question: str, who: Pronouns | None) -> str:
    """Ask a question of somebody else.

    >>> about("Do you have pain when you cough?", SHE)
    'Does she have pain when she coughs?'
    >>> about("Is your neck stiff, so that it hurts to put your chin on your chest?", HE)
    'Is his neck stiff, so that it hurts to put his chin on his chest?'
    >>> about("Are you able to drink?", THEY)
    'Are they able to drink?'
    >>> about("You get harder to wake.", SHE)
    'She gets harder to wake.'
    """
    if who is None or "your child" in question.lower() or "your baby" in question.lower():
        return question
    tokens = _WORD.findall(question)
    words = [index for index, token in enumerate(tokens) if token[0].isalpha() or token[0] == "'"]
    position = {index: number for number, index in enumerate(words)}

    def word(number: int) -> str:
        return tokens[words[number]].lower() if 0 <= number < len(words) else ""

    out = list(tokens)
    for index in words:
        number, lower = position[index], tokens[index].lower()
        capital = tokens[index][0].isupper()
        new: str | None = None
        if lower == "your":
            new = who.possessive
        elif lower == "yours":
            new = "hers" if who is SHE else "his" if who is HE else "theirs"
        elif lower in ("yourself", "yourselves"):
            new = who.reflexive
        elif lower == "you":
            inverted = (
                number > 0
                and word(number - 1) in _AUXILIARIES
                and (number == 1 or _after_break(tokens, words, number - 1) or word(number - 2) in ("or", "and") or word(0) in _ASKING)
            )
            if inverted:
                auxiliary = words[number - 1]
                if not who.plural:
                    out[auxiliary] = _cased(_AUXILIARIES[word(number - 1)], tokens[auxiliary][0].isupper())
                new = who.subject
            elif _is_subject(tokens, words, number):
                new = who.subject
                if not who.plural:
                    _conjugate(tokens, out, words, number + 1)
            else:
                new = who.object
        if new is not None:
            out[index] = _cased(new, capital)
    return "".join(out)


def _cased(word: str, capital: bool) -> str:
    return word[0].upper() + word[1:] if capital else word


def _after_break(tokens: list[str], words: list[str] | list[int], number: int) -> bool:
    """Whether a mark of punctuation stands right before a word."""
    index = int(words[number])
    return index > 0 and any(mark in tokens[index - 1] for mark in _STOPS)


_NOT_VERBS = frozenset(
    "in on at to of with for from by out up down badly more sooner ill or and each again away a an the longer very much".split()
)


def _is_subject(tokens: list[str], words: list[int], number: int) -> bool:
    after = tokens[words[number + 1]].lower() if number + 1 < len(words) else ""
    before = tokens[words[number - 1]].lower() if number else ""
    if number == 0 or (before == "if" and after == "or"):
        return True
    if not after or after in _NOT_VERBS or (number + 1 < len(words) and any(mark in tokens[words[number] + 1] for mark in _STOPS)):
        return False
    return before in _JOINERS or after in _IRREGULAR or after in _MODALS


def _conjugate(tokens: list[str], out: list[str], words: list[int], number: int) -> None:
    """Give the verb after "you" (and the verbs joined to it by "or" and "and") the ending of the third person."""
    while number < len(words) and tokens[words[number]].lower() in _ADVERBS:
        number += 1
    if number >= len(words):
        return
    index = words[number]
    verb = tokens[index].lower()
    if verb in _MODALS or verb == "or":
        return
    out[index] = third(verb)
    if verb in _IRREGULAR or verb in ("used", "see", "think"):
        return
    for joined in range(number + 1, min(number + 5, len(words))):
        follower = words[joined]
        word, before = tokens[follower].lower(), tokens[words[joined - 1]].lower()
        listed = before in ("or", "and") and not _after_break(tokens, words, joined - 1)
        in_list = "," in tokens[follower - 1] and any(
            tokens[words[later]].lower() in ("or", "and") for later in range(joined + 1, min(joined + 3, len(words)))
        )
        if (listed or in_list) and word in _VERBS:
            out[follower] = third(word)


_VERBS = frozenset(
    (
        "walk climb cough strain exercise have touch brush turn roll wake lie chew move push bend press hit need "
        "use breathe eat drink work do rest stand sit pee stop"
    ).split()
)


def third(verb: str) -> str:
    """The third person of a verb.

    >>> [third(verb) for verb in ("cough", "push", "try", "go", "used")]
    ['coughs', 'pushes', 'tries', 'goes', 'used']
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ed") and verb not in ("need", "bleed", "feed"):
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")) and not verb.endswith("oo"):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o", "u"):
        return verb[:-1] + "ies"
    return verb + "s"
