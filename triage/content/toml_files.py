"""Reads content files into their shapes; every error names file, place and the nearest known key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from triage.content.errors import ContentError, nearest

ShapeType = TypeVar("ShapeType", bound=BaseModel)


def read_shape(path: Path, shape: type[ShapeType], root: Path) -> ShapeType:
    """Read one TOML file as `shape`. Raises ContentError with one line per fault."""
    name = path.relative_to(root).as_posix()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{name}: not valid TOML: {error}") from error
    except OSError as error:
        raise ContentError(f"{name}: cannot be read: {error.strerror}") from error
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        raise ContentError("\n".join(_lines(name, data, shape, error))) from error


def _lines(name: str, data: dict[str, Any], shape: type[BaseModel], error: ValidationError) -> Iterable[str]:
    for fault in error.errors():
        place = _place(data, fault["loc"])
        key = str(fault["loc"][-1]) if fault["loc"] else ""
        if fault["type"] == "extra_forbidden":
            known = _known_keys(shape, fault["loc"][:-1])
            yield f'{name}: {place}: unknown key "{key}"{nearest(key, known)}'
        else:
            yield f"{name}: {place}: {fault['msg']}"


def _place(data: Any, location: tuple[int | str, ...]) -> str:
    """Say where a fault is by ids where there are any: `concept melena, phrases[2]`."""
    parts: list[str] = []
    here: Any = data
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            identity = here.get("id") or here.get("concept") if isinstance(here, dict) else None
            parts.append(f" {identity}" if identity else f"[{step}]")
        else:
            parts.append(f", {step}" if parts else step)
    return "".join(parts)


def _known_keys(shape: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Collect the keys that the shape at `location` knows."""
    here: Any = shape
    for step in location:
        if isinstance(step, int) or not (isinstance(here, type) and issubclass(here, BaseModel)):
            continue
        for field, info in here.model_fields.items():
            if step in (field, info.alias):
                here = _inner_shape(info.annotation)
                break
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [info.alias or field for field, info in here.model_fields.items()]
    return []


def _inner_shape(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_shape(argument)
        if inner is not None:
            return inner
    return None
