"""What holds for every page of both languages: accessible, self-contained, quiet, readable on a small screen."""

from __future__ import annotations

from datetime import date

import pytest

from kb.pages.site_map import all_pages
from kb.read.tree import read_tree
from kb.resolver import prefix_of
from kb.settings import Settings, context_of
from tests.browser.visits import Visits
from tests.conftest import ROOT

ID_SAMPLE = (
    "RG",
    "RG-2.3",
    "MX-2",
    "CRC-3",
    "MANAGUA",
    "mx-comar",
    "term-best-interests",
    "src-mx-lmi-112",
    "checklist-first-questions",
)
"""The permanent addresses are all made from one template: these stand for one of each kind of entry."""


PLAIN_SAMPLE = (
    "id/RG-2.3/cite/", "id/mx-comar/cite/", "id/RG-2.3/side-by-side/", "id/mx-comar/side-by-side/",
    "rg/2/side-by-side/", "mx/side-by-side/",
)  # fmt: skip
"""The plain pages are made from one template: these stand for one of each kind."""


def paths() -> list[str]:
    tree = read_tree(ROOT)
    settings = Settings(today=date(2026, 1, 1))
    pages = [
        prefix_of(tree.kb, lang) + page.path
        for lang in tree.kb.languages
        for page in all_pages(context_of(tree, lang, settings))
    ]
    return [*pages, "404.html", *PLAIN_SAMPLE]


pytestmark = pytest.mark.browser
each_page = pytest.mark.parametrize(
    "path", [pytest.param(path, marks=pytest.mark.xdist_group(path), id=path or "home") for path in paths()]
)


@each_page
def test_axe_finds_no_violation_in_either_scheme(visits: Visits, path: str) -> None:
    assert {scheme: found for scheme, found in visits.to(path).violations.items() if found} == {}


@each_page
def test_no_request_leaves_the_site_and_no_cookie_is_set(visits: Visits, path: str) -> None:
    assert visits.to(path).foreign == []
    assert visits.to(path).cookies == []


@each_page
def test_nothing_of_the_search_is_fetched_until_somebody_searches(visits: Visits, path: str) -> None:
    assert visits.to(path).indexes == []


@each_page
def test_the_console_is_silent_under_the_policy(visits: Visits, path: str) -> None:
    assert visits.to(path).console == []


@each_page
def test_nothing_sticks_out_sideways_on_a_telephone(visits: Visits, path: str) -> None:
    assert {width: pixels for width, pixels in visits.to(path).overflow.items() if pixels > 0} == {}
