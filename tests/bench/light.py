"""How soon a page can be read on a bad line and a cheap telephone, beside a stock Material site with the same text.

The browser's own brakes: 400 kbit/s, 400 ms until an answer begins, a processor four times slower. They leave out what a
first connection costs besides (name, TCP and TLS: three round trips, 1.2 s here, for any site). `readable` is when the
largest text of the first screen stands (Largest Contentful Paint), which is never before the first text (First Contentful
Paint). Source: W3C Largest Contentful Paint, Paint Timing; Chrome DevTools Protocol, Network and Emulation.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.search_server import Host, serving

KBIT, ROUND_TRIP, SLOWER = 400, 400, 4
"""Thousand bits a second, milliseconds, times."""
BUDGET = 2500
"""Milliseconds until a page can be read."""
PAGES = ("", "mx/", "rg/2/", "rg/4/", "bi/3/", "directory/mx/", "directory/us/", "glossary/", "about/", "roles/police/")
"""Ten pages, most of them among the longest."""
ROUNDS = 3
_PAINTS = """() => new Promise(resolve => {
    const seen = {};
    const note = list => list.getEntries().forEach(entry => {
        if (entry.name === 'first-contentful-paint') seen.first = entry.startTime;
        if (entry.entryType === 'largest-contentful-paint') seen.largest = entry.startTime;
    });
    for (const type of ['paint', 'largest-contentful-paint']) new PerformanceObserver(note).observe({type, buffered: true});
    setTimeout(() => resolve([seen.first, seen.largest]), 200);
})"""


@dataclass(frozen=True)
class Visit:
    """A first visit to a page: milliseconds until something and until the text stands; bytes and requests until then."""

    first: float
    readable: float
    bytes: int
    requests: int


def visit(browser: Browser, host: Host, path: str) -> Visit:
    """Visit a page for the first time, on the line and the telephone above."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX", service_workers="block")
    page = context.new_page()
    page.set_default_timeout(120_000)
    session = context.new_cdp_session(page)
    speed = KBIT * 1000 / 8
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    host.sent.clear()
    page.goto(f"{host.url}{path}", wait_until="load")
    first, readable = page.evaluate(_PAINTS)
    sent = list(host.sent)
    context.close()
    return Visit(first, readable, sum(size for _, size in sent), len(sent))


def measure(
    browser: Browser, sites: dict[str, Path], pages: Sequence[str] = PAGES, turns: int = ROUNDS
) -> dict[str, list[list[Visit]]]:
    """For each page, the visits to each site, in turns: whatever else the machine does slows all of them alike."""
    with serving({f"/{name}/": folder for name, folder in sites.items()}) as host:
        rounds = [
            {(page, name): visit(browser, host, f"/{name}/{page}") for page in pages for name in sites}
            for _ in range(turns)
        ]
    return {page: [[one[page, name] for one in rounds] for name in sites] for page in pages}


def report(browser: Browser, ours: Path, stock: Path, pages: Sequence[str] = PAGES, turns: int = ROUNDS) -> str:
    """A table: ours beside the stock site."""
    lines = [
        f"a first visit at {KBIT} kbit/s, {ROUND_TRIP} ms, a processor {SLOWER} × slower, median of {turns}",
        "page | first text | readable | kB | stock: first text | readable | kB | ratio",
    ]
    late = 0
    for page, visits in measure(browser, {"ours": ours, "stock": stock}, pages, turns).items():
        cells, shown = [], []
        for several in visits:
            first = statistics.median(one.first for one in several) / 1000
            readable = statistics.median(one.readable for one in several) / 1000
            shown.append(readable)
            cells.append(f"{first:.2f} s | {readable:.2f} s | {several[0].bytes / 1000:.0f}")
        late += shown[0] * 1000 > BUDGET
        lines.append(f"/{page} | {' | '.join(cells)} | {shown[0] / shown[1]:.2f}")
    lines.append(f"{late} of {len(pages)} pages take longer than {BUDGET / 1000} s")
    return "\n".join(lines)
