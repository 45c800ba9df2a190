"""The file for Kiwix readers: Kiwix's own tool finds no fault, it says what it is, it is found in, and it is always the same."""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher

from kb.delivery import carry
from kb.delivery.carry import write_copies
from kb.delivery.zim import LONG, SHORT, about, can_be_made, stamped
from kb.pages.site_map import all_pages
from kb.read.tree import Tree, read_tree
from kb.settings import Settings, context_of
from tests import lasting
from tests.kiwix import zimcheck

LANGUAGES = {"es": "spa", "en": "eng"}
SETTINGS = Settings("https://example.org/kb/", today=date(2026, 12, 1))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Path, list[str]]:
    """A small knowledge base, its site, and the addresses of its pages."""
    folder = tmp_path_factory.mktemp("carried")
    root = lasting.tree(folder / "tree")
    tree = read_tree(root)
    paths = [page.path for page in all_pages(context_of(tree, "es", SETTINGS))]
    return tree, lasting.built(root, folder / "site", SETTINGS.site_url), paths


@pytest.fixture(scope="module")
def copies(site: tuple[Tree, Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree, built, paths = site
    folder = tmp_path_factory.mktemp("copies")
    write_copies(tree.kb, built, folder, paths, SETTINGS)
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zimcheck_finds_no_fault(copies: Path, lang: str) -> None:
    assert zimcheck(copies / f"zim/{lang}.zim") == ""


def test_zimcheck_would_find_one(copies: Path, tmp_path: Path) -> None:
    data = bytearray((copies / "zim/es.zim").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "spoilt.zim").write_bytes(data)
    assert "checksum" in zimcheck(tmp_path / "spoilt.zim")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_it_is_in_its_language(copies: Path, lang: str, content: Tree) -> None:
    archive = Archive(copies / f"zim/{lang}.zim")
    told = {key: bytes(archive.get_metadata(key)) for key in archive.metadata_keys}
    kb = content.kb
    assert told["Title"].decode() == kb.label("site_name_short", lang)
    assert told["Description"].decode() == kb.label("zim_description", lang)
    assert len(told["Title"].decode()) <= SHORT
    assert len(told["Description"].decode()) <= LONG
    assert told["Language"].decode() == LANGUAGES[lang]
    assert told["Date"] == b"2026-12-01"
    assert told["Source"] == b"https://example.org/kb/"
    assert {"Name", "Creator", "Publisher"} <= told.keys()
    assert bytes(archive.get_illustration_item(48).content).startswith(b"\x89PNG")
    assert archive.main_entry.get_item().path == "index.html"


@pytest.mark.parametrize(("lang", "typed"), [("es", "proteccion"), ("en", "interests")])
def test_kiwix_finds_pages_by_their_own_words_and_by_their_titles(copies: Path, lang: str, typed: str) -> None:
    archive = Archive(copies / f"zim/{lang}.zim")
    assert archive.has_fulltext_index
    assert archive.has_title_index
    found = Searcher(archive).search(Query().set_query(typed))
    assert 0 < found.getEstimatedMatches() < archive.article_count / 2
    title = "Glosario" if lang == "es" else "Glossary"
    assert "glossary/index.html" in SuggestionSearcher(archive).suggest(title).getResults(0, 5)


def test_it_holds_the_files_of_the_stick(copies: Path) -> None:
    archive, stick = Archive(copies / "zim/es.zim"), copies / "usb/es"
    files = [path for path in stick.rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        item = archive.get_entry_by_path(path.relative_to(stick).as_posix()).get_item()
        assert bytes(item.content) == path.read_bytes()


def test_it_is_the_same_to_the_byte_whenever_it_is_made(
    site: tuple[Tree, Path, list[str]], copies: Path, tmp_path: Path
) -> None:
    tree, built, paths = site
    write_copies(tree.kb, built, tmp_path, paths, SETTINGS)
    for name in ("zim/es.zim", "zim/en.zim", "usb/es.zip", "usb/en.zip"):
        assert (tmp_path / name).read_bytes() == (copies / name).read_bytes(), name


def test_two_archives_have_numbers_of_their_own_and_right_sums(copies: Path) -> None:
    one, two = ((copies / f"zim/{lang}.zim").read_bytes() for lang in LANGUAGES)
    assert one[8:24] != two[8:24]
    assert hashlib.md5(one[:-16]).digest() == one[-16:]
    assert stamped(one, "another") != one


def test_without_libzim_there_is_no_file_for_kiwix_but_a_folder(
    site: tuple[Tree, Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert can_be_made() == (find_spec("libzim") is not None)
    monkeypatch.setattr(carry, "can_be_made", lambda: False)
    tree, built, paths = site
    write_copies(tree.kb, built, tmp_path, paths, SETTINGS)
    assert (tmp_path / "usb/es/index.html").exists()
    assert not (tmp_path / "zim").exists()


def test_a_description_for_kiwix_is_as_short_as_it_asks(content: Tree) -> None:
    for lang in content.kb.languages:
        told = about(content.kb, lang, "", SETTINGS.today)
        assert len(told.title) <= SHORT
        assert len(told.description) <= LONG
