"""What stands inside a field's annotation: of `tuple[Annotated[str, Word("actors")], ...]` the word's mark, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def inside(annotation: Any) -> Iterator[Any]:
    """An annotation and, at any depth, the types, marks and words of a `Literal` that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from inside(part)


def marks_of(field: FieldInfo) -> list[Any]:
    """Whatever marks a field or something inside it may bear, among other things; whoever asks knows their marks."""
    return [*field.metadata, *inside(field.annotation)]


def models_in(field: FieldInfo) -> list[type[BaseModel]]:
    """The models inside a field."""
    return [part for part in inside(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
