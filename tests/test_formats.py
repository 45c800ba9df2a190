"""Problems are told to programs in the forms that they expect."""

from __future__ import annotations

import json

from kb.check.engine import Problem
from kb.check.formats import as_github, as_json, as_sarif, as_text

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
