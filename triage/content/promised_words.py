"""Wording promises: what no rule may say to a patient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.content.invariant_shapes import Promise
from triage.content.library import Content


def wording_faults(promise: Promise, content: Content) -> Iterator[str]:
    """Give each sentence that breaks a wording promise."""
    forbidden = re.compile(promise.forbid or "(?!)")
    allowed = re.compile(promise.allow) if promise.allow else None
    for where, level, text in sentences(content):
        if promise.levels and level not in promise.levels:
            continue
        found = forbidden.search(allowed.sub(" ", text) if allowed else text)
        if found:
            yield f'promise {promise.id} fails: {where}: "{found.group(0)}" in "{text}"'


def sentences(content: Content) -> Iterator[tuple[str, str, str]]:
    """All that an answer can say, with where it stands and the level at which it is said."""
    for rule in content.rules.values():
        for text in (rule.because, *rule.do, *rule.watch_for, *_advice(rule.advice, content)):
            yield f"{content.files[rule.id]}: {rule.id}", rule.urgency, text
    for base in content.bases.values():
        for text in (base.because, *base.do, *base.watch_for, *_advice(base.advice, content)):
            yield f"{content.files['base.' + base.concept]}: base {base.concept}", base.urgency, text
    for name, level in content.ladder.level.items():
        for text in (level.headline, *level.do, *level.take_along, *level.watch_for):
            yield f"rules/ladder.toml: {name}", name, text
    for overlay in (content.ladder.crisis, content.ladder.cannot_assess):
        for text in (overlay.headline, *overlay.do, *overlay.watch_for):
            yield "rules/ladder.toml", "emergency", text


def _advice(names: tuple[str, ...], content: Content) -> Iterator[str]:
    for name in names:
        advice = content.advice.get(name)
        if advice is not None:
            yield from (*advice.do, *advice.watch_for)
