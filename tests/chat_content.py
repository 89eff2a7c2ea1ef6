"""A small, fixed content for tests that compare every letter of the chat; the language files are the real ones."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from triage.content.ladder_shapes import Source
from triage.content.library import load_content
from triage.content.shapes import ConceptFile, RuleFile
from triage.dialogue.assessor import Assessor
from triage.model.assessment import ContentStamp

FILE = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def small_assessor() -> Assessor:
    """Make the assessor of the small content once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    concepts = ConceptFile.model_validate({"concept": data["concept"]}).concept
    rules = RuleFile.model_validate({"base": data["base"], "rule": data["rule"]})
    content = replace(
        load_content(),
        stamp=ContentStamp(version="test", sha256="0" * 64),
        concepts={concept.id: concept for concept in concepts},
        rules={rule.id: rule for rule in rules.rule},
        bases={base.concept: base for base in rules.base},
        sources={
            "nhs_az": Source(title="Health A to Z", publisher="NHS", checked=True),
            "product_safety_design": Source(title="Safety rules", publisher="the authors"),
        },
        profiles={},
        measurements=(),
        advice={},
        files={},
    )
    return Assessor(content)
