"""Both engines for tests: in Python, and in a headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from kb.search.write import ASSETS, SCRIPTS, lunr_js

OURS = [name for name in SCRIPTS if name != "kb-search-worker.js"]


@contextmanager
def scripts_page(browser: Browser) -> Iterator[Page]:
    """An empty page with lunr.js and our scripts, as they stand."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.add_script_tag(content=lunr_js())
    for name in OURS:
        page.add_script_tag(content=(ASSETS / name).read_text(encoding="utf-8"))
    yield page
    page.close()


def ask_in_browser(page: Page, index: Any, texts: Any, queries: list[str]) -> list[dict[str, Any]]:
    """What the browser's engine answers to each query."""
    found: list[dict[str, Any]] = page.evaluate(
        """([index, texts, queries]) => {
          const engine = kbSearch.load(index);
          engine.addTexts(texts);
          return queries.map((query) => engine.search(query, {limit: 25}));
        }""",
        [index, texts, queries],
    )
    return found
