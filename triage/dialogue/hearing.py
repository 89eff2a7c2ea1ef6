"""Hears a typed message: an answer to the question on the screen, new findings and facts, a correction, or talk about the talk.

The language floor reads every message in full, whatever else it is, so that nothing about the body is lost behind a "yes" or a curse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from triage.dialogue import sentences as say
from triage.dialogue.answers import CORRECTION, is_question, read_choice, read_list, read_number, read_talk, says_none
from triage.dialogue.events import Choice
from triage.dialogue.known import Known
from triage.dialogue.medicine_talk import answer_about
from triage.dialogue.reply import Asked, Sentence
from triage.dialogue.to_tell import KEY, LONGEST
from triage.model.finding import Attributes, Finding, Span
from triage.model.patient import MedicineUse

if TYPE_CHECKING:
    from triage.content.library import Content
    from triage.dialogue.assessor import Assessor
    from triage.dialogue.implied import Implied

LIMITS = {"years": 125.0, "weeks": 60.0, "days": 36500.0}
_NOT_BODY = re.compile(
    r"\bnot (?:about|to do with) (?:my|the|her|his|their)? ?body\b|\bnothing to do with\b|\bignore (?:that|it)\b", re.IGNORECASE
)
_MALE = re.compile(r"^\W*(?:a )?(?:m|male|man|boy|he)\b", re.IGNORECASE)
_FEMALE = re.compile(r"^\W*(?:a )?(?:f|female|woman|girl|she)\b", re.IGNORECASE)
_MY_YOUNG_ONE = re.compile(
    r"\b(?:my|our)\s+\w+[\s-]*(?:years?|yrs?|y|months?|mths?|mo|weeks?|wks?|days?)[\s/-]*o(?:ld)?\b(?!\s+\w*(?:ache|pain))", re.IGNORECASE
)
_MOST_CONTEXT_WORDS = 10


@dataclass
class Heard:
    """What came of a message. `answered`: the question on the screen is settled. `again`: it has to be put again with an explanation."""

    answered: bool = False
    again: bool = False
    notes: list[Sentence] = field(default_factory=list)
    had: list[Finding] = field(default_factory=list)
    denied: list[Finding] = field(default_factory=list)
    not_counted: list[Finding] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Add a sentence that is no finding."""
        self.notes.append(Sentence(role="note", text=text))

    @property
    def empty(self) -> bool:
        """Whether nothing at all was made of the message."""
        return not (self.answered or self.notes or self.had or self.denied or self.not_counted or self.facts)


