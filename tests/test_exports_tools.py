"""Forms, the registry card, indicators and the glossary as files for other people's software."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pydantic import TypeAdapter
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from kb.exports import tool_shapes
from kb.exports.catalogue import ROOT as DATA
from kb.exports.export import Export
from kb.exports.glossary_tables import AVOIDED, NAMESPACE, PREFERRED, glossary_csv, glossary_tbx
from kb.exports.write import write_data
from kb.exports.xlsform import choice_rows, survey_rows, xlsform
from kb.models.forms import REGISTRY_CARD
from kb.read.tree import Tree
from tests.exported import CARD, SETTINGS, data

TBX = f"{{{NAMESPACE}}}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CARD_OF_NOBODY: dict[str, Any] = {
    "card_number": "TEST-0000",
    "opened_on": "1900-01-01",
    "company": "unaccompanied",
    "needs": ["interpreter", "health"],
    "brothers_and_sisters": 0,
    "agrees": "no",
}
"""Values that cannot be mistaken for a person's."""


@pytest.fixture
def folder(equipped: Tree, tmp_path: Path) -> Path:
    """A folder with the data files of the small tree that has every kind of tool."""
    write_data(equipped.kb, tmp_path / "out", SETTINGS)
    return tmp_path / "out"


@pytest.fixture
def card(folder: Path) -> Draft202012Validator:
    """The registry card's schema."""
    schema = data(folder, "registry-card/schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def table(folder: Path, path: str) -> list[dict[str, str]]:
    return rows((folder / DATA / path).read_text(encoding="utf-8"))


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [error.message for error in validator.iter_errors(value)]


# XLSForm


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
        row.get("name"): row["type"] for row in survey_rows(_export(equipped), equipped.kb.forms["form-everything"])
    }
    assert {name: kind for name, kind in found.items() if name and name.startswith("f_")} == {
        "f_text": "text", "f_long": "text", "f_integer": "integer", "f_decimal": "decimal", "f_date": "date",
        "f_date_time": "dateTime", "f_yes_no": "select_one yes_no", "f_place": "text", "f_signature": "image",
        "f_instruction": "note",
    }  # fmt: skip


def test_choices_of_the_card_are_its_values(equipped: Tree) -> None:
    form = equipped.kb.forms[REGISTRY_CARD]
    types = {row.get("name"): row["type"] for row in survey_rows(_export(equipped), form)}
    assert (types["company"], types["needs"]) == ("select_one company", "select_multiple needs")
    names = [(row["list_name"], row["name"]) for row in choice_rows(_export(equipped), form)]
    assert ("company", "separated") in names
    assert ("yes_no", "no") in names


def test_what_a_checklist_tells_to_do_is_acknowledged(content: Tree) -> None:
    survey = survey_rows(_export(content), content.kb.forms["checklist-first-questions"])
    assert {row["type"] for row in survey if row.get("name") == "explained"} == {"acknowledge"}


def test_why_a_field_is_asked_stands_beside_it_on_a_tablet(equipped: Tree) -> None:
    book = load_workbook(BytesIO(xlsform(_export(equipped), equipped.kb.forms[REGISTRY_CARD])))
    heads, *lines = [[cell.value for cell in row] for row in book["survey"].iter_rows()]
    found = {line[heads.index("name")]: line[heads.index("guidance_hint::English (en)")] for line in lines}
    assert found["card_number"] == "So that no other is opened."


def _export(tree: Tree) -> Export:
    return Export(tree.kb, SETTINGS)


# The registry card


def test_a_card_of_nobody_is_accepted(card: Draft202012Validator) -> None:
    assert faults(card, CARD_OF_NOBODY) == []
    assert faults(card, {"card_number": "TEST-0000", "opened_on": "1900-01-01"}) == []


@pytest.mark.parametrize("name", ["family_migration_status", "story"])
def test_a_card_that_holds_what_must_not_be_recorded_is_refused(card: Draft202012Validator, name: str) -> None:
    for value in ("irregular", "", None, {}, []):
        assert len(faults(card, {**CARD_OF_NOBODY, name: value})) == 1


def test_a_refusal_says_why(folder: Path) -> None:
    refused = data(folder, "registry-card/schema.json")["properties"]["story"]
    assert refused["description"] == "Must not be recorded. Repeating it hurts."


@pytest.mark.parametrize(
    "change",
    [
        {"passport": "X"},
        {"company": "nobody"},
        {"needs": ["interpreter", "interpreter"]},
        {"needs": "interpreter"},
        {"brothers_and_sisters": "two"},
        {"opened_on": "01/02/1900"},
        {"agrees": True},
        {"card_number": ""},
    ],
)
def test_a_card_with_a_wrong_value_or_an_unknown_field_is_refused(
    card: Draft202012Validator, change: dict[str, object]
) -> None:
    assert faults(card, {**CARD_OF_NOBODY, **change}) != []


def test_a_card_without_a_required_field_is_refused(card: Draft202012Validator) -> None:
    assert faults(card, {"card_number": "TEST-0000"}) == ["'opened_on' is a required property"]


def test_the_real_card_refuses_every_field_that_it_forbids(content: Tree, written: Path) -> None:
    form = content.kb.forms.get(REGISTRY_CARD)
    assert CARD.exists() == (form is not None)
    for item in form.record.forbidden if form else ():
        schema = Draft202012Validator(data(written, "registry-card/schema.json"))
        before = len(faults(schema, {}))
        assert len(faults(schema, {item.name: "x"})) == before + 1, item.name


