"""Problems are told to programs in the forms that they expect."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kb.check.engine import Problem
from kb.check.formats import as_github, as_json, as_sarif, as_text
from kb.check.run import check

RULE_FIXTURES = Path(__file__).parent / "rules"

PROBLEM = Problem(
    "guidelines/año nuevo/RG-1.md",
    3,
    7,
    "unknown-word",
    "error",
    "“{word}” is not a word",
    "write it",
    (("word", "a%b: c"),),
)


def test_text_is_one_line_a_problem() -> None:
    expected = "guidelines/año nuevo/RG-1.md:3:7: error [unknown-word] “a%b: c” is not a word; write it\n"
    assert as_text([PROBLEM], "en") == expected


def test_nothing_wrong_is_an_empty_list_and_an_empty_text() -> None:
    assert (as_text([], "en"), as_json([], "en"), as_github([], "en")) == ("", "[]\n", "")


def test_a_pull_request_is_annotated_at_the_line() -> None:
    assert as_github([PROBLEM], "en") == (
        "::error file=guidelines/año nuevo/RG-1.md,line=3,col=7,title=unknown-word::“a%25b: c” is not a word; write it\n"
    )


def test_a_path_cannot_break_the_annotation_of_a_pull_request() -> None:
    said = as_github([replace(PROBLEM, path="a,b:c%d.md")], "en")
    assert said.startswith("::error file=a%2Cb%3Ac%25d.md,line=3,")


def test_a_problem_leads_to_where_its_rule_is_explained() -> None:
    rules = "https://example.org/en/rules/"
    assert f"title=unknown-word%3A {rules.replace(':', '%3A')}#unknown-word::" in as_github([PROBLEM], "en", rules)
    driver = json.loads(as_sarif([PROBLEM], "en", rules))["runs"][0]["tool"]["driver"]
    assert driver["rules"] == [{"id": "unknown-word", "helpUri": f"{rules}#unknown-word"}]
    for form in (as_text, as_json):
        assert form([PROBLEM], "en", rules) == form([PROBLEM], "en")


def test_sarif_names_the_rule_the_place_and_the_message() -> None:
    run = json.loads(as_sarif([PROBLEM], "en"))["runs"][0]
    result = run["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert run["tool"]["driver"]["rules"] == [{"id": "unknown-word"}]
    assert (result["ruleId"], result["level"]) == ("unknown-word", "error")
    assert place["artifactLocation"]["uri"] == "guidelines/a%C3%B1o%20nuevo/RG-1.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7}


def test_sarif_without_problems_is_a_run_without_results() -> None:
    assert json.loads(as_sarif([], "en"))["runs"][0]["results"] == []


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """An object that has these properties only, as every object of the SARIF schema."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


AT_LEAST_ONE = {"type": "integer", "minimum": 1}
SARIF = closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": closed(
            ["tool"],
            tool=closed(
                ["driver"],
                driver=closed(
                    ["name"],
                    name={"type": "string"},
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": closed(["id"], id={"type": "string"}, helpUri={"type": "string", "format": "uri"}),
                    },
                ),
            ),
            language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results={
                "type": "array",
                "items": closed(
                    ["message"],
                    ruleId={"type": "string"},
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=closed(["text"], text={"type": "string"}),
                    locations={
                        "type": "array",
                        "items": closed(
                            [],
                            physicalLocation=closed(
                                ["artifactLocation"],
                                artifactLocation=closed([], uri={"type": "string", "format": "uri-reference"}),
                                region=closed([], startLine=AT_LEAST_ONE, startColumn=AT_LEAST_ONE),
                            ),
                        ),
                    },
                ),
            },
        ),
    },
)
"""The part of the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) that a log of `kb check` uses: whatever is not
in it is refused, so that nothing is written that nobody compared with the schema."""


@pytest.mark.parametrize("rules", ["", "https://example.org/rules/"])
def test_sarif_keeps_to_the_schema(rules: str, tmp_path: Path) -> None:
    validator = Draft202012Validator(SARIF, format_checker=Draft202012Validator.FORMAT_CHECKER)
    shutil.copytree(RULE_FIXTURES / "_base", tmp_path, dirs_exist_ok=True)
    for wrong in ("unknown-reference", "unknown-key", "date"):
        for case in sorted((RULE_FIXTURES / wrong / "fail").iterdir()):
            shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    problems = [PROBLEM, *check(tmp_path)[1]]
    assert len({problem.rule for problem in problems}) > 3
    for found in ([], problems):
        assert [error.message for error in validator.iter_errors(json.loads(as_sarif(found, "es", rules)))] == []
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{}]}))
