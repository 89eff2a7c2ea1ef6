"""Quick replies: the numbered answers under a question, the same in every face."""

from __future__ import annotations

import re

from triage.dialogue import sentences as say
from triage.dialogue.answers import read_list
from triage.dialogue.events import Chose, ChoseMany, Event, Said, SetFact, Skipped, Struck
from triage.dialogue.reply import Asked, Option

_NONE = re.compile(r"^\s*(?:0|none)\s*$", re.IGNORECASE)
_CHOICES = {"yes", "no", "unsure"}


def quick_replies(question: Asked | None) -> tuple[Option, ...]:
    """The quick replies of a question, in the order of their numbers (from 1). A checklist has its items, then none and not sure."""
    if question is None:
        return ()
    if question.kind == "checklist":
        return (*question.options, Option(text=say.NONE_OF_THESE, value="none"), Option(text=say.NOT_SURE_OF_THESE, value="unsure"))
    return question.options


def event_of(question: Asked, value: str) -> Event:
    """The event that a quick reply stands for."""
    if question.kind == "checklist":
        if value == "none":
            return ChoseMany(questions=question.atoms)
        if value == "unsure":
            return ChoseMany(questions=question.atoms, rest="unsure")
        return ChoseMany(questions=question.atoms, chosen=(value,))
    if value == "strike":
        return Struck(part=question.key.removeprefix("reword:"))
    if question.key == "who:sex" and value in ("female", "male"):
        return SetFact(fact="sex", value=value)
    if question.kind == "yes_no" or question.key in ("who:medicines", "else"):
        return Chose(question=question.key, answer=value if value in _CHOICES else "unsure")
    return Skipped()


def typed(text: str, question: Asked | None) -> Event:
    """The event of a typed line: a number of a quick reply, numbers of a checklist, or a message.

    Numbers answer only where the question has numbered replies; "34" to "How old are you?" is a message.
    """
    replies = quick_replies(question)
    if question is None or not replies or question.kind == "number":
        return Said(text=text)
    if question.kind == "checklist" and _NONE.match(text):
        return event_of(question, "none")
    numbers = read_list(text, len(replies))
    if numbers is None:
        return Said(text=text)
    if question.kind != "checklist":
        return event_of(question, replies[numbers[0] - 1].value) if len(numbers) == 1 else Said(text=text)
    items = tuple(question.atoms[number - 1] for number in numbers if number <= len(question.atoms))
    if items:
        return ChoseMany(questions=question.atoms, chosen=items, rest="unsure" if len(replies) in numbers else "no")
    return event_of(question, replies[numbers[0] - 1].value)
