"""What a screen reader is told is what it was told before: roles, names and states of six key pages in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import spoken_names

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.fixture(scope="module")
def told(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The accessibility trees of today, by golden file."""
    return spoken_names.snapshots(browser, spoken_names.make_site(tmp_path_factory.mktemp("names")))


def golden() -> list[Path]:
    return sorted(spoken_names.FOLDER.glob("*.yml"))


def test_every_page_has_its_golden_file(told: dict[str, str]) -> None:
    assert {path.name for path in golden()} == told.keys(), f"run: {spoken_names.COMMAND}"


@pytest.mark.parametrize("path", golden(), ids=lambda path: path.stem)
def test_a_page_is_read_out_as_its_golden_file_says(told: dict[str, str], path: Path) -> None:
    assert told[path.name] == path.read_text(encoding="utf-8"), f"look at the difference, then: {spoken_names.COMMAND}"
