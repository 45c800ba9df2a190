"""What whoever takes a country's protocol off the printer sees first: what to do and whom to call, on page one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.paper.document import Document
from kb.paper.layout import render
from tests.paper.made import LANGUAGES, tree, written

pytestmark = pytest.mark.xdist_group("paper")


def to_the_box(made: Document) -> Document:
    """The edition up to the end of the box of the first hour."""
    head, opened, rest = made.html.partition('<div class="kb-first-hour">')
    box, closed, _ = rest.partition("</div>")
    assert opened and closed
    return replace(made, html=f"{head}{opened}{box}{closed}</section></main></body></html>")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("country", [code.lower() for code in tree().kb.countries])
def test_the_first_hour_stands_whole_on_page_one(country: str, lang: str) -> None:
    beginning = to_the_box(written(country, lang))
    assert tree().kb.label("in_first_hour", lang) in beginning.html
    assert len(render(beginning, "both").pages) == 1
