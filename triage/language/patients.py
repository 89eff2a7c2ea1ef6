"""Decides for each finding of somebody else whether that person is the patient, and whom the writer speaks for."""

from __future__ import annotations

from itertools import pairwise

from triage.content.library import Content
from triage.language.ages import baby_ages
from triage.language.drafts import Draft
from triage.language.layout import Layout
from triage.language.mentions import (
    Mention,
    clause_of,
    find_mention,
    is_beside_mine,
    is_cared_for,
    is_told_as_now,
    is_told_of_mine,
    stands_beside_the_patient,
    tells_of_mine,
    the_patient,
    told_of_by_pronoun,
)
from triage.language.people import (
    CHILDREN,
    CLOSE,
    OTHERS,
    far_time,
    is_distant,
    names_somebody,
    only_mentioned,
    person_word,
    sex_of,
    spoken_for,
)
from triage.language.person_facts import Facts
from triage.language.scope import Judgement
from triage.language.statements import by_article, first_person, is_object, statement_bounds, writer_is_well
from triage.language.vocabulary import Unit
from triage.model.finding import HAD

_UPSET = frozenset("scared frightened worried anxious terrified shaking panicking panic upset crying stressed".split())
_CROWDS = frozenset({"people", "everyone", "family"})
_BESIDE = frozenset({"to", "with", "beside", "near", "behind", "opposite", "like", "than"})
_NEW_SUBJECT = frozenset({"he", "she", "they", "that", "about", "of", "his", "her", "their", "said", "says", "told", "tells"})


