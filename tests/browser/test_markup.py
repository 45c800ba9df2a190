"""What the built pages say to programs that read them out, seen in their source: tables, order, languages of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.description import LONGEST
from kb.pages.addresses import PAGE_RECORDS
from kb.read.tree import Tree

pytestmark = [pytest.mark.xdist_group("budgets")]


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """The pages of both languages, with those that stand beside them; of the permanent addresses, only the side by side."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if not name.startswith("id/") or name.endswith("side-by-side/index.html"):
            yield name, path.read_text(encoding="utf-8")


def unnamed(table: LexborNode) -> bool:
    """Whether a table lacks a name, or one of its headings says not of what it is."""
    heads = table.css("th")
    caption = table.css_first("caption")
    has_name = bool(table.attributes.get("aria-label")) or (caption is not None and bool(caption.text(strip=True)))
    return not heads or not has_name or any(head.attributes.get("scope") not in ("row", "col") for head in heads)


def test_every_table_has_a_name_and_headings_that_say_of_what(site: Path) -> None:
    tables = [
        (name, one) for name, text in pages(site) if "<table" in text for one in LexborHTMLParser(text).css("table")
    ]
    assert len(tables) > 100
    assert [name for name, table in tables if unnamed(table)] == []


def test_a_table_without_scopes_or_name_is_found() -> None:
    for text in (
        "<table><tr><td>1</td></tr></table>",
        "<table><caption>A</caption><tr><th>1</th></tr></table>",
        '<table><tr><th scope="col">1</th></tr></table>',
    ):
        table = LexborHTMLParser(text).css_first("table")
        assert table is not None
        assert unnamed(table)


def test_no_page_changes_the_order_of_the_keyboard(site: Path) -> None:
    assert [
        name
        for name, text in pages(site)
        if 'tabindex="' in text.replace('tabindex="0"', "").replace('tabindex="-1"', "")
    ] == []


def test_a_link_that_shows_a_sources_title_in_another_language_says_which(site: Path, content: Tree) -> None:
    titles = {
        item.id: (item.record.language, next(iter(item.record.title.values())))
        for item in content.kb.library.values()
        if item.record.kind == PAGE_RECORDS and item.record.language and len(item.record.title) == 1
    }
    seen, silent = 0, []
    for name, text in pages(site):
        lang = "en" if name.startswith("en/") else "es"
        if "#src-" not in text or "side-by-side" in name:
            continue
        for link in LexborHTMLParser(text).css('main a[href*="#src-"]'):
            title_lang, title = titles.get((link.attributes["href"] or "").partition("#")[2], (lang, ""))
            if title_lang != lang and link.text(strip=True) == " ".join(title.split()):
                seen += 1
                silent += [f"{name}: {title}"] if link.attributes.get("lang") != title_lang else []
    assert seen > 100
    assert silent == []


def spoken(node: LexborNode) -> str:
    """The language that a program takes a node's text to be in."""
    above: LexborNode | None = node
    while above is not None and "lang" not in above.attributes:
        above = above.parent
    return str(above.attributes["lang"]) if above is not None else ""


def silent_names(text: str, names: dict[str, str], own: list[str]) -> list[str]:
    """The names, each with its language, that stand on a page in a text of another; not as part of a name of `own`."""
    there = {name: lang for name, lang in names.items() if name in text or escape(name) in text}
    root = LexborHTMLParser(text).root
    assert root is not None
    found = []
    for node in root.traverse(include_text=True) if there else ():
        if node.tag != "-text" or node.parent is None or node.parent.tag in ("title", "script", "code", "option"):
            continue
        shown = " ".join((node.text_content or "").split())
        for name in own:
            shown = shown.replace(name, "")
        found += [
            name
            for name, lang in there.items()
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown) and spoken(node.parent) != lang
        ]
    return found


def test_names_of_institutions_and_instruments_in_another_language_say_which(site: Path, content: Tree) -> None:
    kb = content.kb
    officials = {
        item.record.name.official: item.record.official_in
        for item in kb.institutions.values()
        if item.record.official_in and " " in item.record.name.official
    }
    laws = {
        title: lang
        for item in kb.library.values()
        if item.record.kind != PAGE_RECORDS and len(item.record.title) == len(kb.languages)
        for lang, title in item.record.title.items()
        if " " in title
    }
    silent: list[str] = []
    for lang in kb.languages:
        own = {name for item in kb.institutions.values() for key, name in item.record.name.root.items() if key == lang}
        own |= {title for item in kb.library.values() for key, title in item.record.title.items() if key == lang}
        names = {name: said for name, said in (officials | laws).items() if said != lang and name not in own}
        assert len(names) > 150
        longer = sorted((name for name in own if any(other in name for other in names)), key=len, reverse=True)
        for page, text in pages(site):
            if page.startswith("en/") == (lang == "en") and not page.endswith("side-by-side/index.html"):
                silent += [f"{page}: {name}" for name in silent_names(text, names, longer)]
    assert silent == []


def test_a_name_that_does_not_say_its_language_is_found() -> None:
    names = {"Patronato Nacional": "es"}
    page = "<html lang=en><body><p>{}</p></body></html>"
    assert silent_names(page.format("The Patronato Nacional."), names, []) == ["Patronato Nacional"]
    assert silent_names(page.format("The <i lang=fr>Patronato Nacional</i>"), names, []) == ["Patronato Nacional"]
    assert silent_names(page.format("The <i lang=es>Patronato Nacional</i>"), names, []) == []
    assert silent_names(page.format("Patronato Nacional (trust)"), names, ["Patronato Nacional (trust)"]) == []


def test_every_page_of_text_says_what_it_is_about_in_a_sentence(site: Path) -> None:
    said = {}
    for name, text in pages(site):
        node = LexborHTMLParser(text).css_first("meta[name=description]")
        if '<article class="md-content__inner' in text:
            said[name] = (node.attributes.get("content") or "") if node is not None else ""
    assert len(said) > 300
    assert [name for name, sentence in said.items() if not 30 < len(sentence) <= LONGEST] == []
