"""The data beside the pages, seen by a browser: data blocks that no policy forbids, links that lead to files."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.browser.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("exports")]


@pytest.mark.parametrize(
    ("path", "name"),
    [("directory/mx/", "GovernmentOrganization"), ("en/rg/2/", "CreativeWork"), ("en/mx/", "CreativeWork")],
)
def test_the_data_block_of_a_page_is_read_and_the_console_stays_silent(
    visits: Visits, page: Page, path: str, name: str
) -> None:
    page.goto(visits.address + path)
    block = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert name in {node["@type"] for node in block["@graph"]}
    assert visits.to(path).console == []


def test_a_page_without_sections_or_institutions_has_no_data_block(page: Page, address: str) -> None:
    page.goto(f"{address}en/glossary/")
    assert page.locator("script[type='application/ld+json']").count() == 0


@pytest.mark.parametrize("path", ["data/", "en/data/"])
def test_every_file_that_the_data_page_links_to_is_there(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    hrefs = page.locator(".kb-data a").evaluate_all("links => links.map(link => link.href)")
    assert len(hrefs) > 15
    assert [href for href in hrefs if page.request.get(href).status != 200] == []


@pytest.mark.parametrize("path", ["directory/mx/", "en/directory/regional/"])
def test_each_card_links_to_its_vcard(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    cards = page.locator(".kb-card")
    links = page.locator(".kb-card .kb-vcard")
    assert links.count() == cards.count() > 10
    response = page.request.get(urljoin(page.url, links.first.get_attribute("href") or ""))
    assert response.text().startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
