"""`triage`: the command line. Bad input gets one clear line and exit status 2; nothing a person types ends in a traceback."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from triage import __version__
from triage.content.errors import ContentError, nearest
from triage.faces.input import InputError

COMMANDS = {
    "chat": "Talk about symptoms in a chat on this screen.",
    "assess": "Say how urgent it is, for one message or a file of them.",
    "explain": "Show all that is known here about a symptom, a rule or a medicine, with sources.",
    "medicine": "Show a medicine's profile: warnings, windows, monitoring, facts.",
    "check": "Check the lexicon and the rules, and prove the safety promises.",
    "evaluate": "Measure on files of labelled sentences or cases.",
}
DESCRIPTION = """\
Symptom triage in plain words. Type what you or your patient feel; it says how urgent that is, what to do now, and why.

It is not a medical device, it makes no diagnosis, and no clinician has reviewed it.
If somebody may be in danger now, call your local emergency number first.
"""
EXAMPLES = """\
examples:
  triage chat
  triage assess "black, tarry stools and I feel faint" --age 63 --sex male
  triage assess "fever and sore throat" --medicine alemtuzumab@30 --region US
  triage assess --input calls.jsonl --format jsonl > answers.jsonl
  triage explain melena
"""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says how to mend them."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Refuse what is not known here and now, where the options that it may have been meant for are known too."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Print one line and end with status 2."""
        if message.startswith("unrecognized arguments: "):
            option = message.removeprefix("unrecognized arguments: ").split()[0]
            known = [name for action in self._actions for name in action.option_strings]
            message = f"unknown option or extra word {option}{nearest(option, known)} (quote the whole message if it has spaces)"
        elif "invalid choice" in message and "argument command" in message:
            word = message.split("'")[1]
            message = f"there is no command {word}{nearest(word, COMMANDS)} Commands: {', '.join(COMMANDS)}."
        print(f"triage: {message}; see triage --help", file=sys.stderr)
        raise SystemExit(2)


def parser() -> Parser:
    """Make the parser of all commands."""
    top = Parser(
        prog="triage", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=f"triage {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", required=True, parser_class=Parser)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name, help=purpose, description=purpose, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        module = import_module(f"triage.faces.commands.{name}")
        module.add_options(command)
        command.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `triage` and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (InputError, ContentError) as error:
        print(f"triage: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("triage: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return status
