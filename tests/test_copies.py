"""The copies to carry stand in the site, and the page on which readers keep a copy leads to them, with their size."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from libzim.reader import Archive
from selectolax.lexbor import LexborHTMLParser

from kb.build import build
from kb.delivery import carry
from kb.delivery.carry import PUBLISHED
from kb.delivery.finish import HEADERS, MANIFEST
from kb.delivery.headers import FOR_EVER
from kb.delivery.offline import LIST
from kb.delivery.pack import unpack
from kb.links.command import check_built
from kb.read.tree import read_tree
from tests import lasting

PAGES = {"es": "offline/index.html", "en": "en/offline/index.html"}
URL = "https://example.org/kb/"
ENDINGS = ("zip", "zim")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge base."""
    return lasting.tree(tmp_path_factory.mktemp("copies") / "tree")


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """Its site, with the copies that `kb build` makes."""
    return built(root, "site")


def built(root: Path, name: str) -> Path:
    build(root, read_tree(root).kb, root.parent / name, copies=root.parent / f"{name}-copies", site_url=URL)
    return root.parent / name


def links(site: Path, lang: str) -> dict[str, str]:
    """Where the page leads to files, and what stands beside the link."""
    html = LexborHTMLParser((site / PAGES[lang]).read_text(encoding="utf-8"))
    found = [node for node in html.css("li a[download]") if node.parent is not None]
    return {node.attributes["href"] or "": node.parent.text() for node in found if node.parent is not None}


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_of_copies_leads_to_a_file_for_sticks_and_one_for_kiwix_with_their_sizes(
    site: Path, lang: str
) -> None:
    shown = links(site, lang)
    files = [((site / PAGES[lang]).parent / href).resolve() for href in shown]
    assert [file.relative_to(site.resolve()).as_posix() for file in files] == [
        f"{PUBLISHED}{lang}.{ending}" for ending in ENDINGS
    ]
    for file, text in zip(files, shown.values(), strict=True):
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        assert text.endswith(size.replace(".", ",") if lang == "es" else size)


def test_they_are_the_copies_themselves(site: Path, root: Path) -> None:
    folder = root.parent / "site-copies"
    for lang in PAGES:
        for kind, ending in (("usb", "zip"), ("zim", "zim")):
            published = (site / f"{PUBLISHED}{lang}.{ending}").read_bytes()
            assert published == (folder / kind / f"{lang}.{ending}").read_bytes()
        assert ZipFile(site / f"{PUBLISHED}{lang}.zip").testzip() is None
        assert Archive(site / f"{PUBLISHED}{lang}.zim").check()


def test_a_copy_holds_neither_itself_nor_the_page_that_leads_to_it(site: Path) -> None:
    for lang in PAGES:
        names = ZipFile(site / f"{PUBLISHED}{lang}.zip").namelist()
        assert len(names) > 50
        assert [name for name in names if name.endswith((".zip", ".zim")) or "/offline/" in name] == []


def test_packs_for_telephones_do_not_hold_them_but_the_page_as_it_is(site: Path) -> None:
    told = json.loads((site / LIST).read_text(encoding="utf-8"))
    for lang, page in PAGES.items():
        files = unpack((site / told[lang]["file"]).read_bytes())
        assert [name for name in files if name.startswith(PUBLISHED)] == []
        assert f"{PUBLISHED}{lang}.zip" in files[page.removesuffix("index.html")]


def test_they_are_in_the_sums_and_no_host_keeps_them_for_ever(site: Path) -> None:
    sums = (site / MANIFEST).read_text(encoding="utf-8")
    headers = (site / HEADERS).read_text(encoding="utf-8")
    assert FOR_EVER in headers
    for name in (f"{PUBLISHED}{lang}.{ending}" for lang in PAGES for ending in ENDINGS):
        assert f"  {name}\n" in sums
        assert name not in headers
    sent = [path.read_text(encoding="utf-8") for path in sorted((site / "_s3").iterdir())]
    assert any("application/x-zim" in text for text in sent)


def test_the_links_to_them_hold_and_would_be_missed(site: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_built(root, site, URL, "en")
    assert PUBLISHED not in capsys.readouterr().out
    (site / f"{PUBLISHED}es.zip").rename(site / "away.zip")
    check_built(root, site, URL, "en")
    assert f"{PUBLISHED}es.zip" in capsys.readouterr().out
    (site / "away.zip").rename(site / f"{PUBLISHED}es.zip")


def test_a_second_build_makes_the_same_site(site: Path, root: Path) -> None:
    assert (built(root, "again") / MANIFEST).read_text("utf-8") == (site / MANIFEST).read_text("utf-8")


def test_without_libzim_nothing_is_said_of_kiwix_even_after_a_build_that_had_it(
    site: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "can_be_made", lambda: False)
    for lang in PAGES:
        assert list(links(built(root, "again"), lang)) == [
            ("../" if lang == "es" else "../../") + f"{PUBLISHED}{lang}.zip"
        ]


def test_a_build_without_copies_says_that_there_are_none(root: Path) -> None:
    site = lasting.built(root, root.parent / "without")
    assert not (site / PUBLISHED).exists()
    for page in PAGES.values():
        assert LexborHTMLParser((site / page).read_text(encoding="utf-8")).css_first("p.kb-carry") is not None
