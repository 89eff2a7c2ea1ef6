"""Who a statement is about: the writer, somebody the writer speaks for, or somebody who is only mentioned.

"My son has chest pain" is the patient's chest pain; "my mum died of a stroke" is not. The words for people are cues
(lexicon/cues/other_person.toml); here it is decided which of the two they are. In doubt the person is taken for the patient:
to triage somebody's brother in vain does less harm than to leave him lying there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from triage.language.stems import american
from triage.language.vocabulary import Unit

CLOSE = frozenset(
    """
    lo bub bubs bairn youngster newborn
    son daughter boy girl child kid children kids baby toddler infant newborn husband wife hubby spouse partner missus
    mom mother mam mama ma dad father daddy papa nan nana nanna gran granny grandma grandmother grandad granddad
    grandpa grandfather gramps boyfriend girlfriend fiance fiancee stepson stepdaughter twins teenager grandson
    granddaughter grandchild parents patient
    """.split()
)
CHILDREN = frozenset(
    """
    lo bub bubs bairn youngster newborn
    son daughter boy girl child kid children kids baby toddler infant newborn twins grandson granddaughter grandchild
    patient lad
    """.split()
)
OTHERS = frozenset(
    """
    friend mate buddy pal neighbor neighbors colleague coworker workmate boss roommate flatmate housemate classmate
    teacher cousin teammate bloke chap fella ex childminder babysitter manager landlord landlady lodger
    """.split()
)
NEVER_PATIENT = frozenset("dog cat puppy kitten horse character celebrity actor actress people everyone family".split())
FEMALE = frozenset(
    """
    daughter girl wife missus mom mother mam mama ma nan nana nanna gran granny grandma grandmother girlfriend fiancee
    stepdaughter granddaughter sister aunt auntie aunty niece woman lady stepmom stepmother she her
    """.split()
)
MALE = frozenset(
    """
    son boy husband hubby dad father daddy papa grandad granddad grandpa grandfather gramps boyfriend fiance stepson
    grandson brother uncle nephew man guy stepdad stepfather he him his lad bloke chap fella
    """.split()
)
_PEOPLE = CLOSE | OTHERS | NEVER_PATIENT | FEMALE | MALE
DISTANT = frozenset({"died", "deceased", "history", "inherited", "hereditary", "genetic", "funeral"})
LITTLE = frozenset("little child kid baby young younger teenager toddler boy girl lad teen schoolboy schoolgirl".split())
_TEENS = frozenset("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
AGE_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty pregnant small school
    """.split()
)
RECENT = frozenset({"today", "tonight", "now", "just", "yesterday", "morning", "hour", "hours", "minute", "minutes", "currently", "since"})
_RECENT_AGO = frozenset(
    {
        "night",
        "nights",
        "week",
        "weeks",
        "wk",
        "wks",
        "fortnight",
        "hour",
        "hours",
        "hr",
        "hrs",
        "minute",
        "minutes",
        "min",
        "mins",
        "day",
        "days",
        "second",
        "seconds",
        "moment",
        "moments",
    }
)
_TIME_UNITS = frozenset("hour hours day days week weeks month months year years minute minutes hr hrs wk wks h d".split())
_LENGTHS = frozenset("short long recent acute sudden brief gradual".split())
_COMPARES = frozenset("like as than what way things everything".split())
_OFTEN = frozenset("once twice every".split())
_ERAS = frozenset("twenties thirties forties fifties teens 20s 30s 40s 50s 70s 80s 90s".split())
_BEFORE_ERAS = frozenset("in at my the his her".split())
_READINGS = frozenset("sats sat oxygen saturation saturations spo2 o2 heart pulse rate hr bp pressure sugar sugars glucose".split())
"""Words of readings: "sats **in the 80s**" is no time."""
_PLACES = frozenset("uni university college school army navy".split())
_SINCE = frozenset("am is since now 'm".split())
_PRESENT_TENSE = frozenset(
    {
        "has",
        "is",
        "are",
        "keeps",
        "feels",
        "looks",
        "cannot",
        "can",
        "seems",
        "says",
        "complains",
        "gets",
        "hurts",
        "wants",
        "will",
        "'s",
        "having",
        "does",
        "complaining",
        "refuses",
        "won't",
        "needs",
        "acting",
        "being",
    }
)
_HABITS = frozenset({"gets", "suffers"})
_ASKS = frozenset("? should what help how can could do does need needs please advice worried think".split())
_PAST_TENSE = frozenset({"had", "was", "got", "were", "suffered"})


