"""`triage chat`: the interview on the screen, line by line, or in a browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from triage.faces.commands.assess import add_patient_options, patient_of
from triage.faces.input import InputError
from triage.faces.sessions import Session, SessionError, clear_all, sessions_folder
from triage.model.patient import Patient

PORT = 8711


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `triage chat`."""
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--plain", action="store_true", help="line by line, for screen readers, pipes and simple terminals")
    modes.add_argument("--served", action="store_true", help=argparse.SUPPRESS)
    modes.add_argument("--web", action="store_true", help="in a browser on this computer; must not be exposed to a network")
    keep = parser.add_argument_group("what is kept (on this computer only, readable by you only)")
    keep.add_argument("--no-save", action="store_true", help="keep nothing on disk")
    keep.add_argument("--new", action="store_true", help="begin anew instead of taking up a conversation that was cut off")
    keep.add_argument("--resume", action="store_true", help="take up the last conversation even if it was ended")
    keep.add_argument("--clear", action="store_true", help="delete all kept conversations and end")
    add_patient_options(parser)
    parser.add_argument("--theme", choices=("dark", "light"), help="colours of the screen")
    parser.add_argument("--content", type=Path, metavar="FOLDER", help="use another folder that holds lexicon/ and rules/")
    web = parser.add_argument_group("with --web")
    web.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"port on this computer (default {PORT})")
    web.add_argument("--sessions", type=_positive, default=4, metavar="N", help="how many people may chat at once (default 4)")
    web.add_argument("--idle-minutes", type=_positive, default=20, metavar="N", help="end a chat after so long without a word (default 20)")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"must be a port from 0 to 65535 (got {text})")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 (got {text})")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Run `triage chat`."""
    if options.clear:
        number = clear_all(sessions_folder())
        sys.stdout.write(f"{number} conversation{'' if number == 1 else 's'} deleted.\n")
        return 0
    if options.web:
        return _web(options)
    if options.served:
        return _screen(options)
    if options.plain or not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("TERM") == "dumb":
        return _plain(options)
    return _screen(options)


def _web(options: argparse.Namespace) -> int:
    try:
        from triage.faces.web import serve
    except ImportError as error:
        raise InputError("the browser mode needs one more package: pip install 'symptom-triage[web]'") from error
    try:
        return serve(options)
    except OSError as error:
        raise InputError(f"port {options.port} cannot be used: {error.strerror}; choose another with --port") from error


def _screen(options: argparse.Namespace) -> int:
    from triage.faces.terminal.app import ChatApp

    app = ChatApp(
        assessor=lambda: _assessor(options),
        patient=lambda assessor: patient_of(options, assessor),
        session=lambda patient: session_of(options, patient),
        theme_name=options.theme,
        idle_seconds=options.idle_minutes * 60 if options.served else None,
        may_write_files=not options.served,
    )
    app.run()
    if app.failure is not None:
        raise InputError(app.failure)
    return app.return_code or 0


def _assessor(options: argparse.Namespace):  # type: ignore[no-untyped-def]  # loaded late: it takes a moment
    from triage.dialogue.assessor import Assessor

    return Assessor(content_folder=options.content)


def session_of(options: argparse.Namespace, patient: Patient) -> Session:
    """Open the session that the options ask for. Raises InputError where it cannot be kept."""
    if options.no_save:
        return Session.unsaved(patient)
    folder = sessions_folder()
    try:
        found = None if options.new else Session.resume(folder, closed_too=options.resume)
        return found or Session.start(folder, patient)
    except SessionError as error:
        raise InputError(str(error)) from error


def _plain(options: argparse.Namespace) -> int:
    from triage.faces.conversation import Conversation
    from triage.faces.plain import PlainChat

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    assessor = _assessor(options)
    with session_of(options, patient_of(options, assessor)) as session:
        return PlainChat(Conversation(assessor, session), sys.stdin, sys.stdout).run()
