"""What was not understood: a part of the message that speaks of the body and gave no finding.

Ordinary words ("since I got back from the shop") are not reported. Never reassure by ignorance: what is reported here blocks self-care.
"""

from __future__ import annotations

from triage.content.library import Content
from triage.language.layout import Layout
from triage.language.vocabulary import Unit
from triage.model.finding import Span

_FEELING = frozenset({"feel", "feels", "feeling", "felt", "hurts", "hurting", "suffering", "symptom", "symptoms"})
_LIKED = frozenset(
    {
        "like",
        "that",
        "free",
        "good",
        "fine",
        "ok",
        "okay",
        "great",
        "better",
        "well",
        "sorry",
        "happy",
        "normal",
        "alright",
        "about",
        "for",
        "guilty",
        "lucky",
        "so",
        "the",
        "need",
    }
)


_MOVES = frozenset(
    "lift raise move turn bend reach twist sit stand walk lie stretch lean roll swing kneel crouch grip climb carry wake".split()
)
_HINDERED = frozenset("not no never cannot unable difficulty trouble hard struggle painful without hardly barely".split())
_PERIOD_FACT = frozenset("started start starts due finished finish ended regular came come on coming expecting last next".split())
_NORMAL = frozenset({"normal", "normally", "fine", "usual", "soft", "ok", "okay", "clear", "alright", "well", "good"})


class UnreadFinder:
    """Knows which words speak of the body."""

    def __init__(self, content: Content) -> None:
        self._body = frozenset(f"<{name}>" for name, family in content.families.items() if family.kind in ("site", "sensation")) - {
            "<burning>",
            "<tightness>",
            "<lump>",
            "<shaking>",
            "<dryness>",
        }
        self._sites = frozenset(f"<{name}>" for name, family in content.families.items() if family.kind == "site")
        self._outputs = frozenset({"<stool>", "<urine>", "<vomit>", "<phlegm>", "<period>"})

    def spans(self, text: str, units: list[Unit], read: set[int]) -> tuple[Span, ...]:
        """Give the unread parts that speak of the body. `read` are the units that gave a finding or a fact."""
        found: list[Span] = []
        known = {key for index in read for key in units[index].keys if key in self._sites}
        for first, last in _parts(units):
            if any(index in read for index in range(first, last + 1)):
                continue
            words = units[first : last + 1]
            if any(word.text in _NORMAL for word in words) or (read and _only_moves(words)) or _is_period_fact(words):
                continue
            said = {key for word in words if not word.light for key in word.keys if key in self._sites}
            if (
                said
                and said <= known
                and not any(not self._body.isdisjoint(word.keys) and self._sites.isdisjoint(word.keys) for word in words)
            ):
                continue  # more of a place that was understood: "when he picks his nose", of a nosebleed
            if self._speaks_of_body(words):
                start, end = words[0].start, words[-1].end
                found.append(Span(text=text[start:end], start=start, end=end))
        return tuple(found)

    def _speaks_of_body(self, words: list[Unit]) -> bool:
        content_words = [word for word in words if not word.light]
        if not content_words:
            return False
        sites = [word for word in content_words if not self._sites.isdisjoint(word.keys)]
        sensations = [word for word in content_words if not self._body.isdisjoint(word.keys) and word not in sites]
        outputs = [word for word in content_words if not self._outputs.isdisjoint(word.keys)]
        mine = any(word.text in ("my", "his", "her", "our", "i") for word in words)
        if sites and (mine or sensations or any(word.unknown for word in content_words)):
            return (
                any(word.text in ("my", "his", "her") for word in words) or bool(sensations) or any(word.unknown for word in content_words)
            )
        if outputs and mine:
            return True
        for index, word in enumerate(words):
            if word.text in _FEELING and index + 1 < len(words) and mine:
                after = [other for other in words[index + 1 : index + 4] if not other.skipped]
                if after and after[0].text not in _LIKED and any(not other.light for other in after):
                    return True
        unknown = [word for word in content_words if word.unknown]
        return bool(unknown) and mine and any(word.text in ("have", "has", "got", "having", "get") for word in words)


def _only_moves(words: list[Unit]) -> bool:
    """Whether a part only tells of a movement ("when I lift **my arm** to the side") that a finding told before goes with."""
    return any(not _MOVES.isdisjoint(word.keys) for word in words) and all(
        word.text not in _HINDERED and "<cannot>" not in word.keys for word in words
    )


def _is_period_fact(words: list[Unit]) -> bool:
    """ "My period started today": a fact and no complaint."""
    content = [word for word in words if not word.light]
    return (
        bool(content)
        and any("<period>" in word.keys for word in content)
        and all("<period>" in word.keys or word.text in _PERIOD_FACT or word.text in _WHEN for word in content)
    )


_WHEN = frozenset("today yesterday monday tuesday wednesday thursday friday saturday sunday week days day ago tomorrow month".split())


def _parts(units: list[Unit]) -> list[tuple[int, int]]:
    """Cut a message at full stops, breaks, commas and "and"."""
    parts: list[tuple[int, int]] = []
    first: int | None = None
    for index, unit in enumerate(units):
        cut = unit.mark in ("stop", "break") or unit.text in (",", ":", "and", "plus")
        if cut:
            if first is not None:
                parts.append((first, index - 1))
            first = None
        elif first is None:
            first = index
    if first is not None:
        parts.append((first, len(units) - 1))
    return parts


_FOREIGN = frozenset(
    """
    mi il che gli della sono ho riesco respirare petto testa pancia el los las una muy tengo estoy puedo respirar
    duele dolor cabeza pecho por muito muita dor com estou tenho minha meu nao não peito cabeça falta febre ich und
    der das ist habe mein meine nicht schmerzen brust kopf je et les des moi mon avec suis ai mal tete tête poitrine
    ventre fievre fièvre jag och inte har ont
    """.split()
)
"""Little words and body words of other languages that are none in English."""
_FOREIGN_SHARE = 0.55


def is_english(text: str, layout: Layout) -> bool:
    """Whether enough of the words are English ones to go on; short messages get the benefit of the doubt."""
    units = layout.units
    if not _FOREIGN.isdisjoint(layout.texts) and sum(unit.text in _FOREIGN for unit in units) >= max(2, len(units) // 4):
        return False
    if text.isascii() and sum([unit.unknown for unit in units]) * 3 < len(units):
        return True
    words = [unit for unit in units if unit.text[:1].isalpha()]
    if not words:
        return True
    if not text.isascii():
        foreign_script = sum(1 for character in text if character.isalpha() and ord(character) > 0x24F)
        letters = sum(1 for character in text if character.isalpha())
        if letters and foreign_script / letters > 0.5:
            return False
    unknown = sum(1 for unit in words if unit.unknown or (not unit.text.isascii() and len(unit.text) > 2))
    return len(words) < 4 or unknown / len(words) < _FOREIGN_SHARE
