"""What makes an entry what it is to others: what rules look at of an entry while they judge another one. As long as it stays
the same, what was found in other files holds."""

from __future__ import annotations

from typing import Any

from kb.base import Entry, record_of
from kb.models.section import Section
from kb.read.anchors import anchors
from kb.read.document import Document
from kb.read.kinds import HELD

_OWN = """
actors basis contacts deadline in_step phases revised see sources step titles
addresses confidence coverage emails languages languages_note note official_in opening phones rechecked role services website
archived body date language out_of_scope place publisher standing symbol url
access_levels forbidden groups purpose answered_by decides meanwhile why
computation data_source definition disaggregation watches
audience countries period results reuse subject text year
"""
OWN = frozenset(_OWN.split())
"""The fields, of whatever kind of entry, that are its own business: rules look at them in the entry that they judge, and in
others only if they say that they compare them."""


def same_to_others(one: Document, other: Document) -> bool:
    """Whether a file, as it was and as it is, is the same to all who look at it while they judge another one."""
    if one.defects or other.defects or one.usable != other.usable:
        return False
    if one.kind == "section" or one.kind in HELD:
        return [_identity(entry) for entry in one.entries] == [_identity(entry) for entry in other.entries]
    return one.kind == "page" and list(anchors(one)) == list(anchors(other))


def changed_fields(one: Document, other: Document) -> set[str]:
    """The entries' own fields in which two documents differ that are the same to others."""
    pairs = [(_fields(entry), _fields(now)) for entry, now in zip(one.entries, other.entries, strict=True)]
    return {name for before, after in pairs for name in OWN & before.keys() if before[name] != after[name]}


def _identity(entry: Entry) -> object:
    fields = {name: value for name, value in _fields(entry).items() if name not in OWN}
    return type(entry), fields, record_of(entry).model_fields_set - OWN


def _fields(entry: Entry) -> dict[str, Any]:
    """An entry's fields by name, and a section's titles."""
    titles = {lang: body.title for lang, body in entry.bodies.items()} if isinstance(entry, Section) else {}
    return {**vars(record_of(entry)), "titles": titles}
