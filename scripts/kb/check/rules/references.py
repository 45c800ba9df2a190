"""Rules on references by id, in texts and in metadata."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, tree_rule
from kb.models.section import Section
from kb.read.markdown import is_id
from kb.read.tree import Tree


@tree_rule()
def unknown_reference(tree: Tree) -> Iterator[Finding]:
    """A reference in a text leads to an id that does not exist.

    Bad:
        The officer asks first about the child ([RG-2.33]).
    Good:
        The officer asks first about the child ([RG-2.3]).
    """
    for document, _place, entry in tree.entries():
        if not isinstance(entry, Section):
            continue
        for body in entry.bodies.values():
            for reference in body.references:
                if is_id(reference.target) and tree.kb.find(reference.target) is None:
                    yield Finding(
                        reference.start,
                        _("there is nothing with the id {id}"),
                        _("did you mean {nearest}?"),
                        {"id": reference.target, "nearest": ", ".join(tree.kb.nearest(reference.target))},
                        document.path,
                    )
