"""What is shipped: the wheel carries lexicon and rules and answers from an empty folder; nothing stale lies in the source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from command_line import PROJECT, python

CONTENT = sorted(path.relative_to(PROJECT) for name in ("lexicon", "rules") for path in (PROJECT / name).rglob("*") if path.is_file())
CODE = sorted(
    path.relative_to(PROJECT) for path in (PROJECT / "triage").rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, and the wheel that was built from that archive."""
    folder = tmp_path_factory.mktemp("built")
    outcome = python("-m", "build", "--no-isolation", "--outdir", str(folder), str(PROJECT), cwd=folder)
    assert outcome.returncode == 0, outcome.stdout[-2000:] + outcome.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed") / "packages"
    outcome = python(
        "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--target", str(target), str(wheel)
    )
    assert outcome.returncode == 0, outcome.stderr
    return target


def run_installed(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "TRIAGE_CACHE": str(installed.parent / "cache")}
    return python(*arguments, cwd=folder, env=environment)


def test_the_wheel_carries_code_lexicon_and_rules_as_they_are(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in CONTENT:
            name = f"triage/_content/{path.as_posix()}"
            assert name in names
            assert archive.read(name) == (PROJECT / path).read_bytes(), f"stale copy: {path}"
        for path in CODE:
            assert archive.read(path.as_posix()) == (PROJECT / path).read_bytes(), f"stale copy: {path}"


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    expected = {f"triage/_content/{path.as_posix()}" for path in CONTENT} | {path.as_posix() for path in CODE}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_needs_what_the_product_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    needed = {
        line.split(":")[1].split(">")[0].split("=")[0].split("<")[0].strip()
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist") and "extra ==" not in line
    }
    assert needed == {"platformdirs", "pydantic", "rapidfuzz", "spacy", "textual"}
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: >=3.11" in metadata


def test_the_source_archive_holds_the_tests(built: Path) -> None:
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for path in (
        *CONTENT,
        *CODE,
        Path("README.md"),
        Path("LICENSE"),
        Path("pyproject.toml"),
        Path("tests/conftest.py"),
        Path("tests/test_packaging.py"),
    ):
        assert path.as_posix() in names
    assert {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "tests" / "cases").glob("*.toml")} <= names
    assert not any("__pycache__" in name or name.startswith((".git/", "shared")) for name in names)


def test_the_installed_wheel_answers_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    outcome = run_installed(
        installed, tmp_path, "-m", "triage", "assess", "black, tarry stools and I feel faint", "--age", "63", "--format", "json"
    )
    assert outcome.returncode == 0, outcome.stderr
    answer = json.loads(outcome.stdout)
    assert answer["urgency"] == "emergency"
    content = installed / "triage" / "_content"
    live = python(
        "-m", "triage", "assess", "black, tarry stools and I feel faint", "--age", "63", "--format", "json", "--content", str(content)
    )
    assert json.loads(live.stdout) == answer


def test_the_installed_wheel_reads_its_own_content(installed: Path, tmp_path: Path) -> None:
    code = "import triage, triage.content.location as here; print(triage.__file__); print(here.content_root())"
    outcome = run_installed(installed, tmp_path, "-c", code)
    package, content = (Path(line) for line in outcome.stdout.split())
    assert package == installed / "triage" / "__init__.py"
    assert content == installed / "triage" / "_content"
    assert run_installed(installed, tmp_path, "-m", "triage", "check").returncode == python("-m", "triage", "check").returncode


def test_the_source_tree_holds_no_copy_of_the_content() -> None:
    """An editable install reads the live folders; a copy inside the package would be read instead of them."""
    assert not (PROJECT / "triage" / "_content").exists()
    code = "from triage.content.location import content_root; print(content_root())"
    assert Path(python("-c", code).stdout.strip()) == PROJECT


def test_the_script_starts_the_command_line() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"triage": "triage.faces.cli:main"}
    script = Path(sys.executable).parent / "triage"
    if script.exists():
        assert subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout.startswith("triage ")
