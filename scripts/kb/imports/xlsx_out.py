"""The two tables as an XLSX workbook to fill in: headings in every language, lists to choose from, a page of help.

Every cell is written as text and formatted as text, so that a spreadsheet program takes nothing in it for a formula,
a number or a date.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kb.imports import _
from kb.imports.columns import HELP_TITLE, LISTS_TITLE, TITLES, Column, TableName, columns_of, sheet_title
from kb.imports.table import letters
from kb.imports.words import Words
from kb.messages import translate

Rows = Sequence[Sequence[str]]

LAST_ROW = 1_000
"""Down to here cells offer their lists."""
MAX_MESSAGE = 255
"""Characters of the message beside a cell. Source: XlsxWriter, `data_validation`."""
_WIDTHS = {"text": 44, "printed": 26, "hours": 22, "words": 40, "ids": 32, "id": 22, "word": 28}
_NEVER = datetime(2000, 1, 1)
"""The day that a workbook says it was made on: two of the same rows are the same to the byte."""


HELP = (
    _("One row of the first table is one institution; one row of the second is one telephone, address or opening."),
    _("Headings with * must be filled in for a new entry. An empty cell leaves what the directory has."),
    _("To take a value out, write (delete) in its cell. What is missing here is never deleted from the directory."),
    _("Rows that begin with EXAMPLE only show what to write; they are not read."),
    _("Write no names of persons and nothing about a child. Every contact needs the page where it was read."),
)
"""What the page of help says above its table."""


def workbook(tables: Mapping[TableName, Rows], words: Words, *, examples: bool = False) -> bytes:
    """The content of a workbook with these rows, a text for each column of `columns_of`. With `examples`, the rows look
    like examples."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _NEVER})
        style = {"num_format": "@", "text_wrap": True, "valign": "top"}
        heading = book.add_format({**style, "bold": True, "bg_color": "#DCE6F1", "border": 1})
        plain = book.add_format(style)
        example = book.add_format({**style, "italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"})
        sheets = {table: book.add_worksheet(sheet_title(text, words.languages)) for table, text in TITLES.items()}
        _help(book.add_worksheet(sheet_title(HELP_TITLE, words.languages)), words, heading, plain)
        lists = _lists(book.add_worksheet(sheet_title(LISTS_TITLE, words.languages)), words, heading, plain)
        for table, sheet in sheets.items():
            columns = columns_of(table, words.languages)
            _table(sheet, columns, words, heading, plain)
            for number, row in enumerate(tables[table], start=len(words.languages)):
                _texts(sheet, number, row, example if examples else plain)
            _validations(sheet, columns, words, lists)
    return content.getvalue()


def _texts(sheet: Worksheet, row: int, texts: Iterable[str], style: Format) -> None:
    for column, text in enumerate(texts):
        if text:
            sheet.write_string(row, column, text, style)


def _table(sheet: Worksheet, columns: list[Column], words: Words, heading: Format, plain: Format) -> None:
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(column.form, 16), plain)
    for row, lang in enumerate(words.languages):
        _texts(sheet, row, [column.heading(lang) + " *" * column.required for column in columns], heading)
    sheet.freeze_panes(len(words.languages), 1)


def _validations(sheet: Worksheet, columns: list[Column], words: Words, lists: Mapping[str, str]) -> None:
    """A list to choose from where one word belongs, and beside every cell what belongs there."""
    for number, column in enumerate(columns):
        said = "\n".join(translate(column.help, lang) for lang in words.languages)
        options: dict[str, object] = {"validate": "any", "input_message": said[:MAX_MESSAGE]}
        if column.form == "word":
            options |= {"validate": "list", "source": lists[column.group], "error_type": "warning"}
        sheet.data_validation(len(words.languages), number, LAST_ROW - 1, number, options)


def _lists(sheet: Worksheet, words: Words, heading: Format, plain: Format) -> dict[str, str]:
    """Write the words of every group in a column of its own; return the range of each group."""
    titled = {
        column.group: " / ".join(column.heading(lang) for lang in words.languages)
        for table in TITLES
        for column in columns_of(table, words.languages)
        if column.group
    }
    ranges = {}
    for number, (group, title) in enumerate(titled.items()):
        shown = [words.show(group, word) for word in words.all(group)]
        sheet.set_column(number, number, 40, plain)
        sheet.write_string(0, number, title, heading)
        for row, text in enumerate(shown, start=1):
            sheet.write_string(row, number, text, plain)
        name = letters(number + 1)
        ranges[group] = f"='{sheet.get_name()}'!${name}$2:${name}${len(shown) + 1}"
    return ranges


def _help(sheet: Worksheet, words: Words, heading: Format, plain: Format) -> None:
    count = len(words.languages)
    sheet.set_column(0, 2 * count, 50, plain)
    for row, text in enumerate(HELP):
        _texts(sheet, row, [translate(text, lang) for lang in words.languages], plain)
    row = len(HELP) + 1
    for table, title in TITLES.items():
        _texts(sheet, row, [translate(title, lang) for lang in words.languages], heading)
        for column in columns_of(table, words.languages):
            row += 1
            named = [column.heading(lang) + " *" * column.required for lang in words.languages]
            _texts(sheet, row, named + [translate(column.help, lang) for lang in words.languages], plain)
        row += 2
