"""`make bench`: how fast the content is checked and the site is built, beside stock MkDocs with Material, and how soon the
preview shows an edit; how well and how fast the links of a built site are checked and search answers, beside other
programs; how the site bears load, a bad line and a cheap telephone, and what that costs. `--only build` for a part."""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import re
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench import building, hostile, links_beside_others, planted, preview, reach, search_cost, search_relevance
from tests.bench.generate import ROOT, generate
from tests.bench.search_tools import fetch_tools
from tests.bench.timing import BIN, Cost, middle, timed

PARTS = ("check", "build", "preview", "hostile", "planted", "links", "search", "reach")


def bench_check(tree: Path, sections: int) -> None:
    """`kb check` of the whole tree, of the same files again, and after a change of one; each in a process of its own. The
    program is compiled, as it is wherever it is set up or has run before, even if Python may keep nothing here."""
    compileall.compile_dir(ROOT / "scripts" / "kb", quiet=1)
    kb = str(BIN / "kb")
    section = tree / "guidelines/texts/1-chapter/TX-1.1.md"
    record = tree / "directory/mx/office-0.yml"
    changes: dict[str, tuple[Path, Callable[[str], str]]] = {
        "one changed text": (section, lambda text: f"{text}\nYes.\n"),
        "one changed title": (section, lambda text: text.replace(" {lang=", "! {lang=", 1)),
        "one changed front matter": (section, lambda text: text.replace("status: ", "status:  ", 1)),
        "one changed basis": (
            section,
            lambda text: re.sub(r"^(basis: \[)(\S+), ([^,\]\n]+)", r"\1\3, \2", text, flags=re.M),
        ),
        "one changed record": (record, lambda text: f"{text}\n"),
        "one changed number": (record, _other_number),
    }
    with tempfile.TemporaryDirectory() as caches:

        def check(*paths: str, cache: str = "0") -> Cost:
            return timed(kb, "check", "--root", str(tree), *paths, env={"XDG_CACHE_HOME": f"{caches}/{cache}"})

        cold = middle(check(cache=str(number)) for number in range(7))
        print(f"kb check, nothing remembered: {cold}, {sections / cold.wall:,.0f} sections a second")
        again = middle(check() for _ in range(3))
        print(f"kb check, files unchanged: {again}, {sections / again.wall:,.0f} sections a second")
        for name, (changed, change) in changes.items():
            before, costs = changed.read_text(encoding="utf-8"), []
            for _ in range(5):
                changed.write_text(change(changed.read_text(encoding="utf-8")), encoding="utf-8")
                costs.append(check(str(changed)))
            print(f"kb check, {name}: {middle(costs)}", flush=True)
            changed.write_text(before, encoding="utf-8")
            check()


def _other_number(text: str) -> str:
    """A generated record with another telephone number, both as printed and as dialled."""
    return re.sub(r'("55 5|\+52555)(\d)', lambda found: f"{found[1]}{(int(found[2]) + 1) % 10}", text)


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


def bench_tree(parts: list[str], sections: int, records: int) -> None:
    """What is measured on a generated tree."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        tree = Path(name) / "tree"
        generate(tree, sections, records)
        if "check" in parts:
            bench_check(tree, sections)
        if "build" in parts:
            print(building.report(tree, Path(name)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=int, default=3000)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=40, help="how often each kind of defect is planted")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}"
    )
    args = parser.parse_args()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{args.sections} sections, {args.records} records, {machine}")
    if {"check", "build"} & set(args.only):
        bench_tree(args.only, args.sections, args.records)
    others: dict[str, Callable[[], object]] = {
        "preview": lambda: print(preview.report(), flush=True),
        "hostile": lambda: print(hostile.report(), flush=True),
        "planted": lambda: print(planted.report(args.planted), flush=True),
        "links": links_beside_others.main,
        "search": partial(bench_search, args.sections),
        "reach": lambda: reach.main([]),
    }
    for name, measure in others.items():
        if name in args.only:
            measure()


if __name__ == "__main__":
    main()
