"""All promises of a content, judged: which are proven, and how each of the others fails."""

from __future__ import annotations

from collections.abc import Iterator

from triage.content.atoms import parse_atom
from triage.content.errors import ContentError, nearest
from triage.content.invariant_shapes import Promise
from triage.content.library import Content
from triage.content.promised_words import wording_faults
from triage.content.who import parse_who
from triage.engine.proof import Prover
from triage.engine.proof_structure import structure_faults
from triage.engine.triage import Engine


def broken_promises(engine: Engine) -> Iterator[tuple[Promise, list[str]]]:
    """Give each promise with the lines that say how it fails; none: it is proven."""
    prover = Prover(engine)
    for promise in engine.content.promises:
        unknown = list(_unknown(promise, engine.content))
        yield promise, unknown or list(judged(promise, prover))


def judged(promise: Promise, prover: Prover) -> Iterator[str]:
    """Prove one promise, or say how it fails."""
    if promise.kind == "wording":
        yield from wording_faults(promise, prover.content)
    elif promise.kind == "structure":
        yield from structure_faults(promise, prover)
    else:
        counter = prover.floor(promise) if promise.kind == "floor" else prover.ceiling(promise)
        if counter is not None:
            yield str(counter)


def _unknown(promise: Promise, content: Content) -> Iterator[str]:
    """What a promise names and nobody knows; a promise about nothing would hold and prove nothing."""
    where = f"rules/invariants.toml: promise {promise.id}"
    try:
        atoms = [parse_atom(text) for text in (*promise.present, *promise.any_of)]
        people = [parse_who(text) for text in promise.who]
    except ContentError as error:
        yield f"{where}: {error}"
        return
    for name in (*(atom.concept for atom in atoms), *promise.concepts):
        if name not in content.concepts:
            yield f"{where}: no such concept: {name}{nearest(name, content.concepts)}"
    for who in people:
        if who.kind == "risk" and who.name not in content.risks and who.name not in content.conditions:
            yield f"{where}: no such risk or condition: {who.name}{nearest(who.name, [*content.risks, *content.conditions])}"
        if who.kind == "medicine" and who.name not in content.medicines and who.name not in content.medicine_classes:
            yield f"{where}: no such medicine: {who.name}{nearest(who.name, [*content.medicines, *content.medicine_classes])}"
    if promise.source not in content.sources:
        yield f"{where}: no such source: {promise.source}{nearest(promise.source, content.sources)}"
    if sum(other.id == promise.id for other in content.promises) > 1:
        yield f"{where}: stands twice"
