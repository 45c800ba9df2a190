"""The built site holds what programs look for beside each page, and no published address is lost in building."""

from __future__ import annotations

import io
import json
import posixpath
from datetime import date
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from kb.build import merge
from kb.cli import main
from kb.ledger.files import FOLDER, read, write
from tests import lasting


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    root = lasting.tree(folder / "tree")
    lasting.publish(root)
    return lasting.built(root, folder / "site", "https://example.org/kb/")


def test_each_page_stands_at_its_address_as_markdown_too(site: Path) -> None:
    pages = {path.parent for path in site.rglob("index.html")} - {path.parent for path in site.glob("id/**/index.html")}
    pages -= {path.parent for path in site.rglob("side-by-side/index.html")}
    assert [page for page in pages if not (page / "index.md").exists()] == []
    assert "Best interests first" in (site / "en/rg/1/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_each_language_has_its_inventory_feeds_and_list_of_pages(site: Path, prefix: str) -> None:
    folder = site / prefix
    data = InventoryFile.load(io.BytesIO((folder / "objects.inv").read_bytes()), "", posixpath.join)
    place = data["std:label"]["rg-1.1"].uri
    page, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in (folder / page / "index.html").read_text(encoding="utf-8")
    assert (folder / "llms.txt").read_text(encoding="utf-8").count("index.md)") > 10
    assert json.loads((folder / "feeds/rg.json").read_text(encoding="utf-8"))["items"]
    html = (folder / "rg/1/index.html").read_text(encoding="utf-8")
    assert 'rel="alternate nofollow" type="application/atom+xml"' in html


def test_every_address_that_the_map_of_ids_names_is_there(site: Path) -> None:
    for entry in json.loads((site / "data/v1/ids.json").read_text(encoding="utf-8")).values():
        for address in (entry["url"], *entry["pages"].values()):
            path, _, anchor = address.removeprefix("https://example.org/kb/").partition("#")
            html = (site / path / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in html, address


def test_a_page_that_was_published_and_is_gone_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lasting.tree(tmp_path / "tree")
    lasting.publish(root)
    path = root / FOLDER / "2026-12-01.jsonl"
    after = {"2026-12-01": read(path.read_text(encoding="utf-8")).digests}
    gone = write("2027-01-01", [{"page": "roles/judge/", "made": "program"}], after)
    (root / FOLDER / "2027-01-01.jsonl").write_text(gone, encoding="utf-8")
    assert main(["build", "--root", str(root), "--lang", "en"]) == 1
    assert "nothing leads from the published page /roles/judge/" in capsys.readouterr().err
    assert not (root / "site").exists()


def test_folders_are_put_together_without_losing_what_is_in_either(tmp_path: Path) -> None:
    for name in ("one/both/a", "one/new/b", "two/both/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    merge(tmp_path / "one", tmp_path / "two")
    assert {path.name for path in (tmp_path / "two").rglob("?")} == {"a", "b", "c"}


def test_a_release_takes_the_day_it_is_given(tmp_path: Path) -> None:
    root = lasting.tree(tmp_path / "tree")
    lasting.publish(root, date(2030, 1, 2))
    assert (root / FOLDER / "2030-01-02.jsonl").exists()
