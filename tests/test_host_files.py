"""What code hosts read of this repository keeps to their own schemas, as check-jsonschema brings them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
READ = {
    "github-workflows": [*sorted((GITHUB / "workflows").glob("*.yml")), ROOT / "hosting/github-pages/publish.yml"],
    "github-issue-forms": sorted(
        set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
    ),
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "gitlab-ci": [ROOT / "hosting/gitlab-pages/gitlab-ci.yml"],
}
"""The files that hosts read, by the schema that is for them."""


def complaints(schema: str, *files: Path) -> str:
    """What the host's schema has against some files; nothing, if they keep to it."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", "--color", "never"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("schema", READ)
def test_a_host_can_read_what_is_for_it(schema: str) -> None:
    assert READ[schema]
    assert complaints(schema, *READ[schema]) == ""


def test_a_workflow_that_no_host_would_take_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("on: push\njobs:\n  one:\n    steps: [{runs: make}]\n", encoding="utf-8")
    assert "wrong.yml" in complaints("github-workflows", wrong)