class PatientFinder:
    """Knows the concepts of a content, to decide whose findings they are."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def decide(self, layout: Layout, drafts: list[Draft], facts: Facts) -> None:
        """Decide for each finding of somebody else whether that person is the patient."""
        if not names_somebody(layout.texts) and all(draft.presence != "other_person" for draft in drafts):
            return
        units = layout.units
        mentioned: dict[int, Mention] = {}
        for draft in drafts:
            if draft.presence == "other_person" and draft.judgement.cue is not None:
                index = draft.judgement.cue.first
                if (
                    is_object(units, index)
                    or _does_it_to_me(units, draft)
                    or _only_reports(units, index)
                    or is_told_of_mine(units, draft.units[0])
                ):
                    draft.presence = self._without_person(units, draft)
                    continue
                named = find_mention(units, index)
                if named.owner != "patient":
                    mentioned[id(draft)] = named
                elif any(unit.text in _REPORTS for unit in units[named.index + 1 : named.index + 4]):
                    draft.presence = self._without_person(units, draft)
        own = any(
            draft.presence in HAD and not self._is_of_the_mind(units, draft) and first_person(units, draft.units)
            for draft in drafts
            if not draft.denies
        ) or writer_is_well(units)
        slight = all(
            self._is_slight(draft) if id(draft) in mentioned else draft.presence not in HAD for draft in drafts if not draft.denies
        )
        mine = tells_of_mine(units)
        if own or mine:
            for draft in drafts:
                if draft.presence in HAD and not draft.denies and id(draft) not in mentioned:
                    meant = told_of_by_pronoun(units, draft)
                    if (
                        meant is not None
                        and meant.owner != "patient"
                        and not (_does_it_to_me(units, draft) or is_told_as_now(units, draft))
                    ):
                        mentioned[id(draft)] = meant
        patient = the_patient(mentioned.values(), units)
        beside: set[int] = set()
        crowds = {number for number, named in mentioned.items() if named.word in _CROWDS}
        for draft in drafts:
            mention = mentioned.get(id(draft))
            if mention is None:
                continue
            first, last = statement_bounds(units, draft.units[0])
            stranger = own and by_article(units, mention.index)
            sentence = units[first : last + 1]
            if mention.word in CLOSE and is_told_as_now(units, draft):
                sentence = clause_of(units, draft)
            if (
                (slight and only_mentioned(mention.word, sentence) and len(sentence) == len(units))
                or is_cared_for(units, mention)
                or (patient is not None and mention.index != patient.index and mention.word != patient.word)
                or (mine and is_beside_mine(mention))
            ):
                draft.presence = "other_person"
                continue
            if stands_beside_the_patient(units, draft, mention, drafts, mentioned, grave=self._is_grave(draft)):
                beside.add(id(draft))
                draft.presence = "other_person"
                facts.speaks_for = facts.speaks_for or mention.owner
                facts.sex = facts.sex or sex_of(mention.owner or "")
                continue
            alone = self._is_grave(draft) and len(sentence) == len(units) and not own and not is_distant(sentence)
            if not stranger and (spoken_for(mention.word, sentence, own) or (alone and mention.word in OTHERS)):
                if draft.presence == "other_person":
                    draft.presence = self._without_person(units, draft)
                if facts.speaks_for is None:
                    facts.speaks_for = mention.word
                    if facts.sex is None:
                        facts.sex = sex_of(mention.word)
            else:
                draft.presence = "other_person"
        if facts.speaks_for is None and not own:
            word = next(
                (
                    word
                    for index, unit in enumerate(units)
                    if (word := person_word(unit)) is not None
                    and word not in ("him", "his", "her", "she", "he")
                    and not _is_newly_born(units, index)
                ),
                None,
            )
            pronoun = next((unit.text for unit in units if unit.text in ("he", "she")), None)
            if word is not None and not any(draft.presence == "other_person" for draft in drafts):
                facts.speaks_for = word
                facts.sex = facts.sex or sex_of(word)
            elif pronoun is not None and not any(draft.presence == "other_person" for draft in drafts):
                facts.speaks_for = pronoun
                facts.sex = facts.sex or sex_of(pronoun)
        if facts.age_of_child and own and facts.speaks_for not in CHILDREN:
            _is_a_parent(facts)
        if facts.speaks_for and facts.age is None:
            facts.ages = baby_ages(facts.speaks_for)
        if any(draft.presence == "other_person" for draft in drafts):
            self._carry_over(units, [draft for draft in drafts if id(draft) not in beside | crowds])

    def _is_of_the_mind(self, units: list[Unit], draft: Draft) -> bool:
        """Whether a finding is only how the writer takes it: "my dad collapsed and **I'm shaking**"."""
        concept = self._content.concepts.get(draft.concept)
        if concept is None:
            return any(units[index].text in _UPSET for index in draft.units)
        return concept.system == "psychiatric"

    def _is_slight(self, draft: Draft) -> bool:
        """Whether a finding by itself can wait: nobody calls about the cough of a colleague, but about their chest pain."""
        base = self._content.bases.get(draft.concept)
        return base is not None and base.urgency in ("self_care", "routine")

    def _is_grave(self, draft: Draft) -> bool:
        base = self._content.bases.get(draft.concept)
        return base is not None and base.urgency in ("urgent", "emergency")

    def _without_person(self, units: list[Unit], draft: Draft) -> str:
        """Judge a finding of the patient who was spoken of as somebody else."""
        draft.judgement = draft.judgement.own or Judgement("present")
        presence = draft.judgement.presence
        concept = self._content.concepts.get(draft.concept)
        if presence == "past" and concept is not None and concept.even_if_over and not is_long_ago(units, draft):
            return "present"
        return presence

    @staticmethod
    def _carry_over(units: list[Unit], drafts: list[Draft]) -> None:
        """ "My dad died of a heart attack. **He** had chest pain": the next sentence speaks of the same person."""
        before: Draft | None = None
        for draft in sorted(drafts, key=lambda draft: draft.units[0]):
            if draft.presence in HAD and before is not None and before.presence == "other_person" and _goes_on_about(units, before, draft):
                draft.presence = "other_person"
                draft.judgement = before.judgement
            before = draft


def _goes_on_about(units: list[Unit], before: Draft, draft: Draft) -> bool:
    """Whether a finding is told of the person of the finding before it: by he or she, or by a verb alone ("and **got confused**")."""
    first, _ = statement_bounds(units, draft.units[0])
    said = {unit.text for unit in units[first : draft.units[0]]}
    if not said.isdisjoint(("i", "my", "me")) or is_told_as_now(units, draft):
        return False
    if not said.isdisjoint(("he", "she", "they")):
        return True
    if before.units[-1] < first:
        return False
    between = units[before.units[-1] + 1 : draft.units[-1] + 1]
    words = {unit.text for unit in between}
    return words.isdisjoint(_OF_NOW) and any(
        unit.mark in ("comma", "joiner")
        and (after.text in _WENT_ON or (after.text in ("his", "her", "it") and not words.isdisjoint(_WENT_ON)))
        for unit, after in pairwise(between)
    )


_OF_NOW = frozenset("now today still since tonight has have is are i my me 's".split())
_WENT_ON = frozenset("got had was were went lost could turned became fell collapsed fainted died came started felt vomited passed".split())


def _is_newly_born(units: list[Unit], index: int) -> bool:
    """ "I **had my little girl** 3 weeks ago", "**my son was born** on Monday": the mother writes of herself."""
    before = [unit.text for unit in units[max(0, index - 4) : index]]
    after = [unit.text for unit in units[index + 1 : index + 3]]
    if after[:1] in (["arrived"], ["born"], ["came"]) or after[1:2] == ["born"]:
        return True
    return any(before[-length - 1 : -length] in (["had"], ["delivered"]) for length in (1, 2, 3)) and bool(
        {"my", "a", "our", "the"} & set(before[-3:])
    )


def _is_a_parent(facts: Facts) -> None:
    """The age that was told is that of the writer's child; a small baby tells of a birth."""
    if facts.age is not None and facts.age < 1.0 and facts.postpartum is None and facts.sex != "male":
        facts.postpartum, facts.postpartum_weeks = True, round(facts.age * 52.18, 1)
        facts.sex = "female"
    facts.age = None


