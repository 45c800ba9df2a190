"""From the built site back to the files that people edit: which file, and which line of it."""

from __future__ import annotations

import re
from functools import cached_property

from kb.base import Point
from kb.links.context import Context, Spot, context_of, line_and_column, place_of, spellings
from kb.links.inventory import PAGES, Inventory
from kb.links.judge import Fault
from kb.pages.page import Page
from kb.pages.site_map import all_pages
from kb.read.tree import CONFIGURATION, Tree
from kb.roots import prefix_of
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
        near, far, entry = self._candidates(fault.page, page, context)
        sure, likely = spellings(fault.address, context.words)
        likely += [mark for part, mark in _MARKS.items() if part in fault.rule]
        for needles, paths in ((sure, near + far), (likely, near)):
            for path, needle in ((path, needle) for needle in needles for path in paths):
                at = self._search(path, needle, lang, entry)
                if at is not None:
                    return (path, *place_of(self._text(path), at))
        likeliest = next(iter(near or (far if page else [])), None)
        if likeliest is not None:
            return (likeliest, *place_of(self._text(likeliest), self._spans(likeliest, lang, entry)[0][0]))
        return (self._site_file(fault.page), *(line_and_column(html, fault.address, ident=ident) or (1, 1)))

    def _candidates(self, path: str, page: Page | None, context: Context) -> tuple[list[str], list[str], str]:
        """The files that likely hold what a file of the site shows, the likeliest first; those that may; and the id of
        the entry that it stands in, if any."""
        if page is None:
            file, ident = self._of_id(path)
            return self._existing([file, *(f"{folder}/{path}" for folder in _ASSETS)]), [], ident
        found = (self._entry(ident) for ident in context.ids[:20])
        file, ident = next((one for one in found if one[0]), ("", ""))
        text = [file, page.source or ""]
        frame = [*self._theme, CONFIGURATION, _WORDS]
        near, far = (frame, text) if context.framed else (text, frame)
        return self._existing(near), self._existing([*page.sources, *far]), ident

    def _existing(self, paths: list[str]) -> list[str]:
        return [path for path in dict.fromkeys(paths) if path and self._text(path)]

    def _of_id(self, path: str) -> tuple[str, str]:
        """The file and the id of the entry whose permanent address a file of the site is."""
        top, _slash, rest = path.partition("/")
        return self._entry(rest.partition("/")[0].lower()) if top == "id" else ("", "")

    def _entry(self, anchor: str) -> tuple[str, str]:
        """The file and the id of the section or record that an anchor belongs to: `rg-2.3-1` is a heading in RG-2.3."""
        kb = self.tree.kb
        name = anchor.removeprefix("here-")
        for ident in (name, re.sub(r"-h?[0-9]+$", "", name)):
            entry = kb.find(kb.by_lower.get(ident, ""))
            if entry is not None:
                whole = entry.instrument if isinstance(entry, Point) else entry
                return whole.path, whole.id
        return "", ""

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

    def _search(self, path: str, needle: str, lang: str, ident: str) -> int | None:
        """Where a text stands in a file: in the part that it is likely to stand in, else anywhere."""
        pattern = re.compile(r"(?<![\w%./-])(?:\.{0,2}/)*" + re.escape(needle) + r"(?![\w-])")
        for start, end in [*self._spans(path, lang, ident), (0, len(self._text(path)))]:
            match = pattern.search(self._text(path), start, end)
            if match:
                return match.start()
        return None

    def _spans(self, path: str, lang: str, ident: str) -> list[tuple[int, int]]:
        """The parts of a file that are in a language, or that are the record with an id; else the whole."""
        document, text = self.tree.documents.get(path), self._text(path)
        spans = [(one.start, one.end) for one in document.regions if one.lang == lang] if document else []
        if document and document.kind in ("library", "glossary") and ident:
            begins = re.search(rf"^[- ] *id: *[\"']?{re.escape(ident)}[\"']?\s*$", text, re.M)
            if begins:
                ends = text.find("\n- ", begins.end())
                spans = [(begins.start(), len(text) if ends == -1 else ends)]
        return spans or [(0, len(text))]

    def _site_file(self, page: str) -> str:
        full = self.inventory.root / page
        root = self.tree.root
        return full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)
