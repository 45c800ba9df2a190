"""The way out of MkDocs: ProperDocs, its continuation, makes the same site (decisions/0001-way-out.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import lasting
from tests.browser.conftest import build_once, shared_folder
from tests.conftest import ROOT
from tests.hosts.test_same_bytes import contents
from tests.way_out.tree import ARTICLE, Standing, configure, differences, markdown_tree, standing

pytestmark = pytest.mark.xdist_group("way-out")
BIN = Path(sys.executable).parent
TEMPLATE = "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main>"
"""The least of themes: what is compared is the text, which no theme makes."""


def run(program: str, *args: str, cwd: Path) -> None:
    done = subprocess.run([BIN / program, *args], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_markdown_tree_becomes_the_same_addresses_ids_and_links(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    site = build_once(shared_folder(tmp_path_factory, worker_id) / "root", "/")
    markdown_tree(ROOT, tmp_path)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text(TEMPLATE, encoding="utf-8")
    configure(ROOT, tmp_path / "properdocs.yml", theme={"name": None, "custom_dir": "theme"})
    run("properdocs", "build", "--quiet", cwd=tmp_path)
    ours, theirs = standing(site, ARTICLE), standing(tmp_path / "site", "main")
    assert len(ours) > 300
    assert sum(len(page.ids) for page in ours.values()) > 10_000
    assert differences(ours, theirs) == []


def test_the_whole_site_is_the_same_to_the_byte_with_properdocs_in_the_place_of_mkdocs(tmp_path: Path) -> None:
    root = lasting.tree(tmp_path / "tree")
    for program in ("mkdocs", "properdocs"):
        options = ["--quiet", "--config-file", "mkdocs.yml", "--site-dir", str(tmp_path / program)]
        run(program, "build", *options, cwd=root)
    first, second = (contents(tmp_path / program) for program in ("mkdocs", "properdocs"))
    assert len(first) > 200
    assert sorted(first) == sorted(second)
    assert [path for path, data in first.items() if data != second[path]] == []


def test_what_another_generator_makes_otherwise_is_told() -> None:
    ours = {"rg/2": Standing(frozenset({"rg-2", "rg-2.1"}), ("../1/",)), "mx": Standing(frozenset(), ())}
    theirs = {"rg/2": Standing(frozenset({"rg-2", "top"}), ("../3/",)), "us": Standing(frozenset(), ())}
    assert differences(ours, theirs) == [
        "mx/: no such page",
        "us/: a page too many",
        "rg/2/#rg-2.1: no such id",
        "rg/2/#top: an id too many",
        "rg/2/: leads elsewhere",
    ]
