"""Rules on the labels of reference links and footnotes: what Markdown would make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.rules.references import definitions, looks_like_id
from kb.read.document import Document
from kb.read.links import Bracket
from kb.read.tree import Tree

_FARTHEST = 80
_NEXT_TO_EACH_OTHER = re.compile(rf"\]\s{{0,{_FARTHEST}}}\[")


@tree_rule()
def hand_made_definition(tree: Tree) -> Iterator[Finding]:
    """A text defines where an id leads, which the site does by itself: one of the two would be ignored.

    Bad:
        [RG-2.3]: https://example.org/guidelines
    Good:
        [the earlier text]: https://example.org/guidelines
    Fix:
        Remove the line: the site links ids by itself. A label for another page must not look like an id.
    """
    for document in tree.checked:
        for at, label in definitions(document) if document.regions else ():
            exists = label.lower() in tree.kb.by_lower
            if exists or looks_like_id(label):
                yield Finding(
                    at,
                    _("the text itself says where [{label}] leads"),
                    _("remove this line; the site links ids by itself")
                    if exists
                    else _("choose a label that does not look like an id"),
                    {"label": label},
                    document.path,
                )


@document_rule()
def undefined_label(document: Document) -> Iterator[Finding]:
    """A link or a footnote mark has a label that leads nowhere, so that readers would see the brackets.

    Bad:
        The officer asks first about [the child][first questions].[^1]
    Good:
        The officer asks first about [the child][RG-2.3].[^1]

        [^1]: In a quiet place.
    Fix:
        Write the id of what you mean between the second brackets, or add the note that the mark announces.
    """
    if "][" not in document.masked and "[^" not in document.masked:
        return
    for inside in document.brackets_by_region:
        yield from _undefined(document.masked, inside)
        yield from _footnotes(document.masked, inside)


def _label(text: str, item: Bracket) -> str:
    words = item.target(text) if item.form == "full" else item.words(text)
    return " ".join(words.split())


def _undefined(text: str, inside: list[Bracket]) -> Iterator[Finding]:
    defined = {_label(text, item).lower() for item in inside if item.form == "definition"}
    for item in inside:
        label = _label(text, item)
        if item.form in ("full", "collapsed") and not looks_like_id(label) and label.lower() not in defined:
            yield Finding(
                item.target_start if item.form == "full" else item.start,
                _("the label “{label}” is no id, and the text does not say where it leads"),
                _("put an id such as RG-2.3 between the second brackets, or remove them"),
                {"label": label[:60]},
            )


def _footnotes(text: str, inside: list[Bracket]) -> Iterator[Finding]:
    notes = [(item, item.words(text)) for item in inside if text.startswith("^", item.start + 1) and not item.image]
    defined = {label for item, label in notes if item.form == "definition"}
    marks = {label for item, label in notes if item.form != "definition"}
    for item, label in notes:
        if label not in defined:
            message = _("there is no footnote [{label}]")
            yield Finding(
                item.start, message, _("add the note: a line that begins with [{label}]:"), {"label": label[:60]}
            )
        elif label not in marks:
            message = _("no mark in the text leads to the footnote [{label}]")
            hint = _("put [{label}] into the text, or remove the note")
            yield Finding(item.start, message, hint, {"label": label[:60]})


@document_rule()
def adjacent_references(document: Document) -> Iterator[Finding]:
    """Two pairs of brackets stand side by side and are read as one link, so that one reference is lost.

    Bad:
        The authority is told ([RG-2.1] [RG-2.3]).
    Good:
        The authority is told ([RG-2.1], [RG-2.3]).
    Fix:
        Put a comma or a word between the two.
    """
    text = document.masked
    if not _NEXT_TO_EACH_OTHER.search(text, document.body_start):
        return
    for item, after in pairwise([*document.brackets, Bracket(len(text), len(text), "inline")]):
        words = " ".join(item.words(text).split())
        if item.form == "full":
            second = _label(text, item)
            joined = "-" in words and looks_like_id(words) and looks_like_id(second) and words.lower() != second.lower()
        else:
            second = " ".join(after.words(text).split())
            joined = not item.image and words[:1] != "^" and _side_by_side(text, item, after)
        if joined:
            yield Finding(
                item.start,
                _("[{first}] and [{second}] side by side are read as one link"),
                _("put a comma or a word between them"),
                {"first": words[:60], "second": second[:60]},
            )


def _side_by_side(text: str, item: Bracket, after: Bracket) -> bool:
    """Whether nothing but a space or one line break stands between a bracket and a reference."""
    between = text[item.end : after.start]
    is_link = after.form in ("full", "collapsed") or (after.form == "short" and looks_like_id(after.words(text)))
    beside = between.isspace() and len(between) <= _FARTHEST and between.count("\n") < 2
    return beside and is_link and not after.image
