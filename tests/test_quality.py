"""Lint and types, as tests, so that one command shows everything."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from command_line import PROJECT, python


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is missing: pip install -e '.[dev]'"
    return found


def test_ruff_finds_nothing() -> None:
    outcome = python("-m", "ruff", "check", "--no-cache", "--output-format", "concise", ".")
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr


def test_mypy_strict_finds_nothing(tmp_path: Path) -> None:
    cache = PROJECT / ".mypy_cache"
    outcome = python("-m", "mypy", "--cache-dir", str(cache if cache.is_dir() else tmp_path))
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr


@pytest.mark.parametrize("path", sorted((PROJECT / "triage").rglob("*.py")), ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_stays_readable(path: Path) -> None:
    """Past 400 lines a file is two things; names that say nothing are not used."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert path.stem not in ("utils", "util", "helpers", "common", "manager", "base", "misc")


def test_the_top_level_is_fixed() -> None:
    names = {path.name for path in PROJECT.iterdir() if not path.name.startswith((".", "_")) and path.name not in ("build", "dist")}
    assert {name for name in names if not name.endswith(".egg-info")} <= {
        "triage",
        "rules",
        "lexicon",
        "tests",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "uv.lock",
        "snapshot_report.html",
    }
