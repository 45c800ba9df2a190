"""Forms on paper: a checklist or a card is one sheet, in either language and on either size of paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from kb.pages.addresses import form_page
from kb.read.tree import Tree
from kb.roots import prefix_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("print")]
SHEETS = ("A4", "Letter")


def sheets(page: Page, size: str) -> int:
    """How many sheets of paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_checklist_and_every_card_prints_on_one_sheet(page: Page, address: str, content: Tree, lang: str) -> None:
    forms = [form for form in content.kb.forms.values() if form.kind in ("checklist", "card")]
    assert forms
    too_long = {}
    for form in forms:
        page.goto(address + prefix_of(content.kb, lang) + form_page(form))
        too_long |= {(form.id, size): count for size in SHEETS if (count := sheets(page, size)) != 1}
    assert too_long == {}


def test_a_sheet_that_is_too_long_would_be_found(page: Page, address: str) -> None:
    page.goto(f"{address}forms/checklist-first-questions/")
    page.locator(".kb-fields").first.evaluate("list => { list.innerHTML = list.innerHTML.repeat(20) }")
    assert sheets(page, "A4") > 1


@pytest.mark.parametrize("path", ["forms/checklist-first-questions/", "en/forms/checklist-first-questions/"])
def test_paper_carries_the_form_and_nothing_of_the_site_around_it(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.emulate_media(media="print")
    for around in (".md-header", ".kb-footer", ".kb-screen", ".kb-page-tools"):
        assert page.locator(around).first.is_hidden(), around
    for part in ("h1", ".kb-purpose", ".kb-box", ".kb-line", ".kb-field__hint", ".kb-printed"):
        assert page.locator(part).first.is_visible(), part


def test_every_form_prints_without_being_cut_off_at_the_side(page: Page, address: str, content: Tree) -> None:
    page.set_viewport_size({"width": 718, "height": 1000})  # the width that A4 leaves between its margins
    page.emulate_media(media="print")
    wide = {}
    for form in content.kb.forms.values():
        page.goto(address + form_page(form))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 718:
            wide[form.id] = width
    assert wide == {}
