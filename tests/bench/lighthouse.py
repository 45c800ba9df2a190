"""Lighthouse's figures for ten pages beside those of a stock Material site with the same text.

Lighthouse is fetched by the benchmark itself into a cache folder, as locked by hash in requirements/lighthouse/; with
its own defaults: a telephone on a slow mobile network, simulated.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.generate import ROOT
from tests.bench.light import PAGES
from tests.bench.search_server import serving
from tests.bench.search_tools import install_npm
from tests.chromium import FLAGS

LOCK = ROOT / "requirements/lighthouse"
CATEGORIES = {"performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "seo"}
AUDITS = {
    "first-contentful-paint": "FCP s",
    "largest-contentful-paint": "LCP s",
    "total-blocking-time": "TBT ms",
    "total-byte-weight": "kB",
}
_UNITS = {"FCP s": 1000, "LCP s": 1000, "TBT ms": 1, "kB": 1000}


def fetch() -> Path:
    """Lighthouse's program. Raises OSError or CalledProcessError where npm cannot fetch it."""
    if shutil.which("npm") is None:
        install_npm()
    lock = (LOCK / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kb-bench"
    folder = cache / f"lighthouse-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(LOCK, folder)
        command = ["npm", "ci", "--legacy-peer-deps", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (folder / "done").touch()
    return folder / "node_modules/.bin/lighthouse"


def figures(program: Path, url: str) -> dict[str, float]:
    """What Lighthouse says of a page: scores of 100, seconds, milliseconds, kilobytes."""
    chromium = shutil.which("chromium")
    assert chromium, "no browser: run scripts/install-browser"
    flags = " ".join(["--headless=new", *FLAGS])
    only = f"--only-categories={','.join(CATEGORIES)}"
    command = [program, url, "--quiet", "--output=json", only, f"--chrome-flags={flags}"]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=True
    )
    return read(json.loads(done.stdout))


def read(said: dict[str, Any]) -> dict[str, float]:
    """The figures that are reported, out of Lighthouse's own report."""
    found = {short: said["categories"][name]["score"] * 100 for name, short in CATEGORIES.items()}
    return found | {short: said["audits"][name]["numericValue"] / _UNITS[short] for name, short in AUDITS.items()}


def report(ours: Path, stock: Path, pages: Sequence[str] = PAGES) -> str:
    """A table: each figure of ours, and of the stock site behind a slash."""
    try:
        program = fetch()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"Lighthouse is left out: it could not be installed ({error})"
    lines = [f"Lighthouse, ours / stock\npage | {' | '.join([*CATEGORIES.values(), *AUDITS.values()])}"]
    with serving({"/ours/": ours, "/stock/": stock}) as host:
        for page in pages:
            one, other = (figures(program, f"{host.url}/{name}/{page}") for name in ("ours", "stock"))
            cells = [
                f"{value:.{0 if value >= 20 else 1}f} / {other[name]:.{0 if other[name] >= 20 else 1}f}"
                for name, value in one.items()
            ]
            lines.append(f"/{page} | {' | '.join(cells)}")
    return "\n".join(lines)
