"""The same pages for every engine: the Markdown of `kb pages`, built by stock MkDocs with Material, and what stands where."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from rjsmin import jsmin
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kb.base import KnowledgeBase
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.bench.search_tools import Tools
from tests.search.queries import PAGE

CONFIGURATION = """site_name: Stock
theme: {{name: material, font: false, language: {lang}}}
plugins: [search]
markdown_extensions: [abbr, attr_list, footnotes, tables, {{toc: {{toc_depth: 2}}}}]
validation: {{nav: {{omitted_files: ignore}}, links: {{not_found: ignore, anchors: ignore, unrecognized_links: ignore}}}}
"""
LISTS = re.compile(
    r"(?:roles|library/pages)/.|(?:compare|countries|phases|matrices|search|tools|status|changes|rules|offline|contributing/fields)/|forms/$"
    r"|[a-z]{2}/first-hour/|directory/(?:browse|emergency|focal-points)/"
)
"""Pages that only repeat or list what has its own place, and would bury that place: no engine is given them."""
HEADING = re.compile(r"h[1-6]")
TAG = re.compile(r"<[^>]*>")

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Pages:
    """One language's pages, built: `stock/`, `pagefind/` (the same with Pagefind's index) and `minisearch/`."""

    lang: str
    folder: Path
    kb: KnowledgeBase

    @cached_property
    def places(self) -> dict[str, Ids]:
        """For each address that an engine may answer (`rg/2/#rg-2.3`), the ids that stand there, under that heading.

        This is generous to engines that only know headings: `library/#crc` counts for the convention's articles too.
        """
        found: dict[str, list[str]] = {}
        for path in sorted((self.folder / "stock").rglob("index.html")):
            page = path.parent.relative_to(self.folder / "stock").as_posix() + "/"
            for place, ident in _ids_on(path, "" if page == "./" else page, self.kb):
                found.setdefault(place, []).append(ident)
        return {place: tuple(dict.fromkeys(ids)) for place, ids in found.items()}

    def ids_at(self, address: str) -> Ids:
        """The ids that an answer leads to; none for an address that is not one of these pages."""
        return self.places.get(address.lstrip("/").removesuffix("index.html"), ())


def make_pages(tree: Tree, lang: str, folder: Path, tools: Tools, keep: frozenset[str] = frozenset()) -> Pages:
    """Write and build one language's pages and every other engine's index of them.

    Pages that search does not lead to are left out for every engine alike, except those in `keep`.
    """
    stock = folder / "stock"
    docs = folder / "source" / "docs"
    for page in all_pages(context_of(tree, lang, Settings())):
        if not LISTS.match(page.path) or page.path in keep:
            target = docs / page.uri
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.markdown, encoding="utf-8")
    (folder / "source" / "mkdocs.yml").write_text(CONFIGURATION.format(lang=lang), encoding="utf-8")
    mkdocs = str(Path(sys.executable).parent / "mkdocs")
    command = [mkdocs, "build", "--quiet", "--site-dir", str(stock)]
    subprocess.run(command, cwd=folder / "source", check=True, stderr=subprocess.DEVNULL)
    _index_for_pagefind(stock, folder / "pagefind", tools)
    if tools.minisearch:
        _documents_for_minisearch(stock, folder / "minisearch", tools.minisearch)
    return Pages(lang, folder, tree.kb)


def _index_for_pagefind(stock: Path, target: Path, tools: Tools) -> None:
    """Only the article of each page is indexed, as Pagefind's manual advises."""
    shutil.copytree(stock, target)
    for path in target.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("<article ", "<article data-pagefind-body ", 1), encoding="utf-8")
    command = [sys.executable, "-m", "pagefind_bin", "--site", str(target), "--silent"]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(tools.python_path)})


def _documents_for_minisearch(stock: Path, target: Path, script: Path) -> None:
    """The documents of Material's index, a heading each, as plain text. MiniSearch wants an address only once."""
    index = json.loads((stock / "search/search_index.json").read_text(encoding="utf-8"))
    docs = []
    for place, same in groupby(sorted(index["docs"], key=itemgetter("location")), key=itemgetter("location")):
        found = list(same)
        title = _plain(" ".join(doc["title"] for doc in found))
        docs.append({"location": place, "title": title, "text": _plain(" ".join(doc["text"] for doc in found))})
    target.mkdir()
    (target / "docs.json").write_text(json.dumps(docs, ensure_ascii=False), encoding="utf-8")
    small = jsmin(script.read_text(encoding="utf-8"))  # like our own worker
    (target / "minisearch.js").write_text(small, encoding="utf-8")


def _plain(text: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def _ids_on(path: Path, page: str, kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """What stands where on a page: addresses with the ids under them. A sub-heading stands for its section."""
    whole = kb.by_lower.get(page.rstrip("/")) or f"{PAGE}{page}"
    yield page, whole
    article = HTMLParser(path.read_text(encoding="utf-8")).css_first("article")
    if article is None:
        return
    place, owner, level = page, whole, 0
    for node in article.css("h1, h2, h3, h4, h5, h6, [id]"):
        name = node.attributes.get("id") or ""
        ident = kb.by_lower.get(name.lower())
        if HEADING.fullmatch(node.tag or ""):
            depth = int((node.tag or "h1")[1])
            if ident or depth <= level:
                owner, level = ident or whole, depth
            place = page if depth == 1 else f"{page}#{name}"
            yield place, owner
        elif ident:
            yield place, ident
