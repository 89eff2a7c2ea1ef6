"""Reads short answers and talk about the talk: yes, no, not sure, numbers of a list, "what do you mean?", thanks, stop.

Only the shape of an answer is read here; what it says about the body is read by the language floor, always and in full, so that
"no but my leg is swollen" is an answer and a new finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from triage.dialogue.events import Choice

Talk = Literal["explain", "stop", "thanks", "greeting", "abuse", "undo", "redo", "skip"]

_YES = (
    "yes|yeah|yep|yup|ya|yea|aye|definitely|absolutely|correct|sure is|i do|i am|i have|she does|he does|"
    "they do|she is|he is|they are|she has|he has|they have|it does|it is|it has|true|of course|afraid so|"
    "a bit|a little|sometimes"
)
_NO = (
    "no|nope|nah|naw|not at all|never|not really|i do not|i don'?t|i am not|i'?m not|i have not|i haven'?t|"
    "she does not|she doesn'?t|he does not|he doesn'?t|it does not|it doesn'?t|it is not|it isn'?t|negative|"
    "false|none"
)
_UNSURE = (
    "not sure|unsure|don'?t know|do not know|dunno|i don'?t know|i do not know|no idea|idk|maybe|perhaps|"
    "possibly|might be|could be|hard to (?:say|tell)|i can'?t tell|can'?t say|i'?m not sure|i am not sure|"
    "i don'?t think so|i do not think so|no clue|not certain|i think so|probably"
)
_ANSWER_END = (
    r"(?=$|[\s,.;:!?-]+(?:$|but\b|and\b|though\b|although\b|just\b|only\b|it\b|its\b|it's\b|i\b|i'm\b|i've\b|"
    r"my\b|not\b|she\b|he\b|they\b|her\b|his\b|their\b|there\b|thanks\b|thank\b|never\b|sorry\b|really\b|at\b|"
    r"so\b|because\b|since\b|a\b|the\b|quite\b|very\b|sir\b|maam\b|please\b|yes\b|no\b))|(?=\s*[,.;!-])"
)
_PATTERNS: tuple[tuple[Choice, re.Pattern[str]], ...] = (
    ("unsure", re.compile(rf"^\W*(?:um+|uh|er|well|hmm+|oh)?\W*(?:{_UNSURE}){_ANSWER_END}", re.IGNORECASE)),
    ("no", re.compile(rf"^\W*(?:um+|uh|er|well|hmm+|oh)?\W*(?:{_NO}){_ANSWER_END}", re.IGNORECASE)),
    ("yes", re.compile(rf"^\W*(?:um+|uh|er|well|hmm+|oh)?\W*(?:{_YES}){_ANSWER_END}", re.IGNORECASE)),
)
_SHORT: dict[str, Choice] = {"y": "yes", "n": "no", "?": "unsure", "ok yes": "yes"}
_NONE_OF_THESE = re.compile(
    (
        r"^\W*(?:(?:no|nope|nah|um+|er|well)\W+)*(?:none(?:\s+of\s+(?:these|them|those|the\s+above|that|it|the\s+list))?"
        r"(?:\s+(?:apply|applies|are\s+true|is\s+true|at\s+all|really|so\s+far|i\s+think|thanks|thank\s+you|thank\s+god))*|"
        r"no\s+to\s+(?:all|everything|them\s+all|all\s+of\s+(?:these|them|those))|neither(?:\s+of\s+(?:these|them))?|"
        r"nothing(?:\s+(?:like|of)\s+(?:that|these|those|the\s+sort))?|not\s+any\s+of\s+(?:these|them|those)|n/a|nope|no|0)"
        r"\W*(?:$|[,.;]|but\b)"
    ),
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*(?:numbers?\s+)?(\d{1,2}(?:\s*(?:,|and|&|\+|\s)\s*\d{1,2})*)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:[.,]\d+)?)(?![\d])")
_FILLER = re.compile(r"^(?:but|and|though|although|just|only|because)\b\W*", re.IGNORECASE)
CORRECTION = re.compile(
    (
        r"^\W*(?:(?:oh |um |no |no, |wait |wait, |ah |oops |whoops )*(?:sorry|correction|i meant(?: to say)?|"
        r"i mean|my mistake|actually|scratch that|that'?s wrong|that is wrong|not that|i misspoke|typo|"
        r"edit)\b[\s,.:;-]*)+(?:it'?s |i meant(?: to say)? |i mean |the |my )*"
    ),
    re.IGNORECASE,
)
_TALK: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    (
        "explain",
        re.compile(
            (
                r"^\W*(?:what do you mean|what does (?:that|this|it) mean|what'?s that|what is that|i don'?t (?:understand|"
                r"get it|follow)|i do not understand|huh|pardon|explain|come again|why|why do you ask|why are you asking|"
                r"why do you (?:need|want) to know|what\??|meaning)(?: by (?:that|this))?\W*$"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "stop",
        re.compile(
            (
                r"^\W*(?:please )?(?:stop|quit|exit|enough|no more(?: questions)?|stop asking(?: me)?(?: questions)?|"
                r"that'?s (?:all|it|enough)|i'?m done|i am done|end|finish|finished|bye|goodbye|"
                r"just tell me(?: what to do)?|stop it|leave it)(?: (?:now|please|questions|thanks|thank you))*\W*$"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "thanks",
        re.compile(
            (
                r"^\W*(?:ok(?:ay)?,? )?(?:thanks?(?: you)?(?: so much| very much| a lot)?|cheers|ta|thx|ty|"
                r"much appreciated|great,? thanks?|that'?s (?:helpful|great)|ok(?:ay)?|alright|great|good|fine|got it|"
                r"i see)\W*$"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "greeting",
        re.compile(r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|howdy|yo|hi there|hello there)\W*$", re.IGNORECASE),
    ),
    ("undo", re.compile(r"^\W*(?:undo|go back|back|take (?:that|it) back|i take (?:that|it) back)\W*$", re.IGNORECASE)),
    ("redo", re.compile(r"^\W*redo\W*$", re.IGNORECASE)),
    (
        "skip",
        re.compile(
            r"^\W*(?:skip(?: (?:it|this|that))?|next(?: question)?|pass|rather not say|prefer not to say|i'?d rather not(?: say)?)\W*$",
            re.IGNORECASE,
        ),
    ),
)
_ABUSE = re.compile(
    (
        r"\b(?:fuck(?:ing)? (?:you|off|this)|you(?:'?re| are)? (?:a |an |so |such a )?(?:fucking )?(?:useless|"
        r"stupid|idiot|dumb|shit|crap|rubbish|moron|joke|bitch|bastard|worthless)|stupid (?:bot|machine|program|"
        r"computer|thing)|useless (?:bot|machine|program|thing)|piss off|screw you|go to hell|shut up|"
        r"this is (?:shit|bullshit|stupid|useless|rubbish|a joke)|bugger off)\b"
    ),
    re.IGNORECASE,
)
QUESTION_WORDS = re.compile(
    r"^\W*(?:is|are|can|could|should|do|does|did|what|when|why|how|which|who|where|will|would|may|am i|have i)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer found at the start of a message, and the rest of the message after it."""

    choice: Choice
    rest: str


