"""The search of the real site, made once a test process, and a browser to run its scripts in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from kb.read.tree import Tree
from kb.search.engine import Engine
from kb.search.write import search_data
from kb.settings import Settings, context_of
from tests.search.engines import scripts_page

Data = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="session")
def search_files(content: Tree) -> dict[str, Data]:
    """The compact index and the texts of each language."""
    settings = Settings(today=date(2026, 1, 1))
    return {lang: search_data(context_of(content, lang, settings)) for lang in content.kb.languages}


@pytest.fixture(scope="session")
def engines(search_files: dict[str, Data]) -> dict[str, Engine]:
    """The engine in Python for each language."""
    return {lang: Engine(*data) for lang, data in search_files.items()}


@pytest.fixture
def scripts(browser: Any) -> Iterator[Page]:
    """A page with the engine in JavaScript."""
    with scripts_page(browser) as page:
        yield page
