"""Import hygiene: what is not needed is not loaded, and imports go down only."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from command_line import PROJECT, python

LOADED = "; import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded_after(code: str) -> set[str]:
    outcome = python("-c", code + LOADED)
    assert outcome.returncode == 0, outcome.stderr
    return set(outcome.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_neither_spacy_nor_textual() -> None:
    assert loaded_after("import triage").isdisjoint({"spacy", "textual", "rapidfuzz", "pydantic", "thinc"})


def test_the_models_need_neither_spacy_nor_textual() -> None:
    code = "import triage; triage.Patient(age=3), triage.Finding, triage.Assessment, triage.Urgency, triage.MedicineUse"
    assert loaded_after(code).isdisjoint({"spacy", "textual", "rapidfuzz"})


@pytest.mark.parametrize("words", ["assess", "explain", "check", "medicine", "evaluate", "chat"])
def test_help_waits_for_neither_spacy_nor_textual(words: str) -> None:
    code = f"from triage.faces.cli import main\ntry: main([{words!r}, '--help'])\nexcept SystemExit: pass\nprint()"
    loaded = loaded_after(f"exec({code!r})")
    assert loaded.isdisjoint({"spacy", "textual"})


@pytest.mark.parametrize("form", ["text", "json"])
def test_assess_does_not_load_textual_or_the_network(form: str) -> None:
    loaded = loaded_after(f"from triage.faces.cli import main; main(['assess', 'a cough', '--format', {form!r}])")
    assert loaded.isdisjoint({"textual", "textual_serve", "aiohttp"})


def test_explain_and_check_do_not_load_textual() -> None:
    assert "textual" not in loaded_after("from triage.faces.cli import main; main(['explain', 'melena'])")


def test_every_public_name_is_there() -> None:
    import triage

    for name in triage.__all__:
        assert getattr(triage, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Asessor'"):
        _ = triage.Asessor


def test_import_contracts_hold_and_are_sentences() -> None:
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which("lint-imports")
    assert tool, "import-linter is missing: pip install -e '.[dev]'"
    outcome = python(tool)
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr
    assert " KEPT" in outcome.stdout
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    names = [
        line.partition('"')[2].rstrip('"') for line in text.splitlines() if line.startswith("name = ") and " " in line.partition('"')[2]
    ]
    assert all(len(name.split()) >= 4 for name in names)


def test_python_m_triage_and_the_script_are_the_same() -> None:
    assert python("-m", "triage", "--version").stdout == python("-c", "from triage.faces.cli import main; main(['--version'])").stdout
