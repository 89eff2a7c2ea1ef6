"""The urgency ladder: five levels, ordered, most urgent last."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Urgency(str, Enum):
    """How soon a person needs help.

    Levels compare by urgency, not by name:

    >>> Urgency.EMERGENCY > Urgency.SAME_DAY
    True
    >>> max(Urgency.SELF_CARE, Urgency.ROUTINE).value
    'routine'
    """

    SELF_CARE = "self_care"
    ROUTINE = "routine"
    SAME_DAY = "same_day"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 (self-care) to 4 (emergency)."""
        return RANK[self.value]

    # All four, since str brings its own, which go by the alphabet.
    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Urgency) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Urgency) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Urgency) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Urgency) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return self.value


RANK: Final = {name: rank for rank, name in enumerate(("self_care", "routine", "same_day", "urgent", "emergency"))}
LADDER: Final = tuple(Urgency)
"""The levels from the least to the most urgent; `LADDER[level.rank] is level`."""
