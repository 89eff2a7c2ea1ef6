"""Where lexicon/ and rules/ are: the live folders of a source tree, or the copies inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

from triage.content.errors import ContentError

PACKAGE = Path(__file__).resolve().parent.parent


def content_root(override: Path | None = None) -> Path:
    """Return the folder that holds `lexicon/` and `rules/`.

    Raises ContentError if `override` does not hold both, or if the installation carries no content.
    """
    candidates = [override] if override is not None else [PACKAGE / "_content", PACKAGE.parent]
    for candidate in candidates:
        if (candidate / "lexicon").is_dir() and (candidate / "rules").is_dir():
            return candidate
    where = " or ".join(str(candidate) for candidate in candidates)
    raise ContentError(f"no lexicon/ and rules/ folders in {where}; reinstall the package or name the folder that holds both")
