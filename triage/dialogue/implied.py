"""What one answer about a finding says of other questions: more than three days is also more than one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from triage.content.atoms import Atom, Test, compare

_ORDER = {"mild": 0, "moderate": 1, "severe": 2, "worst": 3}


class Implied:
    """The atoms of all rules by concept, to draw conclusions from one answer to the others."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self._atoms: dict[str, list[Atom]] = defaultdict(list)
        for atom in {atom.text: atom for atom in atoms if len(atom.tests) == 1}.values():
            self._atoms[atom.concept].append(atom)

    def by(self, text: str, *, yes: bool) -> dict[str, bool]:
        """Give the other atoms that an answer settles, each with yes (True) or no.

        A yes to "for >= 72 hours" settles "for >= 24 hours" too; a no settles "for >= 10 days".
        """
        found: dict[str, bool] = {}
        mine = next((atom for atoms in self._atoms.values() for atom in atoms if atom.text == text), None)
        if mine is None:
            return found
        for other in self._atoms[mine.concept]:
            if other.text != text:
                value = follows(mine.tests[0], other.tests[0], yes=yes)
                if value is not None:
                    found[other.text] = value
        return found


def follows(said: Test, other: Test, *, yes: bool) -> bool | None:
    """Whether one test settles another of the same kind; None where it does not.

    >>> follows(Test("for", "", ">=", 72), Test("for", "", ">=", 24), yes=True)
    True
    >>> follows(Test("for", "", ">=", 72), Test("for", "", ">=", 24), yes=False) is None
    True
    """
    if said.kind != other.kind:
        return None
    if said.kind == "severity" and said.word in ("severe", "worst") and other.word in ("severe", "worst"):
        if yes:
            return True if _ORDER[other.word] <= _ORDER[said.word] else None
        return False if _ORDER[other.word] >= _ORDER[said.word] else None
    if said.kind not in ("for", "count", "value", "pain"):
        return None
    # What is known now: the value lies on one side of a limit.
    above = (said.operator in (">=", ">")) == yes
    closed = (said.operator in (">=", "<=")) == yes
    limit = said.number
    upward = other.operator in (">=", ">")
    if above:
        if limit > other.number or (limit == other.number and (not closed or other.operator in (">=", "<"))):
            return upward
        return None
    if limit < other.number or (limit == other.number and (not closed or compare(limit, other.operator, other.number) != upward)):
        return not upward
    return None
