"""Where a denial is over because something that is there begins: "no fever and **my throat hurts**"."""

from __future__ import annotations

from triage.language.vocabulary import Unit


def tells_what_is(units: list[Unit], index: int, strict: bool) -> bool:
    """Whether a denial is over: "no fever and **my throat hurts**", "no fever, **neck's stiff**", "no swelling, **an ache**"."""
    if units[index].text in ("my", "his", "her"):
        return _has_verb(units, index + 1)
    if index + 1 < len(units) and units[index + 1].text in _IS and not units[index].light:
        return True
    return strict and units[index].text in _ONE_MORE and not _goes_on_with_or(units, index)


def _has_verb(units: list[Unit], index: int) -> bool:
    """Whether a verb follows soon: "my throat hurts", but not "no pain in my arm and **my leg**"."""
    for unit in units[index : index + 4]:
        if unit.mark:
            return False
        if unit.text in _FINITE:
            return True
    return False


def _goes_on_with_or(units: list[Unit], index: int) -> bool:
    """Whether a list of what is denied goes on: "no rash, a cough **or** a cold"."""
    for unit in units[index : index + 12]:
        if unit.mark == "stop":
            return False
        if unit.text in ("or", "nor"):
            return True
    return False


_IS = frozenset("'s is are hurts feels has keeps".split())
_ONE_MORE = frozenset({"a", "an", "some", "just", "slight", "only"})
_FINITE = _IS | frozenset("hurt aches ache have feel burns itches looks look went started got was were throbs tingles goes gone".split())
