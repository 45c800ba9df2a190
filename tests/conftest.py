"""What several tests share: the real content, read once, and small knowledge bases made on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from kb.cli import main
from kb.exports.write import write_data
from kb.read.tree import Tree, read_tree
from tests.chromium import chromium
from tests.exported import SETTINGS

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # nothing is asserted on absolute time: the machine may be busy

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "rules" / "_base"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests leave nothing in the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def content() -> Tree:
    """The real content."""
    return read_tree(ROOT)


@pytest.fixture(scope="session")
def written(content: Tree, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data files of the real content."""
    folder = tmp_path_factory.mktemp("data")
    write_data(content.kb, folder, SETTINGS)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this test process: a second one would find the loop of the first in its way."""
    with chromium() as launched:
        yield launched


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small valid tree, to change at will."""
    return Path(shutil.copytree(BASE, tmp_path / "tree"))


@pytest.fixture
def no_whole_check(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, whoever checks a whole tree fails."""

    def refuse(*_args: object) -> None:
        pytest.fail("the whole tree was checked")

    return lambda: monkeypatch.setattr("kb.check.run.check", refuse)


@pytest.fixture
def confirmed(small: Path) -> Path:
    """The small tree, the languages of all of it confirmed to say the same."""
    assert main(["sync", "--root", str(small), "--all"]) == 0
    return small


@pytest.fixture
def equipped(small: Path) -> Tree:
    """The small tree with a record or more of each kind of tool, and the site's own words."""
    shutil.copytree(ROOT / "tests" / "tools", small, dirs_exist_ok=True)
    labels = (ROOT / "guidelines/labels.yml").read_text(encoding="utf-8")
    if "indicator_subject_1:" not in labels:
        labels += "indicator_subject_1: {es: Acceso, en: Access}\n"
    (small / "guidelines/labels.yml").write_text(labels, encoding="utf-8")
    return read_tree(small)


@pytest.fixture
def equipped_files(equipped: Tree, tmp_path: Path) -> Path:
    """A folder with the data files of the small tree that has every kind of tool."""
    write_data(equipped.kb, tmp_path / "out", SETTINGS)
    return tmp_path / "out"


@pytest.fixture
def previewable(small: Path) -> Path:
    """The small tree with the real settings."""
    (small / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (small / "mkdocs.yml").write_text(
        (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("custom_dir: scripts", f"custom_dir: {ROOT}/scripts"),
        encoding="utf-8",
    )
    (small / "guidelines/labels.yml").write_bytes((ROOT / "guidelines/labels.yml").read_bytes())
    for lang in ("es", "en"):
        (small / "docs" / lang).mkdir(parents=True, exist_ok=True)
        (small / "docs" / lang / "index.md").write_text("# Title\n\nLead.\n", encoding="utf-8")
    return small