@lru_cache(maxsize=32768)
def _person(text: str) -> str | None:
    for word in text.split():
        bare = american(word.removesuffix("'s"))
        if bare in _PEOPLE:
            return bare
    return None


def person_word(unit: Unit) -> str | None:
    """Give the word for a person that a unit holds, if any, in American spelling."""
    return _person(unit.text)


def names_somebody(texts: Iterable[str]) -> bool:
    """Whether any of these texts of units holds a word for a person."""
    return any(map(_person, texts))


def is_distant(statement: list[Unit]) -> bool:
    """Whether a statement tells of long ago, of the dead or of a family history.

    "when he was little", "died of", "years ago" are distant; "two hours ago" is not.
    """
    texts = [unit.text for unit in statement]
    for index, text in enumerate(texts):
        if (text in DISTANT and not _is_present_history(texts, index)) or (text == "passed" and texts[index + 1 : index + 2] == ["away"]):
            return True
        if (
            text == "diagnosed"
            or (text == "runs" and "in" in texts[index : index + 3])
            or (text == "late" and index and texts[index - 1] == "my")
        ):
            return True
    return far_time(statement) is not None


def far_time(statement: list[Unit]) -> str | None:
    """Tell whether a statement names a far time: "fixed" (a year, a childhood), "ago" (months or years ago, last year), or None.

    >>> from triage.language.vocabulary import Unit
    >>> far_time([Unit(word, 0, 1, frozenset()) for word in "in 2015 my calf was swollen".split()])
    'fixed'
    """
    texts = [part for unit in statement for part in unit.text.split()]
    found: str | None = None
    for index, text in enumerate(texts):
        before = texts[index - 1] if index else ""
        if len(text) == 4 and text.isdigit() and text[:2] in ("19", "20") and _is_year(texts, index):
            return "fixed"
        if text == "when" and _says_age(texts, index):
            return "fixed"
        if text == "student" and texts[max(0, index - 2) : index] == ["as", "a"]:
            return "fixed"
        if text in LITTLE and texts[max(0, index - 2) : index] == ["as", "a"]:
            return "fixed"
        after = texts[index + 2 : index + 3]
        if text == "at" and index + 1 < len(texts):
            age = texts[index + 1]
            if (
                (age in AGE_WORDS and after == ["i"])
                or (age in _TEENS and after in ([], [","], ["."]))
                or (age.isdecimal() and 2 <= int(age) <= 30 and after in ([], [","], ["."], ["i"]))
            ):
                return "fixed"
        if (
            (
                (text == "ago" or (text == "back" and before in ("years", "months")))
                and not any(other in _RECENT_AGO for other in texts[max(0, index - 3) : index])
            )
            or (
                text in ("year", "summer", "winter", "spring", "autumn")
                and before == "last"
                and texts[max(0, index - 3) : index - 1][-1:] != ["the"]
            )
            or (text == "used" and texts[index + 1 : index + 2] == ["to"] and not _compares(texts, index))
            or (
                text in _ERAS
                and before in _BEFORE_ERAS
                and not _SINCE.intersection(texts[max(0, index - 3) : index])
                and _READINGS.isdisjoint(texts)
            )
            or (text in _PLACES and _is_a_former_place(texts, index))
            or (text == "pregnancy" and before in ("first", "last", "previous", "other", "earlier"))
        ):
            found = "ago"
        elif text == "once" and before in ("i", "he", "she"):
            found = found or "ago"
        elif text in ("childhood", "previously"):
            found = "ago"
    return found


