"""What is known at one moment of a conversation, and how each new piece joins it.

Everything typed or answered is a line of the conversation's text; the offsets of findings count in that text, so that every finding
points at the words it came from, whether they were typed or chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from triage.content.atoms import parse_atom
from triage.dialogue.events import Choice
from triage.model.finding import NO_ATTRIBUTES, Attributes, Finding, Presence, Span
from triage.model.patient import Patient

if TYPE_CHECKING:
    from triage.content.library import Content
    from triage.dialogue.implied import Implied
    from triage.language.person_facts import Facts

LINE_END = "\n"


@dataclass
class Known:
    """The facts of a conversation so far.

    `settled` are the atoms and keys that were answered in any way, `answers` those of them with yes or no that are not findings.
    `doubts` are concepts that were said first and denied later; they stay until they are confirmed.
    """

    lines: list[str] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)
    settled: dict[str, Choice] = field(default_factory=dict)
    patient: Patient = field(default_factory=Patient)
    unread: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    measure: list[str] = field(default_factory=list)
    speaks_for: str | None = None
    stopped: bool = False
    asked: int = 0
    wide: int = 0
    lists: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    """What a helper on the phone will ask for, as it was said, by the key of its question."""
    last: str | None = None
    """The concept that was spoken of last."""

    def copy(self) -> Known:
        """A copy that can change without changing this one."""
        return replace(
            self,
            lines=list(self.lines),
            findings=dict(self.findings),
            answers=dict(self.answers),
            unsure=dict(self.unsure),
            settled=dict(self.settled),
            unread=list(self.unread),
            doubts=list(self.doubts),
            measure=list(self.measure),
            ignored=dict(self.ignored),
            lists=dict(self.lists),
            told=dict(self.told),
        )

    @property
    def text(self) -> str:
        """All lines of the conversation that findings point into."""
        return LINE_END.join(self.lines)

    def add_line(self, line: str) -> int:
        """Add a line and give the offset at which it starts."""
        start = sum(len(old) + len(LINE_END) for old in self.lines)
        self.lines.append(line)
        return start

    # ---- findings ----
    def join(self, finding: Finding, *, corrects: bool = False) -> None:
        """Join a finding to what is known.

        What was had stays had until the person takes it back: a later "no" becomes a doubt to ask about, unless it is a correction.
        """
        old = self.findings.get(finding.concept)
        if finding.had:
            self.last = finding.concept
            self.settled.pop(finding.concept, None)
        if old is None:
            self.findings[finding.concept] = finding
        elif old.had and finding.had:
            attributes = merged(old.attributes, finding.attributes, newer_wins=True)
            presence: Presence = "present" if "present" in (old.presence, finding.presence) else "unsure"
            self.findings[finding.concept] = old.model_copy(update={"attributes": attributes, "presence": presence})
        elif old.had:
            if finding.presence == "denied" and finding.corrected_from is None:
                if corrects:
                    self.findings[finding.concept] = finding
                elif finding.concept not in self.doubts:
                    self.doubts.append(finding.concept)
        elif finding.had or finding.presence == "denied":
            self.findings[finding.concept] = finding

    def set_presence(self, concept: str, presence: Presence, content: Content, line: str) -> None:
        """Take an answer or a correction about a concept as a finding that points at `line`."""
        start = self.add_line(line)
        entry = content.concepts.get(concept)
        old = self.findings.get(concept)
        self.findings[concept] = Finding(
            concept=concept,
            label=entry.label if entry else concept,
            lay=entry.lay if entry else concept.replace("_", " "),
            presence=presence,
            text=line,
            start=start,
            end=start + len(line),
            attributes=old.attributes if old is not None and presence in ("present", "unsure") else NO_ATTRIBUTES,
        )
        if presence == "present":
            self.last = concept

    def answer(self, atom: str, choice: Choice, content: Content, implied: Implied, line: str) -> None:
        """Take the answer to an atom: a yes can only add, a no only take away what is open, not sure leaves it open."""
        self.settled[atom] = choice
        self.unsure.pop(atom, None)
        self.answers.pop(atom, None)
        if choice == "unsure":
            self.unsure[atom] = line
            return
        yes = choice == "yes"
        if atom.startswith("who:"):
            self.add_line(line)
            self.patient = _with_who(self.patient, atom[4:], yes)
            if atom[4:] not in (*self.patient.conditions, *self.patient.conditions_denied):
                self.answers[atom] = yes
            return
        parsed = parse_atom(atom)
        if not parsed.tests:
            had = any(
                finding.had and finding.concept != atom and atom in content.ancestors.get(finding.concept, ())
                for finding in self.findings.values()
            )
            if yes or not had:
                self.set_presence(atom, "present" if yes else "denied", content, line)
            return
        start = self.add_line(line)
        self.answers[atom] = yes
        for other, value in implied.by(atom, yes=yes).items():
            self.answers.setdefault(other, value)
        if yes:
            for concept, finding in self.findings.items():
                if finding.had and parsed.concept in content.ancestors.get(concept, ()) and parsed.holds(finding.attributes) is None:
                    attributes = merged(finding.attributes, _said_by(atom), newer_wins=False)
                    self.findings[concept] = finding.model_copy(update={"attributes": attributes})
                    break
            else:
                del start

    # ---- facts ----
    def learn(self, facts: Facts) -> list[str]:
        """Join the facts of a message; newer ones win. Gives the names of the facts that are new."""
        new: dict[str, object] = {}
        for name in ("age", "pregnant", "pregnant_weeks", "postpartum", "postpartum_weeks"):
            value = getattr(facts, name)
            if value is not None and value != getattr(self.patient, name):
                new[name] = value
        if facts.sex in ("female", "male") and facts.sex != self.patient.sex:
            new["sex"] = facts.sex
        conditions = tuple(dict.fromkeys((*self.patient.conditions, *facts.conditions)))
        if conditions != self.patient.conditions:
            new["conditions"] = conditions
        denied = tuple(
            name for name in dict.fromkeys((*self.patient.conditions_denied, *facts.conditions_denied)) if name not in conditions
        )
        if denied != self.patient.conditions_denied:
            new["conditions_denied"] = denied
        medicines = {use.name.lower(): use for use in self.patient.medicines}
        for use in facts.medicines:
            old = medicines.get(use.name.lower())
            if old is None or (use.last_dose_days_ago is not None and use.last_dose_days_ago != old.last_dose_days_ago):
                medicines[use.name.lower()] = use
        if tuple(medicines.values()) != self.patient.medicines:
            new["medicines"] = tuple(medicines.values())
        if new:
            self.patient = self.patient.model_copy(update=new)
        if facts.speaks_for and self.speaks_for is None:
            self.speaks_for = facts.speaks_for
            new["speaks_for"] = facts.speaks_for
        return list(new)


def merged(old: Attributes, new: Attributes, *, newer_wins: bool) -> Attributes:
    """Join attributes of one finding; severity never gets less by joining."""
    update = {name: value for name, value in new if value not in (None, ()) and (newer_wins or getattr(old, name) in (None, ()))}
    update["flags"] = tuple(sorted({*old.flags, *new.flags}))
    if new.severity and old.severity:
        order = ("mild", "moderate", "severe", "worst")
        update["severity"] = max(old.severity, new.severity, key=order.index)
    return old.model_copy(update=update)


def _said_by(atom: str) -> Attributes:
    """The attributes that a yes to an atom says outright. Numbers and "severe" are left out: a yes gives a bound, not the value."""
    values: dict[str, object] = {}
    flags: list[str] = []
    for test in parse_atom(atom).tests:
        if test.kind in ("onset", "trend", "side", "amount") or (test.kind == "severity" and test.word in ("worst", "mild")):
            values[test.kind] = test.word
        elif test.kind == "flag":
            flags.append(test.word)
    return Attributes.model_validate({**values, "flags": tuple(flags)})


def _with_who(patient: Patient, name: str, yes: bool) -> Patient:
    if name == "pregnant":
        return patient.model_copy(update={"pregnant": yes})
    if name == "postpartum":
        return patient.model_copy(update={"postpartum": yes})
    if " " in name or ":" in name or name in ("female", "male", "age"):
        return patient
    if yes:
        denied = tuple(other for other in patient.conditions_denied if other != name)
        return patient.model_copy(update={"conditions": tuple(dict.fromkeys((*patient.conditions, name))), "conditions_denied": denied})
    if name in patient.conditions:
        return patient.model_copy(
            update={
                "conditions": tuple(other for other in patient.conditions if other != name),
                "conditions_denied": (*patient.conditions_denied, name),
            }
        )
    return patient.model_copy(update={"conditions_denied": tuple(dict.fromkeys((*patient.conditions_denied, name)))})
