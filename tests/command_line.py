"""Runs `triage` as a person would, inside this process, so that hundreds of runs take seconds."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from triage.content.library import load_content
from triage.dialogue import prepared as preparing
from triage.faces.cli import main

PROJECT = Path(__file__).resolve().parent.parent
ready = functools.cache(preparing.prepared)
loaded = functools.cache(load_content)


@dataclass(frozen=True)
class Outcome:
    """What a run printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def triage(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
    """Run `triage` with these arguments; the content is made ready once for all runs."""
    out, err, given = io.BytesIO(), io.BytesIO(), io.BytesIO(stdin)
    streams = [io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in (out, err)]
    with (
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(given, encoding="utf-8")),
        mock.patch("triage.dialogue.assessor.prepared", ready),
        mock.patch("triage.faces.commands.explain.load_content", loaded),
        mock.patch("triage.faces.commands.medicine.load_content", loaded),
    ):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    return Outcome(status, out.getvalue().decode(), err.getvalue().decode())


def assess(text: str, *options: str) -> dict[str, Any]:
    """The JSON answer for one message."""
    outcome = triage("assess", *options, "--format", "json", "--", text)
    assert outcome.status == 0, outcome.err
    return outcome.json


def python(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run this Python in a process of its own, from the project's folder unless told otherwise."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, **{"cwd": PROJECT, **options})


def concepts(answer: dict[str, Any], *presences: str) -> set[str]:
    """The concepts of an answer that have one of these presences (by default those that count as had)."""
    wanted = presences or ("present", "unsure")
    return {finding["concept"] for finding in answer["findings"] if finding["presence"] in wanted}
