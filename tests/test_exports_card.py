"""The registry card's schema, template and dictionary agree, and what must not be recorded is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kb.exports.catalogue import ROOT as DATA
from kb.exports.xlsform import survey_rows
from kb.models.forms import REGISTRY_CARD
from kb.read.tree import Tree
from tests.exported import CARD, data, export_of_tree, table

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
def card(equipped_files: Path) -> Draft202012Validator:
    """The registry card's schema."""
    schema = data(equipped_files, "registry-card/schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [error.message for error in validator.iter_errors(value)]


def test_a_card_of_nobody_is_accepted(card: Draft202012Validator) -> None:
    assert faults(card, CARD_OF_NOBODY) == []
    assert faults(card, {"card_number": "TEST-0000", "opened_on": "1900-01-01"}) == []


@pytest.mark.parametrize("name", ["family_migration_status", "story"])
def test_a_card_that_holds_what_must_not_be_recorded_is_refused(card: Draft202012Validator, name: str) -> None:
    for value in ("irregular", "", None, {}, []):
        assert len(faults(card, {**CARD_OF_NOBODY, name: value})) == 1


def test_a_refusal_says_why(equipped_files: Path) -> None:
    refused = data(equipped_files, "registry-card/schema.json")["properties"]["story"]
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


def test_the_template_the_schema_and_the_tablet_have_the_same_fields(equipped: Tree, equipped_files: Path) -> None:
    schema = data(equipped_files, "registry-card/schema.json")["properties"]
    fields = [name for name, found in schema.items() if "not" not in found]
    template = (equipped_files / DATA / "registry-card/template.csv").read_text(encoding="utf-8")
    assert template.strip().split(",") == fields
    dictionary = table(equipped_files, "registry-card/dictionary.csv")
    assert [row["name"] for row in dictionary if row["recorded"] == "yes"] == fields
    survey = survey_rows(export_of_tree(equipped), equipped.kb.forms[REGISTRY_CARD])
    assert set(fields) <= {row.get("name") for row in survey}


def test_the_dictionary_says_who_sees_a_field_and_what_is_never_recorded(equipped_files: Path) -> None:
    found = {row["name"]: row for row in table(equipped_files, "registry-card/dictionary.csv")}
    assert found["card_number"]["access"] == "caseworker; statistics"
    assert found["company"]["values_en"] == "unaccompanied: Nobody; separated: Other people"
    assert found["story"] | {"recorded": "never", "why_es": "Repetirlo hace daño."} == found["story"]
