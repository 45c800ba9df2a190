"""The engines in a real browser: which there are, where their files stand, and a page in which one of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.search_server import APART, Host

HARNESS = Path(__file__).parent
SLOWER = 4
"""How much slower the processor of a cheap phone is taken to be."""


@dataclass(frozen=True)
class Engine:
    """An engine and the addresses of what it loads."""

    name: str
    options: dict[str, str]


def engines(folder: Path, ours: dict[str, str]) -> list[Engine]:
    """The engines whose files stand in a folder of pages, in the order of the tables. `ours`: our files' addresses."""
    worker = next((folder / "stock/assets/javascripts/workers").glob("search.*.min.js")).name
    stock = {"worker": f"/stock/assets/javascripts/workers/{worker}", "index": "/stock/search/search_index.json"}
    found = [
        Engine("ours", ours),
        Engine("stock", stock),
        Engine("pagefind", {"script": "/pagefind/pagefind/pagefind.js"}),
    ]
    if (folder / "minisearch").exists():
        found.append(Engine("minisearch", {"script": "/minisearch/minisearch.js", "docs": "/minisearch/docs.json"}))
    return found


def mounts(folder: Path) -> dict[str, Path]:
    """What a host serves of a folder of pages, and the benchmark's own page."""
    parts = {f"/{part.name}/": part for part in folder.iterdir() if part.is_dir() and part.name != "source"}
    return {APART: HARNESS, **parts}


@contextmanager
def page_for(browser: Browser, host: Host, *, slower: int = 1) -> Iterator[Page]:
    """An empty page of a new visitor, whose processor is so many times slower."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{host.url}{APART}search_page.html")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()
