"""The real site, built once for all test processes, and a reader of it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb.build import build
from kb.read.tree import read_tree
from tests.browser.kept import PREFIX, CutHandler, Host
from tests.browser.server import serving
from tests.browser.visits import Visits
from tests.conftest import ROOT

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


@cache
def axe_source() -> str:
    """The axe-core script."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def build_once(folder: Path, prefix: str) -> Path:
    """Build the real site for a path prefix unless another test process did."""
    folder.mkdir(parents=True, exist_ok=True)
    site, done = folder / "site", folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build(ROOT, read_tree(ROOT).kb, site, site_url=f"http://127.0.0.1{prefix}")
            done.touch()
    return site


def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base if worker == "master" else base.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site, built to stand at a domain's root."""
    return build_once(shared_folder(tmp_path_factory, worker_id) / "root", "/")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site."""
    with serving(site) as url:
        yield url


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a telephone and a Spanish browser."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    context.set_default_timeout(120_000)
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    """The reader's tab."""
    return reader.new_page()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A reader at a desk, with a wide window."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-MX")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> Visits:
    """What was seen on each page, each visited once."""
    return Visits(browser, address, axe_source())


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """The real site, under a prefix, in a folder in which packs can be replaced."""
    folder = Path(shutil.copytree(site, tmp_path / "site", copy_function=os.link))
    kind = type("OwnCutHandler", (CutHandler,), {})
    with serving(folder, PREFIX, kind) as address:
        yield Host(folder, address, kind)
