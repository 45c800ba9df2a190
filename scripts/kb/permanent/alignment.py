"""Two languages of one text, paragraph against paragraph: which blocks of HTML belong beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_VOID = {"br", "hr", "img"}
_LISTS = {"ul", "ol"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
"""In what Markdown writes a `<` begins a tag, and a `>` ends it."""


def blocks(html: str) -> list[tuple[str, str]]:
    """The blocks of a text, as Markdown writes it: what each is (`p`, `ul`, `h2` …) and its HTML. The outermost elements are
    blocks; each item of a list is one of its own."""
    found: list[tuple[str, str]] = []
    open_: list[str] = []
    begin = items = 0
    for match in _TAG.finditer(html):
        end, tag = match.groups()
        if tag in _VOID:
            continue
        if not end:
            open_.append(tag)
            if len(open_) == 1:
                begin, items = match.start(), 0
            elif len(open_) == 2 and open_[0] in _LISTS:
                begin = match.start()
                items += 1
        elif open_:
            depth, outer = len(open_), open_[0]
            block = html[begin : match.end()]
            open_.pop()
            if depth == 2 and outer in _LISTS:
                start = f' start="{items}"' if outer == "ol" and items > 1 else ""
                found.append((outer, f"<{outer}{start}>{block}</{outer}>"))
            elif depth == 1 and outer not in _LISTS:
                found.append((tag, block))
    return found


def aligned(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Texts in several languages as rows of blocks. Where one language has a block more, the others have an empty place.

    Blocks are matched by what they are: translations have the same paragraphs, lists and tables, in the same order.
    """
    first, *others = [blocks(text) for text in texts]
    rows: list[list[str]] = [[html] for _kind, html in first]
    kinds = [kind for kind, _html in first]
    for column, other in enumerate(others, start=1):
        rows, kinds = _beside(rows, kinds, other, column)
    return [tuple(row) for row in rows]


def _beside(
    rows: list[list[str]], kinds: list[str], other: list[tuple[str, str]], column: int
) -> tuple[list[list[str]], list[str]]:
    """The rows with another column."""
    there = [kind for kind, _html in other]
    if kinds == there:
        return [[*row, html] for row, (_kind, html) in zip(rows, other, strict=True)], kinds
    new: list[list[str]] = []
    new_kinds: list[str] = []
    for _what, a, b, c, d in SequenceMatcher(None, kinds, there, autojunk=False).get_opcodes():
        for number in range(max(b - a, d - c)):
            row = rows[a + number] if a + number < b else [""] * column
            new.append([*row, other[c + number][1] if c + number < d else ""])
            new_kinds.append(kinds[a + number] if a + number < b else there[c + number])
    return new, new_kinds