class Listener:
    """Reads messages into what is known."""

    def __init__(self, assessor: Assessor, implied: Implied) -> None:
        self._assessor = assessor
        self._content = assessor.content
        self._implied = implied

    def hear(self, known: Known, text: str, question: Asked | None) -> Heard:
        """Join a message to what is known (changes `known`)."""
        heard = Heard()
        start = known.add_line(text)
        talk = read_talk(text)
        if talk == "explain" and question is not None:
            heard.again = True
            return heard
        if talk == "stop":
            known.stopped = True
            heard.note(say.STOPPED)
            return heard
        if talk in ("thanks", "greeting"):
            heard.note(say.THANKS if talk == "thanks" else say.GREETING)
            return heard
        if talk == "abuse":
            heard.note(say.ABUSE)
        if talk == "skip" and question is not None:
            settle(known, question, "unsure")
            heard.answered = True
            heard.note(say.UNSURE_KEPT)
            return heard
        rest = text
        if question is not None:
            rest = self._answer(known, text, question, heard)
        correction = CORRECTION.match(rest)
        corrects = bool(correction and correction.group(0).strip())
        if correction and corrects:
            rest = rest[correction.end() :]
        if rest.strip():
            offset = start + text.rfind(rest) if rest in text else start
            self._read(known, rest, offset, heard, corrects=corrects, question=question)
        if question is not None and not heard.answered:
            heard.answered = self._settled_by_saying(known, question)
        return heard

    # ---- answers ----
    def _answer(self, known: Known, text: str, question: Asked, heard: Heard) -> str:
        """Take the answer that a message begins with; gives the rest that is still to be read."""
        if question.kind == "number":
            return self._number(known, text, question, heard)
        if question.kind == "choice":
            return self._sex(known, text, heard)
        if question.kind == "checklist":
            numbers = read_list(text, len(question.atoms))
            if numbers is not None:
                chosen = tuple(question.atoms[number - 1] for number in numbers)
                answer_list(known, question, chosen, "no", self._content, self._implied)
                heard.answered = True
                return ""
            if text.strip().isdigit():
                heard.note(say.PICK_AGAIN)
                return ""
            if text.strip().lower() in ("all", "all of them", "all of these", "yes all", "yes to all"):
                answer_list(known, question, question.atoms, "no", self._content, self._implied)
                heard.answered = True
                return ""
        choice = read_choice(text)
        if question.key.startswith(KEY) and (choice is None or choice.choice != "unsure"):
            known.told[question.key] = " ".join(text.split())[:LONGEST]
            settle(known, question, "yes")
            heard.answered = True
            return text
        if choice is None:
            if question.kind == "text" and _NOT_BODY.search(text) and question.key.startswith("reword:"):
                self.strike(known, question.key.removeprefix("reword:"))
                known.settled[question.key] = "no"
                heard.answered = True
                return ""
            return text
        if question.kind == "checklist":
            if choice.choice == "no" and says_none(text):
                answer_list(known, question, (), "no", self._content, self._implied)
            elif choice.choice == "unsure":
                answer_list(known, question, (), "unsure", self._content, self._implied)
            else:
                if not choice.rest:
                    heard.note(say.PICK_AGAIN)
                return choice.rest
        elif question.kind == "yes_no":
            answer_one(known, question, choice.choice, self._content, self._implied)
        elif question.key == "who:medicines" and choice.choice == "no":
            no_medicines(known, question, content=self._content)
        elif question.key == "else" and choice.choice == "yes" and not choice.rest:
            heard.note(say.TELL_MORE)
            return ""
        elif question.key == "else":
            settle(known, question, choice.choice)
        elif choice.choice == "unsure" and not choice.rest:
            settle(known, question, "unsure")
        else:
            return text
        heard.answered = True
        if choice.choice == "unsure" and not choice.rest:
            heard.note(say.UNSURE_KEPT)
        return choice.rest

    def _number(self, known: Known, text: str, question: Asked, heard: Heard) -> str:
        choice = read_choice(text)
        if choice is not None and choice.choice == "unsure":
            settle(known, question, "unsure")
            heard.answered = True
            heard.note(say.UNSURE_KEPT)
            return choice.rest
        number = read_number(text)
        words = len(text.split())
        if (
            number is None
            or words > 6
            or (
                re.search(r"[a-z]", text, re.IGNORECASE)
                and not re.search(
                    r"\b(?:i'?m|years?|yrs?|yo|weeks?|days?|months?|about|around|is|she'?s|he'?s|ago|old)\b", text, re.IGNORECASE
                )
            )
        ):
            if words <= 4 and number is None:
                heard.note(say.NOT_A_NUMBER.replace("{example}", {"years": "34", "weeks": "20"}.get(question.unit or "", "3")))
            return text
        unit = question.unit or "days"
        if re.search(r"\bmonths?\b", text) and unit == "years":
            number /= 12
        elif re.search(r"\bweeks?\b", text) and unit == "years":
            number /= 52.18
        elif re.search(r"\bmonths?\b", text) and unit in ("weeks", "days"):
            number *= 4.345 if unit == "weeks" else 30.4
        elif re.search(r"\bweeks?\b", text) and unit == "days":
            number *= 7
        elif re.search(r"\byears?\b", text) and unit == "days":
            number *= 365.25
        if number > LIMITS[unit]:
            heard.note(say.NOT_POSSIBLE.replace("{value}", f"{number:g}").replace("{unit}", unit))
            return ""
        set_number(known, question.key, round(number, 4))
        settle(known, question, "yes")
        heard.answered = True
        return ""

    @staticmethod
    def _sex(known: Known, text: str, heard: Heard) -> str:
        if len(text.split()) > 3:
            return text
        if _FEMALE.match(text) or _MALE.match(text):
            known.patient = known.patient.model_copy(update={"sex": "female" if _FEMALE.match(text) else "male"})
            known.settled["who:sex"] = "yes"
            heard.answered = True
            return ""
        choice = read_choice(text)
        if choice is not None and choice.choice == "unsure":
            known.settled["who:sex"] = "unsure"
            heard.answered = True
            return ""
        return text

    def _settled_by_saying(self, known: Known, question: Asked) -> bool:
        """Whether the message answered the question without saying yes or no ("a bit breathless" to "Are you short of breath?")."""
        if question.kind in ("number", "choice"):
            names = {"who:age": "age", "who:sex": "sex", "who:pregnant_weeks": "pregnant_weeks", "who:postpartum_weeks": "postpartum_weeks"}
            name = names.get(question.key)
            return name is not None and getattr(known.patient, name) is not None
        return False

    # ---- reading ----
    def _read(self, known: Known, text: str, offset: int, heard: Heard, *, corrects: bool, question: Asked | None) -> None:
        message = self._assessor.reader.read(text)
        if not message.english:
            from triage.dialogue.assessor import NOT_ENGLISH
            from triage.engine.wording import region_words

            heard.note(NOT_ENGLISH.replace("{emergency}", region_words(known.patient, self._content)["emergency"]))
            return
        for finding in message.findings:
            moved = moved_by(finding, offset)
            (heard.had if finding.had else heard.denied if finding.presence == "denied" else heard.not_counted).append(moved)
            known.join(moved, corrects=corrects)
        if is_question(text) and self._medicine(known, text, heard, bool(message.facts.medicines)):
            # "Is it chemo?" asks about a medicine; it does not say that the person takes it.
            message.facts.medicines.clear()
        if message.facts.speaks_for is None and _MY_YOUNG_ONE.search(text):
            message.facts.speaks_for = "child"
        heard.facts = known.learn(message.facts)
        known.measure.extend(ask for ask in message.ask if ask not in known.measure)
        if (
            question is not None
            and question.key == "who:medicines"
            and not heard.answered
            and ("medicines" in heard.facts or not message.findings)
        ):
            settle(known, question, "yes")
            heard.answered = True
        if question is not None and question.key == "else" and (message.findings or message.not_understood):
            settle(known, question, "yes")
            heard.answered = True
        if question is not None and question.key.startswith("measure:") and not heard.answered:
            known.settled[question.key] = "yes"
            heard.answered = True
        if not (message.findings or heard.facts or heard.answered) and len(text.split()) <= _MOST_CONTEXT_WORDS:
            self._read_in_context(known, text, heard, corrects=corrects)
        if question is not None and question.key.startswith(KEY):
            return  # names of pills and amounts are kept as they were said
        unread = [Span(text=span.text, start=span.start + offset, end=span.end + offset) for span in message.not_understood]
        if question is not None and question.key.startswith("reword:"):
            if message.findings or unread:
                self.strike(known, question.key.removeprefix("reword:"))
                known.settled[question.key] = "yes"
                heard.answered = True
            if unread and not message.findings:
                known.settled["reword:" + unread[0].text] = "unsure"
        known.unread.extend(unread)
        for span in unread:
            heard.note(say.NOT_UNDERSTOOD.replace("{part}", " ".join(span.text.split())))

    def _read_in_context(self, known: Known, text: str, heard: Heard, *, corrects: bool) -> None:
        """Read "since yesterday" or "I meant left" as said of the finding spoken of last."""
        last = known.findings.get(known.last or "")
        if last is None:
            return
        entry = self._content.concepts.get(last.concept)
        said = (
            last.text
            if not corrects and last.text and len(last.text.split()) <= 8 and not last.text.endswith(("Yes", "No"))
            else entry.lay
            if entry
            else last.lay
        )
        alone = self._of(said, last.concept)
        both = self._of(f"{said} {text}", last.concept) or self._of(f"{text} {said}", last.concept)
        if both is None or alone is None or both == alone:
            return
        update = {name: value for name, value in both if value != getattr(alone, name) and value not in (None, ())}
        if not update:
            return
        new = last.attributes.model_copy(
            update=update if corrects else {**update, "flags": tuple(sorted({*last.attributes.flags, *both.flags}))}
        )
        if new != last.attributes:
            known.findings[last.concept] = last.model_copy(update={"attributes": new})
            heard.had.append(known.findings[last.concept])

    def _of(self, text: str, concept: str) -> Attributes | None:
        return next((finding.attributes for finding in self._assessor.reader.read(text).findings if finding.concept == concept), None)

    def _medicine(self, known: Known, text: str, heard: Heard, named: bool) -> bool:
        taken = tuple(self._content.medicine_names.get(use.name.lower(), use.name) for use in known.patient.medicines)
        answer = answer_about(text, taken, self._content)
        if answer is not None:
            about = say.FAQ_SOURCE.replace("{medicine}", answer.medicine).replace("{source}", answer.source)
            heard.notes.append(Sentence(role="answer", text=f"{answer.text} {about}"))
            return True
        if named and not heard.had:
            label = self._assessor.reader.read(text).facts.medicines[0].name
            entry = self._content.medicines.get(label) or self._content.medicine_classes.get(label)
            heard.note(say.CANNOT_ANSWER_MEDICINE.replace("{medicine}", entry.label if entry else label))
        return False

    @staticmethod
    def strike(known: Known, part: str) -> None:
        """Take a part that was not understood off the list."""
        known.unread = [span for span in known.unread if span.text != part]


