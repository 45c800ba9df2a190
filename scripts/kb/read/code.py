"""Which parts of a Markdown text are code, as Python-Markdown sees it, so that they can be set aside.

Fenced blocks begin at the start of a line and end at a line with exactly the same fence; a fence without an end is no
code. Code spans pair runs of backticks of the same length within a paragraph. Everything here is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.M)
_INFO = re.compile(r"\{[^\n]*\}|\.?[\w#.+-]*(?: *hl_lines=(?:\"[^\"\n]*\"|'[^'\n]*'))?")
"""What may follow an opening fence: a language, or attributes in braces."""
_RUN = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Fences(NamedTuple):
    """Fenced blocks as (start, end), where a fence opens that nothing closes, and attributes after an opening fence."""

    blocks: list[tuple[int, int]]
    unclosed: list[int]
    attributes: list[int]


def fences(text: str) -> Fences:
    """The fenced code blocks of a text."""
    found = Fences([], [], [])
    if "```" not in text and "~~~" not in text:
        return found
    lines = [
        (match.start(), match.end(), match.group(1), match.group(2).strip(" \t")) for match in _FENCE.finditer(text)
    ]
    closers: dict[str, list[int]] = {}
    for number, (_start, _end, fence, info) in enumerate(lines):
        if not info:
            closers.setdefault(fence, []).append(number)
    number = 0
    while number < len(lines):
        start, end, fence, info = lines[number]
        if info.startswith("{"):
            found.attributes.append(text.index("{", start, end))
        after = closers.get(fence, [])
        place = bisect_right(after, number)
        if not _INFO.fullmatch(info):
            pass
        elif place < len(after):
            number = after[place]
            found.blocks.append((start, lines[number][1]))
        else:
            found.unclosed.append(start)
        number += 1
    return found


class Span(NamedTuple):
    """A code span. `sure`: every backtick of its paragraph has its partner on the same line, so no reading differs."""

    start: int
    end: int
    sure: bool


def spans(text: str) -> list[Span]:
    """The code spans of a text whose fenced blocks are blanked out."""
    found = []
    for runs in _paragraphs(text):
        pairs, odd = _pairs(text, runs)
        sure = not odd and all("\n" not in text[start:end] for start, end in pairs)
        found += [Span(start, end, sure) for start, end in pairs]
    return found


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """The runs of backticks, grouped by paragraph."""
    group: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        if group and _BLANK_LINE.search(text, group[-1][1], match.start()):
            yield group
            group = []
        group.append(match.span())
    if group:
        yield group


def _pairs(text: str, runs: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], bool]:
    """The spans that runs of backticks make, and whether some run is left over."""
    by_length: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(number)
    pairs: list[tuple[int, int]] = []
    odd = False
    number = 0
    while number < len(runs):
        start, end = runs[number]
        same = by_length[end - start]
        place = bisect_right(same, number)
        if text[start - 1 : start] == "\\":
            odd = odd or end - start > 1 or text[start - 2 : start] == "\\\\"
        elif place < len(same):
            number = same[place]
            pairs.append((start, runs[number][1]))
        else:
            odd = True
        number += 1
    return pairs, odd


def without_code(text: str, *, sure: bool = False) -> str:
    """The text with code blocks and code spans blanked out, character for character.

    `sure` leaves spans standing that another reader of Markdown might not take for code: for rules on danger.
    """
    text = _blank(text, fences(text).blocks)
    if "`" not in text:
        return text
    return _blank(text, [(span.start, span.end) for span in spans(text) if span.sure or not sure])


def _blank(text: str, ranges: list[tuple[int, int]]) -> str:
    if not ranges:
        return text
    parts = []
    done = 0
    for start, end in ranges:
        parts += [text[done:start], "\n".join(" " * len(line) for line in text[start:end].split("\n"))]
        done = end
    parts.append(text[done:])
    return "".join(parts)
