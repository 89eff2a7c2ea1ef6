"""Whether the cases beside a content look at every rule: each fires in some case and has a near miss."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from triage.content.errors import ContentError
from triage.content.library import Content

MISSES = frozenset({"near_miss", "denied", "other_person", "past", "hypothetical"})


@dataclass(frozen=True, slots=True)
class CaseCover:
    """What the cases of a folder leave out."""

    cases: int
    without_case: tuple[str, ...]
    without_miss: tuple[str, ...]
    no_such_rule: tuple[str, ...]
    twice: tuple[str, ...]


def case_cover(folder: Path, content: Content) -> CaseCover:
    """Read the cases in `folder` (`*.toml`) and compare the rules they name with those of the content. Raises ContentError."""
    fires: set[str] = set()
    missed: set[str] = set()
    unknown: list[str] = []
    names: dict[str, Counter[str]] = defaultdict(Counter)
    count = 0
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ContentError(f"{path.name}: not valid TOML: {error}") from error
        for entry in entries:
            count += 1
            names[path.name][str(entry.get("name"))] += 1
            rule = entry.get("rule")
            if rule is None:
                continue
            if rule not in content.rules and not (str(rule).startswith("base.") and str(rule)[5:] in content.bases):
                unknown.append(f"{path.name}: case {entry.get('name')}: no such rule: {rule}")
            if entry.get("fires", True) and entry.get("kind") == "positive":
                fires.add(rule)
            elif entry.get("kind") in MISSES:
                missed.add(rule)
    rules = sorted(content.rules.values(), key=lambda rule: (-_order(rule.urgency), rule.id))
    return CaseCover(
        count,
        tuple(f"{rule.id} ({rule.urgency})" for rule in rules if rule.id not in fires),
        tuple(f"{rule.id} ({rule.urgency})" for rule in rules if rule.id not in missed),
        tuple(unknown),
        tuple(
            f"{file}: case {name} stands {number} times"
            for file, counted in names.items()
            for name, number in counted.items()
            if number > 1
        ),
    )


def _order(urgency: str) -> int:
    return ("self_care", "routine", "same_day", "urgent", "emergency").index(urgency)
