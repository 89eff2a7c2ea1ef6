"""The whole content, loaded and cross-indexed: what the floors above read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from triage.content.errors import ContentError
from triage.content.invariant_shapes import InvariantFile, Promise
from triage.content.ladder_shapes import Advice, AdviceFile, Ladder, Source, SourceFile
from triage.content.language_shapes import (
    AttributeFile,
    AttributeWords,
    Confusables,
    Cue,
    CueFile,
    Family,
    FamilyFile,
    Guarded,
    IdiomFile,
    Measurement,
    MeasurementFile,
    Shorthand,
    Things,
)
from triage.content.location import content_root
from triage.content.medicine_shapes import (
    Condition,
    ConditionFile,
    DefaultRegion,
    Medicine,
    MedicineClass,
    MedicineFile,
    Profile,
    Region,
    RegionFile,
    Risk,
    RiskFile,
)
from triage.content.shapes import BaseUrgency, Concept, ConceptFile, Rule, RuleFile
from triage.content.to_tell_shapes import ToTell, ToTellFile
from triage.content.toml_files import read_shape
from triage.model.assessment import ContentStamp

ShapeType = TypeVar("ShapeType", bound=BaseModel)
RULES_THAT_ARE_NOT_RULES = frozenset({"sources", "advice", "risks", "regions", "ladder", "invariants", "to_tell"})


@dataclass(frozen=True)
class Content:
    """Everything in lexicon/ and rules/. Dictionaries keep the order of the files, which are read in alphabetical order."""

    stamp: ContentStamp
    concepts: dict[str, Concept]
    families: dict[str, Family]
    shorthand: Shorthand
    confusables: Confusables
    guarded: frozenset[str]
    idioms: tuple[str, ...]
    things: Things
    cues: tuple[Cue, ...]
    attributes: tuple[AttributeWords, ...]
    measurements: tuple[Measurement, ...]
    ordinary_words: frozenset[str]
    medicines: dict[str, Medicine]
    medicine_classes: dict[str, MedicineClass]
    conditions: dict[str, Condition]
    risks: dict[str, Risk]
    regions: dict[str, Region]
    default_region: DefaultRegion
    profiles: dict[str, Profile]
    rules: dict[str, Rule]
    bases: dict[str, BaseUrgency]
    ladder: Ladder
    advice: dict[str, Advice]
    sources: dict[str, Source]
    to_tell: tuple[ToTell, ...]
    files: dict[str, str]
    """Which file each concept, rule and base (`base.<concept>`) stands in."""
    promises: tuple[Promise, ...] = ()
    """What holds in every case; proven by `triage check`, never read while assessing."""

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """Each concept with all that it also is, itself included."""
        found: dict[str, frozenset[str]] = {}

        def climb(concept: str, below: tuple[str, ...]) -> frozenset[str]:
            if concept in below:
                raise ContentError(f"is_a runs in a circle: {' -> '.join((*below, concept))}")
            if concept not in found:
                parents = self.concepts[concept].is_a if concept in self.concepts else ()
                found[concept] = frozenset({concept}).union(*(climb(parent, (*below, concept)) for parent in parents))
            return found[concept]

        for concept in self.concepts:
            climb(concept, ())
        return found

    @cached_property
    def descendants(self) -> dict[str, frozenset[str]]:
        """Each concept with all that are kinds of it, itself included."""
        found: dict[str, set[str]] = {concept: {concept} for concept in self.concepts}
        for concept, above in self.ancestors.items():
            for ancestor in above:
                found.setdefault(ancestor, {ancestor}).add(concept)
        return {concept: frozenset(below) for concept, below in found.items()}

    @cached_property
    def medicine_names(self) -> dict[str, str]:
        """Every name, brand, synonym and class word in lower case, with the id of the medicine or class."""
        names: dict[str, str] = {}
        for group in self.medicine_classes.values():
            names.update((word.lower().lstrip("="), group.id) for word in (group.id, group.label, *group.phrases))
        for medicine in self.medicines.values():
            names.update(
                (word.lower().lstrip("="), medicine.id) for word in (medicine.id, medicine.label, *medicine.brands, *medicine.synonyms)
            )
        return names


def load_content(root: Path | None = None) -> Content:
    """Read, validate and index all content below `root` (by default the project's own).

    Raises ContentError with a line for each fault.
    """
    root = content_root(root)
    reader = _Reader(root)
    files: dict[str, str] = {}
    words = [*reader.all("lexicon/words.toml", FamilyFile), *reader.all("lexicon/families/*.toml", FamilyFile)]
    concepts: dict[str, Concept] = {}
    for name, concept_file in reader.named("lexicon/concepts/*.toml", ConceptFile):
        for concept in concept_file.concept:
            _add(concepts, concept.id, concept, name, files, "concept")
    rules: dict[str, Rule] = {}
    bases: dict[str, BaseUrgency] = {}
    for name, rule_file in reader.named("rules/*.toml", RuleFile, without=RULES_THAT_ARE_NOT_RULES):
        for rule in rule_file.rule:
            _add(rules, rule.id, rule, name, files, "rule")
        for base in rule_file.base:
            _add(bases, base.concept, base, name, files, "base", "base." + base.concept)
    medicine_files = [*reader.all("lexicon/medicines.toml", MedicineFile), *reader.all("lexicon/medicines/*.toml", MedicineFile)]
    medicines: dict[str, Medicine] = {}
    classes: dict[str, MedicineClass] = {}
    for medicine_file in medicine_files:
        for medicine in medicine_file.medicine:
            _add(medicines, medicine.id, medicine, "lexicon/medicines", files, "medicine", "medicine." + medicine.id)
        for group in medicine_file.medicine_class:
            _add(classes, group.id, group, "lexicon/medicines", files, "medicine_class", "class." + group.id)
    regions = reader.one("rules/regions.toml", RegionFile)
    sources: dict[str, Source] = {}
    sources.update(reader.one("rules/sources.toml", SourceFile).source)
    ladder = reader.one("rules/ladder.toml", Ladder)
    content = Content(
        stamp=ContentStamp(version=ladder.version, sha256=content_digest(root)),
        concepts=concepts,
        families=_merge_families(words),
        shorthand=reader.one("lexicon/shorthand.toml", Shorthand),
        confusables=reader.one("lexicon/confusables.toml", Confusables),
        guarded=frozenset(reader.one("lexicon/guarded.toml", Guarded).words),
        idioms=tuple(words for file in reader.all("lexicon/idioms/*.toml", IdiomFile) for idiom in file.idiom for words in idiom.words),
        things=reader.one("lexicon/things.toml", Things),
        cues=tuple(cue for cue_file in reader.all("lexicon/cues/*.toml", CueFile) for cue in cue_file.cue),
        attributes=reader.one("lexicon/attributes.toml", AttributeFile).attribute,
        measurements=reader.one("lexicon/measurements.toml", MeasurementFile).measurement,
        ordinary_words=reader.word_list("lexicon/ordinary_words.txt"),
        medicines=medicines,
        medicine_classes=classes,
        conditions={condition.id: condition for condition in reader.one("lexicon/conditions.toml", ConditionFile).condition},
        risks=reader.one("rules/risks.toml", RiskFile).risk,
        regions=regions.region,
        default_region=regions.default,
        profiles={profile.medicine: profile for profile in reader.all("rules/medicines/*.toml", Profile)},
        rules=rules,
        bases=bases,
        ladder=ladder,
        advice={key: advice for file in reader.all("rules/advice.toml", AdviceFile) for key, advice in file.advice.items()},
        sources=sources,
        to_tell=tuple(part for file in reader.all("rules/to_tell.toml", ToTellFile) for part in file.to_tell),
        files=files,
        promises=tuple(promise for file in reader.all("rules/invariants.toml", InvariantFile) for promise in file.promise),
    )
    reader.raise_faults()
    return content


class _Reader:
    """Reads files below a root, remembers their bytes for the content hash and gathers the faults of all of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []

    def named(self, pattern: str, shape: type[ShapeType], without: frozenset[str] = frozenset()) -> Iterator[tuple[str, ShapeType]]:
        for path in sorted(self.root.glob(pattern)):
            if path.stem in without:
                continue
            try:
                yield path.relative_to(self.root).as_posix(), read_shape(path, shape, self.root)
            except ContentError as error:
                self.faults.append(str(error))

    def all(self, pattern: str, shape: type[ShapeType]) -> list[ShapeType]:
        return [value for _, value in self.named(pattern, shape)]

    def one(self, name: str, shape: type[ShapeType]) -> ShapeType:
        if not (self.root / name).is_file():
            raise ContentError("\n".join([*self.faults, f"{name}: the file is missing"]))
        found = self.all(name, shape)
        if not found:
            raise ContentError("\n".join(self.faults))
        return found[0]

    def word_list(self, name: str) -> frozenset[str]:
        path = self.root / name
        if not path.is_file():
            raise ContentError(f"{name}: the file is missing")
        return frozenset(line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))

    def raise_faults(self) -> None:
        if self.faults:
            raise ContentError("\n".join(self.faults))


def content_digest(root: Path) -> str:
    """Hash the names and bytes of all content files below `root`, in the order of their names."""
    total = hashlib.sha256()
    for folder in ("lexicon", "rules"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".toml", ".txt"):
                total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


Value = TypeVar("Value")


def _add(where: dict[str, Value], key: str, value: Value, name: str, files: dict[str, str], kind: str, file_key: str | None = None) -> None:
    if key in where:
        raise ContentError(f"{name}: {kind} {key} stands in {files.get(file_key or key, 'another file')} already")
    where[key] = value
    files[file_key or key] = name


def _merge_families(files: list[FamilyFile]) -> dict[str, Family]:
    """Join the members that several files give to one family."""
    merged: dict[str, Family] = {}
    for file in files:
        for name, family in file.family.items():
            old = merged.get(name)
            if old is None:
                merged[name] = family
            else:
                kind = old.kind or family.kind
                is_a = tuple(dict.fromkeys(old.is_a + family.is_a))
                merged[name] = Family(kind=kind, is_a=is_a, words=tuple(dict.fromkeys(old.words + family.words)))
    return merged
