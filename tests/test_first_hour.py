"""What stands first for whoever has a child before them: the steps of the first hour, then the numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from kb.pages.country import country_page, first_hour_page
from kb.pages.page import Page
from kb.pages.writer import Context
from kb.read.tree import Tree
from kb.settings import Settings, context_of

TODAY = date(2026, 11, 22)


def _context(content: Tree, lang: str) -> Context:
    return context_of(content, lang, Settings(today=TODAY))


def _box(page: Page) -> str:
    return page.markdown.partition('<div class="kb-first-hour">')[2].partition("</div>")[0]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_country_says_what_to_do_before_whom_to_call_on_its_page_and_on_the_sheet(
    content: Tree, lang: str
) -> None:
    context = _context(content, lang)
    words = context.kb.label("in_first_hour", lang)
    for series in content.kb.countries:
        for page in (country_page(context, series), first_hour_page(context, series)):
            before, _, after = page.markdown.partition('<div class="kb-first-hour">')
            _, _, steps = before.partition(f"# {words} {{#")
            assert steps.count("\n1. ") == 1, (series, page.path)
            assert f"# {words} {{#" not in after, (series, page.path)
            assert all(f"\n[{cited}]: " in after for cited in re.findall(rf"\]\[({series}-\d+)\]", steps)), page.path


def test_the_steps_keep_their_anchor_where_they_are_at_home(content: Tree) -> None:
    context = _context(content, "es")
    assert "### Qué hacer, en orden {#mx-h1}" in country_page(context, "MX").markdown
    assert "{#mx-h1}" not in first_hour_page(context, "MX").markdown


def test_without_a_heading_that_says_so_the_text_stays_whole(content: Tree) -> None:
    context = _context(content, "es")
    other = replace(context, kb=replace(context.kb, labels={**context.kb.labels, "in_first_hour": {"es": "¿Y ahora?"}}))
    page = country_page(other, "MX").markdown
    assert page.index('<div class="kb-first-hour">') < page.index("### Qué hacer, en orden {#mx-h1}")


def test_whom_to_call_and_to_notify_at_once_says_what_its_number_is_for_one_time(content: Tree) -> None:
    box = _box(first_hour_page(_context(content, "es"), "NI"))
    assert box.count('href="tel:133"') == 2
    assert box.count("kb-age") == 1
