"""The two tables of the directory: institutions as rows of text, and rows of a spreadsheet as what their cells hold.

Nothing here knows a file format: what writes or reads XLSX and CSV stands beside it.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.imports import _
from kb.imports.cells import Raw, Refusal, Value
from kb.imports.columns import (
    CONTACT_KEYS,
    HELP_TITLE,
    LISTS_TITLE,
    TITLES,
    Column,
    TableName,
    columns_of,
    sheet_title,
)
from kb.imports.words import fold
from kb.models.base import KeyPath, Whole
from kb.models.institution import Contact, Institution, InstitutionRecord

EXAMPLE_MARKS = ("ejemplo", "example")
"""How the first cell of a row begins that only shows what to write."""
OWNERS: dict[TableName, tuple[str, ...]] = {"institutions": ("id",), "contacts": ("institution", "type")}
"""The columns without which a table is none of ours; the first says which institution a row belongs to."""
MAX_MERGED = 50_000
"""Cells of one sheet that are merged. A person who merges some has dozens."""
HEADING_ROWS = 15
"""Among so many rows the headings are looked for: people put titles and logos above them."""

ShowWord = Callable[[str, str], str]
"""How a word of a group is shown: `Words.show`, or `plain`."""


def plain(group: str, word: str) -> str:
    """Shows a word as programs know it."""
    return word


@dataclass(frozen=True)
class Sheet:
    """A table as a file holds it: its title, what stands in its cells by row and column (both from 1), and the cells
    that are merged: first row, first column, last row, last column."""

    title: str
    cells: Mapping[int, Mapping[int, Raw]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a table: where it stands, and its cells by the key of their column. Empty cells are empty texts."""

    table: TableName
    sheet: str
    number: int
    cells: Mapping[str, Raw]
    places: Mapping[str, int]
    """The number of each column that the sheet has."""
    merged: frozenset[str] = frozenset()
    """The columns in which the cell is merged with others and holds no value of its own."""

    @property
    def owner(self) -> Raw:
        """What stands in the cell that says which institution the row belongs to."""
        return self.cells[OWNERS[self.table][0]]

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(raw.strip() if isinstance(raw, str) else raw for raw in self.cells.values())

    @property
    def is_example(self) -> bool:
        """Whether the row only shows what to write."""
        return isinstance(self.owner, str) and fold(self.owner).startswith(EXAMPLE_MARKS)

    def letter(self, key: str) -> str:
        """The column's letter in the spreadsheet; empty if the sheet lacks it."""
        return letters(self.places[key]) if key in self.places else ""


@dataclass
class Records:
    """What the tables of a file hold, what could not be taken for a table, and what is passed over."""

    rows: list[Row] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)
    """By sheet."""
    notices: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    tables: set[TableName] = field(default_factory=set)
    """Which tables there are, empty ones included."""


def letters(number: int) -> str:
    """The name of a column in a spreadsheet: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def rows(
    institutions: Iterable[Institution], languages: tuple[str, ...], show: ShowWord = plain
) -> dict[TableName, list[list[str]]]:
    """The rows of both tables, each with a text for every column of `columns_of`, without headings."""
    tables: dict[TableName, list[list[str]]] = {"institutions": [], "contacts": []}
    ours, theirs = columns_of("institutions", languages), columns_of("contacts", languages)
    for institution in institutions:
        record = institution.record
        tables["institutions"].append([_shown(column, value_of(record, column), show) for column in ours])
        for kind, contacts in contacts_by_kind(record):
            for contact in contacts:
                own: dict[str, Value] = {"institution": record.id, "type": kind}
                values = [own.get(column.key) or value_of(contact, column, kind) for column in theirs]
                tables["contacts"].append(
                    [_shown(column, value, show) for column, value in zip(theirs, values, strict=True)]
                )
    return tables


def contacts_by_kind(record: InstitutionRecord) -> Iterator[tuple[str, tuple[Contact, ...]]]:
    """A record's contacts: each word of the column `type`, and the contacts of that type in their order."""
    for kind, key in CONTACT_KEYS.items():
        yield kind, getattr(record, key)


def value_of(entry: InstitutionRecord | Contact, column: Column, kind: str = "") -> Value | None:
    """What a record, or a contact of a kind, has in a column."""
    if column.form == "reference":
        return reference(entry)
    if isinstance(entry, Contact) and kind not in column.types:
        return None
    return _at(entry, column.path_in(kind))