def is_long_ago(units: list[Unit], draft: Draft) -> bool:
    """Whether the sentence of a finding names a far time or a history."""
    first, last = statement_bounds(units, draft.units[0])
    words = units[first : last + 1]
    return far_time(words) is not None or any(unit.text in ("history", "previous", "previously", "past", "used") for unit in words)


def _only_reports(units: list[Unit], index: int) -> bool:
    """ "Brought in **by her roommate** with fever", "**her husband says** that she ...": who tells of it does not have it."""
    before = [unit.text for unit in units[max(0, index - 3) : index]]
    if "by" in before[-2:]:
        return True
    after = [unit.text for unit in units[index + 1 : index + 4] if unit.text != "that"]
    if len(after) < 2 or after[0] not in _REPORTS:
        return False
    sex = sex_of(person_word(units[index]) or "")
    if after[0] == "found" and any(person_word(unit) is not None for unit in units[index + 2 : index + 4]):
        return True  # "neighbour **found dad** in his chair"
    return (
        after[1] in ("i", "me", "my") or (sex == "male" and after[1] in ("she", "her")) or (sex == "female" and after[1] in ("he", "his"))
    )


_REPORTS = frozenset(
    "says said reports reported noticed notices states stated describes described brought called found witnessed worries thinks".split()
)


def _does_it_to_me(units: list[Unit], draft: Draft) -> bool:
    """ "My partner has beaten **me** up", "mates had to give **me** naloxone": the person named is not the one who has it."""
    cue = draft.judgement.cue
    if cue is None:
        return False
    for index in range(cue.last + 1, min(len(units), draft.units[-1] + 2)):
        unit = units[index]
        if unit.mark in ("stop", "break") or unit.text in _NEW_SUBJECT:
            return False
        if unit.text in ("me", "us") and units[index - 1].text not in _BESIDE:
            return not any(other.text in _NEW_SUBJECT or other.mark for other in units[index + 1 : draft.units[-1]])
    return False
