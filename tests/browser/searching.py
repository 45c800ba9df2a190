"""What the tests of search have in common: the dialog, the search page, and what they found."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

SEARCH_PAGES = {"es": "search/", "en": "en/search/"}
TYPED = {"es": "entrevista", "en": "interview"}


def hits(page: Page) -> Locator:
    """The links of what the search page found."""
    return page.locator(".kb-hit h3 a")


def found(page: Page) -> list[str]:
    """The addresses of what the search page found, once it has answered with excerpts, and so with exact places."""
    expect(page.locator(".kb-hit__text").first).to_be_visible()
    return list(hits(page).evaluate_all("links => links.map(link => link.getAttribute('href'))"))


def open_dialog(page: Page) -> Locator:
    """Open the dialog on a telephone; its field."""
    page.get_by_role("banner").get_by_role("button", name=re.compile("^(Buscar|Search)$")).click()
    field = page.get_by_role("dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    return field


def in_dialog(page: Page) -> Locator:
    """What the dialog found."""
    return page.locator(".md-search-result__link")
