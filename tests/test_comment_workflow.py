"""The workflow that comments on a pull request: what a stranger's artifact holds is only text, and little of it."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.cli import main
from tests.conftest import ROOT

PATH = ROOT / ".github/workflows/comment.yml"
WORKFLOW: dict[Any, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
(STEP,) = JOB["steps"]
GH = """#!/bin/sh
echo "$*" >> "$FAKE_LOG"
case "$*" in
  "pr list"*) echo "$FAKE_NUMBER";;
  *"/zip") cat "$FAKE_ZIP";;
  *"/artifacts "*) echo "$FAKE_ARTIFACT";;
  *--paginate*) echo "$FAKE_EXISTING";;
esac
"""


def comment(
    tmp_path: Path, text: bytes, *, number: str = "7", artifact: str = "1", existing: str = ""
) -> tuple[str, str]:
    """Run the step with an artifact that holds this text; the comment, and what was asked of the host."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "gh"
    program.write_text(GH, encoding="utf-8")
    program.chmod(0o755)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("difference.md", text)
    (tmp_path / "a.zip").write_bytes(packed.getvalue())
    log = tmp_path / "log"
    env = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "FAKE_LOG": str(log), "FAKE_ZIP": str(tmp_path / "a.zip"),
        "FAKE_NUMBER": number, "FAKE_ARTIFACT": artifact, "FAKE_EXISTING": existing, "GH_TOKEN": "secret-token",
        "GH_REPO": "example-org/kb", "RUN_ID": "5", "RUN_URL": "https://code.example.org/run/5", "HEAD_SHA": "abc",
    }  # fmt: skip
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"]]
    subprocess.run(command, cwd=tmp_path, env=env, check=True)
    written = tmp_path / "comment.md"
    return (written.read_text(encoding="utf-8") if written.exists() else ""), log.read_text(encoding="utf-8")


def test_it_runs_after_the_check_with_no_code_and_no_action() -> None:
    assert WORKFLOW[True] == {"workflow_run": {"workflows": ["Check"], "types": ["completed"]}}
    check = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    assert check["name"] == "Check"
    assert "uses" not in STEP
    assert "difference" in [step.get("with", {}).get("name") for step in check["jobs"]["check"]["steps"]]


def test_what_the_event_tells_enters_the_script_as_variables_only() -> None:
    assert "${{" not in STEP["run"]
    assert all(value.startswith("${{ github.") for value in STEP["env"].values())
    assert not any("artifact" in value or "head_branch" in value for value in STEP["env"].values())


def test_a_new_comment_is_made_and_the_same_one_is_renewed(tmp_path: Path) -> None:
    for existing, expected in (("", "--method POST repos/example-org/kb/issues/7/comments"), ("9", "--method PATCH")):
        folder = tmp_path / f"of{existing}"
        folder.mkdir()
        text, log = comment(folder, b"## Lo que cambia\n\n- `RG-1` **nuevo**\n", existing=existing)
        assert expected in log
        assert text.startswith("<!-- kb diff -->\n## Lo que cambia\n\n- `RG-1` **nuevo**\n")
        assert text.endswith("https://code.example.org/run/5\n")


@pytest.mark.parametrize("missing", ["number", "artifact"])
def test_without_a_request_or_a_difference_nothing_is_written(tmp_path: Path, missing: str) -> None:
    _text, log = comment(tmp_path, b"x", **{missing: ""})  # type: ignore[arg-type]
    assert "--method" not in log


@pytest.mark.parametrize(
    ("sent", "never"),
    [
        ("<img src=x>", "<img"),
        ("<!-- kb diff -->", "<!-- kb diff -->\n<!--"),
        ("@example-org/maintainers", "@"),
        ("[accept](https://evil.example)", "]("),
        ("[a]: https&#58;//evil.example", "[a]:"),
        ("![x](y)", "!["),
        ("http://evil.example", "http://e"),
        ("WWW.evil.example", "WWW.evil"),
        ("```mermaid\nx\n```", "```"),
        ("a\x1b[31m\x00\u202eb", "\u202e"),
    ],
)
def test_what_could_link_mention_or_be_markup_is_taken_away(tmp_path: Path, sent: str, never: str) -> None:
    text, _log = comment(tmp_path, sent.encode())
    body = text.removeprefix("<!-- kb diff -->\n").partition("\nVista previa")[0]
    assert never.lower() not in body.lower()
    assert "secret-token" not in text


def test_a_bomb_is_cut_at_what_the_host_takes(tmp_path: Path) -> None:
    text, _log = comment(tmp_path, b"word @ word\n" * 5_000_000)
    assert len(text) < 65_536
    assert "The rest is in the check's file" in text


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    assert "\ufffd" in comment(tmp_path, b"\xff\xfe text")[0]


def test_what_kb_diff_writes_passes_as_it_is(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(small), *command], check=True)
    path = small / "guidelines/regional/1-principles/RG-1.1.md"
    text = path.read_text(encoding="utf-8").replace(
        "{lang=es}\n\n", "{lang=es}\n\nVea https://example.org y a@b.org <b>. "
    )
    path.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["diff", "HEAD", "--root", str(small), "--lang", "es"]) == 0
    told = capsys.readouterr().out
    assert "https&#58;//example.org" in told
    assert told in comment(tmp_path, told.encode())[0]
