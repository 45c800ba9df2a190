"""The two tables as CSV files, which spreadsheet programs open without running or converting anything in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.imports.columns import TITLES, TableName, columns_of
from kb.imports.csv_in import protect


def csv_tables(tables: Mapping[TableName, Sequence[Sequence[str]]], languages: tuple[str, ...]) -> list[bytes]:
    """The content of two files, institutions first. The headings are the keys of the columns; the byte order mark makes
    Excel read accents."""
    return [_table(table, tables[table], languages) for table in TITLES]


def csv_paths(path: Path) -> list[Path]:
    """The names of the two files for NAME.csv: NAME-institutions.csv and NAME-contacts.csv."""
    return [path.with_name(f"{path.stem}-{table}.csv") for table in TITLES]


def _table(table: TableName, rows: Sequence[Sequence[str]], languages: tuple[str, ...]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.key for column in columns_of(table, languages)])
    writer.writerows([protect(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