def _is_a_former_place(texts: list[str], index: int) -> bool:
    """ "**When I was at** school", "**at uni I had** shingles"; but "my son fainted **at school**" is told of today."""
    start = max(0, index - 2)
    while start and texts[start - 1] in ("high", "secondary", "primary", "middle", "the", "my"):
        start -= 1
    before = texts[max(0, start - 3) : index]
    if "when" in before or "while" in before or "back" in before or texts[index + 1 : index + 2] == ["days"]:
        return True
    if "i" in texts and texts[index - 1] in ("high", "secondary", "primary", "middle") and not _FORMER.isdisjoint(texts):
        return True
    opens = index <= 3 and texts[0] in ("at", "in")
    return opens and texts[index + 1 : index + 2] == ["i"] and not _FORMER.isdisjoint(texts[index + 2 :])


_FORMER = frozenset({"had", "was", "used", "got", "always", "lot", "often", "never"})


def _is_year(texts: list[str], index: int) -> bool:
    """ "In **2015**", or bare after a few words as in a list of old illnesses: "appendicitis **2005**, gallstones **2010**"."""
    before = texts[index - 1] if index else ""
    if before in ("in", "of", "around", "from", "during"):
        return True
    return 0 < index <= 4 and texts[index + 1 : index + 2] in ([], [","], ["."], [";"]) and before.isalpha() and before not in _BEFORE_CLOCK


_BEFORE_CLOCK = frozenset("at by since until till about took is was over under until before after a an the to and or x".split())


def _is_ago(text: str, before: str) -> bool:
    return text == "ago" or (text == "back" and before in ("years", "months"))


def _is_present_history(texts: list[str], index: int) -> bool:
    """ "A **12-hour history** of fever" is how long it has gone on, "a history of fits" what was once."""
    return texts[index] == "history" and (
        any(text in _TIME_UNITS or text in _LENGTHS for text in texts[max(0, index - 3) : index])
        or texts[index + 1 : index + 3] == ["of", "presenting"]
    )


def _says_age(texts: list[str], index: int) -> bool:
    """ "When I was ten", "when my son was two"."""
    for verb in range(index + 2, min(index + 5, len(texts))):
        if texts[verb] in ("was", "were"):
            return any(_is_age_word(other) for other in texts[verb + 1 : verb + 4])
    return False


def _compares(texts: list[str], index: int) -> bool:
    """ "Not as far **as I used to**", "**like it used to**", "used to come **once a month**": a change, not an end."""
    return not _COMPARES.isdisjoint(texts[max(0, index - 4) : index]) or not _OFTEN.isdisjoint(texts[index + 2 : index + 7])


def _is_age_word(word: str) -> bool:
    return word in LITTLE or word.isdigit() or word in AGE_WORDS


def spoken_for(word: str, statement: list[Unit], writer_has_own: bool) -> bool:
    """Whether somebody mentioned in `statement` is the patient that the writer speaks for.

    `writer_has_own`: the message also tells of a finding of the writer's own.
    """
    if word in NEVER_PATIENT:
        return False
    if is_distant(statement):
        return False
    texts = {part for unit in statement for part in unit.text.split()}
    present = bool(texts & _PRESENT_TENSE)
    recent = bool(texts & RECENT)
    past = bool(texts & _PAST_TENSE) and not present
    if word in CHILDREN:
        return not (past and not recent and writer_has_own)
    if word in CLOSE:
        return not writer_has_own
    if texts & _HABITS and not recent and not texts & _ASKS:
        return False  # "my sister **gets** migraines" is a mention
    return not writer_has_own and (present or recent or not past)


def only_mentioned(word: str, statement: list[Unit]) -> bool:
    """Whether somebody who is not family is named with nothing recent and nothing asked: "my colleague has a cough"."""
    texts = {part for unit in statement for part in unit.text.split()}
    return word in OTHERS and not texts & RECENT and not texts & _ASKS


def sex_of(word: str) -> str | None:
    """The sex that a word for a person tells, if any."""
    return "female" if word in FEMALE else "male" if word in MALE else None
