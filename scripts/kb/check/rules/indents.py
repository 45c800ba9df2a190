"""The rule on what stands within a list: it must stand far enough in to be read as part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule
from kb.read.document import Document

_STEP = 4
"""Spaces a level. Source: Python-Markdown, "Differences from Markdown": indentation is counted in whole tab lengths."""
_LINE = re.compile(r"^( *)((?:[-*+]|[0-9]{1,9}[.)])[ ])?(?=\S)", re.M)

_ODD = re.compile(r"\n(?: {4})* {1,3}[-*+0-9]|\n[^\S\n]*\n(?: {4})* {1,3}[^ \n]")
"""A line that does not stand a whole number of levels in, and seems to be an item or stands below an empty line: most texts
have none, which is quickly seen."""


@document_rule()
def shallow_indent(document: Document) -> Iterator[Finding]:
    """Something within a list stands one to three spaces in. Readers then see a list within a step as further steps,
    counted on, and a paragraph within a step as the end of the list.

    Bad:
        4. Tell the child that the permit:
           - is free of charge;
    Good:
        4. Tell the child that the permit:
            - is free of charge;
    Fix:
        Put four spaces before the line, eight for what stands two levels in.
    """
    for region in document.regions:
        if not _ODD.search(document.masked, region.start, region.end):
            continue
        items: list[int] = []  # how far in the items stand that the line is within
        end = region.start
        for match in _LINE.finditer(document.masked, region.start, region.end):
            indent, apart = len(match[1]), "\n\n" in document.masked[end : match.start()].replace("\r", "")
            end = match.end()
            if not match[2] and not apart:
                continue  # a line that goes on with the one above
            while items and items[-1] > indent:
                items.pop()
            if items and items[-1] < indent < (needed := (items[-1] // _STEP + 1) * _STEP):
                message = _("too few spaces before this line ({found}) for it to belong to the item above it")
                hint = _("put {needed} spaces before it")
                yield Finding(match.end(1), message, hint, {"found": indent, "needed": needed})
            elif match[2]:
                items.append(indent)
            elif not indent:
                items = []
