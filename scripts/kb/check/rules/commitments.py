"""Rules on commitments: is each carried out by some section, or is it said why not?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, tree_rule
from kb.models.records import Instrument
from kb.models.section import Section
from kb.read.document import Document
from kb.read.tree import Tree

_NAMED = re.compile(r"[A-Z][A-Z0-9]*-[0-9a-z.]*[0-9a-z]")
"""Ids of points, as they stand in a text."""


@tree_rule(sees="outlines", compares={"basis", "out_of_scope"})
def commitment_not_carried_out(tree: Tree) -> Iterator[Finding]:
    """No section rests on a point to which the countries committed themselves, and nothing says why: it would be lost.

    Bad:
        LON2018 has “commitments: true” and a point 2.a, and no section has LON2018-2.a in its basis
    Good:
        basis: [LON2018-2.a] in the section that carries it out, or a reason under “out_of_scope:” of the record
    Fix:
        Cite the point under `basis` of the section that carries it out, or say in the library why none does.
    """
    left = {
        f"{entry.id}-{key}": (document, (*place, "points", key))
        for document, place, entry in tree.entries("library")
        if isinstance(entry, Instrument) and entry.record.commitments
        for key in entry.record.points
        if key not in entry.record.out_of_scope
    }
    for document in tree.of_kind("section"):
        if not left:
            return
        for ident in _rested_on(document):
            left.pop(ident, None)
    for ident, (document, at) in left.items():
        yield Finding(
            at,
            _("no section carries out the commitment {id}"),
            _("put {id} in the basis of the section that does, or say under “out_of_scope” why none does"),
            {"id": ident},
            document.path,
            on_key=True,
        )


def _rested_on(document: Document) -> Iterator[str]:
    """What a section rests on; where something could not be read, whatever is named."""
    for entry in document.entries:
        yield from entry.front.basis if isinstance(entry, Section) else ()
    if document.defects:
        yield from _NAMED.findall(document.text)
