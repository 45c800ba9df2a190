"""A table in a CSV file. Spreadsheet programs write commas, semicolons or tabs, with a byte order mark or without."""

from __future__ import annotations

import csv
import io
import re

from kb.imports import _
from kb.imports.archive import MAX_FILE, too_large
from kb.imports.cells import Refusal
from kb.imports.table import Sheet
from kb.imports.xlsx_in import MAX_COLUMNS, MAX_ROWS

SIGNS = "=+@\t\r-"
"""What a text begins with that a spreadsheet program runs. Source: OWASP, CSV injection."""
_CONVERTED = re.compile(rf"[{SIGNS}]|(?=[^0-9]*[0-9])[0-9\s.,:;/()+*#%$€-]+$|[0-9.,]+[eE]\+?[0-9]+$")


def read_csv(data: bytes, title: str) -> Sheet:
    """The table of a CSV file. Raises Refusal if it cannot be read."""
    if len(data) > MAX_FILE:
        raise too_large(f"{len(data):,} B")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            _("the file is not in UTF-8, so that accents would be lost"),
            _("save it as “CSV UTF-8”, or as .xlsx"),
        ) from error
    cells = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if any(row):
                if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                    raise too_large(f"> {MAX_ROWS:,} rows or {MAX_COLUMNS} columns")
                cells[number] = {place: unprotect(value) for place, value in enumerate(row, start=1) if value}
    except csv.Error as error:
        raise Refusal(
            _("the table cannot be read beyond line {line}: a quotation mark or a line end is out of place"),
            _("save it as CSV from a spreadsheet program, or as .xlsx"),
            {"line": str(reader.line_num)},
        ) from error
    return Sheet(title, cells)


def protect(text: str) -> str:
    """A text with an apostrophe before it if a spreadsheet program would run it or take it for a number or a date.
    `unprotect` takes it away again."""
    return f"'{text}" if _CONVERTED.match(text.lstrip("'")) else text


def unprotect(text: str) -> str:
    """A text without the apostrophe that only protects it."""
    return text[1:] if text.startswith("'") and _CONVERTED.match(text.lstrip("'")) else text


def _delimiter(text: str) -> str:
    """What stands most often between the headings."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first[:5_000].count)
