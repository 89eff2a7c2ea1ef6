"""Shapes of what a helper on the phone will ask for: gathered by the interview, shown on the card and the handover."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from triage.content.shapes import Identifier, Shape, Text


class TellItem(Shape):
    """One thing to have ready: its name on the card, and the question that asks for it, to "you"."""

    id: Identifier
    label: Text
    ask: Text


class ToTell(Shape):
    """What to have ready when one of these concepts is there. `heading` may hold {poison}; nothing of it changes a level."""

    id: Identifier
    concepts: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    heading: Text
    why: Text
    item: Annotated[tuple[TellItem, ...], Field(min_length=1)]


class ToTellFile(Shape):
    """`rules/to_tell.toml`."""

    to_tell: tuple[ToTell, ...]
