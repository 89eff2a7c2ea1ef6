"""The content with both floors made ready for it, kept on disk so that the next start is quick.

Making twenty thousand phrases ready takes two seconds; reading them back a fraction of one. What is kept belongs to exactly one
content (by hash), one version of this package and one Python. It holds no word of any patient. A file that another user could have
written is never read, since reading it runs code; where nothing can be kept, everything is made anew each time.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from platformdirs import user_cache_path

from triage import __version__
from triage.content.lasting import lasting
from triage.content.library import Content, content_digest, load_content
from triage.content.location import PACKAGE, content_root
from triage.engine.triage import Engine

if TYPE_CHECKING:
    from triage.language.reader import Reader

Prepared = tuple[Content, "Reader", Engine]
FOLDER_VARIABLE = "TRIAGE_CACHE"
"""Names another folder for the prepared content; empty: keep nothing."""
LONGEST_WRITE = 600.0
"""Seconds; an unfinished file older than this is nobody's."""
KEPT = 2
"""How many older ones stay, for other contents in use beside this one."""


def prepare(content: Content) -> Prepared:
    """Make both floors ready for a content."""
    from triage.language.reader import Reader

    reader, engine = Reader(content), Engine(content)
    reader.vocabulary.rehearse()
    engine.rehearse()
    return content, reader, engine


def prepared(content_folder: Path | None = None) -> Prepared:
    """Give the content with both floors ready, from disk if it was made before. Raises ContentError."""
    root = content_root(content_folder)
    path = _path(content_digest(root))
    if path is not None:
        found = _read(path)
        if found is not None:
            return found
    with lasting():
        ready = prepare(load_content(root))
    if path is not None:
        _write(path, ready)
    return ready


def _path(digest: str) -> Path | None:
    named = os.environ.get(FOLDER_VARIABLE)
    if named == "":
        return None
    folder = Path(named) if named else user_cache_path("symptom-triage", appauthor=False)
    version = f"{__version__}-{sys.version_info.major}.{sys.version_info.minor}-{_code_stamp():x}"
    return folder / f"prepared-{digest[:24]}-{version}.pickle"


def _code_stamp() -> int:
    """The newest change of the code that makes and reads what is kept, so that an edited source tree never reads an old shape."""
    return max(
        int(path.stat().st_mtime_ns) for floor in ("model", "content", "language", "engine") for path in (PACKAGE / floor).glob("*.py")
    )


def _read(path: Path) -> Prepared | None:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
                return None
            with lasting():
                return cast(Prepared, pickle.load(file))
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None


def _left_over(folder: Path) -> list[Path]:
    """What a program that was killed while it wrote left behind."""
    return [old for old in folder.glob("making-*") if time.time() - old.stat().st_mtime > LONGEST_WRITE]


def _write(path: Path, ready: Prepared) -> None:
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="making-")
        with os.fdopen(handle, "wb") as file:
            pickle.dump(ready, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(path)
        others = sorted((old for old in path.parent.glob("prepared-*.pickle") if old != path), key=lambda old: old.stat().st_mtime)
        for old in (*others[:-KEPT], *_left_over(path.parent)):
            old.unlink(missing_ok=True)
