"""Where pages break: what belongs together stays together, no chapter leaves most of a page empty before it."""

from __future__ import annotations

import io
from collections.abc import Callable
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


def counts(word: str, body: Callable[[int], str]) -> set[tuple[int, ...]]:
    """How often a word stands on each page, for each height of other things above."""
    return {
        tuple(text.count(word) for text in pages(f'<div style="height: {above}mm"></div>{body(above)}'))
        for above in ABOVE
    }


def test_what_a_text_rests_on_is_not_torn_apart() -> None:
    rows = "".join(f"<li><strong>Row{number}:</strong> text</li>" for number in range(ROWS))
    found = counts("Row", lambda _: f'<div class="kb-foundations"><ul class="kb-rows">{rows}</ul></div>')
    assert {tuple(count for count in page if count) for page in found} == {(ROWS,)}
    assert len(found) > 1, "it fitted everywhere: the test shows nothing"


def test_a_short_table_stays_whole() -> None:
    rows = "".join("<tr><td>Row</td></tr>" for _ in range(ROWS))
    found = counts("Row", lambda _: f'<table class="kb-short"><tbody>{rows}</tbody></table>')
    assert {tuple(count for count in page if count) for page in found} == {(ROWS,)}
    assert len(found) > 1, "it fitted everywhere: the test shows nothing"


def test_the_last_item_of_a_list_does_not_stand_alone_on_a_page() -> None:
    found = counts("Item", lambda _: f"<ol>{'<li>Item</li>' * 8}</ol>")
    assert 1 not in {page[-1] for page in found}
    assert any(len(page) == 2 and all(page) for page in found), "none was split: the test shows nothing"


def test_a_table_stays_with_the_line_that_announces_it() -> None:
    table = f"<p>Announced:</p><table><tbody>{'<tr><td>Row</td></tr>' * ROWS}</tbody></table>"
    found = [pages(f'<div style="height: {above}mm"></div>{table}') for above in ABOVE]
    announced = [
        (number, text.count("Row")) for texts in found for number, text in enumerate(texts) if "Announced" in text
    ]
    assert all(rows > 1 for _, rows in announced)
    assert {number for number, _ in announced} == {0, 1}, "it never went to the next page: the test shows nothing"


def test_a_pages_head_says_which_section_it_begins_with_and_which_it_ends_with() -> None:
    def section(ident: str, *heights: int) -> str:
        inside = "".join(f'<div style="height: {height}mm"></div>' for height in heights)
        return f'<h2 class="kb-section"><a class="kb-id">{ident}</a> Title</h2>{inside}'

    first, second, third = pages(section("X-1", 200, 80) + section("X-2", 20) + section("X-3", 20, 200))
    assert "X-1" in first
    assert [second.count(ident) for ident in ("X-1", "X-2", "X-3")] == [1, 1, 2]
    assert [third.count(ident) for ident in ("X-1", "X-2", "X-3")] == [0, 0, 2]


def test_a_page_that_begins_with_a_heading_without_an_id_does_not_name_the_section_before() -> None:
    body = '<h2><a class="kb-id">X-1</a> T</h2><div style="height: 230mm"></div><h2 id="subject-2">S</h2><p>Text</p>'
    first, second = pages(f'{body}<h3><a class="kb-id">X-2</a> T</h3>')
    assert (first.count("X-1"), second.count("X-1"), second.count("X-2")) == (1, 0, 2)
