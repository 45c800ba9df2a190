"""One visit to a page: everything that the tests claim of every page is seen on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize

RUN_AXE = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(r => r.violations)"
RUN_AXE_ON_COLOURS = RUN_AXE.replace(
    "preload: false", "preload: false, runOnly: ['color-contrast', 'link-in-text-block']"
)
"""In the second colour scheme only the rules that look at colours can answer differently: the page is the same."""


SEARCH_FILE = re.compile(r"/search/[^/]+\.js(on)?$")
WIDE = ViewportSize(width=1280, height=900)


@dataclass
class Visit:
    """What was seen on one page."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    """By colour scheme, what axe-core found: rule, and the elements."""
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """Requests to another origin."""
    indexes: list[str] = field(default_factory=list)
    """Files of the search fetched although nobody searched."""
    cookies: list[Any] = field(default_factory=list)
    overflow: dict[int, int] = field(default_factory=dict)
    """By width of the window, how many pixels stick out sideways."""

    @property
    def complaints(self) -> dict[str, object]:
        """What should not have been seen, by what it is; empty for a page as it should be."""
        found: dict[str, object] = {
            "accessibility": {scheme: rules for scheme, rules in self.violations.items() if rules},
            "requests to another origin": self.foreign,
            "search indexes": self.indexes,
            "cookies": self.cookies,
            "console": self.console,
            "pixels beyond the window": {width: pixels for width, pixels in self.overflow.items() if pixels > 0},
        }
        return {name: value for name, value in found.items() if value}


class Visits:
    """Visits pages, each once, in one tab: opening a window costs the browser more than a page does."""

    def __init__(self, browser: Browser, address: str, axe: str) -> None:
        self.address, self.axe = address, axe
        self.context = browser.new_context(viewport=WIDE)
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        self.seen = Visit()
        self._listen(self.page)
        self.to = cache(self._visit)

    def _visit(self, path: str) -> Visit:
        self.seen = visit = Visit()
        page = self.page
        page.set_viewport_size(WIDE)
        for scheme, run in (("light", RUN_AXE), ("dark", RUN_AXE_ON_COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(self.address + path, wait_until="load")
            visit.violations[scheme] = self._axe(page, run)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            visit.overflow[width] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        visit.cookies = list(self.context.cookies())
        return visit

    def _listen(self, page: Page) -> None:
        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.seen.console.append(message.text)

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc != urlsplit(self.address).netloc and not request.url.startswith("data:"):
                self.seen.foreign.append(request.url)
            if SEARCH_FILE.search(urlsplit(request.url).path):
                self.seen.indexes.append(request.url)

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.seen.console.append(str(error)))
        page.on("request", on_request)

    def _axe(self, page: Page, run: str) -> list[str]:
        page.evaluate(self.axe)
        found = page.evaluate(run)
        return [
            f"{item['id']} ({item['help']}): {', '.join(str(node['target']) for node in item['nodes'][:3])}"
            for item in found
        ]