def moved_by(finding: Finding, offset: int) -> Finding:
    """Move a finding from its message into the conversation's text."""
    if not offset:
        return finding
    cue = finding.cue and finding.cue.model_copy(update={"start": finding.cue.start + offset, "end": finding.cue.end + offset})
    return finding.model_copy(update={"start": finding.start + offset, "end": finding.end + offset, "cue": cue})


def settle(known: Known, question: Asked, choice: Choice) -> None:
    """Mark a question as answered, so that it never comes again."""
    known.settled[question.key] = choice
    for atom in question.atoms:
        known.settled.setdefault(atom, choice)
        if choice == "unsure":
            known.unsure.setdefault(atom, question.text if len(question.atoms) == 1 else item_text(question, atom))


def item_text(question: Asked, atom: str) -> str:
    """The wording of one item of a question."""
    return next((option.text for option in question.options if option.value == atom), question.text)


def answer_one(known: Known, question: Asked, choice: Choice, content: Content, implied: Implied) -> None:
    """Take the answer to a yes/no question."""
    atom = question.atoms[0]
    word = {"yes": say.YES, "no": say.NO, "unsure": say.UNSURE}[choice]
    if question.key.startswith("confirm:"):
        known.doubts = [concept for concept in known.doubts if concept != atom]
        if choice == "no":
            known.set_presence(atom, "denied", content, f"{question.text} {word}")
    else:
        known.answer(atom, choice, content, implied, f"{question.text} {word}")
    known.settled[question.key] = choice


