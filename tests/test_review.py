"""What stands around a change: issue forms, the pull request's template, who reviews, workflows, editors' settings."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.cli import _parser
from kb.models.records import Vocabulary
from kb.read.kinds import kind_of
from kb.read.tree import Tree
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
CHECK = GITHUB / "workflows/check.yml"
COMMENT = GITHUB / "workflows/comment.yml"
RIGHTS = {
    "links.yml": {("links.yml", "issues", "write")},
    "comment.yml": {("comment.yml", "actions", "read"), ("comment.yml", "pull-requests", "write")},
    "release.yml": {
        ("release.yml", "actions", "read"),
        ("release.yml", "contents", "write"),
        ("release.yml", "pull-requests", "write"),
    },
}
"""What each workflow's jobs may do besides reading the repository."""


def load(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_every_action_is_pinned_by_the_hash_of_a_commit(path: Path) -> None:
    used = re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    assert used or path == COMMENT
    assert [one for one in used if not re.fullmatch(r"[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+", one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_may_do_nothing_but_what_a_job_asks_for(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    granted = {(path.name, *right) for job in workflow["jobs"].values() for right in job["permissions"].items()}
    assert {right for right in granted if right[1:] != ("contents", "read")} == RIGHTS.get(path.name, set())
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_what_may_write_runs_no_program_of_the_repository(path: Path) -> None:
    for job in load(path)["jobs"].values():
        if "write" in job["permissions"].values():
            assert [step for step in job["steps"] if "uses" in step] == []
            assert not re.search(r"\bmake |\.venv|git clone|git fetch|checkout", str(job["steps"]))


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_workflow_runs_a_forks_code_with_rights(path: Path) -> None:
    triggers = set(load(path)[True])  # YAML 1.1 takes the key `on` for true
    assert not triggers & {"pull_request_target", "issue_comment"}
    assert ("workflow_run" in triggers) == (path == COMMENT)
    if "pull_request" in triggers:
        assert "secrets." not in path.read_text(encoding="utf-8")
        assert "actions/cache" not in path.read_text(encoding="utf-8")
        assert {str(job["permissions"]) for job in load(path)["jobs"].values()} == {"{'contents': 'read'}"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_script_has_a_value_written_into_it_and_no_credentials_stay_behind(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [CHECK, GITHUB / "workflows/release.yml"], ids=name)
def test_a_workflow_runs_commands_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    commands = re.findall(r"^[^#\n]*\.venv/bin/kb ([a-z][^|\n>]*)", text, re.M)
    assert any("--format github" in command for command in commands)
    for command in commands:
        plain = re.sub(r'"\$\{DATE.*\}"', "2026-12-01", command.replace('"$lang"', "en"))
        _parser("en").parse_args(plain.replace(")", "").split())
    assert "run: make .venv/.site" in text
    assert "$(VENV)/.site:" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FORMS, ids=name)
def test_an_issue_form_asks_in_both_languages(path: Path) -> None:
    form = load(path)
    assert form["description"].count(" / ") == 1
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    assert labels
    assert [label for label in labels if " / " not in label] == []
    idents = [part["id"] for part in form["body"] if "id" in part]
    assert len(set(idents)) == len(labels)


def test_there_is_a_form_for_a_contact_a_provision_and_an_error() -> None:
    assert [path.stem for path in FORMS] == ["correction", "error", "provision"]
    assert "template=correction.yml" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_pull_requests_template_says_the_same_in_both_languages() -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    spanish, english = text.split("## Qué cambia y por qué")[1].split("## What changes, and why")
    assert spanish.count("- [ ]") == english.count("- [ ]") > 0


def test_every_country_has_its_reviewers_and_every_line_leads_somewhere(content: Tree) -> None:
    lines = [
        line.split()
        for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    owned: dict[str, str] = {line[0]: line[1] for line in lines}
    vocabulary = content.kb.vocabulary
    assert isinstance(vocabulary, Vocabulary)
    for code in (word.lower() for word in vocabulary.words("countries")):
        assert owned[f"/directory/{code}/"] == owned[f"/guidelines/countries/{code}/"] == f"@example-org/{code}"
    lost = [pattern for pattern in owned if pattern != "*" and not (ROOT / pattern.strip("/")).exists()]
    assert [pattern for pattern in lost if pattern != "/guidelines/published/"] == []
    assert {team.partition("/")[0] for team in owned.values()} == {"@example-org"}


def test_hooks_before_a_commit_are_this_repositorys_own() -> None:
    repos = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [one["repo"] for one in repos] == ["local"]
    for hook in repos[0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")
    entry = next(hook["entry"] for hook in repos[0]["hooks"] if hook["id"] == "kb-check")
    _parser("en").parse_args(entry.split()[1:])


def test_editors_check_each_file_with_its_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    schemas = settings["yaml.schemas"]
    assert {Path(path).name for path in schemas} == {path.name for path in (ROOT / "schemas").glob("*.json")} - {
        "section.json"
    }
    for schema, patterns in schemas.items():
        for pattern in patterns:
            found = list(ROOT.glob(pattern)) or [ROOT / pattern.replace("*", "x")]
            kinds = {kind_of(path.relative_to(ROOT).as_posix()).replace("moves", "moved") for path in found}
            assert kinds == {Path(schema).stem}


@pytest.mark.parametrize("path", [".vscode/extensions.json", ".devcontainer/devcontainer.json"])
def test_settings_of_editors_are_json_and_recommend_the_same(path: str) -> None:
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert all(extension in (ROOT / path).read_text(encoding="utf-8") for extension in recommended)
    json.loads((ROOT / path).read_text(encoding="utf-8"))


def test_a_container_sets_itself_up_with_a_target_of_the_makefile() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    target = container["postCreateCommand"].removeprefix("make .venv/")
    assert f"$(VENV)/{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_editors_configuration_can_be_read_and_leaves_wrong_fixtures_alone() -> None:
    parser = configparser.ConfigParser()
    parser.read_string("[root]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    assert parser["*"]["charset"] == "utf-8"
    assert parser["tests/rules/**"]["trim_trailing_whitespace"] == "unset"
