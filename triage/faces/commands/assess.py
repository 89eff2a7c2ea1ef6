"""`triage assess`: one message, or a file of them, to urgency guidance as text, JSON or JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from triage.dialogue.assessor import Assessor
from triage.dialogue.receipt import receipt_of
from triage.faces.input import InputError, check_text, parse_medicine, parse_request, patient_from
from triage.faces.text import assessment_text, sections_text
from triage.model.patient import Patient

PROGRESS_EVERY = 500


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage assess`."""
    parser.add_argument(
        "text", nargs="?", metavar="TEXT", help="what the person says, in quotes; - or nothing reads it from standard input"
    )
    add_patient_options(parser)
    parser.add_argument(
        "--input", type=Path, metavar="FILE", help='a file with one JSON object a line: {"id": 1, "text": "...", "patient": {"age": 34}}'
    )
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), help="text for people (the default), json, or one JSON object a line"
    )
    parser.add_argument(
        "--assume-denied", action="store_true", help="take everything the text leaves open as denied, as after a finished interview"
    )
    parser.add_argument("--receipt", action="store_true", help="add the receipt: words, rules, sources, label lines, what would change it")
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="use another folder that holds lexicon/ and rules/")


def add_patient_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe the person."""
    person = parser.add_argument_group("the person (leave out what is not known)")
    person.add_argument("--age", type=_age, metavar="N", help="age in years; 0.1 is about five weeks")
    person.add_argument("--sex", choices=("female", "male"), help="sex at birth: it decides which illnesses are possible")
    person.add_argument("--pregnant", action="store_true", default=None, help="the person is pregnant")
    person.add_argument("--condition", action="append", metavar="ID", help="a known condition, such as diabetes; may be repeated")
    person.add_argument(
        "--medicine",
        action="append",
        metavar="NAME[@DAYS]",
        help="a medicine, with the days since the last dose: alemtuzumab@3; may be repeated",
    )
    person.add_argument("--region", metavar="US", help="country for telephone numbers: US, UK, CA, AU, ...")


def _age(text: str) -> float:
    try:
        age = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number of years, such as 34 (got {text})") from None
    if not 0 <= age <= 125:
        raise argparse.ArgumentTypeError(f"must be between 0 and 125 years (got {text})")
    return age


def patient_of(options: argparse.Namespace, assessor: Assessor) -> Patient:
    """Make the patient that the options describe."""
    region = options.region.upper() if options.region else None
    if region == "GB":
        region = "UK"
    if region is not None and region not in assessor.content.regions:
        raise InputError(f"--region {options.region} is not known; known: {', '.join(sorted(assessor.content.regions))}")
    return patient_from(
        age=options.age,
        sex=options.sex,
        pregnant=options.pregnant,
        conditions=tuple(options.condition or ()),
        medicines=tuple(parse_medicine(text) for text in options.medicine or ()),
        region=region,
    )


def run(options: argparse.Namespace) -> int:
    """Run `triage assess`."""
    if options.input is not None:
        if options.text is not None:
            raise InputError("give either TEXT or --input FILE, not both")
        return _assess_file(options)
    text = options.text
    if text is None or text == "-":
        if text is None and sys.stdin.isatty():
            raise InputError('say what the person feels, in quotes: triage assess "sore throat and fever"')
        text = read_bytes(sys.stdin.buffer.read(200_000), "standard input")
    text = check_text(from_terminal(text))
    assessor = Assessor(content_folder=options.content)
    assessment = assessor.assess(text, patient_of(options, assessor), assume_denied=options.assume_denied)
    if options.format == "json":
        print(json.dumps(assessment.model_dump(mode="json"), ensure_ascii=False, indent=2))
    elif options.format == "jsonl":
        print(assessment.model_dump_json())
    else:
        print(assessment_text(assessment, assessor.content), end="")
        if options.receipt:
            print(sections_text(receipt_of(assessment, assessor.content)), end="")
    return 0


def from_terminal(text: str) -> str:
    """Read an argument again as UTF-8 where the terminal was set to a narrower encoding; other text stays as it is."""
    with suppress(UnicodeError):
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    return text


def read_bytes(data: bytes, name: str) -> str:
    """Decode UTF-8 bytes. Raises InputError for anything else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 text (byte {error.start}); save it as UTF-8 and try again") from error


def _assess_file(options: argparse.Namespace) -> int:
    path: Path = options.input
    if options.format == "text":
        raise InputError("--input gives JSON lines; leave --format out or use --format jsonl")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; check the file's name") from error
    assessor = Assessor(content_folder=options.content)
    defaults = patient_of(options, assessor)
    failed = False
    for number, (answer, good) in enumerate(answers(data.split(b"\n"), assessor, defaults, assume_denied=options.assume_denied), start=1):
        failed = failed or not good
        print(answer)
        if number % PROGRESS_EVERY == 0 and sys.stderr.isatty():
            print(f"\r{number} lines", end="", file=sys.stderr, flush=True)
    return 1 if failed else 0


def answers(lines: Iterable[bytes], assessor: Assessor, defaults: Patient, *, assume_denied: bool) -> Iterable[tuple[str, bool]]:
    """Assess JSON lines one by one, each with whether it was good; a bad line gives {"id": ..., "error": ...} and the run goes on."""
    for line in lines:
        if not line.strip():
            continue
        identifier: Any = None
        try:
            text = read_bytes(line, "the line")
            identifier = _identifier(text)
            request = parse_request(text)
            patient = _joined(request.patient, defaults)
            if patient.region is not None and patient.region not in assessor.content.regions:
                raise InputError(f'"patient.region": {patient.region} is not known; known: {", ".join(sorted(assessor.content.regions))}')
            assessment = assessor.assess(request.text, patient, assume_denied=assume_denied, request_id=request.id)
            yield assessment.model_dump_json(), True
        except InputError as error:
            yield json.dumps({"id": identifier, "error": str(error)}, ensure_ascii=False), False


def _identifier(text: str) -> Any:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    identifier = data.get("id") if isinstance(data, dict) else None
    return identifier if isinstance(identifier, str | int) and not isinstance(identifier, bool) else None


def _joined(patient: Patient, defaults: Patient) -> Patient:
    """Fill what a line leaves out from the options."""
    if defaults == Patient():
        return patient
    update = {name: value for name, value in defaults if value not in (None, (), False) and getattr(patient, name) in (None, (), False)}
    return patient.model_copy(update=update)
