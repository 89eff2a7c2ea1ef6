"""Applies one event to what is known, and says in words what the event was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.dialogue import sentences as say
from triage.dialogue.asking import ELSE
from triage.dialogue.card import condition_label
from triage.dialogue.events import Changed, Chose, ChoseMany, Event, Redone, Said, SetFact, Skipped, Stopped, Struck, Undone
from triage.dialogue.hearing import Heard, Listener, answer_list, answer_one, item_text, no_medicines, set_number, settle
from triage.dialogue.implied import Implied
from triage.dialogue.known import Known
from triage.dialogue.questions import ask
from triage.dialogue.reply import Asked, Option
from triage.model.patient import MedicineUse, Patient

if TYPE_CHECKING:
    from triage.content.library import Content

CHOICES = {"yes": say.YES, "no": say.NO, "unsure": say.UNSURE}
FACT_WORDS = {
    "age": "age",
    "sex": "sex",
    "pregnant": "pregnancy",
    "pregnant_weeks": "weeks of pregnancy",
    "postpartum": "birth",
    "postpartum_weeks": "weeks since birth",
    "medicines": "medicines",
    "medicines_complete": "no other medicines",
    "conditions": "health problems",
    "conditions_denied": "health problems that are not there",
    "region": "country",
    "speaks_for": "who it is about",
    "last_dose": "last dose",
}


class Stepper:
    """Applies events."""

    def __init__(self, listener: Listener, content: Content, implied: Implied) -> None:
        self._listener = listener
        self._content = content
        self._implied = implied

    def step(self, known: Known, event: Event, question: Asked | None) -> Heard:
        """Apply an event to `known` (changes it) and say what was heard."""
        heard = Heard()
        if isinstance(event, Said):
            return self._listener.hear(known, event.text, question)
        if isinstance(event, Chose):
            self._chose(known, event, question, heard)
        elif isinstance(event, ChoseMany):
            asked = question if question is not None and question.atoms == event.questions else self._list(event.questions)
            answer_list(known, asked, event.chosen, event.rest, self._content, self._implied)
            heard.answered = asked is question
            if event.rest == "unsure" and not event.chosen:
                heard.note(say.UNSURE_KEPT)
        elif isinstance(event, SetFact):
            self._fact(known, event, question, heard)
        elif isinstance(event, Changed):
            self._changed(known, event, heard)
        elif isinstance(event, Struck):
            self._listener.strike(known, event.part)
            known.settled["reword:" + event.part] = "no"
            heard.answered = question is not None and question.key == "reword:" + event.part
            heard.note(say.STRUCK.replace("{part}", " ".join(event.part.split())))
        elif isinstance(event, Skipped):
            if question is not None and question.key != "complaint":
                settle(known, question, "unsure")
                heard.answered = True
                heard.note(say.UNSURE_KEPT)
        elif isinstance(event, Stopped):
            known.stopped = True
            heard.note(say.STOPPED)
        return heard

    def _chose(self, known: Known, event: Chose, question: Asked | None, heard: Heard) -> None:
        if question is not None and question.key == event.question == "who:medicines" and event.answer == "no":
            no_medicines(known, question, self._content)
            heard.answered = True
        elif question is not None and event.question in (question.key, *question.atoms[:1]) and question.kind != "checklist":
            if question.kind == "yes_no":
                answer_one(known, question, event.answer, self._content, self._implied)
            elif event.answer == "unsure" or question.key == ELSE:
                settle(known, question, event.answer)
            heard.answered = question.key in known.settled
        else:
            asked = self._list((event.question,))
            known.answer(event.question, event.answer, self._content, self._implied, f"{asked.options[0].text} {CHOICES[event.answer]}")
        if event.answer == "unsure":
            heard.note(say.UNSURE_KEPT)

    def _list(self, atoms: tuple[str, ...]) -> Asked:
        """A question that is not on the screen any more, put together again from its atoms."""
        options = tuple(Option(text=self.ask(atom), value=atom) for atom in atoms)
        return Asked(key="list:" + ",".join(atoms), kind="checklist", text=say.CHECKLIST, why="", atoms=atoms, options=options)

    def ask(self, atom: str) -> str:
        """Put any atom as a question."""
        return ask(atom, self._content)

    def _fact(self, known: Known, event: SetFact, question: Asked | None, heard: Heard) -> None:
        patient, fact, value = known.patient, event.fact, event.value
        if fact == "speaks_for":
            known.speaks_for = str(value) if value else None
        elif fact == "last_dose" and event.of and isinstance(value, int | float):
            set_number(known, "who:dose:" + event.of, float(value))
            known.settled["who:dose:" + event.of] = "yes"
        else:
            try:
                fields = {
                    **patient.model_dump(),
                    fact: _medicines(value) if fact == "medicines" else value if value is not None else Patient.model_fields[fact].default,
                }
                known.patient = Patient.model_validate(fields)
            except ValueError:
                heard.note(say.NOT_POSSIBLE.replace("{value}", str(value)).replace("{unit}", FACT_WORDS.get(fact, fact)))
                return
            known.settled["who:" + fact] = "yes" if value is not None else "unsure"
        heard.facts.append(fact)
        if question is not None and question.key in ("who:" + fact, f"who:dose:{event.of}"):
            heard.answered = True

    def _changed(self, known: Known, event: Changed, heard: Heard) -> None:
        atom = event.concept
        entry = self._content.concepts.get(atom)
        state = say.STATE_WORDS[event.to]
        if entry is not None:
            known.set_presence(atom, event.to, self._content, f"{entry.question} {state.capitalize()}")
            known.settled[atom] = {"present": "yes", "denied": "no", "unsure": "unsure"}[event.to]  # type: ignore[assignment]
            known.doubts = [concept for concept in known.doubts if concept != atom]
            heard.note(say.CHANGED.replace("{lay}", entry.lay).replace("{state}", state))
            return
        choice = {"present": "yes", "denied": "no", "unsure": "unsure"}[event.to]
        known.answer(atom, choice, self._content, self._implied, f"{self.ask(atom)} {state.capitalize()}")  # type: ignore[arg-type]
        name = condition_label(atom[4:], self._content) if atom.startswith("who:") else self.ask(atom).rstrip("?")
        heard.note(say.CHANGED.replace("{lay}", name).replace("{state}", state))

    # ---- words ----
    def words(self, event: Event, question: Asked | None) -> str:
        """What the person is shown to have said by an event."""
        if isinstance(event, Said):
            return event.text
        if isinstance(event, Chose):
            return CHOICES[event.answer]
        if isinstance(event, ChoseMany):
            asked = question if question is not None and question.atoms == event.questions else self._list(event.questions)
            rest = say.NOT_SURE_OF_THESE if event.rest == "unsure" else say.NONE_OF_THESE
            return "\n".join(item_text(asked, atom) + " " + say.YES for atom in event.chosen) or rest
        if isinstance(event, SetFact):
            return f"{FACT_WORDS.get(event.fact, event.fact).capitalize()}: {fact_value(event.value)}"
        if isinstance(event, Changed):
            entry = self._content.concepts.get(event.concept)
            return f"{(entry.lay if entry else self.ask(event.concept)).rstrip('?')}: {say.STATE_WORDS[event.to]}"
        if isinstance(event, Struck):
            return say.REWORD_NOT_BODY
        if isinstance(event, Skipped):
            return say.UNSURE
        return {Undone: "Undo", Redone: "Redo", Stopped: "Stop"}[type(event)]


def fact_value(value: object) -> str:
    """A fact's value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "not known"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ", ".join(item.name if isinstance(item, MedicineUse) else str(item) for item in value) or "none"
    return str(value)


def _medicines(value: object) -> tuple[MedicineUse, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(item if isinstance(item, MedicineUse) else MedicineUse(name=str(item)) for item in value)
