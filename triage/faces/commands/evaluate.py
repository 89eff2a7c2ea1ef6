"""`triage evaluate`: figures on labelled files, each with its counts, its 95 % interval and the misses by kind."""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

from triage.dialogue.assessor import Assessor
from triage.dialogue.measuring import (
    LEVEL_SETS,
    Result,
    crosswalk_by_code,
    measure_presence,
    measure_silence,
    measure_terms,
    measure_triage,
)
from triage.dialogue.stress import measure_speed, measure_typos
from triage.faces.input import InputError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage evaluate`."""
    kinds = parser.add_subparsers(dest="kind", metavar="kind", required=True)
    language = kinds.add_parser(
        "language",
        help="sentences with a concept and its presence, phrases with a term, or ordinary sentences without a symptom",
        description="FILE holds JSON lines: {text, phrase, present}, {sentence, concept, status}, {phrase, term, code} or {text}.",
    )
    language.add_argument("file", type=Path, metavar="FILE", help="a file of labelled rows, one JSON object a line")
    language.add_argument("--crosswalk", type=Path, metavar="TOML", help='a table from terms to concepts: "Backache" = ["back_pain"]')
    triage = kinds.add_parser(
        "triage",
        help="cases with a level",
        description="FILE holds JSON lines: {text, level | label, accept, age, sex, patient}. Under-triage is reported first.",
    )
    triage.add_argument("file", type=Path, metavar="FILE", help="a file of labelled rows, one JSON object a line")
    triage.add_argument("--levels", choices=sorted(LEVEL_SETS), help="the scale of the file's labels, where it is not ours")
    triage.add_argument("--assume-denied", action="store_true", help="take everything open as denied, as after a finished interview")
    triage.add_argument("--with-history", action="store_true", help="put the history (pmh) into the text")
    typos = kinds.add_parser(
        "typos", help="misspellings of the lexicon's own phrases", description="One typo in a word of five letters or more."
    )
    typos.add_argument("--sample", type=int, default=3000, metavar="N", help="how many phrases (3000)")
    speed = kinds.add_parser("speed", help="assessments a second on one core, long texts, memory", description="Times generated messages.")
    for kind in (language, triage, typos, speed):
        kind.add_argument("--misses", type=int, default=10, metavar="N", help="how many misses of each kind to show (10)")
        kind.add_argument("--content", type=Path, metavar="FOLDER", help="use another folder that holds lexicon/ and rules/")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines. Raises InputError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; check the file's name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8 and try again") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{path}, line {number}: not valid JSON: {error.msg}") from error
            if not isinstance(row, dict):
                raise InputError(f"{path}, line {number}: each line must be a JSON object")
            rows.append(row)
    if not rows:
        raise InputError(f"{path} holds no rows")
    return rows


def run(options: argparse.Namespace) -> int:
    """Run `triage evaluate`."""
    if options.kind in ("typos", "speed"):
        assessor = Assessor(content_folder=options.content)
        show(measure_typos(assessor, sample=options.sample) if options.kind == "typos" else measure_speed(assessor), options.misses)
        return 0
    rows = read_rows(options.file)
    assessor = Assessor(content_folder=options.content)
    if options.kind == "triage":
        if not {"text"} <= rows[0].keys() or not {"level", "label", "urgency"} & rows[0].keys():
            raise InputError(f"{options.file}: rows need text and level or label")
        result = measure_triage(
            rows, assessor, options.levels or "", assume_denied=options.assume_denied, with_history=options.with_history
        )
    else:
        result = _language(rows, assessor, options)
    show(result, options.misses)
    return 0


def show(result: Result, most: int) -> None:
    """Print figures, then the misses by kind."""
    for name, figure in result.figures:
        print(f"{name}: {figure}")
    for kind, lines in result.misses.items():
        print(f"\n{kind}: {len(lines)}")
        for line in list(dict.fromkeys(lines))[:most]:
            print(f"  {line}")


def _language(rows: list[dict[str, Any]], assessor: Assessor, options: argparse.Namespace) -> Result:
    keys = rows[0].keys()
    if {"phrase", "term"} <= keys:
        crosswalk: dict[str, list[str]] = crosswalk_by_code(assessor.content)
        if options.crosswalk is not None:
            try:
                crosswalk = tomllib.loads(options.crosswalk.read_text(encoding="utf-8"))
            except (OSError, tomllib.TOMLDecodeError) as error:
                raise InputError(f"{options.crosswalk}: cannot be used as a crosswalk: {error}") from error
        return measure_terms(rows, assessor, crosswalk)
    if {"text", "phrase", "present"} <= keys or {"sentence", "concept", "status"} <= keys:
        return measure_presence(rows, assessor)
    if "text" in keys:
        return measure_silence(rows, assessor)
    raise InputError(f"{options.file}: rows must have text, phrase, present; sentence, concept, status; phrase, term; or text")
