"""The ledger of paths, `guidelines/moved.yml`: pages that stood elsewhere before."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from kb.models.base import Day, Model

PAGE_PATH = r"([a-z0-9][a-z0-9._-]*/)+"
"""The address of a page under its language's root: `rg/2/`."""
_OLD = re.compile(rf"{PAGE_PATH}|{PAGE_PATH[:-1]}*[A-Za-z0-9][A-Za-z0-9._-]*\.html?")
_NEW = re.compile(PAGE_PATH)


def _old_path(value: str) -> str:
    """Accept `rg/2/`, or the address of a page of another program: `manual/part2.html`."""
    if not _OLD.fullmatch(value) or ".." in value:
        raise ValueError("page-path")
    return value


def _new_path(value: str) -> str:
    """Accept `rg/2/`, or nothing for the home page."""
    if value and (not _NEW.fullmatch(value) or ".." in value):
        raise ValueError("page-path")
    return value


class Move(Model):
    """A page's address before and now, without the language's folder: it holds in every language."""

    old: Annotated[str, AfterValidator(_old_path), WithJsonSchema({"type": "string"})]
    new: Annotated[str, AfterValidator(_new_path), WithJsonSchema({"type": "string"})]
    since: Day | None = None
