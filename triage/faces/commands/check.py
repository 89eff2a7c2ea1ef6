"""`triage check`: the lexicon and the rules are sound and every promise is proven, or a line for each fault."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from triage.content.check import faults
from triage.content.check_cases import case_cover
from triage.content.check_phrases import confusable_phrases
from triage.content.library import Content, load_content
from triage.content.location import content_root
from triage.engine.promises import broken_promises
from triage.engine.proof import Prover
from triage.engine.proof_rules import age_holes, left_to_self_care, shadowed, silent, unreachable
from triage.engine.triage import Engine

MOST_LINES = 40
AT_RISK = ("immunosuppressed", "recent_chemotherapy", "anticoagulated", "pregnant", "age < 3 months", "age >= 65", "medicine:alemtuzumab")
"""Persons for whom every concept must lead to an answer, and of whom it is told how much stays self-care."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage check`."""
    parser.add_argument("--release", action="store_true", help="also refuse drafts: rules that nobody has reviewed")
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="check another folder that holds lexicon/ and rules/")
    parser.add_argument("--proofs-only", action="store_true", help="only prove the promises of rules/invariants.toml")
    parser.add_argument(
        "--cases",
        type=Path,
        metavar="FOLDER",
        help="folder of cases to compare with the rules (default: tests/cases beside the content, if it is there)",
    )
    parser.add_argument("--notes", action="store_true", help="show what is no fault but worth a look, not only its number")


def run(options: argparse.Namespace) -> int:
    """Run `triage check`. Exit status 1 only for faults; notes are for reviewers."""
    started = perf_counter()
    content = load_content(options.content)
    found: dict[str, list[str]] = {}
    notes: dict[str, list[str]] = {}
    if not options.proofs_only:
        found["content"] = list(faults(content, release=options.release))
    engine = Engine(content)
    broken = [(promise, lines) for promise, lines in broken_promises(engine) if lines]
    found["promise"] = [line for _, lines in broken for line in lines]
    if not options.proofs_only:
        _check_rules(Prover(engine), found, notes)
        notes["confusable phrase"] = list(confusable_phrases(content))
        folder = options.cases or content_root(options.content) / "tests" / "cases"
        if folder.is_dir():
            _check_cases(folder, content, found, notes)
    total = sum(len(lines) for lines in found.values())
    _print_counts(content, total, options.proofs_only)
    proven = len(content.promises) - len(broken)
    print(f"{proven} promises proven over all cases, {len(broken) or 'none'} broken ({perf_counter() - started:.1f} s)")
    for kind, lines in notes.items():
        if lines:
            print(f"note: {len(lines)} x {kind}" + ("" if options.notes else " (--notes shows them)"))
    for lines in found.values():
        _print_some(lines)
    if options.notes:
        for kind, lines in notes.items():
            _print_some(f"note: {kind}: {line}" for line in lines)
    return 1 if total else 0


def _check_rules(prover: Prover, found: dict[str, list[str]], notes: dict[str, list[str]]) -> None:
    files = prover.content.files
    found["unreachable rule"] = list(unreachable(prover))
    found["age hole"] = list(age_holes(prover))
    found["silence"] = list(silent(prover, AT_RISK))
    shadows = list(shadowed(prover))
    found["same conditions"] = [
        f"{files[each.rule]}: rule {each.rule}: has the same conditions as {each.by}" for each in shadows if each.same
    ]
    notes["rule that never decides"] = [
        f"{each.rule} goes always with {each.by}, which is at least as urgent" for each in shadows if not each.same
    ]
    counts = left_to_self_care(prover, AT_RISK)
    notes["kind of person at risk"] = [f"{risk}: {number} concepts alone stay self-care" for risk, number in counts.items()]


def _check_cases(folder: Path, content: Content, found: dict[str, list[str]], notes: dict[str, list[str]]) -> None:
    cover = case_cover(folder, content)
    found["case"] = [*cover.no_such_rule, *cover.twice]
    notes[f"rule that none of {cover.cases} cases names as firing"] = list(cover.without_case)
    notes["rule without a near miss"] = list(cover.without_miss)


def _print_counts(content: Content, total: int, proofs_only: bool) -> None:
    if proofs_only:
        return
    phrases = sum(len(concept.phrases) for concept in content.concepts.values())
    print(
        f"{len(content.concepts)} concepts, {phrases} phrases, {len(content.rules)} rules, {len(content.bases)} base urgencies, "
        f"{len(content.medicines)} medicines, {len(content.risks)} risks: {total or 'no'} faults"
    )


def _print_some(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:MOST_LINES]:
        print(line)
    if len(every) > MOST_LINES:
        print(f"... and {len(every) - MOST_LINES} more")
