"""The recipes in `hosting/` build what there is, where the host looks for it, and repeat nothing of the one source."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.cli import main
from kb.delivery.headers import HEADERS
from tests.conftest import ROOT

HOSTING = ROOT / "hosting"
FILES = sorted(path for path in HOSTING.rglob("*") if path.is_file() and path.suffix != ".md")
README = (HOSTING / "README.md").read_text(encoding="utf-8")


def table(path: str) -> dict[Any, Any]:
    text = (HOSTING / path).read_text(encoding="utf-8")
    found: dict[Any, Any] = tomllib.loads(text) if path.endswith(".toml") else yaml.safe_load(text)
    return found


def test_no_recipe_says_a_header_or_a_lasting_time_of_its_own() -> None:
    assert len(FILES) >= 6
    for path in FILES:
        text = re.sub(r"(?m)^\s*#.*$", "", path.read_text(encoding="utf-8"))
        assert not [name for name in (*HEADERS, "Cache-Control", "max-age") if name.lower() in text.lower()], path


def test_the_manual_names_every_recipe() -> None:
    for path in FILES:
        assert f"`{path.relative_to(HOSTING).as_posix()}`" in README, path


def test_github_builds_without_rights_and_deploys_what_was_built() -> None:
    flow = table("github-pages/publish.yml")
    build, deploy = flow["jobs"]["build"], flow["jobs"]["deploy"]
    assert flow["permissions"] == {}
    assert build["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == "build"
    assert [step["run"] for step in build["steps"] if "run" in step] == ["make site"]
    assert build["steps"][-1]["with"] == {"path": "site"}
    assert set(flow[True]) == {"push", "workflow_dispatch"}  # YAML 1.1 takes the key `on` for true
    used = [step["uses"] for job in (build, deploy) for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)
    known = set(re.findall(r"uses: (\S+)", (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")))
    assert used[0] in known


def test_gitlab_builds_into_the_folder_that_it_publishes(capsys: pytest.CaptureFixture[str]) -> None:
    job = table("gitlab-pages/gitlab-ci.yml")["pages"]
    (folder,) = job["artifacts"]["paths"]
    command = job["script"][-1].split()
    assert command[:2] == [".venv/bin/kb", "build"]
    assert command[command.index("--output") + 1] == folder
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    said = capsys.readouterr().out
    assert all(option in said for option in command if option.startswith("--"))


def test_netlify_and_cloudflare_publish_what_make_site_builds() -> None:
    netlify, cloudflare = table("netlify/netlify.toml"), table("cloudflare-pages/wrangler.toml")
    assert netlify["build"]["command"] == "make site"
    assert netlify["build"]["publish"] == "site" == Path(cloudflare["pages_build_output_dir"]).name
    assert netlify["build"]["processing"] == {"skip_processing": True}
    assert not {"headers", "redirects"} & (set(netlify) | set(cloudflare))
    for said in (netlify["build"]["environment"]["PYTHON_VERSION"], *re.findall(r"PYTHON_VERSION=(\S+?)`", README)):
        assert tuple(map(int, said.split("."))) >= (3, 11)


def test_what_the_hosts_read_stays_within_what_they_read(packed: Path) -> None:
    lines = (packed / "_redirects").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(re.fullmatch(r"/\S* /\S* 301", line) and len(line) <= 1000 for line in lines)
    assert lines[0] == "/rg/1/ /rg/ 301"  # moves come first
    assert (packed / "404.html").is_file()
