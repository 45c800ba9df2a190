"""Packs give back what was put into them, and hold what a reader without a connection needs; the app's manifest is whole."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.delivery.offline import LIST, MANIFEST, WORKER, as_kept, manifest
from kb.delivery.pack import pack, unpack
from kb.pages.offline import WORDS
from kb.read.tree import Tree
from tests import lasting
from tests.conftest import ROOT

ASSETS = ROOT / "scripts/kb/theme/assets"
PNG = b"\x89PNG\r\n"
TEXTS = st.lists(
    st.sampled_from(["<p>", "</p>", "word ", "ñ", "\n", '<a href="../rg/2/#rg-2.3" title="A long title">'])
)


@given(st.dictionaries(st.text(max_size=5), TEXTS.map("".join), max_size=6))
def test_what_is_packed_comes_out_again(files: dict[str, str]) -> None:
    assert unpack(pack(files, day="2026-01-01")) == files


def test_the_same_files_make_the_same_pack() -> None:
    files = {"a/": "<p>one</p>", "b/": "<p>two</p>"}
    assert pack(files) == pack(dict(files))


def test_what_pages_repeat_far_apart_is_packed_once() -> None:
    navigation = "".join(
        f'<li class="entry"><a href="../{number * 7919}/">{number**5}</a></li>' for number in range(1500)
    )
    once, thrice = ({f"{page}/": navigation for page in range(count)} for count in (1, 3))
    assert len(pack(thrice)) < 1.1 * len(pack(once))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    return lasting.built(lasting.tree(folder / "tree"), folder / "site", "https://example.org/kb/")


def packed(site: Path, name: str) -> dict[str, str]:
    told = json.loads((site / LIST).read_text(encoding="utf-8"))[name]
    return unpack((site / told["file"]).read_bytes())


@pytest.mark.parametrize(("lang", "prefix"), [("es", ""), ("en", "en/")])
def test_a_languages_pack_holds_its_pages_and_all_that_they_ask_for(site: Path, lang: str, prefix: str) -> None:
    files = packed(site, lang)
    pages = [path for path in files if path == "" or path.endswith("/")]
    assert len(pages) > 20
    assert all(path.startswith(prefix) and not path.startswith("en/" if lang == "es" else "es/") for path in pages)
    for path in pages:
        assert files[path] == as_kept((site / path / "index.html").read_text(encoding="utf-8"))
        for link in re.findall(r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"', files[path]):
            assert (site / path / link).resolve().relative_to(site.resolve()).as_posix() in files
    assert {
        f"{prefix}search/{lang}.json",
        f"{prefix}search/{lang}-text.json",
        f"{prefix}search/worker.js",
    } <= files.keys()
    places = json.loads(files[f"{prefix}offline/places.json"])
    assert places["RG-1.1"] == f"{prefix}rg/1/#rg-1.1"


def test_a_copy_lacks_only_what_no_reader_sees() -> None:
    head = '<title>A</title><link rel="canonical" href="/a/">\n  <link rel="alternate nofollow" hreflang="en" href="/en/a/">\n'
    data = '<script type="application/ld+json">{"name": "A"}</script>'
    seen = '<link rel="stylesheet" href="site.css"><script src="kb.js" defer></script><p>A</p>'
    assert as_kept(head + data + seen) == f"<title>A</title>{seen}"


def test_the_worker_stands_at_the_root_for_the_whole_site(site: Path) -> None:
    assert "respondWith" in (site / WORKER).read_text(encoding="utf-8")
    assert not (site / "assets/kb-sw.js").exists()


@pytest.mark.parametrize(("lang", "prefix"), [("es", ""), ("en", "en/")])
def test_the_app_of_a_language_starts_there_and_has_its_icons(site: Path, lang: str, prefix: str) -> None:
    app = json.loads((site / prefix / MANIFEST).read_text(encoding="utf-8"))
    assert app["lang"] == lang
    assert (site / prefix / app["start_url"]).resolve() == (site / prefix).resolve()
    assert (site / prefix / app["scope"]).resolve() == site.resolve()
    assert {icon["purpose"] for icon in app["icons"]} == {"any", "maskable"}
    for icon in app["icons"]:
        path = site / prefix / icon["src"]
        assert path.read_bytes().startswith(PNG) if path.suffix == ".png" else ET.parse(path)
    assert "manifest" in (site / prefix / "index.html").read_text(encoding="utf-8")


def test_the_maskable_icon_fills_its_square() -> None:
    square = next(iter(ET.parse(ASSETS / "kb-icon-maskable.svg").getroot()))
    assert (square.get("width"), square.get("height"), square.get("rx")) == ("32", "32", None)


def test_every_word_that_the_script_says_is_there_in_both_languages(content: Tree) -> None:
    used = set(
        re.findall(r'words\.(\w+)|say\("(\w+)"|Problem\("(\w+)"\)', (ASSETS / "kb-offline.js").read_text("utf-8"))
    )
    names = {name for groups in used for name in groups if name} - {"months", "date"}
    assert names <= set(WORDS)
    assert {f"offline_{word}" for word in WORDS} <= content.kb.labels.keys()
    assert json.loads(manifest(content.kb, "en"))["short_name"] == "Migrant children"
