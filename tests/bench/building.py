"""What building costs, as ratios to stock MkDocs with Material, which builds one of the two languages from the same text:
the pages that `kb pages` writes.

`pages`: making every page of both languages, as stock does of one. `site`: all that `kb build --site-only` does; it checks
the content and every link, and writes the search, the data, the permanent addresses, the packs for telephones, and sums.
`all`: what `kb build` does; copies for USB sticks and for Kiwix, too. Stock writes pages and its own search.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from kb.build import PAGES
from kb.site.plugin import SEARCH
from kb.stages import ASKED
from tests.bench.timing import BIN, Cost, middle, timed

STOCK = """site_name: Stock
theme: {name: material, font: false, language: es}
plugins: [search]
markdown_extensions: [abbr, attr_list, footnotes, tables, {toc: {toc_depth: 2}}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


@dataclass
class Built:
    """One build, and its stages: several processes may go through one of the same name."""

    cost: Cost
    stages: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    @property
    def pages(self) -> Cost:
        """The pages of all languages: as long as the slowest language takes, less its search."""
        found = zip(self.stages[PAGES], self.stages[SEARCH], strict=True)
        alone = [Cost(whole.wall - search.wall, whole.cpu - search.cpu) for whole, search in found]
        return Cost(max(cost.wall for cost in alone), sum(cost.cpu for cost in alone))


def ours(tree: Path, folder: Path, *options: str) -> Built:
    """One build of the tree. It must end with 0. What `kb check` remembers stays in the folder."""
    told = folder / "stages.jsonl"
    told.unlink(missing_ok=True)
    folders = ("--output", str(folder / "ours"), "--copies", str(folder / "copies"))
    env = {ASKED: str(told), "XDG_CACHE_HOME": str(folder / "cache")}
    built = Built(timed(str(BIN / "kb"), "build", "--root", str(tree), *folders, *options, env=env))
    for line in told.read_text(encoding="utf-8").splitlines():
        name, wall, cpu = json.loads(line)
        built.stages[name].append(Cost(wall, cpu))
    return built


def report(tree: Path, folder: Path) -> str:
    """The costs of a first build, with nothing kept, and of another after it; and of the first, each stage's."""
    kb = str(BIN / "kb")
    subprocess.run([kb, "pages", "--root", str(tree), str(folder / "pages")], check=True, stdout=subprocess.DEVNULL)
    stock = folder / "stock"
    stock.mkdir()
    (folder / "pages" / "es").rename(stock / "docs")
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    pages = sum(1 for _ in (stock / "docs").rglob("*.md"))

    def theirs() -> Cost:
        return timed(str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(folder / "theirs"), cwd=stock)

    # by turns, so that all meet the machine in the same state
    first = theirs()
    whole = ours(tree, folder)
    second = theirs()
    again = ours(tree, folder)
    third = theirs()
    site = ours(tree, folder, "--site-only")
    one = middle((first, second, third))
    lines = [f"stock, one language, {pages} pages: {one}"]
    rows = {"pages": whole.pages, "site": site.cost, "all, nothing kept": whole.cost, "all, once more": again.cost}
    for name, cost in rows.items():
        ratio = f"ratio {cost.wall / one.wall:.2f}, of CPU seconds {cost.cpu / one.cpu:.2f}"
        lines.append(f"kb build, both languages, {name}: {cost}; {ratio}")
    lines.append("stages of a whole build: seconds by the clock (longest process), CPU seconds (all), of stock's")
    for name, costs in whole.stages.items():
        wall, cpu = max(cost.wall for cost in costs), sum(cost.cpu for cost in costs)
        lines.append(f"  {name:36} {wall:7.2f} {cpu:7.2f} {cpu / one.cpu:6.2f}")
    return "\n".join(lines)
