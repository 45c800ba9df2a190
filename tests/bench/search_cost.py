"""What searching costs a reader with a cheap phone: bytes, requests and time, beside the same three engines."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from kb.read.tree import read_tree
from kb.settings import Settings, context_of
from tests.bench.generate import ROOT, generate
from tests.bench.search_browser import SLOWER, Engine, engines, mounts, page_for
from tests.bench.search_ours import make_ours
from tests.bench.search_pages import make_pages
from tests.bench.search_server import Host, serving
from tests.bench.search_tools import Tools, fetch_tools
from tests.chromium import chromium
from tests.search.queries import read_queries

LANG = "es"
TYPED = 10
"""So many queries are typed letter by letter."""
RUNS = 3
"""How often it is measured, each time by a new visitor: of readiness the median counts, of each keystroke the shortest, since
whatever else the machine does can only lengthen it."""
FIRST = "acogimiento familiar"
"""Typed on the slow line."""
NOTE = f"""Spanish, brotli, a processor {SLOWER} times slower, nothing kept from before. Slow 3G: 50 kB/s, 2 s until each response begins.
ready: scripts and index fetched from this machine, until the first question can be asked. All on the page's own thread."""


@dataclass(frozen=True)
class Cost:
    """What one engine costs over one tree."""

    kilobytes: float
    """On the wire until the first answer."""
    requests: int
    slow: float
    """Seconds until the first answer on slow 3G."""
    ready: float
    """Milliseconds until the first question can be asked."""
    keys: tuple[float, float]
    """Milliseconds a keystroke: the median, and what 95 of 100 stay below."""


def measure(folder: Path, ours: dict[str, str]) -> dict[str, Cost]:
    """Each engine's cost over the pages in a folder."""
    with serving(mounts(folder)) as host, chromium() as browser:
        return {engine.name: _cost(browser, host, engine) for engine in engines(folder, ours)}


def _cost(browser: Browser, host: Host, engine: Engine) -> Cost:
    for path in engine.options.values():
        found = host.file(path)
        assert found is not None, path
        host.body(found)  # compressed beforehand, as hosts do
    with page_for(browser, host) as page:  # once at full speed, so that whatever else it fetches is compressed too
        page.evaluate(
            "([name, options, text]) => bench.first(name, options, text)", [engine.name, engine.options, FIRST]
        )
    host.sent.clear()
    host.slow_3g()
    with page_for(browser, host, slower=SLOWER) as page:
        first = page.evaluate(
            "([name, options, text]) => bench.first(name, options, text)", [engine.name, engine.options, FIRST]
        )
    host.fast()
    size, requests = sum(length for _, length in host.sent), len(host.sent)
    assert first["found"], engine.name
    ready: list[float] = []
    runs: list[list[float]] = []
    for _ in range(RUNS):
        with page_for(browser, host, slower=SLOWER) as page:
            ready.append(page.evaluate("([name, options]) => bench.load(name, options)", [engine.name, engine.options]))
            runs.append(page.evaluate("([name, texts]) => bench.type(name, texts)", [engine.name, typed()]))
    keys = [min(times) for times in zip(*runs, strict=True)]
    return Cost(
        size / 1000, requests, first["seconds"], statistics.median(ready), (statistics.median(keys), _of_100(keys, 95))
    )


def typed() -> list[str]:
    """What is typed: some of the graded queries, spread over all classes but the questions, which nobody types to the end."""
    texts = [query.text for query in read_queries() if query.lang == LANG and query.kind != "question"]
    return texts[:: len(texts) // TYPED][:TYPED]


def _of_100(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]


def table(result: dict[str, Cost]) -> str:
    """The costs as text, a row an engine."""
    lines = [f"{'':12}{'kB':>9}{'requests':>10}{'slow 3G, s':>12}{'ready, ms':>11}{'key p50':>9}{'p95, ms':>9}"]
    for name, cost in result.items():
        p50, p95 = cost.keys
        lines.append(
            f"{name:12}{cost.kilobytes:9.1f}{cost.requests:10}{cost.slow:12.1f}{cost.ready:11.0f}{p50:9.1f}{p95:9.1f}"
        )
    return "\n".join(lines)


def bench_tree(root: Path, folder: Path, tools: Tools) -> str:
    """The table of one knowledge base."""
    tree = read_tree(root)
    pages = make_pages(tree, LANG, folder, tools)
    ours = make_ours(context_of(tree, LANG, Settings()), pages.folder / "ours")
    return table(measure(pages.folder, ours))


def report(tools: Tools, sections: int) -> Iterator[str]:
    """The tables of the content as it is, and of a generated tree of so many sections (none for 0), as they are done."""
    yield NOTE
    yield from tools.missing
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        yield "The content as it is:"
        yield bench_tree(ROOT, Path(name) / "real", tools)
        if sections:
            generate(Path(name) / "tree", sections, sections // 3)
            yield f"{sections} sections:"
            yield bench_tree(Path(name) / "tree", Path(name) / "large", tools)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=int, default=3000, help="of the generated tree; 0 for none")
    for part in report(fetch_tools(), parser.parse_args().sections):
        print(part, flush=True)


if __name__ == "__main__":
    main()
