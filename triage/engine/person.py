"""What the rules may know of the patient: risks from medicines and conditions, and the truth of each `who` condition."""

from __future__ import annotations

from collections.abc import Mapping

from triage.content.library import Content
from triage.content.who import WhoAtom, parse_who
from triage.engine.readings import HIGH, LOW, NOW, Openings
from triage.engine.rulebook import ReadyRule
from triage.model.patient import MedicineUse, Patient

OLDEST_PREGNANT = 56.0
YOUNGEST_PREGNANT = 9.0


class PersonView:
    """One patient as the rules see them: three-valued, each condition worked out once.

    `answers` are yes and no to `who:` atoms; they fill in only what the patient's own facts leave open.
    """

    def __init__(self, patient: Patient, content: Content, answers: Mapping[str, bool] | None = None) -> None:
        self.patient = patient
        self._answers = answers or {}
        self._content = content
        self._known: dict[str, bool | None] = {}
        self._verdicts: dict[ReadyRule, int] = {}
        self._openings: dict[ReadyRule, Openings] = {}
        self.uses = [(use, medicine_ids(use.name, content)) for use in patient.medicines]
        self.risks = self._risks()

    def _risks(self) -> frozenset[str]:
        risks: set[str] = set()
        for name in self.patient.conditions:
            risks.add(name)
            condition = self._content.conditions.get(name)
            if condition is not None:
                risks.update(condition.risks)
        for use, ids in self.uses:
            for identifier in ids:
                risks.update(risks_of(identifier, use, self._content))
        return frozenset(risks)

    def holds(self, text: str) -> bool | None:
        """Whether a `who` condition is true of the patient; None: not known."""
        if text not in self._known:
            known = self._work_out(parse_who(text))
            self._known[text] = self._answers.get("who:" + text) if known is None else known
        return self._known[text]

    def verdict(self, rule: ReadyRule) -> int:
        """The verdict on a rule as far as it asks for the person; 0: it cannot fire for them."""
        known = self._verdicts.get(rule)
        if known is None:
            known = self._verdicts[rule] = self._judge(rule)
        return known

    def _judge(self, rule: ReadyRule) -> int:
        needed = [self.holds(text) for text in rule.who]
        if rule.who_any:
            some = [self.holds(text) for text in rule.who_any]
            needed.append(True if True in some else None if None in some else False)
        not_ruled_out = [self.holds(text) for text in rule.who_unless_ruled_out]
        if False in needed or False in not_ruled_out:
            return 0
        return HIGH if None in needed else NOW if None in not_ruled_out else LOW

    def openings(self, rule: ReadyRule) -> Openings:
        """The facts of the person that a rule waits for, marked "who:": a smallest set, and the others whose yes would do as well."""
        known = self._openings.get(rule)
        if known is None:
            needed = ["who:" + text for text in rule.who if self.holds(text) is None]
            others: list[str] = []
            if rule.who_any:
                some = [self.holds(text) for text in rule.who_any]
                if True not in some:
                    unknown = ["who:" + text for text, result in zip(rule.who_any, some, strict=True) if result is None]
                    needed.append(unknown[0])
                    others.extend(unknown[1:])
            known = self._openings[rule] = (tuple(needed), tuple(others))
        return known

    def _work_out(self, atom: WhoAtom) -> bool | None:
        patient = self.patient
        if atom.kind == "age":
            if patient.age is None and patient.age_below is not None:
                lowest, highest = atom.compares(patient.age_from or 0.0), atom.compares(patient.age_below - 1e-6)
                return lowest if lowest == highest else None
            return atom.compares(patient.age)
        if atom.kind == "sex":
            sex = patient.sex or ("female" if patient.pregnant or patient.postpartum else None)
            return None if sex is None else sex == atom.name
        if atom.kind in ("pregnant", "postpartum"):
            state = patient.pregnant if atom.kind == "pregnant" else patient.postpartum
            weeks = patient.pregnant_weeks if atom.kind == "pregnant" else patient.postpartum_weeks
            if state is None and (
                patient.sex == "male" or (patient.age is not None and not YOUNGEST_PREGNANT <= patient.age <= OLDEST_PREGNANT)
            ):
                state = False
            if state is None and weeks is not None:
                state = True
            if state is not True or not atom.operator:
                return state
            return atom.compares(weeks)
        if atom.kind == "medicine":
            return self._medicine(atom)
        return self._risk(atom.name)

    def _medicine(self, atom: WhoAtom) -> bool | None:
        uses = [use for use, ids in self.uses if atom.name in ids]
        if not uses:
            return False if self.patient.medicines_complete else None
        if not atom.operator:
            return True
        results = [atom.compares(use.last_dose_days_ago) for use in uses]
        return True if True in results else None if None in results else False

    def _risk(self, name: str) -> bool | None:
        if name in self.risks:
            return True
        if name in self.patient.conditions_denied:
            return False
        if self.patient.conditions_complete and self.patient.medicines_complete:
            return False
        return None


def medicine_ids(name: str, content: Content) -> frozenset[str]:
    """Find a medicine by id, generic name, brand or class, with the classes it belongs to. Empty if the content does not know it."""
    wanted = name.strip().lower()
    identifier = (
        content.medicine_names.get(wanted)
        or content.medicine_names.get(wanted.replace(" ", "_"))
        or content.medicine_names.get(wanted.replace("_", " "))
    )
    if identifier is None:
        return frozenset()
    medicine = content.medicines.get(identifier)
    return frozenset({identifier, *(medicine.class_of if medicine else ())})


def risks_of(identifier: str, use: MedicineUse, content: Content) -> set[str]:
    """The risks that one medicine or class gives now, its windows counted from the last dose; an unknown dose is inside the window."""
    entry = content.medicines.get(identifier) or content.medicine_classes.get(identifier)
    if entry is None:
        return set()
    found: set[str] = set()
    windows = dict(entry.window_days)
    named = content.medicines.get(content.medicine_names.get(use.name.strip().lower(), ""))
    if named is not None:
        windows.update(named.window_days)
    for risk in entry.risks:
        definition = content.risks.get(risk)
        window = windows.get(risk, definition.window_days if definition else 0)
        if not window or use.last_dose_days_ago is None or use.last_dose_days_ago <= window:
            found.add(risk)
    return found
