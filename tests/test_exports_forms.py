"""Forms as XLSForm, for KoboToolbox and ODK: pyxform takes every one of them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from kb.exports.export import Export
from kb.exports.xlsform import choice_rows, survey_rows, xlsform
from kb.models.forms import REGISTRY_CARD
from kb.read.tree import Tree
from tests.exported import SETTINGS, export_of_tree


def converted(content: bytes) -> Any:
    """A workbook as pyxform reads it: it raises on anything that is no XLSForm."""
    return convert(BytesIO(content), validate=False, file_type=".xlsx", form_name="data")


def test_pyxform_takes_every_form_of_the_small_tree(equipped: Tree) -> None:
    export = Export(equipped.kb, SETTINGS)
    for form in equipped.kb.forms.values():
        result = converted(xlsform(export, form))
        assert result.warnings == [], form.id
        for name in [field.name for field in form.fields]:
            assert f"<{name}" in result.xform, (form.id, name)


def test_pyxform_takes_every_form_of_the_real_content(content: Tree) -> None:
    export = Export(content.kb, SETTINGS)
    found = {form.id: converted(xlsform(export, form)).warnings for form in content.kb.forms.values()}
    assert "checklist-first-questions" in found
    assert {ident: warnings for ident, warnings in found.items() if warnings} == {}


def test_pyxform_refuses_what_is_no_form(equipped: Tree) -> None:
    form = equipped.kb.forms["form-everything"]
    broken = form.record.groups[0].fields[0].model_copy(update={"name": "con espacio"})
    group = form.record.groups[0].model_copy(update={"fields": (broken,)})
    other = type(form)(form.record.model_copy(update={"groups": (group,)}), form.path)
    with pytest.raises(PyXFormError, match="'name' value is invalid"):
        converted(xlsform(Export(equipped.kb, SETTINGS), other))


def test_a_form_for_tablets_speaks_both_languages(equipped: Tree) -> None:
    result = converted(xlsform(Export(equipped.kb, SETTINGS), equipped.kb.forms["form-everything"]))
    assert re.findall(r'<translation[^>]* lang="([^"]+)"', result.xform) == ["Español (es)", "English (en)"]
    assert "<value>Texto</value>" in result.xform
    assert "<value>Text</value>" in result.xform


def test_each_type_of_field_has_its_type_on_a_tablet(equipped: Tree) -> None:
    found = {
        row.get("name"): row["type"]
        for row in survey_rows(export_of_tree(equipped), equipped.kb.forms["form-everything"])
    }
    assert {name: kind for name, kind in found.items() if name and name.startswith("f_")} == {
        "f_text": "text", "f_long": "text", "f_integer": "integer", "f_decimal": "decimal", "f_date": "date",
        "f_date_time": "dateTime", "f_yes_no": "select_one yes_no", "f_place": "text", "f_signature": "image",
        "f_instruction": "note",
    }  # fmt: skip


def test_choices_of_the_card_are_its_values(equipped: Tree) -> None:
    form = equipped.kb.forms[REGISTRY_CARD]
    types = {row.get("name"): row["type"] for row in survey_rows(export_of_tree(equipped), form)}
    assert (types["company"], types["needs"]) == ("select_one company", "select_multiple needs")
    names = [(row["list_name"], row["name"]) for row in choice_rows(export_of_tree(equipped), form)]
    assert ("company", "separated") in names
    assert ("yes_no", "no") in names


def test_what_a_checklist_tells_to_do_is_acknowledged(content: Tree) -> None:
    survey = survey_rows(export_of_tree(content), content.kb.forms["checklist-first-questions"])
    assert {row["type"] for row in survey if row.get("name") == "explained"} == {"acknowledge"}


def test_why_a_field_is_asked_stands_beside_it_on_a_tablet(equipped: Tree) -> None:
    book = load_workbook(BytesIO(xlsform(export_of_tree(equipped), equipped.kb.forms[REGISTRY_CARD])))
    heads, *lines = [[cell.value for cell in row] for row in book["survey"].iter_rows()]
    found = {line[heads.index("name")]: line[heads.index("guidance_hint::English (en)")] for line in lines}
    assert found["card_number"] == "So that no other is opened."
