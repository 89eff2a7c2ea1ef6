"""Conversations on disk: one file each in the platform's data folder, readable by its owner only, a line at each event.

A line is written and flushed before the reply is shown, so that a killed program loses nothing. A file that no program closed is taken
up again. Nobody else writes the person's words anywhere.

    SessionError (an OSError)
    └── the conversation cannot be kept on this disk
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from platformdirs import user_data_path

from triage.dialogue.events import Event, dump, parse
from triage.model.patient import Patient

# Windows has no advisory locks of this kind.
_LOCKS: Any = importlib.import_module("fcntl") if os.name == "posix" else None

FOLDER = "sessions"
SUFFIX = ".jsonl"


class SessionError(OSError):
    """The conversation cannot be kept; the message says why."""


def sessions_folder() -> Path:
    """Where conversations are kept."""
    return Path(user_data_path("symptom-triage", appauthor=False)) / FOLDER


class Session:
    """One conversation on disk, or only in memory where nothing may be saved.

    `patient` is what was known before the first word, `events` what was on disk when it was opened.
    """

    def __init__(self, path: Path | None, patient: Patient, events: Sequence[Event] = (), *, handle: int | None = None) -> None:
        self.path = path
        self.patient = patient
        self.events: tuple[Event, ...] = tuple(events)
        self._handle = handle

    @property
    def resumed(self) -> bool:
        """Whether there is an earlier part."""
        return bool(self.events)

    @classmethod
    def unsaved(cls, patient: Patient | None = None) -> Session:
        """A conversation that leaves no trace on disk."""
        return cls(None, patient or Patient())

    @classmethod
    def start(cls, folder: Path, patient: Patient | None = None) -> Session:
        """Begin a new file. Raises SessionError."""
        patient = patient or Patient()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = folder / f"{stamp}-{secrets.token_hex(3)}{SUFFIX}"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        except OSError as error:
            raise SessionError(f"{folder}: conversations cannot be kept here: {error.strerror}; use --no-save") from error
        _lock(handle)
        session = cls(path, patient, handle=handle)
        session._write({"kind": "session", "version": 1, "patient": patient.model_dump(mode="json", exclude_defaults=True)})
        return session

    @classmethod
    def resume(cls, folder: Path, *, closed_too: bool = False) -> Session | None:
        """Take up the newest conversation that was not closed and that no running program holds; None where there is none."""
        for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
            try:
                handle = os.open(path, os.O_RDWR | os.O_APPEND)
            except OSError:
                continue
            if not _lock(handle):
                os.close(handle)
                continue
            found = _read(path)
            if found is not None and found[1] and (closed_too or not found[2]):
                _end_torn_line(path, handle)
                return cls(path, found[0], found[1], handle=handle)
            os.close(handle)
            if found is not None and not found[1]:
                with contextlib.suppress(OSError):
                    path.unlink()
        return None

    def add(self, event: Event) -> None:
        """Write an event to disk before anything else is done with it."""
        if self._handle is not None:
            self._put(dump(event))

    def close(self) -> None:
        """Close the conversation, so that it is not taken up again by itself."""
        if self._handle is not None:
            self._write({"kind": "closed"})
            self._release()

    def clear(self) -> None:
        """Delete the conversation from disk."""
        self._release()
        if self.path is not None:
            self.path.unlink(missing_ok=True)
            self.path = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._release()

    def _release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, data: dict[str, Any]) -> None:
        self._put(json.dumps(data, ensure_ascii=False))

    def _put(self, line: str) -> None:
        if self._handle is None:
            return
        try:
            os.write(self._handle, (line + "\n").encode("utf-8"))
            os.fsync(self._handle)
        except OSError as error:
            raise SessionError(f"{self.path}: cannot be written: {error.strerror}") from error


def _read(path: Path) -> tuple[Patient, list[Event], bool] | None:
    """Read a file: the patient, the events, and whether it was closed. A torn last line is left out; a spoilt file gives None."""
    try:
        lines = path.read_bytes().decode("utf-8", errors="replace").split("\n")
    except OSError:
        return None
    patient = Patient()
    events: list[Event] = []
    closed = False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if number == 0:
                patient = Patient.model_validate(data.get("patient", {}))
            elif data.get("kind") == "closed":
                closed = True
            else:
                events.append(parse(line))
                closed = False
        except (ValueError, AttributeError):
            if number >= len(lines) - 1:
                break
            return None
    return patient, events, closed


def _end_torn_line(path: Path, handle: int) -> None:
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        os.ftruncate(handle, data.rfind(b"\n") + 1)


def _lock(handle: int) -> bool:
    if _LOCKS is None:
        return True
    try:
        _LOCKS.flock(handle, _LOCKS.LOCK_EX | _LOCKS.LOCK_NB)
    except OSError:
        return False
    return True


def clear_all(folder: Path) -> int:
    """Delete every conversation; gives how many."""
    found = list(folder.glob(f"*{SUFFIX}"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
