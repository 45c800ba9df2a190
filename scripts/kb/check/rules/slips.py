"""Rules on slips of whoever edits in a web editor: versions left one above the other, references typed by ear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.rules.references import looks_like_id
from kb.read.document import Document
from kb.read.links import Bracket
from kb.read.tree import Tree

_CONFLICT = re.compile(r"^<{7} [^\n]*$", re.M)
_HEARD = r" *([A-Za-z][A-Za-z0-9]*) *[- ] *([0-9][0-9A-Za-z.]*) *"
"""A series and a number, perhaps with spaces about the hyphen or in its place."""
_BY_EAR = re.compile(_HEARD)
_IN_BRACKETS = re.compile(rf"\[({_HEARD})\]")
_LONGEST = 40


@document_rule()
def merge_conflict(document: Document) -> Iterator[Finding]:
    """Two versions of the same lines stand one above the other: two people changed them, and nobody chose.

    Bad:
        <<<<<<< main
        Within 24 hours.
        =======
        Within 48 hours.
        >>>>>>> my-change
    Good:
        Within 24 hours.
    Fix:
        Keep the version that is right, and delete the other one and the three lines of signs.
    """
    if "<<<<<<< " in document.text:
        for match in _CONFLICT.finditer(document.text):
            message = _("from here on two versions of the same lines stand one above the other")
            hint = _("keep the right one; delete the other and the lines of <<<<<<<, ======= and >>>>>>>")
            yield Finding(match.start(), message, hint)


@tree_rule()
def mistyped_reference(tree: Tree) -> Iterator[Finding]:
    """A reference has a space about its hyphen or in its place, so that readers see the brackets and no link.

    Bad:
        The officer asks first about the child ([RG 2.3]).
    Good:
        The officer asks first about the child ([RG-2.3]).
    Fix:
        Write the id without spaces, with a hyphen.
    """
    for document in tree.checked:
        for item, meant in typed_by_ear(tree, document):
            words = item.words(document.masked)
            message = _("“[{words}]” is shown as it stands, for no id is written so")
            if looks_like_id(words.strip()):
                message = _("a space stands beside the id in the brackets, which are shown as they stand")
            yield Finding(item.start, message, _("write [{id}]"), {"words": words, "id": meant}, document.path)


def typed_by_ear(tree: Tree, document: Document) -> Iterator[tuple[Bracket, str]]:
    """The brackets of a document whose words are an id but for spaces, each with that id."""
    for item in document.brackets if _may_be_mistyped(document) else ():
        words = item.words(document.masked) if item.form == "short" and not item.image else ""
        meant = tree.kb.by_lower.get(joined(words)) if not looks_like_id(words) else None
        if meant and " " in words:  # else only its capitals are others
            yield item, meant


def joined(words: str) -> str:
    """A series and a number with spaces about the hyphen or in its place as an id, in lower case; empty for other words."""
    match = _BY_EAR.fullmatch(words) if len(words) <= _LONGEST else None
    return "-".join(match.groups()).lower() if match else ""


def _may_be_mistyped(document: Document) -> bool:
    """A quick look before all brackets are looked at: most texts have none such."""
    found = _IN_BRACKETS.finditer(document.text, document.body_start) if document.regions else ()
    return any(not looks_like_id(match[1]) for match in found)
