"""What a cell of a workbook holds is read as what it is, whichever program wrote it."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from kb.imports.cells import Other, Raw
from kb.imports.xlsx_in import read_workbook
from tests.imports.imported import made
from tests.imports.workbooks import (
    SHEET,
    first_row,
    packed,
    plain,
    sheet,
    with_part,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("+525512345678", "+525512345678"),
        (525512345678, Other("number", "525512345678")),
        (5512345678.0, Other("number", "5512345678")),
        (5.5e9, Other("number", "5500000000")),
        ("=1+1", Other("formula", "")),
        ("=HYPERLINK(\"http://evil.example\")", Other("formula", "")),
        (date(2026, 3, 9), Other("date", "2026-03-09")),
        (datetime(2026, 3, 9, 18, 30), Other("date", "2026-03-09")),
        (time(18, 0), Other("time", "18:00")),
        (True, Other("yes-no", "TRUE")),
        (False, Other("yes-no", "FALSE")),
        ("#N/A", Other("error", "#N/A")),
        (" spaces \n", " spaces \n"),
        ("_x0041_ a\u00f1o \U0001f600", "A a\u00f1o \U0001f600"),
        (CellRichText("one ", TextBlock(InlineFont(b=True), "two")), "one two"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_what_it_is(value: Any, expected: Raw) -> None:
    assert first_row(made([[value]])) == [expected]


def test_a_date_is_known_by_its_format_and_counts_from_1904_if_the_workbook_says_so() -> None:
    def formatted(sheet: Worksheet) -> None:
        for column, code in enumerate(['dd"x"mm', "mmm-yy", '0"day"', "[Red]0", "General", "\\d0"], start=1):
            sheet.cell(1, column).number_format = code

    found = first_row(made([[45000] * 6], formatted))
    assert [raw.kind for raw in found if isinstance(raw, Other)] == [
        "date",
        "date",
        "number",
        "number",
        "number",
        "number",
    ]
    parts = plain()
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr[^>]*", b'<workbookPr date1904="1"/', parts["xl/workbook.xml"])
    parts["xl/styles.xml"] = b'<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    parts[SHEET] = sheet(
        b'<row><c s="1"><v>1</v></c><c s="1"><v>1e300</v></c><c s="1"><v>x</v></c><c s="9"><v>2</v></c></row>'
    )
    assert first_row(read_workbook(packed(parts))) == [
        Other("date", "1904-01-02"), Other("number", "1e300"), Other("number", "x"), Other("number", "2"),
    ]  # fmt: skip


def test_other_programs_ways_of_writing_are_read() -> None:
    cells = (
        b'<x:row><x:c t="inlineStr"><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t>line</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh>'
        b'</x:is></x:c><x:c t="str"><x:v>a_x000D_b</x:v></x:c><x:c t="d"><x:v>2026-03-09T00:00:00</x:v></x:c>'
        b'<x:c t="d"><x:v>soon</x:v></x:c><x:c><x:v></x:v></x:c><x:c t="b"/></x:row><x:row r="5"><x:c r="C5"><x:v>7</x:v></x:c></x:row>'
    )
    data = b'<x:worksheet xmlns:x="urn:x"><x:sheetData>' + cells + b"</x:sheetData></x:worksheet>"
    found = read_workbook(with_part(SHEET, data))[0]
    assert found.cells == {
        1: {1: "inline", 2: "a\rb", 3: Other("date", "2026-03-09"), 4: "soon"},
        5: {3: Other("number", "7")},
    }


def test_merged_cells_are_told() -> None:
    found = made([["a", None], [None, None]], lambda sheet: sheet.merge_cells("A1:B2"))
    assert found[0].merged == ((1, 1, 2, 2),)


def test_sheets_keep_their_order_and_titles_and_charts_are_passed_over() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Segunda")
    book.create_chartsheet("Gráfico")
    content = io.BytesIO()
    book.save(content)
    assert [sheet.title for sheet in read_workbook(content.getvalue())] == ["Sheet", "Segunda"]


def test_links_to_other_files_are_not_followed() -> None:
    parts = plain()
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"<Relationship ", b'<Relationship TargetMode="External" ')
    assert read_workbook(packed(parts)) == []
