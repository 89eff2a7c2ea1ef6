"""Chooses the next question: red flags first, never one that cannot change the advice, never one that was answered.

A question is worth asking when a yes raises the level, or a no takes down a cautious rule that holds it up. Those that do it alone come
first; related ones share one checklist. The interview ends when none is left, or when a fair number was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triage.content.atoms import parse_atom
from triage.content.library import Content
from triage.content.who import parse_who
from triage.dialogue import sentences as say
from triage.dialogue.known import Known
from triage.dialogue.questions import ask
from triage.dialogue.reply import Asked, Kind, Option
from triage.dialogue.third_person import CHILDREN, Pronouns, about, pronouns_for
from triage.dialogue.to_tell import question_to_tell
from triage.model.assessment import Assessment, Question
from triage.model.urgency import LADDER, Urgency

MOST_ASKED = 8
MOST_ASKED_IN_EMERGENCY = 4
MOST_WIDE = 2
"""How many checklists may ask what changes the level only together with something else."""
MOST_ITEMS = 6
ELSE = "else"
MOST_FOR_ELSE = 2
"""Who told so many symptoms or fewer is asked whether there is anything else."""
MOST_LISTS = 2
"""How many checklists of one level are asked after the last new complaint: beyond that a yes is too unlikely to be worth the time."""
ADULT = 16.0
YOUNGEST_GROWN = 9.0
_OF_WOMEN = re.compile(
    r"\b(?:vagina\w*|womb|tampons?|periods?|pregnan\w*|given birth|breastfeed\w*|cervix|ovar\w+|your waters|"
    r"had a baby|menopause|soak a pad)\b"
)
_OF_MEN = re.compile(r"\b(?:testicles?|penis|prostate|erections?|scrotum|foreskin|ejaculat\w*)\b")
YES_NO = (Option(text=say.YES, value="yes"), Option(text=say.NO, value="no"), Option(text=say.UNSURE, value="unsure"))
NOT_SURE = (Option(text=say.UNSURE, value="unsure"),)

Try = Callable[[str, bool], Assessment]
"""Assess as if an atom had been answered yes (True) or no."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open question with what it can do.

    `alone`: a single answer changes the level now. `related`: a rule joins it with what was said, or a yes means more together with it
    than by itself; the others are red flags of their own, which are asked once and not on and on.
    """

    atom: str
    ask: str
    rank: int
    alone: bool
    lowers: bool
    related: bool
    rules: tuple[str, ...]

    @property
    def series(self) -> str:
        """The checklists that it may stand on: by level, person or symptom."""
        return f"{self.rank}{'p' if self.about_person else 's'}{'' if self.alone else 'w'}{'l' if self.lowers else ''}"

    @property
    def about_person(self) -> bool:
        """Whether it asks for a fact about the person, not for a symptom."""
        return self.atom.startswith("who:")


Alone = Callable[[str], int]
"""The rank that a concept reaches when nothing else is known."""


def candidates(known: Known, assessment: Assessment, content: Content, try_answer: Try | None, by_itself: Alone) -> list[Candidate]:
    """List what is worth asking, the most telling first. Without `try_answer` nothing is tried out and `alone` is False."""
    found: dict[str, Candidate] = {}
    own = {finding.concept for finding in assessment.findings if finding.had}
    had = {above for finding in assessment.findings if finding.had for above in content.ancestors.get(finding.concept, ())}
    for question in assessment.questions:
        atom = plainer(question.concept, had, known)
        if atom is None or atom in known.settled or atom in found or not _fits(question, known):
            continue
        lowers = question.could_raise_to <= assessment.urgency
        if lowers and assessment.at_least == assessment.urgency:
            continue  # Nothing that is certain can be lowered by an answer.
        alone = lowers
        rank = question.could_raise_to.rank
        if not lowers and try_answer is not None and not _stands_alone(atom):
            reached = try_answer(atom, True)
            alone = reached.urgency > assessment.urgency or (reached.crisis and not assessment.crisis)
            rank = reached.urgency.rank if alone else rank
        alone = alone or (_stands_alone(atom) and rank > assessment.urgency.rank)
        related = lowers or atom.startswith("who:") or "[" in atom or rank > by_itself(atom) or _names(question.rules, own, content)
        found[atom] = Candidate(atom, ask(atom, content), rank, alone, lowers, related, question.rules)
    return sorted(found.values(), key=lambda option: (not option.alone, -option.rank, option.about_person, not option.related))


def _names(rules: tuple[str, ...], own: set[str], content: Content) -> bool:
    """Whether a rule names a finding itself, and not only something that it is a kind of ("bleeding", "pain")."""
    for name in rules:
        rule = content.rules.get(name)
        if rule is not None:
            atoms = (*rule.all, *rule.any, *(rule.at_least.of if rule.at_least else ()))
            if any(atom.partition("[")[0] in own for atom in atoms):
                return True
    return False


def plainer(atom: str, had: set[str], known: Known) -> str | None:
    """Ask first whether something is there, then how it is: "vomiting[for >= 24 hours]" becomes "vomiting" until it is had."""
    if atom in ("measurement", "complaint"):
        return None
    if atom.startswith("who:"):
        who = parse_who(atom[4:])
        if who.kind == "age":
            return "who:age"
        if who.kind == "sex":
            return "who:sex"
        if who.operator and who.kind in ("pregnant", "postpartum"):
            return "who:" + who.kind if getattr(known.patient, who.kind) is None else f"who:{who.kind}_weeks"
        if who.kind == "medicine":
            taken = who.operator and any(use.name == who.name for use in known.patient.medicines)
            return f"who:dose:{who.name}" if taken else "who:medicines"
        return atom
    parsed = parse_atom(atom)
    if not parsed.tests or parsed.concept in had:
        return atom if len(parsed.tests) < 2 else next((part for part in parts_of(atom) if part not in known.settled), None)
    return parsed.concept


def parts_of(atom: str) -> list[str]:
    """The single conditions of an atom with several.

    >>> parts_of("headache[sudden, worst]")
    ['headache[sudden]', 'headache[worst]']
    """
    concept, _, inside = atom.partition("[")
    return [f"{concept}[{part.strip()}]" for part in inside.rstrip("]").split(",")]


def _stands_alone(atom: str) -> bool:
    """Whether it has a screen of its own: a number, a choice or names, not yes or no."""
    return atom in ("who:age", "who:sex", "who:pregnant_weeks", "who:postpartum_weeks", "who:medicines") or atom.startswith("who:dose:")


def _fits(question: Question, known: Known) -> bool:
    """Leave out what plainly does not fit the person: "your baby" to an adult who writes for themselves, a tampon to a boy of four."""
    ask = question.ask.lower()
    sex, age = known.patient.sex, known.patient.age
    if _OF_WOMEN.search(ask) and (sex == "male" or (age is not None and age < YOUNGEST_GROWN)):
        return False
    if _OF_MEN.search(ask) and sex == "female":
        return False
    if "your child" in ask or "your baby" in ask or "the baby" in ask:
        grown = known.patient.age is not None and known.patient.age >= ADULT
        for_child = known.speaks_for in CHILDREN
        return (for_child or known.speaks_for is None) and not grown
    return True


def next_question(known: Known, assessment: Assessment, content: Content, options: list[Candidate]) -> Asked | None:
    """Choose the next question, or None when the interview is over: first what may change the advice, then what a helper will ask for."""
    if known.stopped:
        return None
    who = pronouns_for(known.speaks_for, known.patient.sex)
    return _next(known, assessment, content, options, who) or question_to_tell(known, assessment, content, who)


def _next(known: Known, assessment: Assessment, content: Content, options: list[Candidate], who: Pronouns | None) -> Asked | None:
    for text in known.measure:
        key = "measure:" + text
        if key not in known.settled:
            return Asked(key=key, kind="text", text=about(text, who), why=say.MEASURE_WHY, options=NOT_SURE)
    if assessment.status == "cannot_assess":
        return Asked(key="complaint", kind="text", text=say.COMPLAINT_AGAIN, why=say.COMPLAINT_WHY)
    for concept in known.doubts:
        return _confirm(concept, known, content, who)
    asked_most = MOST_ASKED_IN_EMERGENCY if assessment.urgency == Urgency.EMERGENCY else MOST_ASKED
    if known.asked >= asked_most:
        return None
    reword = next((span for span in known.unread if "reword:" + span.text not in known.settled), None)
    urgent = [option for option in options if option.alone and option.rank >= Urgency.URGENT.rank and not option.lowers]
    if reword is not None and assessment.urgency < Urgency.EMERGENCY and (known.asked or not urgent):
        part = " ".join(reword.text.split())
        return Asked(
            key="reword:" + reword.text,
            kind="text",
            text=say.REWORD.replace("{part}", part),
            why=say.REWORD_WHY,
            options=(Option(text=say.REWORD_NOT_BODY, value="strike"), *NOT_SURE),
        )
    if _may_be_more(known, assessment):
        text = say.ELSE_OTHER.replace("{object}", who.object) if who else say.ELSE
        return Asked(key=ELSE, kind="text", text=text, why=say.ELSE_WHY, options=(Option(text=say.NOTHING_ELSE, value="no"),))
    usable = [option for option in options if (option.alone or known.wide < MOST_WIDE) and _still_worth(option, known)]
    if not usable:
        return None
    first = usable[0]
    if _stands_alone(first.atom):
        symptom = next(
            (option for option in usable if option.rank == first.rank and option.alone == first.alone and not option.about_person), None
        )
        first = symptom or first
    if _stands_alone(first.atom):
        return _fact(first, who)
    group = [option for option in usable if _same_list(option, first)][:MOST_ITEMS]
    why = _why(group, assessment, content)
    if len(group) == 1:
        return Asked(
            key=first.atom,
            kind="yes_no",
            text=about(first.ask, who),
            why=why,
            atoms=(first.atom,),
            options=YES_NO,
            could_raise_to=_raises(group),
            wide=not first.alone,
            series=first.series,
        )
    text = say.CHECKLIST
    if first.about_person:
        text = say.CHECKLIST_ABOUT.replace("{object}", who.object) if who else say.CHECKLIST_ABOUT_YOU
    return Asked(
        key="list:" + ",".join(option.atom for option in group),
        kind="checklist",
        text=text,
        why=why,
        atoms=tuple(option.atom for option in group),
        options=tuple(Option(text=about(option.ask, who), value=option.atom) for option in group),
        could_raise_to=_raises(group),
        wide=not first.alone,
        series=first.series,
    )


def _may_be_more(known: Known, assessment: Assessment) -> bool:
    """Whether to ask openly for more: once, after the first red flags, where little was said and more could raise the level."""
    had = sum(1 for finding in assessment.findings if finding.had)
    return ELSE not in known.settled and known.asked == 1 and had <= MOST_FOR_ELSE and assessment.urgency < Urgency.URGENT


def _still_worth(option: Candidate, known: Known) -> bool:
    if not option.related:
        return not any(series[:2] == option.series[:2] for series in known.lists)
    return known.lists.get(option.series, 0) < MOST_LISTS


def _same_list(option: Candidate, first: Candidate) -> bool:
    same = option.about_person == first.about_person and option.alone == first.alone and not _stands_alone(option.atom)
    return same and (option.rank == first.rank or option.about_person) and option.lowers == first.lowers


def _raises(group: list[Candidate]) -> Urgency:
    return LADDER[max(option.rank for option in group)]


def _why(group: list[Candidate], assessment: Assessment, content: Content) -> str:
    if all(option.lowers for option in group):
        return say.WHY_LOWER
    level = content.ladder.level[_raises(group).value].shown_as
    return say.WHY_RAISE.replace("{level}", level) if _raises(group) > assessment.urgency else say.WHY_FACT


def _confirm(concept: str, known: Known, content: Content, who: Pronouns | None) -> Asked:
    lay = content.concepts[concept].lay
    if who is None:
        text = say.CONFIRM.replace("{lay}", lay)
    else:
        text = say.CONFIRM_OTHER.replace("{subject}", who.subject).replace("{have}", "have" if who.plural else "has").replace("{lay}", lay)
    return Asked(key="confirm:" + concept, kind="yes_no", text=text, why=say.WHY_FACT, atoms=(concept,), options=YES_NO)


def _fact(candidate: Candidate, who: Pronouns | None) -> Asked:
    """A question for a number or a choice about the person."""
    atom = candidate.atom
    kind: Kind = "choice" if atom == "who:sex" else "number"
    unit: Mapping[str, str] = {"who:age": "years", "who:pregnant_weeks": "weeks", "who:postpartum_weeks": "weeks"}
    options: tuple[Option, ...] = NOT_SURE
    if atom == "who:medicines":
        kind = "text"
        options = (Option(text=say.NO_MEDICINES, value="no"), *NOT_SURE)
    if atom == "who:sex":
        options = (
            Option(text=say.FEMALE, value="female"),
            Option(text=say.MALE, value="male"),
            Option(text=say.PREFER_NOT, value="unsure"),
        )
    elif atom == "who:age":
        options = (Option(text=say.PREFER_NOT, value="unsure"),)
    return Asked(
        key=atom,
        kind=kind,
        text=about(candidate.ask, who),
        why=say.WHY_FACT,
        atoms=(atom,),
        options=options,
        unit=None if kind != "number" else unit.get(atom, "days"),
    )
