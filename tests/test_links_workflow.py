"""The weekly workflow for external links: it may do little, blocks nobody, and keeps one issue."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.cli import _parser
from tests.conftest import ROOT

PATH = ROOT / ".github/workflows/links.yml"
TEXT = PATH.read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]


def step(job: str, name: str) -> str:
    """The script of a step, whose name begins so."""
    return str(next(one["run"] for one in JOBS[job]["steps"] if one.get("name", "").startswith(name)))


def test_it_runs_by_the_calendar_and_never_for_a_pull_request() -> None:
    assert set(WORKFLOW[True]) == {"schedule", "workflow_dispatch"}  # YAML 1.1 takes the key `on` for true


def test_each_job_may_do_only_what_it_is_for() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "ask": {"contents": "read"},
        "report": {"issues": "write"},
    }


def test_every_action_is_pinned_by_the_hash_of_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)


def test_no_script_has_a_value_written_into_it() -> None:
    scripts = [one["run"] for job in JOBS.values() for one in job["steps"] if "run" in one]
    assert not [script for script in scripts if "${{" in script]


def test_its_commands_are_ones_that_kb_knows() -> None:
    commands = re.findall(r"\.venv/bin/kb ([^>\n]*)", step("ask", "Ask"))
    assert [_parser("en").parse_args(command.split()).external for command in commands] == [True, True]


FAKE = """#!/bin/sh
echo "$0 $*" >> "$FAKE_LOG"
case "$*" in
  "issue list"*) echo "$FAKE_NUMBER";;
  *"--lang es"*) echo "línea"; exit "$FAKE_STATUS";;
  *"--lang en"*) echo "line"; exit "$FAKE_STATUS";;
esac
"""


def run(tmp_path: Path, script: str, program: str, **env: str) -> tuple[int, str]:
    """Run a script with a stand-in for one program; its exit code, and what the stand-in was told."""
    target = tmp_path / program
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(FAKE, encoding="utf-8")
    target.chmod(0o755)
    log = tmp_path / "log"
    log.touch()
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    fake = {"FAKE_LOG": str(log), "FAKE_NUMBER": "", "FAKE_STATUS": "0", "PATH": path}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, **fake, **env},
        check=False,
    )
    return done.returncode, log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("status", "number", "expected"),
    [
        ("1", "", "issue create --title Enlaces externos rotos"),
        ("1", "7", "issue edit 7 --body-file report.md"),
        ("0", "7", "issue close 7 "),
        ("0", "", ""),
    ],
)
def test_one_issue_is_opened_renewed_and_closed(tmp_path: Path, status: str, number: str, expected: str) -> None:
    script = step("report", "Open")
    code, log = run(tmp_path, script, "bin/gh", STATUS=status, REPORT="$(touch hacked) `x`", FAKE_NUMBER=number)
    assert code == 0
    changes = [line for line in log.splitlines() if re.search(r"issue (create|edit|close)", line)]
    assert len(changes) == bool(expected)
    assert expected in "".join(changes)
    assert not (tmp_path / "hacked").exists()
    if status == "1":
        assert (tmp_path / "report.md").read_text(encoding="utf-8") == "$(touch hacked) `x`\n"


@pytest.mark.parametrize("status", ["0", "1", "2"])
def test_the_report_is_in_both_languages_and_a_machine_without_connection_fails(tmp_path: Path, status: str) -> None:
    output = tmp_path / "output"
    output.touch()
    script = step("ask", "Ask")
    code, _log = run(tmp_path, script, ".venv/bin/kb", FAKE_STATUS=status, GITHUB_OUTPUT=str(output), GITHUB_RUN_ID="1")
    written = output.read_text(encoding="utf-8")
    assert code == (2 if status == "2" else 0)
    assert written.startswith(f"status={status}\nreport<<END") == (status != "2")
    assert ("línea" in written and "line\n" in written) == (status != "2")
