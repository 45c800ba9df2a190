"""The sheets of an XLSX workbook: what its cells hold, whether formula, number, date or text, and which are merged.

Format: ECMA-376, part 1, chapter 18. Namespaces are not compared, so that the strict variant is read as well.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from kb.imports.archive import MAX_FILE, Archive, damaged, too_large
from kb.imports.cells import Other, Raw
from kb.imports.table import Sheet

MAX_ROWS = 1_000
"""Rows of a sheet down to the last that holds something. The eleven countries together have some 400 institutions."""
MAX_COLUMNS = 200
MAX_SHEETS = 20
MAX_MERGES = 1_000

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""Number formats that are dates or times without saying so. Source: ECMA-376, part 1, 18.8.30."""


def read_workbook(data: bytes) -> list[Sheet]:
    """The sheets of a workbook, in their order. Raises Refusal if the file cannot be read safely."""
    if len(data) > MAX_FILE:
        raise too_large(f"{len(data):,} B")
    archive = Archive(data)
    book = _relations(archive, "").of_type("officeDocument")
    if not book:
        raise damaged()
    relations = _relations(archive, book[0])
    sheets, from_1904 = _sheets(archive, book[0])
    strings = [text for part in relations.of_type("sharedStrings") for text in _strings(archive, part)]
    dates = [is_date for part in relations.of_type("styles") for is_date in _date_styles(archive, part)]
    if len(sheets) > MAX_SHEETS:
        raise too_large(f"{len(sheets)} sheets")
    known = relations.targets("worksheet")
    return [
        _SheetReader(title, strings, dates, from_1904).read(archive, known[ident])
        for title, ident in sheets
        if ident in known
    ]


class _Relations:
    """What a part refers to, inside the archive only."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, str]] = []

    def add(self, kind: str, ident: str, target: str) -> None:
        self._found.append((kind.rpartition("/")[2], ident, target))

    def targets(self, kind: str) -> dict[str, str]:
        return {ident: target for found, ident, target in self._found if found == kind}

    def of_type(self, kind: str) -> list[str]:
        return list(self.targets(kind).values())[:1]


def _relations(archive: Archive, part: str) -> _Relations:
    folder, _slash, name = part.rpartition("/")
    found = _Relations()

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            found.add(attributes.get("Type", ""), attributes.get("Id", ""), posixpath.normpath(target).lstrip("/"))

    archive.walk(posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _sheets(archive: Archive, book: str) -> tuple[list[tuple[str, str]], bool]:
    """Title and relation of each sheet, and whether dates count from 1904."""
    found: list[tuple[str, str]] = []
    properties: dict[str, str] = {}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "sheet":
            found.append((attributes.get("name", ""), attributes.get("id", "")))
        elif element == "workbookPr":
            properties.update(attributes)

    archive.walk(book, start)
    return found, properties.get("date1904", "0") in ("1", "true")


def _strings(archive: Archive, part: str) -> list[str]:
    """The texts that cells share, runs of different looks joined, readings of Japanese left out."""
    reader = _Text()
    found: list[str] = []

    def end(element: str) -> None:
        reader.end(element)
        if element == "si":
            found.append(reader.take())

    archive.walk(part, reader.start, end, reader.text)
    return found


class _Text:
    """Gathers the text of `t` elements, those of phonetic readings excepted."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._inside = False
        self._phonetic = False

    def start(self, element: str, _attributes: Mapping[str, str]) -> None:
        self._inside = element == "t" and not self._phonetic
        self._phonetic = self._phonetic or element == "rPh"

    def end(self, element: str) -> None:
        self._inside = False
        self._phonetic = self._phonetic and element != "rPh"

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def take(self) -> str:
        whole = "".join(self._parts)
        self._parts.clear()
        return _unescape(whole)


