"""The wording of every question that an atom can ask, in plain words to "you"; YES always means that the atom is true."""

from __future__ import annotations

from triage.content.atoms import Test, parse_atom
from triage.content.library import Content
from triage.dialogue import sentences as say
from triage.engine.wording import ask_atom, duration_words

_FLAGS = {
    "recurrent": "Does the {lay} keep coming back?",
    "constant": "Is the {lay} there all the time?",
    "comes_and_goes": "Does the {lay} come and go?",
    "changed": "Is the {lay} different from how it is for you as a rule?",
    "usual": "Is the {lay} just as you have had it before?",
    "after_food": "Does the {lay} come after you eat?",
    "after_sting": "Did the {lay} start after a sting?",
    "after_surgery": "Did the {lay} start after an operation?",
    "after_alcohol": "Did the {lay} start after you drank alcohol?",
    "after_travel": "Did the {lay} start after a journey?",
    "after_exertion": "Did the {lay} start after hard work or sport?",
    "in_pregnancy": "Did the {lay} start while you are pregnant?",
    "now": "Is the {lay} there right now?",
    "at_night": "Is the {lay} there at night?",
    "tearing": "Does the {lay} feel as if something tears?",
    "crushing": "Does the {lay} feel like a weight or a tight band?",
    "left": "Is the {lay} on the left side?",
    "right": "Is the {lay} on the right side?",
    "better": "Is the {lay} getting better?",
    "same": "Does the {lay} stay the same?",
    "light": "Is it only a little?",
    "moderate": "Is the {lay} of a middle kind: not mild, not very bad?",
    "gradual": "Did the {lay} start bit by bit?",
}
_UNITS = {"C": "°C", "celsius": "°C", "mmol/l": "mmol/L", "mmol": "mmol/L", "percent": "%"}


def ask(atom: str, content: Content) -> str:
    """Put an atom as one question.

    Facts about the person have atoms of their own here: who:age, who:sex, who:pregnant_weeks, who:postpartum_weeks, who:medicines and
    who:dose:<medicine>.
    """
    if atom.startswith("who:"):
        return _ask_who(atom[4:], content)
    parsed = parse_atom(atom)
    if not parsed.tests:
        concept = content.concepts.get(atom)
        return concept.question if concept else f"Do you have {atom.replace('_', ' ')}?"
    entry = content.concepts.get(parsed.concept)
    lay = entry.lay if entry else parsed.concept.replace("_", " ")
    return " ".join(tidy(_ask_test(test, lay, parsed.concept, atom, content)) for test in parsed.tests)


def _ask_test(test: Test, lay: str, concept: str, atom: str, content: Content) -> str:
    known = any(entry.ask and entry.attribute == test.kind and entry.value == test.word for entry in content.attributes)
    if not known and test.word in _FLAGS:
        return _FLAGS[test.word].replace("{lay}", lay)
    if test.kind == "for":
        words = duration_words(test.number)
        if test.operator in ("<", "<="):
            return f"Did the {lay} start less than {words} ago?"
        return f"Has the {lay} gone on for {words} or longer?"
    if test.kind == "count":
        number = f"{test.number:g}"
        return (
            f"Has it happened {number} times or more in a day?"
            if ">" in test.operator
            else f"Has it happened fewer than {number} times in a day?"
        )
    if test.kind == "pain":
        return (
            f"If 10 is the worst pain, is it {test.number:g} or more?"
            if ">" in test.operator
            else f"If 10 is the worst pain, is it less than {test.number:g}?"
        )
    if test.kind == "value":
        return _ask_value(test, concept, content)
    if test.kind == "site":
        return f"Is the {lay} {_site_words(test.word)}?"
    return ask_atom(f"{concept}[{test.word}]" if test.word else atom, content)


def _ask_value(test: Test, concept: str, content: Content) -> str:
    measured = next((one for one in content.measurements if any(band.concept == concept for band in one.bands)), None)
    name = measured.id.replace("_", " ") if measured else "value"
    unit = _UNITS.get(measured.unit.lower(), measured.unit) if measured else ""
    number = f"{test.number:g} {unit}".strip()
    if measured is not None and measured.id == "temperature":
        number = f"{test.number:g} °C ({test.number * 1.8 + 32:.0f} °F)"
    side = "or more" if ">" in test.operator else "or less" if test.operator == "<=" else "or lower"
    return f"Did you measure the {name}, and was it {number} {side}?"


def _site_words(site: str) -> str:
    return "all over your body" if site == "whole_body" else f"in or on your {site.replace('_', ' ')}"


def _ask_who(name: str, content: Content) -> str:
    fixed = {
        "age": say.QUESTION_AGE,
        "sex": say.QUESTION_SEX,
        "pregnant": say.QUESTION_PREGNANT,
        "postpartum": say.QUESTION_BIRTH,
        "pregnant_weeks": say.QUESTION_PREGNANT_WEEKS,
        "postpartum_weeks": say.QUESTION_BIRTH_WEEKS,
        "medicines": say.QUESTION_MEDICINES,
    }
    if name in fixed:
        return fixed[name]
    if name.startswith("dose:"):
        return say.QUESTION_DOSE.replace("{medicine}", medicine_label(name[5:], content))
    return ask_atom("who:" + name, content)


def medicine_label(name: str, content: Content) -> str:
    """The name of a medicine or class as it is shown."""
    entry = content.medicines.get(name) or content.medicine_classes.get(name)
    return entry.label if entry else name.replace("_", " ")


def tidy(text: str) -> str:
    """Drop an article that a lay name brings along after another determiner.

    >>> tidy("Has the a runny nose gone on for 10 days or longer?")
    'Has the runny nose gone on for 10 days or longer?'
    """
    for before in ("the ", "worst ", "of the ", "this "):
        for article in ("a ", "an ", "the "):
            text = text.replace(f" {before}{article}", f" {before}")
    return text
