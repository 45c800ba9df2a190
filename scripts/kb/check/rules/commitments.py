"""Rules on commitments: is each carried out by some section, or is it said why not?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, tree_rule
from kb.models.records import Instrument
from kb.read.tree import Tree

_NAMED = re.compile(r"[A-Z][A-Z0-9]*-[0-9a-z.]*[0-9a-z]")
"""Ids of points, as they stand in a text."""


@tree_rule(sees="outline")
def commitment_not_carried_out(tree: Tree) -> Iterator[Finding]:
    """No section rests on a point to which the countries committed themselves, and nothing says why: it would be lost.

    Bad:
        LON2018 has “commitments: true” and a point 2.a, and no section has LON2018-2.a in its basis
    Good:
        basis: [LON2018-2.a] in the section that carries it out, or a reason under “out_of_scope:” of the record
    Fix:
        Cite the point under `basis` of the section that carries it out, or say in the library why none does.
    """
    rested_on = {ident for section in tree.kb.sections.values() for ident in section.front.basis}
    for document in tree.documents.values():
        if document.kind == "section" and document.defects:  # what it rests on may be what could not be read
            rested_on.update(_NAMED.findall(document.text))
    for document, place, entry in tree.entries():
        if not isinstance(entry, Instrument) or not entry.record.commitments:
            continue
        for key in entry.record.points:
            if f"{entry.id}-{key}" not in rested_on and key not in entry.record.out_of_scope:
                yield Finding(
                    (*place, "points", key),
                    _("no section carries out the commitment {id}"),
                    _("put {id} in the basis of the section that does, or say under “out_of_scope” why none does"),
                    {"id": f"{entry.id}-{key}"},
                    document.path,
                    on_key=True,
                )
