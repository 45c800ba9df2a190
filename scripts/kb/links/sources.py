"""From the built site back to the files that people edit: which file, and which line of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kb.links.context import Context, Spot, context_of, line_and_column, place_of, spellings
from kb.links.inventory import PAGES, Inventory
from kb.links.judge import Fault
from kb.pages.page import Page
from kb.pages.site_map import all_pages
from kb.read.tree import CONFIGURATION, Tree
from kb.resolver import prefix_of
from kb.settings import Settings, build_date
from kb.settings import context_of as page_context

_THEME = "scripts/kb/theme"
_ASSETS = ("docs", _THEME)
_WORDS = "guidelines/labels.yml"
_MARKS = {"canonical": 'rel="canonical"', "hreflang": "hreflang="}
"""What the theme's template holds where a rule of this kind is broken."""


class Sources:
    """Finds the source of what is wrong in a site built from a tree."""

    def __init__(self, tree: Tree, inventory: Inventory) -> None:
        self.tree, self.inventory = tree, inventory
        self._texts: dict[str, str] = {}

    @cached_property
    def pages(self) -> dict[str, tuple[str, Page]]:
        """Each page's language and what it is made from, by its file in the site."""
        settings = Settings(today=build_date(self.tree.root))
        return {
            f"{prefix_of(self.tree.kb, lang)}{page.path}index.html": (lang, page)
            for lang in self.tree.kb.languages
            for page in all_pages(page_context(self.tree, lang, settings))
        }

    def spot(self, fault: Fault) -> Spot:
        """The source file and the place in it that a fault comes from; the site's own file where there is none."""
        ident = fault.rule == "duplicate-id"
        html = self.inventory.read(fault.page)
        context = context_of(html, fault.address, ident=ident) if fault.page.endswith(PAGES) else Context()
        lang, page = self.pages.get(fault.page, ("", None))
        candidates = [path for path in dict.fromkeys(self._candidates(fault, page, context)) if self._text(path)]
        needles = [*spellings(fault.address, context.words)]
        needles += [mark for part, mark in _MARKS.items() if part in fault.rule]
        for needle in needles:
            for path in candidates:
                at = self._search(path, needle, lang)
                if at is not None:
                    return (path, *place_of(self._text(path), at))
        if candidates:
            return self._beginning(candidates[0], lang)
        return (self._site_file(fault.page), *(line_and_column(html, fault.address, ident=ident) or (1, 1)))

    def _candidates(self, fault: Fault, page: Page | None, context: Context) -> Iterator[str]:
        """The files that may hold it, the likeliest first."""
        if page is None:
            yield from self._of_no_page(fault.page)
            return
        if context.framed:
            yield from (path for path in self._theme)
            yield from (CONFIGURATION, _WORDS)
        for ident in context.ids[:20]:
            entry = self._entry(ident)
            if entry:
                yield entry
                break
        if page.source:
            yield page.source
        yield from page.sources
        yield from (_WORDS, *self._theme)

    def _of_no_page(self, path: str) -> Iterator[str]:
        """The sources of a file that is no page: a permanent address, a style sheet, a picture."""
        top, _slash, rest = path.partition("/")
        entry = self._entry(rest.partition("/")[0].lower()) if top == "id" else None
        if entry:
            yield entry
        for folder in _ASSETS:
            if (self.tree.root / folder / path).is_file():
                yield f"{folder}/{path}"

    def _entry(self, anchor: str) -> str | None:
        """The file of the section or record that an anchor belongs to: `rg-2.3-1` is a heading in RG-2.3."""
        kb = self.tree.kb
        name = anchor.removeprefix("here-")
        for ident in (name, re.sub(r"-h?[0-9]+$", "", name)):
            entry = kb.find(kb.by_lower.get(ident, ""))
            if entry is not None:
                return getattr(entry, "path", None) or entry.instrument.path  # type: ignore[union-attr]
        return None

    @cached_property
    def _theme(self) -> list[str]:
        root = self.tree.root
        return [path.relative_to(root).as_posix() for path in sorted((root / _THEME).rglob("*.html"))]

    def _text(self, path: str) -> str:
        if path not in self._texts:
            document = self.tree.documents.get(path)
            full = self.tree.root / path
            if document is not None and document.text:
                self._texts[path] = document.text
            else:
                self._texts[path] = full.read_text(encoding="utf-8", errors="replace") if full.is_file() else ""
        return self._texts[path]

    def _search(self, path: str, needle: str, lang: str) -> int | None:
        """Where a text stands in a file, in the part of this language if it has such parts."""
        document = self.tree.documents.get(path)
        regions = [region for region in document.regions if region.lang == lang] if document else []
        for start, end in [(region.start, region.end) for region in regions] + [(0, len(self._text(path)))]:
            at = self._text(path).find(needle, start, end)
            if at != -1:
                return len(self._text(path)[:at].rstrip("./"))
        return None

    def _beginning(self, path: str, lang: str) -> Spot:
        document = self.tree.documents.get(path)
        regions = [region for region in document.regions if region.lang == lang] if document else []
        return (path, *place_of(self._text(path), regions[0].start if regions else 0))

    def _site_file(self, page: str) -> str:
        full = self.inventory.root / page
        root = self.tree.root
        return full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)
