"""Where pages break: no row of a table stands alone, no chapter leaves most of a page empty before it."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

import pypdfium2 as pdfium
from weasyprint import CSS, HTML

ROWS = 6
ABOVE = range(170, 258, 4)
"""Millimetres of other things above: from a table that fits its page to one that goes to the next."""


@cache
def style() -> CSS:
    """The style sheet of editions for paper."""
    return CSS(string=files("kb").joinpath("paper/paper.css").read_text(encoding="utf-8"))


def pages(body: str) -> list[str]:
    """The text of each page of a publication with this body."""
    html = f'<html lang="en"><body class="publication">{body}</body></html>'
    data = HTML(string=html).write_pdf(stylesheets=[style()])
    document = pdfium.PdfDocument(io.BytesIO(data))
    return [page.get_textpage().get_text_range() for page in document]


def split(above: int) -> tuple[int, ...]:
    """How many rows of a table stand on each page, under so many millimetres of other things."""
    rows = "".join(f"<tr><td>Row{number}</td><td>text</td></tr>" for number in range(ROWS))
    table = f"<table><thead><tr><th>What</th><th>Who</th></tr></thead><tbody>{rows}</tbody></table>"
    return tuple(text.count("Row") for text in pages(f'<div style="height: {above}mm"></div>{table}'))


def test_no_row_of_a_table_stands_alone_on_its_page() -> None:
    found = {split(above) for above in ABOVE}
    assert {sum(rows) for rows in found} == {ROWS}
    assert [rows for rows in found if 1 in rows] == []
    assert any(min(rows) > 1 and len(rows) == 2 for rows in found), "none was split: the test shows nothing"


def test_a_chapter_begins_under_what_is_left_of_the_one_before() -> None:
    chapters = "".join(
        f'<section class="part"><h2 class="kb-section">Chapter{number}</h2><p>Text.</p></section>'
        for number in range(4)
    )
    assert [text.count("Chapter") for text in pages(f"<main>{chapters}</main>")] == [4]