def reference(entry: InstitutionRecord | Contact) -> str:
    """A mark of what an entry says, contacts of an institution left aside. It begins with a letter, so that no
    spreadsheet program takes it for a number."""
    data = entry.model_dump(mode="json", exclude=set(CONTACT_KEYS.values()))
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return f"r{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def records(sheets: Iterable[Sheet], languages: tuple[str, ...]) -> Records:
    """The rows of the tables that a file holds, each with the place of its cells. Examples and empty rows are left
    out; so are sheets and columns that are none of ours, with a notice."""
    found = Records()
    ours = {sheet_title(title, languages) for title in (HELP_TITLE, LISTS_TITLE)}
    for sheet in sheets:
        headings = _headings(sheet, languages) if sheet.title not in ours else None
        if headings is not None:
            found.tables.add(headings.table)
            try:
                found.rows += _rows_below(sheet, headings, found)
            except Refusal as refusal:
                found.refusals.append((sheet.title, refusal))
        elif sheet.cells and sheet.title not in ours:
            message = _("the sheet “{sheet}” has no headings of ours and is passed over")
            found.notices.append((message, {"sheet": sheet.title}))
    return found


@dataclass(frozen=True)
class _Headings:
    table: TableName
    first: int
    last: int
    """The last row of headings: there is one a language."""
    columns: Mapping[int, tuple[Column | None, str]]
    """By number: the column if it is known, and what stands there."""

    @property
    def known(self) -> list[str]:
        return [column.key for column, _text in self.columns.values() if column]


def _shown(column: Column, value: Value | None, show: ShowWord) -> str:
    if isinstance(value, tuple):
        return "; ".join(show(column.group, item) if column.group else item for item in value)
    return show(column.group, value) if column.group and value else value or ""


def _at(entry: Any, path: KeyPath) -> Value | None:
    for part in path:
        if isinstance(entry, Whole):
            entry = entry.root
        entry = entry.get(part) if isinstance(entry, Mapping) else getattr(entry, str(part))
        if entry is None:
            return None
    return entry if isinstance(entry, tuple) else str(entry)


def _names(table: TableName, languages: tuple[str, ...]) -> dict[str, Column]:
    """Every text that may stand above a column, folded: its key, and its heading in each language."""
    columns = columns_of(table, languages)
    named = {fold(column.heading(lang)): column for lang in languages for column in reversed(columns)}
    return {**named, **{fold(column.key): column for column in columns}}


def _headings(sheet: Sheet, languages: tuple[str, ...]) -> _Headings | None:
    """The row of a sheet that names its columns, and the table that it belongs to."""
    found = []
    for table in TITLES:
        names = _names(table, languages)
        for number in sorted(sheet.cells)[:HEADING_ROWS]:
            headings = _Headings(table, number, _last_heading(sheet, number, names), _named(sheet.cells[number], names))
            if set(OWNERS[table]) <= set(headings.known):
                found.append(headings)
    return max(found, key=lambda headings: len(headings.known), default=None)


def _named(cells: Mapping[int, Raw], names: Mapping[str, Column]) -> dict[int, tuple[Column | None, str]]:
    texts = {place: raw for place, raw in cells.items() if isinstance(raw, str) and raw.strip()}
    return {place: (names.get(fold(text).removesuffix("*").strip()), text.strip()) for place, text in texts.items()}


def _last_heading(sheet: Sheet, number: int, names: Mapping[str, Column]) -> int:
    while below := _named(sheet.cells.get(number + 1, {}), names):
        if 2 * sum(column is not None for column, _text in below.values()) <= len(below):
            break
        number += 1
    return number


def _rows_below(sheet: Sheet, headings: _Headings, found: Records) -> list[Row]:
    places = _places(sheet, headings, found)
    numbers = [number for number in sorted(sheet.cells) if number > headings.last]
    merged = _merged(sheet, numbers, places)
    read = []
    for number in numbers:
        cells = {key: sheet.cells[number].get(place, "") for key, place in places.items()}
        without = frozenset(key for key, place in places.items() if (number, place) in merged)
        read.append(Row(headings.table, sheet.title, number, cells, places, without))
    return [row for row in read if not row.is_empty and not row.is_example]


def _places(sheet: Sheet, headings: _Headings, found: Records) -> dict[str, int]:
    """The number of each column."""
    places: dict[str, int] = {}
    for place, (column, text) in sorted(headings.columns.items()):
        if column is None:
            message = _("column {letter} of “{sheet}” is not known and is passed over: {text}")
            found.notices.append((message, {"letter": letters(place), "sheet": sheet.title, "text": text[:60]}))
        elif column.key in places:
            raise Refusal(
                _("columns {first} and {second} have the same heading: {text}"),
                _("delete one of them"),
                {"first": letters(places[column.key]), "second": letters(place), "text": text[:60]},
            )
        else:
            places[column.key] = place
    return places


def _merged(sheet: Sheet, numbers: list[int], places: Mapping[str, int]) -> set[tuple[int, int]]:
    """The cells of a table that are merged with others and hold no value of their own."""
    found: set[tuple[int, int]] = set()
    work = 0
    for top, left, bottom, right in sheet.merged:
        down = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        across = [place for place in places.values() if left <= place <= right]
        work += len(down) * len(across) + 1
        if work > MAX_MERGED:
            raise Refusal(
                _("too many cells are merged"), _("undo the merging of cells, and write each value in its row")
            )
        found.update((number, place) for number in down for place in across if (number, place) != (top, left))
    return found
