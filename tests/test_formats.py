"""Problems are told to programs in the forms that they expect."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import PurePosixPath

import pytest

from kb.check.engine import Problem
from kb.check.formats import as_github, as_json, as_sarif, as_text
from kb.check.problem import within

RULES_PAGE = "https://example.org/en/rules/"
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


def test_json_is_a_list_of_problems_that_people_can_read_too() -> None:
    expected = """[
 {
  "rule": "unknown-word",
  "severity": "error",
  "path": "guidelines/año nuevo/RG-1.md",
  "line": 3,
  "column": 7,
  "message": "“a%b: c” is not a word",
  "hint": "write it"
 }
]
"""
    assert as_json([PROBLEM], "en") == expected


def test_problems_are_in_order_of_path_line_and_column() -> None:
    problems = [
        replace(PROBLEM, path=path, line=line, column=column)
        for path, line, column in (("b.md", 1, 1), ("a.md", 10, 2), ("a.md", 10, 1), ("a.md", 2, 1))
    ]
    in_order = [(problem.path, problem.line, problem.column) for problem in sorted(problems)]
    assert in_order == [("a.md", 2, 1), ("a.md", 10, 1), ("a.md", 10, 2), ("b.md", 1, 1)]


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
    address = RULES_PAGE.replace(":", "%3A")
    assert f"title=unknown-word%3A {address}#unknown-word::" in as_github([PROBLEM], "en", RULES_PAGE)
    for form in (as_text, as_json):
        assert form([PROBLEM], "en", RULES_PAGE) == form([PROBLEM], "en")


def test_sarif_names_the_program_the_rule_the_place_and_the_message() -> None:
    (run,) = json.loads(as_sarif([PROBLEM], "en", RULES_PAGE))["runs"]
    place = {
        "artifactLocation": {"uri": "guidelines/a%C3%B1o%20nuevo/RG-1.md"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    rule = {"id": "unknown-word", "helpUri": f"{RULES_PAGE}#unknown-word"}
    driver = {"name": "kb check", "version": version("kb"), "informationUri": RULES_PAGE, "rules": [rule]}
    message = {"text": "“a%b: c” is not a word; write it"}
    result = {
        "ruleId": "unknown-word",
        "level": "error",
        "message": message,
        "locations": [{"physicalLocation": place}],
    }
    assert run == {
        "tool": {"driver": driver},
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "results": [result],
    }


def test_sarif_is_indented_and_keeps_accents() -> None:
    said = as_sarif([PROBLEM], "en")
    assert said.startswith('{\n "$schema": ')
    assert "“a%b: c” is not a word" in said


def test_sarif_of_a_tree_without_a_site_leads_nowhere() -> None:
    driver = json.loads(as_sarif([PROBLEM], "en"))["runs"][0]["tool"]["driver"]
    assert driver == {"name": "kb check", "version": version("kb"), "rules": [{"id": "unknown-word"}]}


def test_sarif_without_problems_is_a_run_without_results() -> None:
    assert json.loads(as_sarif([], "en"))["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("wanted", "is_within"),
    [
        ((), True), ((".",), True), (("",), True), (("a/b.md",), True), (("a",), True), (("a/",), True), (("c", "a"), True),
        (("c",), False), (("a/b",), False), (("a/b.md.md",), False), (("a/c.md",), False),
    ],
)  # fmt: skip
def test_a_problem_is_asked_for_by_its_file_or_a_folder_above_it(wanted: tuple[str, ...], is_within: bool) -> None:
    assert within(PurePosixPath("a/b.md").as_posix(), wanted) == is_within
