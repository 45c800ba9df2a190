"""What `kb check --format sarif` says keeps to SARIF 2.1.0: its official schema and its official validator say so."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Problem
from kb.check.formats import as_sarif
from kb.check.run import check
from kb.cli import main
from kb.settings import rules_address
from tests.conftest import ROOT
from tests.fixtures import cases, tree_of
from tests.sarif import complaints, schema

pytestmark = pytest.mark.xdist_group("sarif")
PATHS = ("año nuevo/RG-1.md", "a:b.md", "100 %25.md", "a#b?c=d&e.md", 'x"\\y.md', "😀\ufffd[1].md")
ODD = [Problem(path, 1, 1, "file-place", "warning", "“{name}” is odd", "no", (("name", path),)) for path in PATHS]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """What is wrong with the failing fixtures of every rule, and with files of odd names."""
    folder = tmp_path_factory.mktemp("fixtures")
    found = {
        problem for case in cases("fail") for problem in check(tree_of(case, folder / str(case).replace("/", "-")))[1]
    }
    assert RULES.keys() - {problem.rule for problem in found} == {"too-large", "unreadable"}, "no folder can hold these"
    return [*ODD, *sorted(found)]


def errors(log: str) -> list[str]:
    """What the official schema has against a log."""
    validator = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(log))]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("rules", ["", "https://example.org/rules/"], ids=["no-site", "site"])
def test_the_official_schema_accepts_problems_of_every_rule(problems: list[Problem], lang: str, rules: str) -> None:
    assert errors(as_sarif(problems, lang, rules)) == []


def test_the_official_schema_accepts_what_the_program_says_of_a_clean_tree(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(small), "--format", "sarif"]) == 0
    assert errors(capsys.readouterr().out) == []


def test_the_official_schema_is_one_that_refuses() -> None:
    log = as_sarif(ODD, "es")
    for wrong in (
        log.replace('"level": "warning"', '"level": "advertencia"'),
        log.replace('"startLine": 1', '"startLine": 0'),
        log.replace('"ruleId"', '"rule"'),
        log.replace('"version": "2.1.0"', '"version": "2.2.0"'),
        log.replace('"artifactLocation"', '"artefactLocation"'),
    ):
        assert wrong != log
        assert errors(wrong)


def _logs(folder: Path, found: Sequence[Problem], rules: str) -> list[Path]:
    """A log with and without problems in each language."""
    logs = []
    for lang in ("es", "en"):
        for name, told in (("some", found), ("none", ())):
            logs.append(folder / f"{name}-{lang}.sarif")
            logs[-1].write_text(as_sarif(told, lang, rules), encoding="utf-8")
    return logs


x86 = pytest.mark.skipif(
    platform.machine() != "x86_64",
    reason="its makers publish the validator for x86-64 alone; the schema is held to everywhere",
)


@x86
def test_the_official_validator_neither_finds_an_error_nor_warns(problems: list[Problem], tmp_path: Path) -> None:
    rules = rules_address(ROOT, "es")
    assert rules
    assert complaints(_logs(tmp_path, problems, rules), tmp_path) == []


@x86
def test_the_official_validator_is_one_that_complains(tmp_path: Path) -> None:
    told = complaints(_logs(tmp_path, ODD, ""), tmp_path)
    assert "SARIF2005" in {complaint.split()[0] for complaint in told}
