"""What is known at one moment: which concepts are had, denied or not known, with the findings that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from triage.content.atoms import Atom, parse_atom
from triage.content.library import Content
from triage.engine.person import PersonView
from triage.model.finding import Finding


class State:
    """Findings and patient as the rules see them, in three values.

    A finding that is had makes its concept and all above it true; a denied one makes its concept and all below it false, unless the
    same is had elsewhere. A denial that rests on a corrected misspelling counts for nothing: a guess may raise, never reassure.

    `answers` are yes (True) and no (False) to single atoms, as an interview gathers them. They fill in only what the findings leave
    open: a yes can make an atom true and a no make it false, but neither overrules what was said.
    """

    def __init__(
        self, findings: Sequence[Finding], person: PersonView, content: Content, answers: Mapping[str, bool] | None = None
    ) -> None:
        self.findings = findings
        self._answers = answers or {}
        self.answered = bool(answers)
        self.person = person
        self.had: dict[str, list[int]] = {}
        self.own: list[tuple[str, int]] = []
        denied: set[str] = set()
        ancestors, descendants = content.ancestors, content.descendants
        for number, finding in enumerate(findings):
            if finding.had:
                self.own.append((finding.concept, number))
                for concept in ancestors.get(finding.concept, (finding.concept,)):
                    self.had.setdefault(concept, []).append(number)
            elif finding.presence == "denied" and finding.corrected_from is None:
                denied.update(descendants.get(finding.concept, (finding.concept,)))
        self.present = frozenset(self.had)
        self.denied = denied.difference(self.had) if denied else denied
        self._truth: dict[str, bool | None] = {}

    def holds(self, atom: Atom) -> bool | None:
        """Whether an atom is true, false or not known."""
        if not atom.tests:
            return True if atom.concept in self.had else False if atom.concept in self.denied else None
        text = atom.text
        if text not in self._truth:
            self._truth[text] = self._work_out(atom)
        return self._truth[text]

    def _work_out(self, atom: Atom) -> bool | None:
        numbers = self.had.get(atom.concept)
        if numbers is None:
            return False if atom.concept in self.denied else None
        results = [atom.holds(self.findings[number].attributes) for number in numbers]
        if True in results or None not in results:
            return True in results
        answered = self._answers.get(atom.text)
        if answered is not None or not self._answers or len(atom.tests) == 1:
            return answered
        parts = [self.holds(parse_atom(f"{atom.concept}[{part}]")) for part in atom.text.partition("[")[2].rstrip("]").split(",")]
        return False if False in parts else True if None not in parts else None

    def evidence(self, atom: Atom) -> list[int]:
        """The findings that make an atom true."""
        return [
            number for number in self.had.get(atom.concept, ()) if not atom.tests or atom.holds(self.findings[number].attributes) is True
        ]
