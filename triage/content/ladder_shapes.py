"""Shapes of the ladder, the sources and the shared advice."""

from __future__ import annotations

from triage.content.shapes import Identifier, Shape, Text, UrgencyName


class Level(Shape):
    """A rung of the ladder: its name, headline and the advice that goes with every answer of that level."""

    shown_as: Text
    headline: Text
    do: tuple[Text, ...]
    take_along: tuple[Text, ...] = ()
    watch_for: tuple[Text, ...] = ()


class Overlay(Shape):
    """Advice shown above or instead of a level: crisis, cannot_assess."""

    headline: Text
    do: tuple[Text, ...]
    watch_for: tuple[Text, ...] = ()


class NotUnderstood(Shape):
    """The reason given when a part of the message that speaks of the body was not understood."""

    because: Text


class Ladder(Shape):
    """`rules/ladder.toml`."""

    version: Text
    level: dict[UrgencyName, Level]
    cannot_assess: Overlay
    crisis: Overlay
    not_understood: NotUnderstood


class Source(Shape):
    """Where a rule comes from; `checked` says that it was compared with the published source."""

    title: Text
    publisher: Text
    checked: bool = False
    note: str | None = None


class SourceFile(Shape):
    """`rules/sources.toml`."""

    source: dict[Identifier, Source]


class Advice(Shape):
    """A piece of advice that several rules share."""

    do: tuple[Text, ...] = ()
    watch_for: tuple[Text, ...] = ()


class AdviceFile(Shape):
    """`rules/advice.toml`."""

    advice: dict[Identifier, Advice]
