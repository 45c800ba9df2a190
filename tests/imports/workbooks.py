"""Workbooks built part by part, as other programs or a person who means harm might write them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from kb.imports.cells import Raw, Refusal
from kb.imports.table import Sheet
from kb.imports.xlsx_in import read_workbook

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
