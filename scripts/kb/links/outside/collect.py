"""Every web address in the content, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.models.base import KeyPath
from kb.models.records import Instrument
from kb.models.section import Section
from kb.read.document import Document
from kb.read.links import scheme_of
from kb.read.tree import Tree


@dataclass(frozen=True)
class Mention:
    """An address where it stands in the content, and a copy of the page in an archive if the record names one."""

    address: str
    document: Document
    at: int | KeyPath
    archived: str = ""


def collect(tree: Tree) -> dict[str, list[Mention]]:
    """The mentions by address; fragments are left out, for only a browser knows what they name."""
    found: dict[str, list[Mention]] = {}
    for mention in _mentions(tree):
        found.setdefault(mention.address.partition("#")[0], []).append(mention)
    return found


def _mentions(tree: Tree) -> Iterator[Mention]:
    for document, place, entry in tree.entries():
        if not isinstance(entry, Section):
            archived = (entry.record.archived or "") if isinstance(entry, Instrument) else ""
            for at, address in _addresses(entry.record.model_dump(), place):
                yield Mention(address, document, at, "" if address == archived else archived)
    for document in tree.documents.values():
        for link in document.links:
            if scheme_of(link.address) in ("http", "https"):
                yield Mention(link.address, document, link.address_start)


def _addresses(value: Any, at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The web addresses among the values of a record, with their key paths."""
    if isinstance(value, str):
        if value.startswith(("http://", "https://")):
            yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _addresses(inner, (*at, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _addresses(inner, (*at, number))