def _unescape(text: str) -> str:
    """A text as it was before characters that XML lacks were written as `_x000D_`."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def _date_styles(archive: Archive, part: str) -> list[bool]:
    """For each cell format, whether it shows a date or a time."""
    codes: dict[str, str] = {}
    found: list[bool] = []
    inside: list[str] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "xf" and "cellXfs" in inside:
            number = attributes.get("numFmtId", "0")
            found.append(_shows_date(codes[number]) if number in codes else number in _BUILT_IN_DATES)
        elif element == "cellXfs":
            inside.append(element)

    def end(element: str) -> None:
        if element == "cellXfs":
            inside.remove(element)

    archive.walk(part, start, end)
    return found


def _shows_date(code: str) -> bool:
    """Whether a format code has places for a day, a month or an hour, outside quotes and brackets."""
    return bool(re.search(r"[dmyhs]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code[:500].lower()).partition(";")[0]))


class _SheetReader:
    """Reads one sheet, cell by cell."""

    def __init__(self, title: str, strings: list[str], dates: list[bool], from_1904: bool) -> None:
        self._sheet_title = title
        self._strings = strings
        self._dates = dates
        self._epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self._cells: dict[int, dict[int, Raw]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._value: list[str] = []
        self._inline = _Text()
        self._element = ""
        self._formula = False

    def read(self, archive: Archive, part: str) -> Sheet:
        archive.walk(part, self._start, self._end, self._text)
        return Sheet(self._sheet_title, self._cells, tuple(self._merged))

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        self._element = element
        self._inline.start(element, attributes)
        if element == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
        elif element == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = _column(place.group(1)) if place else self._column + 1
            self._cell, self._formula = attributes, False
            self._value.clear()
            self._inline.take()
        elif element == "f":
            self._formula = True
        elif element == "mergeCell":
            self._merged.append(_range(attributes.get("ref", "")))
            if len(self._merged) > MAX_MERGES:
                raise too_large(f"> {MAX_MERGES:,} merged ranges")

    def _text(self, text: str) -> None:
        if self._element == "v":
            self._value.append(text)
        self._inline.text(text)

    def _end(self, element: str) -> None:
        self._inline.end(element)
        self._element = ""
        if element == "c":
            raw = self._raw("".join(self._value))
            if raw != "":
                if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
                    raise too_large(f"> {MAX_ROWS:,} rows or {MAX_COLUMNS} columns")
                self._cells.setdefault(self._row, {})[self._column] = raw

    def _raw(self, value: str) -> Raw:
        kind = self._cell.get("t", "n")
        if self._formula:
            return Other("formula", value)
        if kind == "inlineStr":
            return self._inline.take()
        if kind == "s":
            number = _number(value, -1)
            if not 0 <= number < len(self._strings):
                raise damaged()
            return self._strings[number]
        if kind == "n" and value:
            return self._number(value)
        if kind in ("b", "e", "d") and value:
            return _OTHER_KINDS[kind](value)
        return _unescape(value)

    def _number(self, value: str) -> Raw:
        style = _number(self._cell.get("s"), 0)
        plain = Other("number", re.sub(r"^(-?[0-9]+)\.0$", r"\1", value.strip()))
        if not (style < len(self._dates) and self._dates[style]):
            return plain
        try:
            moment = self._epoch + timedelta(days=float(value))
        except (ValueError, OverflowError):
            return plain
        if 0 <= float(value) < 1:
            return Other("time", f"{moment:%H:%M}")
        return Other("date", moment.date().isoformat())


def _yes_no(value: str) -> Raw:
    return Other("yes-no", "TRUE" if value == "1" else "FALSE")


def _error(value: str) -> Raw:
    return Other("error", value)


def _day(value: str) -> Raw:
    try:
        return Other("date", datetime.fromisoformat(value).date().isoformat())
    except ValueError:
        return value


_OTHER_KINDS = {"b": _yes_no, "e": _error, "d": _day}


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else otherwise


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _range(text: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of a range such as `B2:C5`."""
    first, _colon, last = text.partition(":")
    corners = [_PLACE.fullmatch(corner) for corner in (first, last or first)]
    if not all(corners):
        raise damaged()
    (top, left), (bottom, right) = ((int(c.group(2)), _column(c.group(1))) for c in corners if c)
    return top, left, bottom, right
