"""`triage medicine`: a medicine's profile, or the answer to one question about it."""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.content.errors import nearest
from triage.content.library import load_content
from triage.faces.explaining import explain_medicine
from triage.faces.input import InputError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage medicine`."""
    parser.add_argument("name", nargs="+", metavar="NAME", help="generic name or brand, such as alemtuzumab or Coumadin")
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="use another folder that holds lexicon/ and rules/")


def run(options: argparse.Namespace) -> int:
    """Run `triage medicine`."""
    content = load_content(options.content)
    name = " ".join(options.name)
    identifier = content.medicine_names.get(name.lower())
    if identifier not in content.medicines:
        known = [key for key, value in content.medicine_names.items() if value in content.medicines]
        raise InputError(f'no medicine here is called "{name}"{nearest(name.lower(), known)}')
    print(explain_medicine(identifier, content), end="")
    return 0
