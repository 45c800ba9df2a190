"""A workbook or a CSV file that is too large, broken or no table is refused with its reason."""

from __future__ import annotations

import os

import pytest

from kb.imports import archive
from kb.imports.xlsx_in import read_workbook
from tests.imports.workbooks import (
    HEAD,
    SHEET,
    packed,
    plain,
    refusal_of,
    sheet,
    with_part,
    with_strings,
)


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
