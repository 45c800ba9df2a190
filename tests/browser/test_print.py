"""Pages as a browser prints them: headings keep their order, nothing to press is on paper, nothing is too small to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("print")]
PAGES = ("mx/", "en/directory/us/", "rg/2/", "en/glossary/")
SMALLEST = 7 / 0.75
"""CSS pixels: seven points."""
SIZES = """() => Object.fromEntries(['h1', 'h2', 'h3'].map(name => [name, [...document.querySelectorAll(`article ${name}`)]
  .filter(one => one.checkVisibility() && !one.closest('.kb-first-hour')).map(one => parseFloat(getComputedStyle(one).fontSize))]))"""
SMALL = """least => [...document.querySelectorAll('article *')].filter(one => one.checkVisibility()
  && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  && parseFloat(getComputedStyle(one).fontSize) < least - .01).map(one => `${one.className}: ${one.textContent.slice(0, 40)}`)"""
PRESSED = "() => [...document.querySelectorAll('button, input, summary ~ button, .kb-cite a')].filter(one => one.checkVisibility()).length"
ABOVE = """() => [...document.querySelectorAll('.kb-step')]
  .filter(one => parseFloat(getComputedStyle(one, '::before').top) < 0).length"""


@pytest.fixture
def printed(page: Page) -> Page:
    """A tab whose pages are laid out for paper."""
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_headings_are_larger_the_higher_they_stand(printed: Page, address: str, path: str) -> None:
    printed.goto(address + path)
    sizes = printed.evaluate(SIZES)
    text = float(printed.evaluate("parseFloat(getComputedStyle(document.querySelector('.md-typeset')).fontSize)"))
    assert sizes["h1"]
    assert sizes["h2"]
    assert min(sizes["h1"]) > max(sizes["h2"])
    assert min(sizes["h2"]) > max([text, *sizes["h3"]])
    assert min([*sizes["h3"], sizes["h2"][0]]) > text


@pytest.mark.parametrize("path", PAGES)
def test_paper_carries_nothing_to_press_and_no_text_that_is_too_small(printed: Page, address: str, path: str) -> None:
    printed.goto(address + path)
    printed.wait_for_selector("html.js")
    assert printed.evaluate(PRESSED) == 0
    assert printed.evaluate(SMALL, SMALLEST) == []


def test_the_number_of_a_step_stays_on_the_sheet_of_its_step(printed: Page, address: str) -> None:
    printed.goto(f"{address}mx/")
    assert printed.locator(".kb-step").count() > 10
    assert printed.evaluate(ABOVE) == 0
