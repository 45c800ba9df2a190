"""What programs read: the inventory by Sphinx's own reader, feeds, Markdown, llms.txt, redirects, the map of ids."""

from __future__ import annotations

import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from kb.exports.export import Export
from kb.exports.write import ids
from kb.ledger.history import Change, History, Release
from kb.ledger.release import release
from kb.machines.feeds import feeds
from kb.machines.inventory import inventory
from kb.machines.llms import llms_txt
from kb.machines.markdown import as_markdown, plain_markdown
from kb.pages.changes import MOST, change_list
from kb.pages.page import Page
from kb.pages.site_map import all_pages, navigation
from kb.pages.writer import Writer
from kb.read.tree import Tree, read_tree
from kb.redirects import redirect_files
from kb.settings import Settings, context_of
from tests import lasting

SETTINGS = Settings("https://example.org/kb/", today=date(2028, 2, 3))
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lasting.tree(tmp_path / "tree")


# The inventory


@pytest.mark.parametrize(("lang", "prefix"), [("es", ""), ("en", "en/")])
def test_sphinx_resolves_every_id_in_both_of_its_forms(content: Tree, lang: str, prefix: str) -> None:
    base = f"https://example.org/kb/{prefix}"
    data = InventoryFile.load(io.BytesIO(inventory(content.kb, lang, SETTINGS)), base, posixpath.join)
    pages = ids(Export(content.kb, SETTINGS))
    assert set(data) == {"std:label"}
    for ident, entry in pages.items():
        assert data["std:label"][ident].uri == entry["pages"][lang]
        assert data["std:label"][ident.lower()].uri == entry["pages"][lang]
    assert len({name.lower() for name in data["std:label"]}) == len(pages)


def test_the_inventory_says_titles_in_its_language(content: Tree) -> None:
    data = InventoryFile.load(io.BytesIO(inventory(content.kb, "en", SETTINGS)), "", posixpath.join)
    assert data["std:label"]["rg-2.3"].display_name == "Ask first about this child"


# Feeds


def feeds_of(root: Path) -> dict[str, str]:
    return dict(feeds(read_tree(root).kb, SETTINGS, History.of(root).releases))


def test_there_is_a_feed_of_the_whole_of_each_publication_and_of_each_country_in_each_language(root: Path) -> None:
    names = {f"feeds/{scope}.{ending}" for scope in ("all", "rg", "mx") for ending in ("atom", "json")}
    assert set(feeds_of(root)) == names | {f"en/{name}" for name in names}


def test_a_feed_tells_only_of_its_own_part(root: Path) -> None:
    release(read_tree(root), date(2026, 12, 1))
    lasting.change(root, "directory/mx/dif.yml", "Protects children.", "Protects every child.")
    release(read_tree(root), date(2027, 6, 1))
    made = feeds_of(root)
    days = {
        scope: [item["date_published"][:10] for item in json.loads(made[f"feeds/{scope}.json"])["items"]]
        for scope in ("all", "mx", "rg")
    }
    assert days == {"all": ["2027-06-01", "2026-12-01"], "mx": ["2027-06-01", "2026-12-01"], "rg": ["2026-12-01"]}
    first = json.loads(made["en/feeds/rg.json"])["items"][0]
    assert "https://example.org/kb/id/RG-1.1/" in first["content_html"]
    assert "mx-dif" not in first["content_html"]
    assert first["url"] == "https://example.org/kb/en/changes/#r2026-12-01"


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_an_atom_feed_has_what_the_standard_asks_for(root: Path, prefix: str) -> None:
    release(read_tree(root), date(2026, 12, 1))
    feed = ET.fromstring(feeds_of(root)[f"{prefix}feeds/all.atom"])
    for element in (feed, feed.find(f"{ATOM}entry")):
        assert element is not None
        assert all(element.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "link"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"https://example.org/kb/{prefix}feeds/all.atom"


def test_before_the_first_release_a_feed_is_empty_and_valid(root: Path) -> None:
    feed = ET.fromstring(feeds_of(root)["feeds/all.atom"])
    assert feed.find(f"{ATOM}entry") is None
    assert feed.findtext(f"{ATOM}updated") == "2028-02-03T00:00:00Z"


def test_a_changed_wording_leads_to_that_days_version_and_a_withdrawn_text_to_what_replaces_it(root: Path) -> None:
    text = {"id": "RG-1", "title": {"en": "One"}, "text": {"en": "x"}, "at": "rg/1/#rg-1"}
    gone = {"id": "RG-9", "title": {"en": "Nine"}, "replaced_by": ["RG-1"], "at": "rg/9/#rg-9"}
    writer = Writer(context_of(read_tree(root), "en", SETTINGS), "changes/")
    shown = change_list(writer, Release("2027-06-01", (Change("changed", text), Change("withdrawn", gone))))
    assert 'href="../../id/RG-1/2027-06-01/">wording of that day' in shown
    assert 'Nine: Replaced by <a href="../../id/RG-1/">RG-1</a>' in shown
    assert shown.index("RG-9") < shown.index("wording of that day")


def test_a_long_list_of_changes_is_cut_and_says_so(root: Path) -> None:
    many = tuple(Change("new", {"id": f"RG-{n}", "at": "rg/#x"}) for n in range(MOST + 5))
    writer = Writer(context_of(read_tree(root), "en", SETTINGS), "changes/")
    shown = change_list(writer, Release("2027-06-01", many))
    assert shown.count("<li>") == MOST + 1
    assert "and 5 more" in shown


def test_the_page_of_changes_has_an_anchor_for_each_release(root: Path) -> None:
    release(read_tree(root), date(2026, 12, 1))
    page = next(page for page in all_pages(context_of(read_tree(root), "en", SETTINGS)) if page.path == "changes/")
    assert "## Release of 1 December 2026 {#r2026-12-01}" in page.markdown


# Markdown and llms.txt


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p><a href="x/">y</a></p>', "[y](x/)"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n- c"),
        ("<dl><div><dt>Plazo</dt><dd>24 horas</dd></div></dl>", "- **Plazo:** 24 horas"),
        ("<dl><dt>Quién</dt><dd><span>A</span> <span>B</span></dd></dl>", "- **Quién:** A, B"),
        (
            "<table><caption>T</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "T\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        ),
        ("<form><label>x</label><select><option>y</option></select></form>", ""),
        ("<div><section><h3>T</h3><p>x</p></section></div>", "### T\n\nx"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
    ],
)
def test_our_html_is_written_as_markdown(html: str, markdown: str) -> None:
    assert as_markdown(html) == markdown


