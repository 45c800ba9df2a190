"""Two languages of one text, paragraph against paragraph: which blocks of HTML belong beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser

_VOID = {"br", "hr", "img"}
_LISTS = {"ul", "ol"}


class _Blocks(HTMLParser):
    """Cuts HTML into its outermost elements, and lists into their items."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.open: list[str] = []
        self.begin = 0
        self.items = 0
        self.found: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    @property
    def _outermost(self) -> int:
        """How deep the blocks lie: inside a list, one level further in."""
        return 1 if self.open and self.open[0] in _LISTS else 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _VOID:
            return
        self.open.append(tag)
        if len(self.open) == 1:
            self.begin, self.items = self._here(), 0
        elif len(self.open) == 2 and self.open[0] in _LISTS:
            self.begin = self._here()
            self.items += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self.open:
            return
        depth, outer = len(self.open), self.open[0]
        block = self.text[self.begin : self._here() + len(tag) + 3]
        self.open.pop()
        if depth == 2 and outer in _LISTS:
            start = f' start="{self.items}"' if outer == "ol" and self.items > 1 else ""
            self.found.append((outer, f"<{outer}{start}>{block}</{outer}>"))
        elif depth == 1 and outer not in _LISTS:
            self.found.append((tag, block))


def blocks(html: str) -> list[tuple[str, str]]:
    """The blocks of a text: what each is (`p`, `ul`, `h2` …) and its HTML. Each item of a list is a block of its own."""
    return _Blocks(html).found


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
