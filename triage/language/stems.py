"""Cuts inflections off words, so that "bleeds", "bleeding" and "bleed" are one word to the matcher.

Phrases and messages pass through the same cut, so a stem need not be a word; it only has to be the same on both sides.
The suffixes are those of step 1 of Porter (1980), without the later steps, which join words that patients keep apart.
"""

from __future__ import annotations

import re

_VOWEL = re.compile(r"[aeiouy]")
_UK_ROOTS = re.compile(r"haem|aem(?=i)|rrhoe|pnoe|oedem|oesoph|foet|coeli|faec|paed|gynaec|anaesth|caesar|leuk?aem|manoeuv|praecox")
_UK_ROOT_OF = {
    "haem": "hem",
    "aem": "em",
    "rrhoe": "rrhe",
    "pnoe": "pne",
    "oedem": "edem",
    "oesoph": "esoph",
    "foet": "fet",
    "coeli": "celi",
    "faec": "fec",
    "paed": "ped",
    "gynaec": "gynec",
    "anaesth": "anesth",
    "caesar": "cesar",
    "leukaem": "leukem",
    "leuaem": "leukem",
    "manoeuv": "maneuv",
    "praecox": "precox",
}
_KEEP_OUR = frozenset({"devour", "contour", "detour", "velour", "glamour", "scour", "flour"})
_WHOLE = {
    "grey": "gray",
    "odour": "odor",
    "ageing": "aging",
    "sulphur": "sulfur",
    "pyjama": "pajama",
    "plough": "plow",
    "mum": "mom",
    "mummy": "mommy",
    "practise": "practice",
    "gaol": "jail",
    "draught": "draft",
    "programme": "program",
}
_KEEP = frozenset(
    """
    this his is was has does as us yes gas pus plus bus during anything nothing something everything thing morning
    evening ceiling red bed need feed seed hundred indeed speed weed exceed proceed diabetes herpes always perhaps
    less species series news pins rabies scabies shingles measles mumps ms bring ring string spring king wing sting
    swing sing cling fling sling wrist only early limping spotting flooding discharged labor expecting nursing
    teething fainted fainting spots burning confusing exhausted insides ghostly skinned shooting fighting balls
    hardly barely badly nearly testes sores boiled boiling poorly bits hives aids winded panting monthlies drained
    earring earrings cycling rattling banging daily family fly july reply supply apply rely anus sinus virus uterus
    tinnitus coccyx glasses being killing sats offing
    """.split()
)


def american(word: str) -> str:
    """Turn a British spelling into the American one.

    >>> american("diarrhoea"), american("haematuria"), american("colour"), american("hour")
    ('diarrhea', 'hematuria', 'color', 'hour')
    """
    if word in _WHOLE:
        return _WHOLE[word]
    word = _UK_ROOTS.sub(lambda match: _UK_ROOT_OF[match.group()], word)
    if "our" in word and len(word) > 5 and word not in _KEEP_OUR:
        word = re.sub(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|less$|ful$|ation$)", "or", word)
    if len(word) > 5:
        word = re.sub(r"(?<=[bt])re(?=s?$)", "er", word) if word.endswith(("tre", "tres", "bre", "bres")) else word
        word = re.sub(r"is(?=e[ds]?$|ing$|ation$)", "iz", word) if len(word) > 6 else word
        word = re.sub(r"ys(?=e[ds]?$|ing$)", "yz", word)
    return word


class Stemmer:
    """Cuts inflections, with the help of a list of English words to tell "biting" (bite) from "sitting" (sit).

    >>> stem = Stemmer(frozenset({"ache", "bite"})).stem
    >>> stem("vomiting") == stem("vomited") == stem("vomits"), stem("aching"), stem("life")
    (True, 'ache', 'life')
    """

    def __init__(self, words: frozenset[str]) -> None:
        self._with_e = frozenset(word for word in words if word.endswith("e"))
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Cut plural, -ed, -ing, -ly and -ness off a word in lower case, after turning its spelling American."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> str:
        word = american(word)
        if word in _KEEP or len(word) < 4 or not word.isalpha():
            return word
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        if word.endswith("iness"):
            word = word[:-5] + "y"
        elif word.endswith("ness") and len(word) > 6:
            word = word[:-4]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            if word.endswith("ies") and len(word) > 4:
                word = word[:-3] + "y"
            elif word.endswith(("sses", "xes", "zes", "ches", "shes")) and word[:-1] not in self._with_e:
                word = word[:-2]
            else:
                word = word[:-1]
        if word in _KEEP:
            return word
        if word.endswith("ied") and len(word) > 4:
            word = word[:-3] + "y"
        for suffix in ("ing", "ed"):
            if word.endswith(suffix) and len(word) > len(suffix) + 2 and _VOWEL.search(word[: -len(suffix)]):
                word = word[: -len(suffix)]
                if word + "e" in self._with_e:
                    word += "e"
                elif len(word) > 2 and word[-1] == word[-2] and word[-1] not in "lszeo":
                    word = word[:-1]
                break
        if word.endswith("ly") and len(word) > 5 and word[-3] != "l":
            word = word[:-2]
            if word + "e" in self._with_e and word[-1] in "mrsv":
                word += "e"
        return word


_IRREGULAR = {
    "severed": "sever",
    "burned": "burnt",
    "burnt": "burnt",
    "stabbed": "stabbed",
    "stabbing": "stabbing",
    "banged": "banged",
    "shot": "shot",
}
