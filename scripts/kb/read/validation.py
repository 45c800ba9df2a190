"""What a model refuses, as defects: pydantic's errors, each with its place in the file and the reason in our terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from kb.models.base import KeyPath
from kb.read.defects import Defect

_EXPECTED = {
    "dict_type": "mapping", "model_type": "mapping", "model_attributes_type": "mapping", "tuple_type": "list",
    "list_type": "list", "string_type": "text", "int_parsing": "number", "int_parsing_size": "number",
    "int_type": "number", "int_from_float": "number", "greater_than_equal": "number", "less_than_equal": "number",
    "bool_parsing": "yes-no", "bool_type": "yes-no", "too_short": "not-empty",
}  # fmt: skip
"""pydantic's error types, and what our message says was expected. Source: pydantic's list of validation errors."""
_REASONS = {"literal_error": "one-of", "string_pattern_mismatch": "pattern"}
_DATES = {"date_from_datetime_parsing", "date_parsing", "date_type", "date_from_datetime_inexact"}


def defects_of(model: type[Any], data: Any, errors: ValidationError, place: KeyPath) -> Iterator[Defect]:
    """A defect for each thing that a model refuses in a value that stands at `place` of its file."""
    told = set()
    for error in errors.errors(include_url=False):
        at = place + _existing(data, error["loc"])
        defect = _defect(model, error, at)
        same = (at, "" if defect.kind != "missing-key" else defect.args["key"])
        if same not in told:
            told.add(same)
            yield defect


def _existing(data: Any, loc: tuple[int | str, ...]) -> KeyPath:
    """As much of an error's place as there is in the data: the rest names keys that are missing, or kinds of types."""
    here = data
    for number, part in enumerate(loc):
        inside = part in here if isinstance(here, dict) else isinstance(here, list) and part in range(len(here))
        if not inside:
            return loc[:number]
        here = here[part]
    return loc


def _defect(model: type[Any], error: Any, at: KeyPath) -> Defect:
    kind = error["type"]
    key = next((part for part in reversed(at) if isinstance(part, str)), "")
    args = {"key": key[:60], "given": _given(error.get("input"))}
    if kind == "missing":
        return Defect("missing-key", at, {"key": str(error["loc"][-1])})
    if kind == "extra_forbidden":
        return Defect("unknown-key", at, {"key": key[:60], "known": " ".join(_known_keys(model, error["loc"]))})
    if kind == "literal_error" and error["loc"][-1] == "[key]":
        return Defect("unknown-key", at, {"key": key[:60], "known": " ".join(_allowed(error))})
    if error.get("input") is None and kind in _EXPECTED:
        return Defect("wrong-type", at, {**args, "expected": "something"})
    if kind in _REASONS:
        return Defect("wrong-value", at, {**args, "why": _REASONS[kind], "allowed": ", ".join(_allowed(error))})
    if kind == "value_error":
        reason = str(error["ctx"]["error"])
        if reason in ("date", "script-url"):
            return Defect(reason, at, args)
        return Defect("wrong-value", at, {**args, "why": reason})
    if kind in _DATES:
        return Defect("date", at, args)
    texts = kind == "dict_type" and isinstance(error["input"], str)
    return Defect("wrong-type", at, {**args, "expected": "lang-texts" if texts else _EXPECTED.get(kind, "other")})


def _given(value: Any) -> str:
    """What stands in the file, as far as it fits into a message."""
    if isinstance(value, bool):
        return str(value).lower()
    return value[:60] if isinstance(value, str) else ""


def _allowed(error: Any) -> list[str]:
    """The values that a field takes, out of pydantic's words for them: `'a', 'b' or 'c'`."""
    expected = str(error.get("ctx", {}).get("expected", ""))
    return re.findall(r"'([^']*)'", expected) or [expected.lower()]


def _known_keys(model: type[Any], loc: tuple[Any, ...]) -> list[str]:
    """The keys of the model in which an unknown key stands."""
    here = model
    for part in loc[:-1]:
        if isinstance(part, str) and part in here.model_fields:
            here = _inner_model(here.model_fields[part].annotation) or here
    return sorted(here.model_fields)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for arg in getattr(annotation, "__args__", ()):
        found = _inner_model(arg)
        if found is not None:
            return found
    return None