def answer_list(known: Known, question: Asked, chosen: tuple[str, ...], rest: Choice, content: Content, implied: Implied) -> None:
    """Take the answer to a checklist; what is chosen counts first, so that nothing chosen is denied by the rest."""
    for wanted in (True, False):
        for atom in question.atoms:
            if (atom in chosen) == wanted:
                choice: Choice = "yes" if wanted else rest
                word = {"yes": say.YES, "no": say.NO, "unsure": say.UNSURE}[choice]
                known.answer(atom, choice, content, implied, f"{item_text(question, atom)} {word}")
    known.settled[question.key] = "yes" if chosen else rest


def no_medicines(known: Known, question: Asked, content: Content) -> None:
    """Take it that no medicine is taken: what only a medicine can make of a person is then ruled out too."""
    settle(known, question, "no")
    by_condition = {risk for condition in content.conditions.values() for risk in (condition.id, *condition.risks)}
    by_medicine = {risk for medicine in content.medicines.values() for risk in medicine.risks}
    by_medicine |= {risk for group in content.medicine_classes.values() for risk in group.risks}
    only_by_medicine = sorted(by_medicine - by_condition - set(known.patient.conditions))
    denied = tuple(dict.fromkeys((*known.patient.conditions_denied, *only_by_medicine)))
    known.patient = known.patient.model_copy(update={"medicines_complete": True, "conditions_denied": denied})


def set_number(known: Known, key: str, number: float) -> None:
    """Take the answer to a question for a number."""
    if key.startswith("who:dose:"):
        name = key.removeprefix("who:dose:")
        uses = tuple(MedicineUse(name=use.name, last_dose_days_ago=number) if use.name == name else use for use in known.patient.medicines)
        known.patient = known.patient.model_copy(update={"medicines": uses})
        return
    field_name = key.removeprefix("who:")
    known.patient = known.patient.model_copy(update={field_name: number})
