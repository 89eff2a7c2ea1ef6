"""Reads what programs and people hand in: options of the command line and JSON objects; every fault is one clear line.

InputError (a ValueError)
└── what is wrong with the input and how to mend it
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from triage.content.errors import nearest
from triage.model.patient import MedicineUse, Patient

MAXIMUM_CHARACTERS = 100_000
PATIENT_KEYS = tuple(Patient.model_fields)


class InputError(ValueError):
    """The input cannot be used; the message says why and how to mend it."""


class Request(BaseModel):
    """One line of a JSONL file: an id, a text and a patient."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | int | None = None
    text: str
    patient: Patient = Patient()


def check_text(text: str) -> str:
    """Refuse text that is no message: too long, or binary."""
    if len(text.encode("utf-8", errors="surrogatepass")) >= MAXIMUM_CHARACTERS:
        raise InputError(
            f"the text is {len(text):,} characters long; the most is {MAXIMUM_CHARACTERS - 1:,} bytes: send the part about the symptoms"
        )
    if "\0" in text:
        raise InputError("the text holds binary data; send plain UTF-8 text")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise InputError("the text is not valid UTF-8; save it as UTF-8 and try again")
    return text


def parse_request(line: str) -> Request:
    """Read one line of a JSONL file. Raises InputError."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON at column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise InputError("not valid JSON: nested too deeply") from error
    if not isinstance(data, dict):
        raise InputError('each line must be a JSON object such as {"id": 1, "text": "..."}')
    try:
        request = Request.model_validate(data)
    except ValidationError as error:
        raise InputError(first_fault(error)) from error
    check_text(request.text)
    return request


def first_fault(error: ValidationError) -> str:
    """Say the first fault of a validation in one line, with the nearest known key."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"])
    key = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        known = (
            ("name", "last_dose_days_ago")
            if "medicines" in fault["loc"]
            else PATIENT_KEYS
            if "patient" in fault["loc"]
            else ("id", "text", "patient")
        )
        return f'unknown key "{place}"{nearest(key, known)} Known here: {", ".join(known)}.'
    if fault["type"] == "missing":
        return f'the key "{place}" is missing'
    value = fault.get("input")
    shown = f" (got {value!r})" if isinstance(value, int | float | str | bool) and len(str(value)) < 40 else ""
    return f'"{place}": {fault["msg"][0].lower()}{fault["msg"][1:]}{shown}'


def parse_medicine(text: str) -> MedicineUse:
    """Read NAME or NAME@DAYS_SINCE_LAST_DOSE."""
    name, at, days = text.rpartition("@")
    if not at:
        name, days = text, ""
    try:
        return MedicineUse(name=name, last_dose_days_ago=float(days) if days else None)
    except ValueError as error:
        raise InputError(f'--medicine "{text}" must be NAME or NAME@DAYS_SINCE_LAST_DOSE, for example alemtuzumab@3') from error


def patient_from(**fields: Any) -> Patient:
    """Make a patient from options. Raises InputError that names the option."""
    try:
        return Patient(**{name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(f"--{fault['loc'][0]}: {fault['msg'][0].lower()}{fault['msg'][1:]} (got {fault.get('input')!r})") from error
