"""The two tables as CSV files, which spreadsheet programs open without running or converting anything in them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from kb.imports.columns import TableName, columns_of
from kb.imports.csv_in import protect


def write_csv(path: Path, tables: Mapping[TableName, list[list[str]]], languages: tuple[str, ...]) -> list[Path]:
    """Write `NAME-institutions.csv` and `NAME-contacts.csv` for a path NAME.csv; return both paths. The headings are
    the keys of the columns; the byte order mark makes Excel read accents."""
    written = []
    for target, (table, rows) in zip(csv_paths(path), tables.items(), strict=True):
        with target.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.key for column in columns_of(table, languages)])
            writer.writerows([protect(text) for text in row] for row in rows)
        written.append(target)
    return written


def csv_paths(path: Path) -> list[Path]:
    """The paths of the two tables, institutions first."""
    return [path.with_name(f"{path.stem}-{table}.csv") for table in ("institutions", "contacts")]
