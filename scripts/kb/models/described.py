"""What each key of a file means: the text that stands under it in its model."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache

from pydantic import BaseModel

from kb.models.base import Model

EVERYWHERE = {
    "id": "What it is cited by: once published, it never changes.",
    "status": "How far it has come; every new text starts as `proposed`.",
    "replaced_by": "If it no longer holds: what holds in its place.",
    "basis": "What it rests on: ids of instruments or of their points, such as `CRC-3`.",
    "sources": "Where its facts were read: ids of the library, such as `src-…`.",
    "see": "What else to read: ids of texts and tools of this site.",
}
"""What a key means in every model that says nothing else of it."""


@cache
def descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What each field of a model means, in English; their translations stand in the catalogue `fields.po`. A field of
    which nothing is said is left out."""
    said: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if issubclass(owner, Model):
            said |= _said(owner)
    known = {name: said.get(name) or EVERYWHERE.get(name, "") for name in model.model_fields}
    return {name: text for name, text in known.items() if text}


def _said(model: type[BaseModel]) -> dict[str, str]:
    """The texts that stand under the fields which a class itself declares."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        told = after.value if isinstance(after, ast.Expr) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(told, ast.Constant):
            found[field.target.id] = " ".join(str(told.value).split())
    return found
