"""`triage explain`: all that the content says of a symptom, a rule or a medicine, with sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.content.errors import nearest
from triage.content.library import Content, load_content
from triage.faces.explaining import explain_concept, explain_medicine, explain_rule
from triage.faces.input import InputError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage explain`."""
    parser.add_argument(
        "name",
        nargs="+",
        metavar="NAME",
        help="a symptom (melena, or its label or lay name), a rule (cardiac.possible_heart_attack) or a medicine (Lemtrada)",
    )
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="use another folder that holds lexicon/ and rules/")


def run(options: argparse.Namespace) -> int:
    """Run `triage explain`."""
    print(explained(" ".join(options.name), load_content(options.content)), end="")
    return 0


def explained(name: str, content: Content) -> str:
    """Explain what a name stands for. Raises InputError that names the nearest one known."""
    wanted = " ".join(name.lower().split())
    identifier = wanted.replace(" ", "_")
    if identifier in content.concepts:
        return explain_concept(content.concepts[identifier], content)
    if wanted in content.rules:
        return explain_rule(content.rules[wanted], content)
    if wanted.startswith("base.") and wanted[5:] in content.concepts:
        return explain_concept(content.concepts[wanted[5:]], content)
    medicine = content.medicine_names.get(wanted) or content.medicine_names.get(identifier)
    if medicine in content.medicines:
        return explain_medicine(medicine, content)
    if medicine in content.medicine_classes:
        members = sorted(entry.label for entry in content.medicines.values() if medicine in entry.class_of)
        return f"{content.medicine_classes[medicine].label}: {', '.join(members)}\n"
    for concept in content.concepts.values():
        if wanted in (word.lower() for word in (concept.label, concept.lay, *concept.synonyms, *concept.phrases)):
            return explain_concept(concept, content)
    known = [*content.concepts, *content.rules, *content.medicine_names]
    raise InputError(f'nothing here is called "{name}"{nearest(identifier, known)} Try the plain name, such as: triage explain headache')
