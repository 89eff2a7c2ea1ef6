"""Symptom triage: a patient's words in, urgency guidance with its reasons out.

Importing this package loads neither spaCy nor Textual; both wait for their first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage.dialogue.assessor import Assessor as Assessor
    from triage.model.assessment import Assessment as Assessment
    from triage.model.finding import Finding as Finding
    from triage.model.patient import MedicineUse as MedicineUse
    from triage.model.patient import Patient as Patient
    from triage.model.urgency import Urgency as Urgency

__version__ = "0.1.0"

_HOMES = {
    "Assessor": "triage.dialogue.assessor",
    "Assessment": "triage.model.assessment",
    "Finding": "triage.model.finding",
    "MedicineUse": "triage.model.patient",
    "Patient": "triage.model.patient",
    "Urgency": "triage.model.urgency",
}
__all__ = ["Assessment", "Assessor", "Finding", "MedicineUse", "Patient", "Urgency", "__version__"]


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
