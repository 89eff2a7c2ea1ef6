"""Mutation run: take away or blunt each emergency and urgent rule, and see whether a case or a promise notices.

    python tests/mutation.py                removals and raised thresholds, survivors by name
    python tests/mutation.py --removals     removals only
    python tests/mutation.py --rule gastrointestinal.bleed_with_shock

A case notices if it names the rule as firing and it no longer does, or if its level no longer holds. A promise notices if its proof fails.
A blunted rule is harmless if other rules keep the level wherever it no longer fires.
Every case is read once; a changed rule is judged only in the cases in which the written one fired, since elsewhere it can change nothing.
"""

# ruff: noqa: E402 - run as a script, it finds the package beside itself
from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from case_files import Case, cases

from triage.content.invariant_shapes import Promise
from triage.content.library import Content
from triage.content.shapes import Rule
from triage.dialogue.assessor import Assessor
from triage.engine.promises import judged
from triage.engine.proof import Prover, judge
from triage.engine.proof_rules import least_states
from triage.engine.rulebook import ReadyRule, RuleBook
from triage.engine.state import State
from triage.engine.triage import Engine
from triage.engine.verdict import LOW, NOW, verdict
from triage.model.urgency import RANK

RED_FLAGS = ("emergency", "urgent")
_NUMBER = re.compile(r"(>=|<=|>|<)\s*([0-9.]+)")


@dataclass
class ReadCase:
    """A case as it was read and assessed, with the rank of each rule that fired."""

    stem: str
    case: Case
    state: State
    fired: dict[str, int]

    def notices(self, rule: str) -> bool:
        """Whether this case would fail if that rule did not fire."""
        if self.case.rule == rule and self.case.fires:
            return True
        level = max((rank for name, rank in self.fired.items() if name != rule), default=0)
        wanted = self.case.urgency or self.case.at_least
        return wanted is not None and level < RANK[wanted] <= self.fired[rule]


@dataclass(frozen=True)
class Mutant:
    """A changed rule (None: taken away) and what was changed."""

    rule: str
    change: str
    written: Rule | None


