"""`triage check`: the lexicon and the rules are sound, or a line for each fault."""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.content.check import faults
from triage.content.library import load_content


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage check`."""
    parser.add_argument("--release", action="store_true", help="also refuse drafts: rules that nobody has reviewed")
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="check another folder that holds lexicon/ and rules/")


def run(options: argparse.Namespace) -> int:
    """Run `triage check`."""
    content = load_content(options.content)
    found = list(faults(content, release=options.release))
    for fault in found:
        print(fault)
    phrases = sum(len(concept.phrases) for concept in content.concepts.values())
    print(
        f"{len(content.concepts)} concepts, {phrases} phrases, {len(content.rules)} rules, {len(content.bases)} base urgencies, "
        f"{len(content.medicines)} medicines, {len(content.risks)} risks: {len(found) or 'no'} faults"
    )
    return 1 if found else 0
