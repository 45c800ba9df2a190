"""What stands beside the pages, and the preview that makes only what changed."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kb.build import build
from kb.extras import not_found, sitemap
from kb.permanent.resolver import resolver_page, write_resolver
from kb.read.tree import Tree, read_tree
from kb.schema import schemas
from kb.settings import Settings, build_date
from kb.site.preview import Preview
from tests.conftest import ROOT


def test_every_id_has_a_permanent_address(content: Tree, tmp_path: Path) -> None:
    count = write_resolver(content.kb, tmp_path)
    assert count == len(list(content.kb.ids()))
    assert {path.name for path in (tmp_path / "id").iterdir()} == set(content.kb.ids())


def test_a_permanent_address_is_a_few_hundred_bytes(content: Tree) -> None:
    sizes = [len(resolver_page(content.kb, ident).encode()) for ident in content.kb.ids()]
    assert sorted(sizes)[len(sizes) // 2] < 1000


def test_a_permanent_address_names_both_languages(content: Tree) -> None:
    page = resolver_page(content.kb, "RG-2.3")
    assert 'href="../../rg/2/#rg-2.3" hreflang="es"' in page
    assert 'href="../../en/rg/2/#rg-2.3" hreflang="en"' in page


def test_the_sitemap_names_every_page_in_every_language(content: Tree) -> None:
    root = ET.fromstring(sitemap(content.kb, Settings("https://example.org/x/"), ["", "rg/2/"]))
    found = {loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert found == {f"https://example.org/x/{path}" for path in ("", "rg/2/", "en/", "en/rg/2/")}


def test_the_404_page_knows_the_prefix_that_the_site_stands_under(content: Tree) -> None:
    assert 'href="/una/carpeta/en/"' in not_found(content.kb, Settings("https://example.org/una/carpeta/"))


def test_the_schemas_are_current(content: Tree) -> None:
    for name, schema in schemas(content.kb).items():
        path = ROOT / "schemas" / f"{name}.json"
        assert json.loads(path.read_text(encoding="utf-8")) == schema, "run: kb schema"


def test_a_schema_offers_the_words_of_the_vocabulary(content: Tree) -> None:
    section = schemas(content.kb)["section"]["properties"]
    assert section["step"]["anyOf"][0]["enum"] == content.kb.vocabulary.words("steps")
    assert section["phases"]["items"]["enum"] == content.kb.vocabulary.words("phases")


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("directory/*/*.yml")) + sorted(ROOT.glob("guidelines/**/*.yml")), ids=str
)
def test_every_yaml_file_names_its_schema_in_the_first_line(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=", 1)[1]).resolve().is_file()


def test_the_day_of_a_build_comes_from_its_commit_or_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_date(ROOT).isoformat() == "2023-11-14"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_date(ROOT).year >= 2026


def test_an_edit_makes_again_only_the_pages_that_it_changes(previewable: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    preview = Preview(previewable, site, "http://127.0.0.1:8000/")
    preview.build()
    untouched = site / "glossary/index.html"
    untouched.write_text("left alone", encoding="utf-8")
    source = previewable / "guidelines/regional/1-principles/RG-1.1.md"
    source.write_text(source.read_text(encoding="utf-8").replace("persona funcionaria", "autoridad"), encoding="utf-8")
    preview.build()
    assert "La autoridad decide según" in (site / "rg/1/index.html").read_text(encoding="utf-8")
    assert untouched.read_text(encoding="utf-8") == "left alone"


def test_a_new_section_appears_in_the_preview(previewable: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    preview = Preview(previewable, site, "http://127.0.0.1:8000/")
    preview.build()
    source = previewable / "guidelines/regional/1-principles/RG-1.1.md"
    (source.parent / "RG-1.2.md").write_text(
        source.read_text(encoding="utf-8").replace("RG-1.1", "RG-1.2"), encoding="utf-8"
    )
    preview.build()
    assert 'id="rg-1.2"' in (site / "en/rg/1/index.html").read_text(encoding="utf-8")


def test_an_edit_shows_first_where_its_text_stands_then_where_it_is_repeated(previewable: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    preview = Preview(previewable, site, "http://127.0.0.1:8000/")
    preview.build()
    source = previewable / "guidelines/regional/1-principles/RG-1.1.md"
    title = next(line for line in source.read_text(encoding="utf-8").split("\n") if line.endswith("{lang=en}"))
    source.write_text(
        source.read_text(encoding="utf-8").replace(title, "# Quite another title {lang=en}"), encoding="utf-8"
    )
    own, contents = site / "en/rg/1/index.html", site / "en/rg/index.html"
    preview.build()
    assert "Quite another title" in own.read_text(encoding="utf-8")
    assert "Quite another title" not in contents.read_text(encoding="utf-8")
    assert preview.behind
    preview.build()
    assert "Quite another title" in contents.read_text(encoding="utf-8")
    assert not preview.behind


def test_a_problem_is_shown_on_the_page_it_belongs_to_in_the_preview_only(previewable: Path, tmp_path: Path) -> None:
    source = previewable / "guidelines/regional/1-principles/RG-1.1.md"
    source.write_text(source.read_text(encoding="utf-8").replace("[CRC-3] y", "[CRC-33] y"), encoding="utf-8")
    site, built = tmp_path / "site", tmp_path / "built"
    Preview(previewable, site, "http://127.0.0.1:8000/").build()
    shown = "RG-1.1.md:13:"
    assert shown in (site / "rg/1/index.html").read_text(encoding="utf-8")
    assert shown not in (site / "rg/index.html").read_text(encoding="utf-8")
    build(previewable, read_tree(previewable).kb, built)
    assert shown not in (built / "rg/1/index.html").read_text(encoding="utf-8")


def test_unreadable_content_does_not_stop_the_preview(previewable: Path, tmp_path: Path) -> None:
    (previewable / "guidelines/regional/1-principles/RG-1.1.md").write_bytes(b"---\nid: [\n\xff---\n")
    Preview(previewable, tmp_path / "site", "http://127.0.0.1:8000/").build()
    assert (tmp_path / "site/rg/1/index.html").exists()
