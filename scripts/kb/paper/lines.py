"""Lines that WeasyPrint 70 ends too early, ended where they are full.

Two of its steps go wrong beside a link or a name in bold. A text that fits a line but for the space at its end is cut
after its first word. And of a text whose first line turns out a hair wider than asked for, nothing is put on that line.
`tests/paper/test_lines.py` shows both, and says when WeasyPrint does without this module.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

split_by_weasyprint = inline.split_first_line
RESUME, WIDTH = 2, 3
"""Where WeasyPrint says at which byte the next line begins (None: there is none), and how wide this one is."""
NARROWER = 0.5
"""Pixels: more than what rounding adds to a line's width, less than any letter's."""


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As much of a text as fits a line, in WeasyPrint's own terms."""
    rest = (style, context)
    more = (justification_spacing, is_line_start, minimum)
    line = split_by_weasyprint(text, *rest, max_width, *more)
    if max_width is None or line[RESUME] is None:
        return line
    if line[WIDTH] > max_width:
        narrower = split_by_weasyprint(text, *rest, max_width - NARROWER, *more)
        return narrower if narrower[WIDTH] <= max_width else line
    bare = text.rstrip(" ")
    if bare != text:
        whole = split_by_weasyprint(bare, *rest, max_width, *more)
        if whole[RESUME] is None and whole[WIDTH] <= max_width:
            return split_by_weasyprint(text, *rest, None, *more)
    return line


def fill_lines() -> None:
    """Have WeasyPrint split lines so, in this process."""
    inline.split_first_line = split_first_line
