"""What holds for every page of both languages: accessible, self-contained, quiet, readable on a small screen."""

from __future__ import annotations

from datetime import date

import pytest

from kb.pages.site_map import all_pages
from kb.read.tree import read_tree
from kb.roots import prefix_of
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


@pytest.mark.parametrize("path", [pytest.param(path, id=path or "home") for path in paths()])
def test_the_page_is_accessible_self_contained_quiet_and_narrow_enough(visits: Visits, path: str) -> None:
    """One test a page, since one visit shows it all: axe finds no violation in either colour scheme, no request leaves the
    site, no cookie is set, the search index waits until somebody searches, the console is silent under the policy, and
    nothing sticks out sideways on a telephone."""
    assert visits.to(path).complaints == {}