def test_the_template_the_schema_and_the_tablet_have_the_same_fields(equipped: Tree, folder: Path) -> None:
    schema = data(folder, "registry-card/schema.json")["properties"]
    fields = [name for name, found in schema.items() if "not" not in found]
    template = (folder / DATA / "registry-card/template.csv").read_text(encoding="utf-8")
    assert template.strip().split(",") == fields
    dictionary = table(folder, "registry-card/dictionary.csv")
    assert [row["name"] for row in dictionary if row["recorded"] == "yes"] == fields
    survey = survey_rows(_export(equipped), equipped.kb.forms[REGISTRY_CARD])
    assert set(fields) <= {row.get("name") for row in survey}


def test_the_dictionary_says_who_sees_a_field_and_what_is_never_recorded(folder: Path) -> None:
    found = {row["name"]: row for row in table(folder, "registry-card/dictionary.csv")}
    assert found["card_number"]["access"] == "caseworker; statistics"
    assert found["company"]["values_en"] == "unaccompanied: Nobody; separated: Other people"
    assert found["story"] | {"recorded": "never", "why_es": "Repetirlo hace daño."} == found["story"]


# Indicators, questions, practices, toolkits


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("forms.json", tool_shapes.Forms),
        ("indicators.json", tool_shapes.Indicators),
        ("questions.json", tool_shapes.Questions),
        ("practices.json", tool_shapes.Practices),
        ("toolkits.json", tool_shapes.Toolkits),
    ],
)
def test_nothing_is_written_that_the_shapes_do_not_say(folder: Path, path: str, shape: Any) -> None:
    found = data(folder, path)
    TypeAdapter(shape).validate_python(found)
    assert next(value for value in found.values() if isinstance(value, list))


def test_the_table_of_indicators_says_what_each_watches_and_holds_no_formula(folder: Path) -> None:
    first, second = table(folder, "indicators.csv")
    assert (first["id"], second["id"]) == ("IN-1.1", "IN-1.2")
    assert second["watches"] == "RG-1.1"
    assert second["disaggregation_es"] == "sexo; edad"
    assert second["definition_en"] == "'=COUNT of notices."


def test_an_open_question_says_what_to_do_meanwhile(folder: Path) -> None:
    found = {item["id"]: item for item in data(folder, "questions.json")["questions"]}
    assert found["question-panel-quorum"]["meanwhile"]["en"] == "Three people decide ([RG-1.1])."
    assert [item["id"] for item in found["question-elsewhere"]["answered_by"]] == ["RG-1"]


# The glossary

_INSIDE = {
    "tbx": ("tbxHeader", "text"),
    "tbxHeader": ("fileDesc",),
    "fileDesc": ("titleStmt", "publicationStmt", "sourceDesc"),
    "titleStmt": ("title",),
    "publicationStmt": ("p",),
    "sourceDesc": ("p",),
    "text": ("body",),
    "body": ("conceptEntry",),
    "conceptEntry": ("xref", "langSec"),
    "langSec": ("descripGrp", "termSec"),
    "descripGrp": ("descrip",),
    "termSec": ("term", "termNote", "note"),
}
"""What may stand in each element, in this order. Source: ISO 30042:2019, core structure, style DCA."""
_VALUES = {
    "xref": ("externalCrossReference",),
    "descrip": ("definition",),
    "termNote": ("termType", "administrativeStatus"),
}
"""The data categories of TBX-Basic that we use, by element."""


@pytest.fixture
def concepts(content: Tree) -> ElementTree.Element:
    """The real glossary as TBX."""
    return ElementTree.fromstring(glossary_tbx(_export(content)))


def test_the_glossary_has_the_structure_of_tbx_basic(concepts: ElementTree.Element) -> None:
    assert concepts.attrib == {"type": "TBX-Basic", "style": "dca", XML_LANG: "es"}
    for element in concepts.iter():
        name = element.tag.removeprefix(TBX)
        inside = [child.tag.removeprefix(TBX) for child in element]
        order = [_INSIDE.get(name, ()).index(child) for child in inside]
        assert order == sorted(order), name
        assert name not in _VALUES or element.get("type") in _VALUES[name]
        assert bool(inside) != bool((element.text or "").strip()), "an element holds elements or a text"


def test_every_concept_has_an_id_of_its_own_and_a_term_in_each_language(
    content: Tree, concepts: ElementTree.Element
) -> None:
    entries = list(concepts.iter(f"{TBX}conceptEntry"))
    assert [entry.get("id") for entry in entries] == list(content.kb.terms)
    for entry in entries:
        assert [section.get(XML_LANG) for section in entry.iter(f"{TBX}langSec")] == ["es", "en"]


def test_terms_to_avoid_are_marked_and_say_what_to_write(concepts: ElementTree.Element) -> None:
    found: dict[str, list[str]] = {}
    for entry in concepts.iter(f"{TBX}termSec"):
        for note in entry.findall(f"{TBX}termNote[@type='administrativeStatus']"):
            found.setdefault(note.text or "", []).append(entry.findtext(f"{TBX}term") or "")
    assert set(found) == {PREFERRED, AVOIDED}
    assert "los menores" in found[AVOIDED]
    assert "los menores" not in found[PREFERRED]


def test_the_glossary_as_a_table_holds_what_the_records_say(content: Tree) -> None:
    found = {row["id"]: row for row in rows(glossary_csv(_export(content)))}
    assert list(found) == list(content.kb.terms)
    record = content.kb.terms["term-child"].record
    row = found["term-child"]
    assert (row["term_es"], row["term_en"]) == (record.term["es"], record.term["en"])
    assert row["avoid_es"].split("; ") == list(record.avoid["es"])


def test_the_glossarys_page_leads_to_its_files(written: Path) -> None:
    for name in ("glossary.tbx", "glossary.csv", "glossary.json"):
        assert (written / DATA / name).stat().st_size > 1000
    assert json.loads((written / DATA / "glossary.json").read_text(encoding="utf-8"))["terms"]
