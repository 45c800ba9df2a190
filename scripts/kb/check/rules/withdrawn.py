"""Rules on what has been withdrawn: it keeps its address, and says where to go instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from kb.base import KnowledgeBase, Point, record_of
from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.read.document import Document
from kb.read.tree import Tree

WITHDRAWN = "withdrawn"


@tree_rule()
def withdrawn_target(tree: Tree) -> Iterator[Finding]:
    """A text that holds refers to one that has been withdrawn, so that readers would act on what no longer holds.

    Bad:
        see: [RG-2.9]        (RG-2.9 has the status withdrawn)
    Good:
        see: [RG-2.3]        (which RG-2.9 names under replaced_by)
    Fix:
        Refer to what replaces it, which the message names.
    """
    withdrawn = cache(partial(_withdrawn, tree.kb))
    for citation in tree.citations:
        target = withdrawn(citation.target)
        if target is None or (citation.entry is not None and record_of(citation.entry).status == WITHDRAWN):
            continue
        yield Finding(
            citation.at,
            _("{id} has been withdrawn"),
            _("refer to {instead}, which replaces it")
            if target.replaced_by
            else _("nothing replaces it: remove the reference"),
            {"id": citation.target, "instead": ", ".join(target.replaced_by)},
            citation.document.path,
        )


def _withdrawn(kb: KnowledgeBase, ident: str) -> Any:
    """What says of itself that it has been withdrawn, by id; of a point its instrument says it. None if it holds."""
    found = kb.find(ident)
    record = record_of(found.instrument if isinstance(found, Point) else found) if found else None
    return record if record and record.status == WITHDRAWN else None


@document_rule("warning")
def withdrawn_without_trace(document: Document) -> Iterator[Finding]:
    """Something is withdrawn and does not say what replaces it, so that whoever follows an old link is left alone.

    Bad:
        status: withdrawn
    Good:
        status: withdrawn
        replaced_by: [RG-2.3]
    Fix:
        Name under `replaced_by` what holds now; if nothing does, say so in the text.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        record = record_of(entry)
        explained = "replaced_by" in record.model_fields_set or getattr(record, "note", None)
        if record.status == WITHDRAWN and not record.replaced_by and not explained:
            yield Finding(
                (*place, "status"),
                _("{id} is withdrawn and does not say what replaces it"),
                _("name it under replaced_by; if nothing does, write replaced_by: [] and explain it in the text"),
                {"id": entry.id},
            )
