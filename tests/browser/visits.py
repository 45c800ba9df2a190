"""One visit to a page: everything that the tests claim of every page is seen on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

RUN_AXE = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(r => r.violations)"
RUN_AXE_ON_COLOURS = RUN_AXE.replace(
    "preload: false", "preload: false, runOnly: ['color-contrast', 'link-in-text-block']"
)
"""In the second colour scheme only the rules that look at colours can answer differently: the page is the same."""


@dataclass
class Visit:
    """What was seen on one page."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    """By colour scheme, what axe-core found: rule, and the elements."""
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """Requests to another origin."""
    indexes: list[str] = field(default_factory=list)
    """Search indexes fetched although nobody searched."""
    cookies: list[Any] = field(default_factory=list)
    overflow: dict[int, int] = field(default_factory=dict)
    """By width of the window, how many pixels stick out sideways."""


class Visits:
    """Visits pages, each once."""

    def __init__(self, browser: Browser, address: str, axe: str) -> None:
        self.browser, self.address, self.axe = browser, address, axe
        self.to = cache(self._visit)

    def _visit(self, path: str) -> Visit:
        visit = Visit()
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        page = context.new_page()
        self._listen(page, visit)
        for scheme, run in (("light", RUN_AXE), ("dark", RUN_AXE_ON_COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(self.address + path, wait_until="load")
            visit.violations[scheme] = self._axe(page, run)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            visit.overflow[width] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        visit.cookies = list(context.cookies())
        context.close()
        return visit

    def _listen(self, page: Page, visit: Visit) -> None:
        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                visit.console.append(message.text)

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc != urlsplit(self.address).netloc and not request.url.startswith("data:"):
                visit.foreign.append(request.url)
            if "search_index" in request.url:
                visit.indexes.append(request.url)

        page.on("console", on_console)
        page.on("pageerror", lambda error: visit.console.append(str(error)))
        page.on("request", on_request)

    def _axe(self, page: Page, run: str) -> list[str]:
        page.evaluate(self.axe)
        found = page.evaluate(run)
        return [
            f"{item['id']} ({item['help']}): {', '.join(str(node['target']) for node in item['nodes'][:3])}"
            for item in found
        ]
