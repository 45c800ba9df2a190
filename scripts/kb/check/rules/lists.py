"""Rules on lists of ids and words, and on what entries say of one another: nothing twice, and no circles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kb.base import KnowledgeBase, record_of
from kb.check.engine import Finding, _, tree_rule
from kb.models.base import KeyPath
from kb.read.tree import Tree


@tree_rule(sees="outline")
def listed_twice(tree: Tree) -> Iterator[Finding]:
    """A list names the same twice: one of the two was perhaps meant to be something else, which is now missing.

    Bad:
        basis: [CRC-3, CRC-12, CRC-3]
    Good:
        basis: [CRC-3, CRC-12]
    Fix:
        Take one of the two away, or write what was meant in its place.
    """
    first: dict[tuple[str, KeyPath, str], KeyPath] = {}
    for document, _entry, at, _mark, given in tree.marks:
        if isinstance(at[-1], int) and first.setdefault((document.path, at[:-1], given), at) != at:
            message, hint = _("{given} stands in this list already"), _("remove it, or write what was meant instead")
            yield Finding(at, message, hint, {"given": given}, document.path)


@tree_rule(sees="outline")
def circle(tree: Tree) -> Iterator[Finding]:
    """Entries lead to one another in a circle: an institution is part of its own part, or a text is replaced by one that
    it replaces. A reader who follows never arrives.

    Bad:
        part_of: mx-dif        (and mx-dif says part_of: mx-comar)
    Good:
        part_of: mx-dif        (which is part of nothing, or of something above it)
    Fix:
        Take away the link that does not belong: something is part of what stands above it, and replaced by what came
        later.
    """
    for document in tree.checked:
        for place, entry in zip(document.places, document.entries, strict=True):
            for key, following in _WAYS.items():
                way = _circle(tree.kb, entry.id, following) if getattr(record_of(entry), key, None) else []
                if way:
                    message = _("this leads back to where it began: {way}")
                    hint = _("decide which one is above or newer, and delete the line in the other")
                    yield Finding((*place, key), message, hint, {"way": " → ".join(way)}, document.path)


def _part_of(kb: KnowledgeBase, ident: str) -> str | None:
    above = getattr(_record(kb, ident), "part_of", None)
    return above if isinstance(above, str) else None


def _replaced_by(kb: KnowledgeBase, ident: str) -> str | None:
    new = getattr(_record(kb, ident), "replaced_by", ())
    return new[0] if new else None


_WAYS: dict[str, Callable[[KnowledgeBase, str], str | None]] = {"part_of": _part_of, "replaced_by": _replaced_by}


def _record(kb: KnowledgeBase, ident: str) -> object:
    found = kb.find(ident)
    return record_of(found) if found is not None and not hasattr(found, "instrument") else None


def _circle(kb: KnowledgeBase, start: str, following: Callable[[KnowledgeBase, str], str | None]) -> list[str]:
    """The way from an entry back to itself over others; empty if there is none."""
    way = [start]
    while (after := following(kb, way[-1])) is not None and after not in way:
        way.append(after)
    return [*way, start] if after == start and len(way) > 1 else []
