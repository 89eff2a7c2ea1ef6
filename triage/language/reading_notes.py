"""Notes on measurements that may not tell the truth: taken a while ago, or after a medicine that hides a fever."""

from __future__ import annotations

from triage.language.measurements import Reading
from triage.language.person_facts import Facts
from triage.language.vocabulary import Unit

_STALE = frozenset({"yesterday", "earlier", "last", "ago"})
_HIDE_FEVER = frozenset({"acetaminophen", "ibuprofen", "aspirin", "naproxen"})
STALE = "The temperature was not taken just now. Take it again: it may have changed."
MASKED = "A medicine for pain or fever can hide a fever for about six hours. Take the temperature again then."


def reading_notes(units: list[Unit], readings: list[Reading], facts: Facts) -> tuple[str, ...]:
    """Give the notes on the temperatures of a message."""
    temperatures = [reading for reading in readings if reading.measurement == "temperature" and reading.concept is not None]
    if not temperatures:
        return ()
    notes = []
    if any(unit.text in _STALE for reading in temperatures for unit in units[max(0, reading.first - 4) : reading.last + 5]):
        notes.append(STALE)
    if any(use.name in _HIDE_FEVER for use in facts.medicines):
        notes.append(MASKED)
    return tuple(notes)
