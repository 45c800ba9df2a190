"""`make bench`: how fast the content is checked and the site is built, beside stock MkDocs with Material; how well and how
fast the links of a built site are checked and search answers, beside other programs; how the site bears load, a bad line and
a cheap telephone, and what that costs."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
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


def timed(*command: str, cwd: Path = ROOT, repeat: int = 3) -> float:
    """The median of the seconds that a command takes."""
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def bench_check(tree: Path, sections: int) -> None:
    """`kb check` of the whole tree, and of one changed file."""
    kb = str(BIN / "kb")
    cold = timed("env", f"XDG_CACHE_HOME={tempfile.mkdtemp()}", kb, "check", "--root", str(tree), repeat=1)
    again = timed(kb, "check", "--root", str(tree))
    changed = tree / "guidelines/texts/1-chapter/TX-1.1.md"
    one = []
    for number in range(3):
        changed.write_text(changed.read_text(encoding="utf-8") + f"\nY {number}.\n", encoding="utf-8")
        one.append(timed(kb, "check", "--root", str(tree), str(changed), repeat=1))
    print(f"kb check, nothing remembered: {cold:.2f} s, {sections / cold:,.0f} sections a second")
    print(f"kb check, files unchanged:    {again:.2f} s, {sections / again:,.0f} sections a second")
    print(f"kb check, one changed file:   {statistics.median(one):.2f} s")


def bench_build(tree: Path, folder: Path) -> None:
    """Both languages by `kb build`, as a ratio to stock MkDocs + Material building one of them from the same text."""
    kb = str(BIN / "kb")
    subprocess.run([kb, "pages", "--root", str(tree), str(folder / "pages")], check=True, stdout=subprocess.DEVNULL)
    stock = folder / "stock"
    stock.mkdir()
    (folder / "pages" / "es").rename(stock / "docs")
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    pages = sum(1 for _ in (stock / "docs").rglob("*.md"))
    ours = timed(kb, "build", "--root", str(tree), "--output", str(folder / "ours"), repeat=2)
    theirs = timed(str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(folder / "theirs"), cwd=stock, repeat=2)
    print(f"stock, one language, {pages} pages: {theirs:.1f} s")
    print(f"kb build, both languages, check included: {ours:.1f} s; ratio {ours / theirs:.2f}")


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
    reach.main()


if __name__ == "__main__":
    main()
