"""How the real site reaches its readers: under load, on a bad line, in Lighthouse's eyes, and for what it costs."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kb.build import build
from kb.cli import main as kb
from kb.read.tree import read_tree
from tests.bench import cost, light, lighthouse, load
from tests.bench.generate import ROOT
from tests.bench.search_pages import CONFIGURATION
from tests.chromium import chromium


def stock_site(folder: Path, only: Sequence[str] = ()) -> Path:
    """The Spanish pages as stock MkDocs with Material builds them, all of them or `only` those at some addresses."""
    kb(["pages", "--root", str(ROOT), str(folder / "pages")])
    (folder / "pages/es").rename(folder / "docs")
    for path in (folder / "docs").rglob("*.md") if only else ():
        if path.parent not in {folder / "docs" / page for page in only}:
            path.unlink()
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(lang="es"), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return folder / "site"


def main(arguments: list[str] | None = None) -> None:
    """Build both sites, measure, and print one part after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reach", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one page, one round, a second each: whether it all runs")
    quick = parser.parse_args(arguments).quick
    pages, turns, seconds = (light.PAGES[:1], 1, 1) if quick else (light.PAGES, light.ROUNDS, 5)
    with tempfile.TemporaryDirectory(prefix="kb-reach-") as name:
        folder = Path(name)
        ours, stock = folder / "ours", stock_site(folder, pages if quick else ())
        build(ROOT, read_tree(ROOT).kb, ours, precompress=True, site_url="http://127.0.0.1/")
        print(load.report(ours, folder / "load", seconds, turns), flush=True)
        with chromium() as browser:
            print(light.report(browser, ours, stock, pages, turns), flush=True)
        print(lighthouse.report(ours, stock, pages), flush=True)
        print(cost.table(cost.kinds(ours)), flush=True)


if __name__ == "__main__":
    main()
