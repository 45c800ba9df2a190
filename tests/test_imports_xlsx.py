"""Workbooks and CSV files are read without trusting them, and written so that nothing in them runs."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from kb.imports import archive, xlsx_in
from kb.imports.cells import Other, Raw, Refusal
from kb.imports.csv_in import read_csv
from kb.imports.table import Sheet, rows
from kb.imports.template import template
from kb.imports.words import Words
from kb.imports.xlsx_in import read_workbook
from kb.imports.xlsx_out import workbook
from kb.read.tree import Tree
from tests.imported import LANGUAGES, made

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def sheet(rows: bytes, more: bytes = b"") -> bytes:
    return HEAD + rows + b"</sheetData>" + more + b"</worksheet>"


def plain() -> dict[str, bytes]:
    """The parts of a small workbook."""
    book = openpyxl.Workbook()
    book.active.append(["id", "kind"])  # type: ignore[union-attr]
    content = io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return content.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return packed({**plain(), name: data})


def with_strings(data: bytes) -> bytes:
    """A workbook with this part of texts that cells share."""
    parts = plain()
    relation = b'<Relationship Type="x/sharedStrings" Id="s" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    return packed({**parts, "xl/sharedStrings.xml": data})


def first_row(sheets: list[Sheet]) -> list[Raw]:
    return [sheets[0].cells[1][place] for place in sorted(sheets[0].cells[1])]


def refusal_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_workbook(data)
    return refused.value.message.format(**refused.value.values)


# What a cell holds


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


# What is refused


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "too large" in refusal_of(with_part("xl/media/picture.png", b"\0" * 60_000_000))


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (SHEET, sheet(b"<row>" + b"<c/>" * 250_000 + b"</row>")),
        (SHEET, sheet(b'<row r="1001"><c><v>1</v></c></row>')),
        (SHEET, sheet(b'<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        (SHEET, sheet(b"<row " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>")),
        (SHEET, sheet(b"", b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1_001 + b"</mergeCells>")),
        ("xl/workbook.xml", b"<workbook>" + b"<sheet/>" * 21 + b"</workbook>"),
    ],
    ids=["cells", "rows", "columns", "attributes", "merged", "sheets"],
)
def test_what_is_too_large_is_refused(part: str, data: bytes) -> None:
    assert "too large" in refusal_of(with_part(part, data))


def test_texts_that_are_too_large_are_refused() -> None:
    assert "too large" in refusal_of(with_strings(b"<sst><si><t>" + b"x" * 300_000 + b"</t></si></sst>"))


def test_cells_far_down_that_hold_nothing_do_no_harm() -> None:
    data = sheet(b'<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert read_workbook(with_part(SHEET, data))[0].cells == {1: {1: "id"}}


def test_too_many_parts_are_refused() -> None:
    assert "too large" in refusal_of(packed({f"{number}": b"" for number in range(301)}))


def test_a_large_file_is_refused_unread() -> None:
    assert "too large" in refusal_of(b"x" * (archive.MAX_FILE + 1))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", os.urandom(2_000), packed({}), packed({"a": b""})],
    ids=["empty", "cut off", "random", "no parts", "other parts"],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert "damaged" in refusal_of(data)


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (SHEET, b"\xff\xfe\x00"),
        (SHEET, HEAD),
        (SHEET, b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + sheet(b"<row><c><v>&b;</v></c></row>")),
        (SHEET, sheet(b'<row><c t="s"><v>99</v></c></row>')),
        (SHEET, sheet(b'<row><c t="s"><v>-1</v></c></row>')),
        (SHEET, sheet(b"", b'<mergeCells><mergeCell ref="A1:??"/></mergeCells>')),
        (SHEET.upper(), b"<second/>"),
    ],
    ids=["bytes", "cut off", "entities", "no such text", "negative", "range", "same name"],
)
def test_what_does_not_keep_to_the_format_is_refused(part: str, data: bytes) -> None:
    assert "damaged" in refusal_of(with_part(part, data))


def test_a_part_that_does_not_unpack_is_refused() -> None:
    raw = bytearray(with_part(SHEET, sheet(b"<row/>" * 1_000)))
    at = raw.index(b"xl/worksheets/sheet1.xml") + len(SHEET)
    raw[at : at + 30] = b"\xff" * 30
    assert "damaged" in refusal_of(bytes(raw))


def test_a_password_is_refused() -> None:
    assert "password" in refusal_of(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    raw = bytearray(packed(plain()))
    for at in range(len(raw) - 10):
        if raw[at : at + 4] == b"PK\x01\x02":
            raw[at + 8] |= 1
        elif raw[at : at + 4] == b"PK\x03\x04":
            raw[at + 6] |= 1
    assert "damaged" in refusal_of(bytes(raw))


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/activeX/a.xml"]
)
def test_macros_are_refused(part: str) -> None:
    assert "macros" in refusal_of(with_part(part, b"x"))


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_whatever_separates_it(delimiter: str, mark: bytes) -> None:
    text = f'id{delimiter}role\r\n\r\nmx-a{delimiter}"dos\nlíneas; y, más"\r\n'
    found = read_csv(mark + text.encode(), "t.csv")
    assert found == Sheet("t.csv", {1: {1: "id", 2: "role"}, 3: {1: "mx-a", 2: "dos\nlíneas; y, más"}})


def test_the_apostrophe_that_protects_a_cell_is_taken_away() -> None:
    assert read_csv(b"'+52,'089,'texto,''=1", "t").cells[1] == {1: "+52", 2: "089", 3: "'texto", 4: "'=1"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("id,niño\n".encode("latin-1"), "not in UTF-8"),
        ("id,niño\n".encode("utf-16"), "not in UTF-8"),
        (b'id,kind\n"mx-a,shelter\n', "beyond line 2"),
        (b'id\n"a"b\n', "beyond line 2"),
        (b"id\n" + b"x" * 200_000, "beyond line 2"),
        (b"id\n" * 1_001, "too large"),
        (b"id" * 2_600_000, "too large"),
        (b"id" + b",x" * 201, "too large"),
    ],
)
def test_csv_that_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_csv(data, "t.csv")
    assert reason in refused.value.message.format(**refused.value.values)


# What we write


@pytest.fixture(scope="session")
def words(content: Tree) -> Words:
    return Words(content.kb.vocabulary, content.kb.languages)


def test_every_cell_that_we_write_is_text(content: Tree, words: Words) -> None:
    tables = rows(content.kb.folders["mx"], LANGUAGES, words.show)
    dangerous = ["=1+1", "+1", "-1", "@a", "066", "2026-03-01", "http://a.example", "1e5", "=cmd|' /C calc'!A0"]
    tables["institutions"].append([*dangerous, *[""] * (len(tables["institutions"][0]) - len(dangerous))])
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables, words)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in book.worksheets[0][book.worksheets[0].max_row]][: len(dangerous)] == dangerous
    assert all(cell.hyperlink is None for cell in cells)


def test_cells_that_are_still_empty_are_formatted_as_text(words: Words) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(words)))
    for sheet in book.worksheets[:2]:
        assert {dimension.number_format for dimension in sheet.column_dimensions.values()} == {"@"}


def test_two_workbooks_of_the_same_rows_are_the_same_to_the_byte(words: Words) -> None:
    assert template(words) == template(words)


def test_the_template_offers_the_words_of_the_vocabulary_in_both_languages(words: Words) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(words)))
    lists = {"institutions": {"kind", "status", "confidence"}, "contacts": {"type", "country", "verified_how"}}
    for sheet, (table, keys) in zip(book.worksheets, lists.items(), strict=False):
        offered = {}
        for validation in sheet.data_validations.dataValidation:
            if validation.type == "list":
                title, cells = str(validation.formula1).replace("'", "").split("!")
                offered[str(validation.sqref)] = [cell.value for (cell,) in book[title][cells.replace("$", "")]]
        assert len(offered) == len(keys), table
        if table == "institutions":
            assert [words.show("kinds", word) for word in words.all("kinds")] in offered.values()
            assert any("Albergue / Shelter" in texts for texts in offered.values())


def test_every_column_of_the_template_explains_itself_in_both_languages(words: Words) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(words)))
    for sheet in book.worksheets[:2]:
        prompts = [validation.prompt for validation in sheet.data_validations.dataValidation]
        assert len(prompts) == sheet.max_column
        assert all("\n" in prompt and len(prompt) <= 255 for prompt in prompts)
        assert sheet.freeze_panes == "B3"
        assert [sheet.cell(row, 1).value for row in (1, 2)] != [None, None]


def test_limits_leave_room_for_the_whole_directory(content: Tree, words: Words) -> None:
    data = workbook(rows(content.kb.institutions.values(), LANGUAGES, words.show), words)
    assert len(read_workbook(data)[0].cells) == len(content.kb.institutions) + 2
    assert len(data) < archive.MAX_FILE / 4


def test_a_reader_that_is_handed_more_than_it_may_read_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_in, "MAX_ROWS", 1)
    with pytest.raises(Refusal):
        made([["a"], ["b"]])
