"""What the README shows is what happens. `python tests/test_readme.py --update` writes its examples anew."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from command_line import PROJECT, triage

README = PROJECT / "README.md"
EXAMPLE = re.compile(r"(?P<before><!-- example: (?P<command>.+?) -->\n```text\n)(?P<shown>.*?)(?P<after>^```$)", re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    return [(match["command"], match["shown"]) for match in EXAMPLE.finditer(README.read_text(encoding="utf-8"))]


def run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "triage", f"an example must begin with triage: {command}"
    outcome = triage(*arguments)
    return outcome.out + outcome.err


def without_hash(text: str) -> str:
    """The content hash changes with every edit of a word; all else in an example must be what is printed."""
    return re.sub(r"\([0-9a-f]{12}\)", "(hash)", text)


def update() -> int:
    """Write the output of every example into the README; give how many there are."""
    text = README.read_text(encoding="utf-8")
    README.write_text(EXAMPLE.sub(lambda match: f"{match['before']}{run(match['command'])}{match['after']}", text), encoding="utf-8")
    return len(examples())


@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command for command, _ in examples()])
def test_an_example_shows_what_the_command_prints(command: str, shown: str) -> None:
    assert without_hash(run(command)) == without_hash(shown), "run: python tests/test_readme.py --update"


def test_every_example_is_followed_by_its_output() -> None:
    assert len(examples()) == README.read_text(encoding="utf-8").count("<!-- example: ") >= 1


def commands_after(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.+?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"the README has no <!-- {mark} -->"
    return found[1]


def test_the_gate_runs_the_readmes_own_test_command() -> None:
    gate = (PROJECT / ".ci" / "run").read_text(encoding="utf-8") if (PROJECT / ".ci" / "run").is_file() else ""
    assert not gate or ("<!-- test command -->" in gate and "README.md" in gate)
    command = commands_after("test command")
    assert "\n" not in command
    assert "python3 -m venv" in command
    assert "pip install" in command
    assert "pytest" in command


def test_the_commands_to_start_are_one_line_each() -> None:
    text = README.read_text(encoding="utf-8")
    starts = [block for block in re.findall(r"```sh\n(.+?)\n```", text, re.DOTALL) if "venv" in block]
    assert len(starts) >= 2
    assert all("\n" not in block for block in starts)
    assert any(block.endswith("triage chat") for block in starts)


def test_the_python_example_runs() -> None:
    for block in re.findall(r"```python\n(.+?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})


def test_the_readme_says_what_it_is_not() -> None:
    text = README.read_text(encoding="utf-8")
    assert "not a medical device" in text
    assert "No clinician has reviewed it" in text
    assert "emergency number first" in text


@pytest.mark.parametrize("path", re.findall(r"`((?:triage|rules|lexicon|tests)/[\w./]*)`", README.read_text(encoding="utf-8")))
def test_every_path_that_is_named_exists(path: str) -> None:
    assert (PROJECT / path).exists()


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("use: python tests/test_readme.py --update")
    print(f"{update()} examples written")