def read_choice(text: str) -> Answered | None:
    """Read yes, no or not sure at the start of a message; None where it starts with something else.

    >>> read_choice("no but my leg is swollen")
    Answered(choice='no', rest='my leg is swollen')
    >>> read_choice("no fever") is None
    True
    >>> read_choice("none of them, but my leg is swollen")
    Answered(choice='no', rest='my leg is swollen')
    >>> read_choice("I don't know").choice
    'unsure'
    """
    plain = text.strip().lower().strip(" .!,")
    if plain in _SHORT:
        return Answered(_SHORT[plain], "")
    for choice, pattern in (*_PATTERNS, ("no", _NONE_OF_THESE)):
        match = pattern.match(text)
        if match:
            rest = text[match.end() :].lstrip(" ,.;:!?-")
            while True:
                shorter = _FILLER.sub("", rest)
                if shorter == rest:
                    break
                rest = shorter
            return Answered(choice, rest)
    return None


def read_list(text: str, count: int) -> tuple[int, ...] | None:
    """Read the numbers of list items (1 to `count`); None where the message is no list, or has a number that is not on it.

    >>> read_list("1 and 3", 6), read_list("2, 9", 6), read_list("my 2 legs hurt", 6)
    ((1, 3), None, None)
    """
    match = _LIST.match(text)
    if not match:
        return None
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", match.group(1))))
    return numbers if all(1 <= number <= count for number in numbers) else None


def says_none(text: str) -> bool:
    """Whether a message says that none of a list is true.

    >>> says_none("none of these"), says_none("No, none of them apply"), says_none("no fever")
    (True, True, False)
    """
    return bool(_NONE_OF_THESE.match(text))


def read_number(text: str) -> float | None:
    """Read the one number of a short answer.

    >>> read_number("I'm 34"), read_number("no idea")
    (34.0, None)
    """
    found = _NUMBER.findall(text)
    return float(found[0].replace(",", ".")) if len(found) == 1 else None


def read_talk(text: str) -> Talk | None:
    """Read talk that is about the talk itself.

    >>> read_talk("What do you mean?"), read_talk("stop"), read_talk("my chest hurts")
    ('explain', 'stop', None)
    """
    for talk, pattern in _TALK:
        if pattern.match(text):
            return talk
    return "abuse" if _ABUSE.search(text) else None


def is_question(text: str) -> bool:
    """Whether a message asks something."""
    return text.rstrip().endswith("?") or bool(QUESTION_WORDS.match(text))