@dataclass
class Survey:
    """All cases read once, and the promises that rely on each rule."""

    assessor: Assessor
    by_rule: dict[str, list[ReadCase]] = field(default_factory=lambda: defaultdict(list))
    promises: dict[str, list[Promise]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def prover(self) -> Prover:
        """Proves about the rules as they are written."""
        return Prover(self.assessor.engine)

    @classmethod
    def of(cls, assessor: Assessor, chosen: Iterable[tuple[str, Case]] | None = None) -> Survey:
        """Read the cases (by default all) and prove the promises."""
        survey = cls(assessor)
        engine = assessor.engine
        for stem, case in cases() if chosen is None else chosen:
            message = assessor.reader.read(case.text)
            person = assessor.known(message.facts.patient(case.patient))
            answer = engine.assess(message.findings, person, not_understood=message.not_understood, ask=message.ask)
            fired = {reason.rule: reason.urgency.rank for reason in answer.reasons}
            read = ReadCase(stem, case, State(message.findings, engine._person(person), assessor.content), fired)
            for rule in fired:
                survey.by_rule[rule].append(read)
        for promise in assessor.content.promises:
            if promise.kind == "floor":
                for rule in survey.prover.relied_on(promise):
                    survey.promises[rule].append(promise)
        return survey

    def noticed_by(self, mutant: Mutant) -> str | None:
        """Say what notices a mutant; None: it survives."""
        content = self.assessor.content
        changed = _ready(mutant.written, content) if mutant.written else None
        for read in self.by_rule.get(mutant.rule, ()):
            if read.notices(mutant.rule) and (changed is None or verdict(changed, read.state) not in (LOW, NOW)):
                return f"case {read.stem}-{read.case.name}"
        for promise in self.promises.get(mutant.rule, ()):
            if changed is None or any(judged(promise, Prover(_engine(content, mutant)))):
                return f"promise {promise.id}"
        return None

    def harmless(self, mutant: Mutant) -> bool:
        """Whether other rules keep the level wherever the changed rule no longer fires and the written one did (as far as tried)."""
        content, engine = self.assessor.content, self.assessor.engine
        written = next(rule for rule in engine.book.rules if rule.id == mutant.rule)
        changed = _ready(mutant.written, content) if mutant.written else None
        for state in islice(least_states(written, self.prover), 400):
            if changed is not None and verdict(changed, state) in (LOW, NOW):
                continue
            if not any(rule.rank >= written.rank and rule is not written for rule, _ in judge(engine, state, at_least=written.rank)):
                return False
        return True


def _ready(rule: Rule, content: Content) -> ReadyRule:
    book = RuleBook(replace(content, rules={rule.id: rule}, bases={}))
    return (book.rules or book.over_systems)[0]


def _engine(content: Content, mutant: Mutant) -> Engine:
    rules = {name: rule for name, rule in content.rules.items() if name != mutant.rule}
    if mutant.written is not None:
        rules[mutant.rule] = mutant.written
    return Engine(replace(content, rules=rules))


def red_flags(content: Content) -> list[Rule]:
    """The rules whose loss could cost a life."""
    return [rule for rule in content.rules.values() if rule.urgency in RED_FLAGS and rule.systems_at_least is None]


def removal(rule: Rule) -> Mutant:
    """The rule taken away."""
    return Mutant(rule.id, "taken away", None)


def blunted(rule: Rule) -> Iterator[Mutant]:
    """The rule made harder to fire: each number moved, each count raised, each alternative dropped."""
    for key in ("all", "any", "unless_denied", "who", "who_any", "who_unless_ruled_out"):
        atoms: tuple[str, ...] = getattr(rule, key)
        for place, atom in enumerate(atoms):
            for moved in _moved(atom):
                yield Mutant(
                    rule.id, f"{key}: {atom} -> {moved}", rule.model_copy(update={key: (*atoms[:place], moved, *atoms[place + 1 :])})
                )
            if key not in ("all", "who") and len(atoms) > 1:
                yield Mutant(rule.id, f"{key}: {atom} dropped", rule.model_copy(update={key: (*atoms[:place], *atoms[place + 1 :])}))
    if rule.at_least:
        of = rule.at_least.of
        if rule.at_least.count < len(of):
            yield Mutant(
                rule.id,
                "at_least: count + 1",
                rule.model_copy(update={"at_least": rule.at_least.model_copy(update={"count": rule.at_least.count + 1})}),
            )
        for place, atom in enumerate(of):
            if len(of) > rule.at_least.count:
                fewer = rule.at_least.model_copy(update={"of": (*of[:place], *of[place + 1 :])})
                yield Mutant(rule.id, f"at_least: {atom} dropped", rule.model_copy(update={"at_least": fewer}))


def _moved(atom: str) -> Iterator[str]:
    """Move a number of a condition so that fewer meet it.

    >>> list(_moved("pyrexia[value >= 38]")), list(_moved("age < 3 months")), list(_moved("melena"))
    (['pyrexia[value >= 39.9]'], ['age < 2.4 months'], [])
    """
    match = _NUMBER.search(atom)
    if match:
        number = float(match.group(2))
        narrow = 0.05 if "value" in atom else 0.2
        moved = number * (1 + narrow) if match.group(1).startswith(">") else number * (1 - narrow)
        yield f"{atom[: match.start(2)]}{round(moved, 3):g}{atom[match.end(2) :]}"


def kind_of(change: str) -> str:
    """Sort a change into a kind for the summary."""
    return (
        "removal"
        if change == "taken away"
        else "number"
        if "->" in change
        else "count"
        if "count" in change
        else "alternative " + change.split(":")[0]
    )


def main() -> int:
    """Run all mutants and print those that nobody noticed."""
    parser = argparse.ArgumentParser(description="Mutation run over the emergency and urgent rules.")
    parser.add_argument("--removals", action="store_true", help="only take rules away")
    parser.add_argument("--rule", action="append", metavar="ID", help="only this rule (may be given more than once)")
    parser.add_argument("--most", type=int, default=60, help="so many survivors of each kind are printed (default 60)")
    options = parser.parse_args()
    survey = Survey.of(Assessor())
    rules = [rule for rule in red_flags(survey.assessor.content) if not options.rule or rule.id in options.rule]
    total: Counter[str] = Counter()
    harmless: Counter[str] = Counter()
    survivors: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for mutant in (removal(rule), *(() if options.removals else blunted(rule))):
            kind = kind_of(mutant.change)
            total[kind] += 1
            if survey.noticed_by(mutant) is None:
                if mutant.written is not None and survey.harmless(mutant):
                    harmless[kind] += 1
                    continue
                survivors[kind].append(f"{rule.id} ({rule.urgency}): {mutant.change}")
    for kind, count in total.items():
        seen = count - len(survivors[kind]) - harmless[kind]
        print(f"{kind}: {seen} of {count} noticed, {harmless[kind]} harmless, {len(survivors[kind])} survive")
        for line in survivors[kind][: options.most]:
            print("  " + line)
    return 1 if survivors["removal"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
