"""What the tests of `kb import` share: a small directory with comments in it, and workbooks changed cell by cell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kb.imports.table import Sheet
from kb.imports.xlsx_in import read_workbook

LANGUAGES = ("es", "en")
COMAR = """\
# yaml-language-server: $schema=../../schemas/institution.json
# Ask the secretariat before changing this one.
id: mx-comar
name: {official: Comisión de prueba, en: Test commission}   # in use since 2013
acronym: COMAR
kind: refugee-authority
role:
  es: Recibe y resuelve las solicitudes de reconocimiento de la condición de refugiado, también las de niñas, niños
    y adolescentes que viajan sin compañía.
  en: Receives applications for refugee status and decides on them.
services: [asylum, information]
coverage:
  areas: [MX]
  text: {es: Todo el país, en: Nationwide}
phones:
  - printed: "55 5209 8800"   # from the photograph
    number: "+525552098800"
    label: {es: Conmutador, en: Switchboard}
    source: src-mx-page
    as_of: "2025-03"

  # The next one was read out to us.
  - printed: "55 5209 8801"
    number: "+525552098801"
    label: {es: Citas, en: Appointments}
    note: {es: 'Lunes: cerrado', en: 'Monday: closed'}
    hours: Mo-Fr 09:00-18:00
    source: src-mx-page
    as_of: null
emails:
  - address: buzon@comar.example
    source: src-mx-page
    as_of: "2025"
addresses:
  - printed: 'Calle 10, No. 167'
    source: src-mx-page
    as_of: "2025-03-09"
opening:
  - hours: Mo-Fr 09:00-18:00
    source: src-mx-page
    as_of: "2025-03-09"
confidence: low
sources: [src-mx-page]
"""


def directory(small: Path) -> Path:
    """The small tree with a second institution, `mx-comar`, that has every type of contact."""
    (small / "directory/mx/comar.yml").write_text(COMAR, encoding="utf-8")
    return small


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """A workbook to change; saved at the end."""
    book = openpyxl.load_workbook(path)
    yield Book(book)
    book.save(path)


class Book:
    """A workbook whose cells are named by a row's beginning and a column's heading in English."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def sheet(self, table: str) -> Worksheet:
        return next(sheet for sheet in self.book.worksheets if table in sheet.title)

    def column(self, table: str, heading: str) -> int:
        sheet = self.sheet(table)
        texts = [str(sheet.cell(2, column).value).removesuffix(" *") for column in range(1, sheet.max_column + 1)]
        return texts.index(heading) + 1

    def row(self, table: str, *beginning: str, nth: int = 0) -> int:
        sheet = self.sheet(table)
        found = [
            row
            for row in range(3, sheet.max_row + 1)
            if all(text in str(sheet.cell(row, column).value) for column, text in enumerate(beginning, start=1))
        ]
        return found[nth]

    def set(self, table: str, row: int, **cells: Any) -> None:
        """Set cells by heading; an underscore stands for a space."""
        for heading, value in cells.items():
            name = re.sub(
                r" (es|en)$", lambda m: {"es": " (Spanish)", "en": " (English)"}[m[1]], heading.replace("_", " ")
            )
            self.sheet(table).cell(row, self.column(table, name)).value = value

    def add(self, table: str, **cells: Any) -> int:
        """Add a row; its number."""
        row = self.sheet(table).max_row + 1
        self.set(table, row, **cells)
        return row


def made(rows: list[list[Any]], change: Any = None) -> list[Sheet]:
    """The sheets that we read of a workbook that openpyxl writes with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    content = io.BytesIO()
    book.save(content)
    return read_workbook(content.getvalue())
