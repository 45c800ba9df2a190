"""Indicators, open questions, practices and toolkits as data hold what the records say, in the published shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from kb.exports import tool_shapes
from tests.exported import data, table


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
def test_nothing_is_written_that_the_shapes_do_not_say(equipped_files: Path, path: str, shape: Any) -> None:
    found = data(equipped_files, path)
    TypeAdapter(shape).validate_python(found)
    assert next(value for value in found.values() if isinstance(value, list))


def test_the_table_of_indicators_says_what_each_watches_and_holds_no_formula(equipped_files: Path) -> None:
    first, second = table(equipped_files, "indicators.csv")
    assert (first["id"], second["id"]) == ("IN-1.1", "IN-1.2")
    assert second["watches"] == "RG-1.1"
    assert second["disaggregation_es"] == "sexo; edad"
    assert second["definition_en"] == "'=COUNT of notices."


def test_an_open_question_says_what_to_do_meanwhile(equipped_files: Path) -> None:
    found = {item["id"]: item for item in data(equipped_files, "questions.json")["questions"]}
    assert found["question-panel-quorum"]["meanwhile"]["en"] == "Three people decide ([RG-1.1])."
    assert [item["id"] for item in found["question-elsewhere"]["answered_by"]] == ["RG-1"]
