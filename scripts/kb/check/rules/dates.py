"""The rule on dates that have not come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from kb.base import record_of
from kb.check.engine import Finding, _, tree_rule
from kb.models.annotations import models_in
from kb.models.base import KeyPath
from kb.read.tree import Tree

_KEYS = frozenset({"as_of", "date", "published", "rechecked", "revised", "year"})
"""The keys under which stands when something was so: read, made, verified, published."""
WRITTEN = date(2026, 12, 31)
"""No day before this one is in the future, whatever a machine's clock says: a clock that is behind blames nobody."""


@tree_rule(sees="outline")
def future_date(tree: Tree) -> Iterator[Finding]:
    """A date lies in the future, mostly because two digits changed places: readers would take an old contact for new.

    Bad:
        as_of: 2205-04
    Good:
        as_of: 2025-04
    Fix:
        Compare the date with the source and write the one that stands there.
    """
    today = max(date.today(), WRITTEN).isoformat()
    for document in tree.checked:
        for place, entry in zip(document.places, document.entries, strict=True):
            for at, given in _dates(record_of(entry), place):
                if given > today[: len(given)]:
                    message, hint = (
                        _("the date {given} has not come yet"),
                        _("compare it with the source: year-month-day"),
                    )
                    yield Finding(at, message, hint, {"given": given}, document.path)


@cache
def _dated(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold dates or models that may."""
    return tuple(name for name, field in model.model_fields.items() if name in _KEYS or models_in(field))


def _dates(model: BaseModel, at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every date of a model and the models inside it, and where it stands."""
    for name in _dated(type(model)):
        value = getattr(model, name)
        if name in _KEYS and isinstance(value, str | date):
            yield (*at, name), str(value)
        elif isinstance(value, BaseModel):
            yield from _dates(value, (*at, name))
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, item in enumerate(value):
                yield from _dates(item, (*at, name, number))
