"""`make bench`: how fast the content is checked and the site is built, beside stock MkDocs with Material; how well and how
fast the links of a built site are checked and search answers, beside other programs; how the site bears load, a bad line and
a cheap telephone, and what that costs."""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import hostile, links_beside_others, planted, reach, search_cost, search_relevance
from tests.bench.generate import ROOT, generate
from tests.bench.search_tools import fetch_tools

BIN = Path(sys.executable).parent
STOCK = """site_name: Stock
theme: {name: material, font: false, language: es}
plugins: [search]
markdown_extensions: [abbr, attr_list, footnotes, tables, {toc: {toc_depth: 2}}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


@dataclass(frozen=True)
class Cost:
    """What a command costs: seconds as a clock on the wall counts them, and seconds of all processors together, which
    hang less on what else the machine has to do."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} CPU s)"


def timed(*command: str, cwd: Path = ROOT, env: dict[str, str] | None = None, codes: tuple[int, ...] = (0,)) -> Cost:
    """What a command costs that ends with one of these exit codes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, check=False, capture_output=True, text=True
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def middle(costs: Iterable[Cost]) -> Cost:
    """The medians of several runs."""
    found = list(costs)
    return Cost(statistics.median(cost.wall for cost in found), statistics.median(cost.cpu for cost in found))


def bench_check(tree: Path, sections: int) -> None:
    """`kb check` of the whole tree, of the same files again, and after a change of one; each in a process of its own. The
    program is compiled, as it is wherever it is set up or has run before, even if Python may keep nothing here."""
    compileall.compile_dir(ROOT / "scripts" / "kb", quiet=1)
    kb, changed = str(BIN / "kb"), tree / "guidelines/texts/1-chapter/TX-1.1.md"
    changes = {
        "one changed text": lambda text: f"{text}\nYes.\n",
        "one changed front matter": lambda text: text.replace("status: ", "status:  ", 1),
    }
    with tempfile.TemporaryDirectory() as caches:

        def check(*paths: str, cache: str = "0") -> Cost:
            return timed(kb, "check", "--root", str(tree), *paths, env={"XDG_CACHE_HOME": f"{caches}/{cache}"})

        cold = middle(check(cache=str(number)) for number in range(3))
        print(f"kb check, nothing remembered: {cold}, {sections / cold.wall:,.0f} sections a second")
        again = middle(check() for _ in range(3))
        print(f"kb check, files unchanged: {again}, {sections / again.wall:,.0f} sections a second")
        for name, change in changes.items():
            costs = []
            for _ in range(5):
                changed.write_text(change(changed.read_text(encoding="utf-8")), encoding="utf-8")
                costs.append(check(str(changed)))
            print(f"kb check, {name}: {middle(costs)}", flush=True)


def bench_build(tree: Path, folder: Path) -> None:
    """Both languages by `kb build`, as a ratio to stock MkDocs + Material building one of them from the same text: the
    pages that `kb pages` writes. Ours checks the content and every link, and writes the search, the data, the permanent
    addresses and the packs for telephones besides; stock writes pages and its own search. Ours ends with 1, because the
    home page leads to chapters that the generated tree has not."""
    kb = str(BIN / "kb")
    subprocess.run([kb, "pages", "--root", str(tree), str(folder / "pages")], check=True, stdout=subprocess.DEVNULL)
    stock = folder / "stock"
    stock.mkdir()
    (folder / "pages" / "es").rename(stock / "docs")
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    pages = sum(1 for _ in (stock / "docs").rglob("*.md"))
    theirs, ours = [], []
    for _ in range(2):  # by turns, so that both meet the machine in the same state
        theirs.append(timed(str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(folder / "theirs"), cwd=stock))
        ours.append(timed(kb, "build", "--root", str(tree), "--output", str(folder / "ours"), codes=(0, 1)))
        assert (folder / "ours" / "manifest.sha256").exists()
    one, both = middle(theirs), middle(ours)
    print(f"stock, one language, {pages} pages: {one}")
    print(
        f"kb build, both languages: {both}; ratio {both.wall / one.wall:.2f}, of CPU seconds {both.cpu / one.cpu:.2f}"
    )


def bench_search(sections: int) -> None:
    """How well search finds and what it costs, beside Material's search, Pagefind and MiniSearch."""
    try:
        tools = fetch_tools()
    except subprocess.CalledProcessError as error:
        print(f"search is left out: what it is compared with could not be installed ({error})")
        return
    print(search_relevance.report(tools), flush=True)
    for part in search_cost.report(tools, sections):
        print(part, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=int, default=3000)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=40, help="how often each kind of defect is planted")
    args = parser.parse_args()
    print(f"{args.sections} sections, {args.records} records, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        tree = Path(name) / "tree"
        generate(tree, args.sections, args.records)
        bench_check(tree, args.sections)
        bench_build(tree, Path(name))
    print(hostile.report(), flush=True)
    print(planted.report(args.planted), flush=True)
    links_beside_others.main()
    bench_search(args.sections)
    reach.main([])


if __name__ == "__main__":
    main()