def test_marks_and_explanations_for_the_site_are_left_out() -> None:
    text = "# [RG-1](../id/RG-1/){.kb-id title='x'} Título {#rg-1 .kb-section}\n\nDIF {a}.\n\n*[DIF]: Sistema\n"
    assert plain_markdown(Page("rg/", "t", text)) == "# [RG-1](../id/RG-1/) Título\n\nDIF {a}.\n"


def test_no_html_is_left_in_the_markdown_of_any_page(content: Tree) -> None:
    for lang in content.kb.languages:
        for page in all_pages(context_of(content, lang, SETTINGS)):
            left = re.findall(
                r"</?(?:div|span|ul|ol|li|dl|dt|dd|p|table|td|details)\b[^>]*>|\{[#.][^}\n]*\}", plain_markdown(page)
            )
            assert left == [], page.path


def test_llms_txt_leads_to_a_markdown_file_that_there_is(root: Path) -> None:
    context = context_of(read_tree(root), "en", SETTINGS)
    pages = all_pages(context)
    text = llms_txt(context, pages, navigation(context, pages))
    assert text.startswith("# Protection of migrant children\n\n> ")
    links = re.findall(r"\]\(([^)]*index\.md)\)", text)
    assert "rg/1/index.md" in links
    assert {link.removesuffix("index.md") for link in links} <= {page.path for page in pages}


# Old addresses


@pytest.fixture
def files(root: Path) -> dict[str, str]:
    (root / "guidelines/moved.yml").write_text(
        "- {old: rg/9/, new: rg/1/}\n- {old: manual/a.html, new: ''}\n", encoding="utf-8"
    )
    return dict(redirect_files(read_tree(root).kb, SETTINGS))


def test_a_move_is_written_for_netlify_and_cloudflare_in_every_language(files: dict[str, str]) -> None:
    rules = dict(line.split(" ")[:2] for line in files["_redirects"].splitlines())
    assert rules["/kb/rg/9/"] == rules["/kb/rg/9"] == "/kb/rg/1/"
    assert rules["/kb/en/rg/9/"] == "/kb/en/rg/1/"
    assert rules["/kb/manual/a.html"] == "/kb/"
    assert rules["/kb/id/rg-1.1/"] == "/kb/id/RG-1.1/"
    assert not set(rules) & set(rules.values())
    assert all(line.endswith(" 301") for line in files["_redirects"].splitlines())


def test_moves_stand_before_ids_since_cloudflare_stops_reading_at_2000(content: Tree, files: dict[str, str]) -> None:
    assert files["_redirects"].splitlines()[0] == "/kb/rg/9/ /kb/rg/1/ 301"
    assert len(dict(redirect_files(content.kb, SETTINGS))["_redirects"].splitlines()) < 2000


def test_a_plain_page_stands_at_each_old_address(files: dict[str, str]) -> None:
    assert '<a href="../1/">Go to the new address</a>' in files["en/rg/9/"]
    assert 'href="../">' in files["manual/a.html"]
    assert 'href="../../assets/kb-plain.css"' in files["rg/9/"]
    assert '<link rel="canonical" href="https://example.org/kb/en/rg/1/">' in files["en/rg/9/"]


def test_nginx_learns_the_same(files: dict[str, str]) -> None:
    assert "    /kb/en/rg/9/ /kb/en/rg/1/;\n" in files["_nginx/maps.conf"]
    assert "    rg-1.1 RG-1.1;\n" in files["_nginx/maps.conf"]
    assert "location ~ ^/kb/id/" in files["_nginx/server.conf"]


# The map of ids


def test_the_map_of_ids_names_each_kind_and_both_addresses(content: Tree) -> None:
    found = ids(Export(content.kb, SETTINGS))
    assert list(found) == list(content.kb.ids())
    assert found["CRC-12"]["kind"] == "point"
    assert found["mx-comar"] == {
        "kind": "institution",
        "url": "https://example.org/kb/id/mx-comar/",
        "pages": {
            "es": "https://example.org/kb/directory/mx/#mx-comar",
            "en": "https://example.org/kb/en/directory/mx/#mx-comar",
        },
    }
