"""The workbook that `kb import --template` and `--export` write."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kb.imports import archive, xlsx_in
from kb.imports.cells import Refusal
from kb.imports.table import rows
from kb.imports.template import template
from kb.imports.words import Words
from kb.imports.xlsx_in import read_workbook
from kb.imports.xlsx_out import workbook
from kb.read.tree import Tree
from tests.imports.imported import LANGUAGES, made


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
    lists = {
        "institutions": {"kind", "status", "confidence", "official_in"},
        "contacts": {"type", "country", "verified_how"},
    }
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
