"""`kb links` beside the two npm programs that do the most of the same, on the same sites with the same planted faults.

The programs are fetched from npm into `.cache/` by this benchmark; nothing of them is kept in the repository. Each is
called with all the checks that it has; neither is asked to look at anything outside the site.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.links.catalogue import ALIKE, FAULTS, SITE, Planted
from tests.links.planted import plant

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".cache" / "bench-links"
PACKAGES = ("check-html-links@0.2.4", "linkinator@7.6.1")
COMPARED = tuple(one for one in FAULTS if one.name not in ("percent", "two-slashes"))
"""All faults but two over which linkinator's own server stumbles: at one it stops, after the other it reads the whole site
a second time. Without them it shows what it can."""
Blamed = set[tuple[str, str]]
"""Pages that a program finds fault with, by their folder in the site, each with the address that it names."""
_FROM = re.compile(r"from (\S+):[0-9]+:[0-9]+ via ([^\n]*)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Program:
    """A program: how it is called for a site's folder, and which pages its output blames."""

    name: str
    command: Callable[[Path], list[str]]
    blamed: Callable[[str, Path], Blamed]


def _ours(output: str, site: Path) -> Blamed:
    found = json.loads(output)
    return {(_folder(Path(one["path"]).relative_to(site).as_posix()), one["message"]) for one in found}


def _check_html_links(output: str, site: Path) -> Blamed:
    lines = _FROM.findall(_COLOURS.sub("", output))
    return {(_folder(path.rpartition(f"{site.name}/")[2]), how) for path, how in lines}


def _linkinator(output: str, site: Path) -> Blamed:
    start = output.find('{\n  "links"')
    links = json.JSONDecoder().raw_decode(output[start:])[0]["links"] if start != -1 else []
    broken = [link for link in links if link["state"] == "BROKEN"]
    return {((link.get("parent") or "").removeprefix(str(site)).lstrip("/"), link["url"]) for link in broken}


def _folder(path: str) -> str:
    return path.removesuffix("index.html")


KB = str(Path(sys.executable).parent / "kb")
OURS = Program(
    "kb links",
    lambda site: [KB, "links", str(site), "--root", str(site), "--site-url", SITE, "--format", "json"],
    _ours,
)
OTHERS = (
    Program(
        "check-html-links",
        lambda site: [_bin("check-html-links"), str(site), "--absolute-base-url", SITE.rstrip("/")],
        _check_html_links,
    ),
    Program(
        "linkinator",
        lambda site: [
            _bin("linkinator"), str(site), "--recurse", "--check-css", "--check-fragments", "--redirects", "error",
            "--skip", "^https?://(?!localhost)", "--format", "json",
        ],
        _linkinator,
    ),
)  # fmt: skip


def _bin(name: str) -> str:
    return str(TOOLS / "node_modules" / ".bin" / name)


def fetch() -> str:
    """Fetch the npm programs; why that was not possible, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is missing: check-html-links and linkinator cannot be compared (install nodejs and npm)"
    TOOLS.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(TOOLS), *PACKAGES],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else f"npm could not fetch the programs to compare with:\n{done.stderr}"


def measure(program: Program, site: Path, repeat: int) -> tuple[float, Blamed]:
    """The median of the seconds that a program takes, and what it blames. It writes to a file: linkinator ends without
    waiting for a pipe to take all that it has to say."""
    seconds = []
    output = site.parent / "output"
    for _ in range(repeat):
        with output.open("wb") as file:
            start = time.perf_counter()
            subprocess.run(program.command(site), stdout=file, stderr=subprocess.STDOUT, check=False, cwd=site.parent)
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), program.blamed(output.read_text(encoding="utf-8", errors="replace"), site)


def bench(pages: int, faults: int, alike: int, programs: list[Program], repeat: int = 3) -> None:
    """Print, for a site of this size, what each program finds and how long it takes. Of the catalogue's faults and
    look-alikes, so many are planted, spread over it."""
    chosen, looks = _spread(COMPARED, faults), _spread(ALIKE, alike)
    with tempfile.TemporaryDirectory(prefix="kb-bench-links-") as name:
        site = Path(name) / "pages"
        plant(site, pages, chosen, looks)
        count = sum(1 for _ in site.rglob("*.html"))
        print(f"{count} pages, {len(chosen)} faults, {len(looks)} look-alikes:")
        ours = 0.0
        for program in programs:
            seconds, blamed = measure(program, site, repeat)
            ours = ours or seconds
            names = {match[1].removesuffix("-en") for page, _ in blamed if (match := re.match(r"f/([^/]*)/", page))}
            right = {one for one in blamed if not one[0].startswith("f/") and (site / one[0]).is_dir()}
            print(
                f"  {program.name:18} {len(names)} faults found, {len(right)} false alarms, "
                f"{seconds:.2f} s, {seconds / ours:.1f} times as long as ours"
            )


def _spread(planted: tuple[Planted, ...], count: int) -> tuple[Planted, ...]:
    """So many of the catalogue, from its beginning to its end."""
    return tuple(planted[number * len(planted) // count] for number in range(count))


def main() -> None:
    programs = [OURS]
    missing = fetch()
    if missing:
        print(missing)
    else:
        programs += OTHERS
    print(f"links of a built site, {os.cpu_count()} cores")
    bench(82, 37, 14, programs)
    bench(2000, len(COMPARED), len(ALIKE), programs, repeat=1)


if __name__ == "__main__":
    main()
