"""The load test: what our nginx configuration costs beside nginx that serves the same bytes and knows nothing more.

wrk asks over loopback for a few seconds with a few connections. One number alone says little on a shared machine: both
servers are asked in turns, and their ratio is what is reported.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.servers import nginx, plain_nginx

CONNECTIONS = 32
ROUNDS = 3


@dataclass(frozen=True)
class Load:
    """What wrk saw."""

    requests: int
    per_second: float
    failed: int
    """Answers other than 200 to 399, and connections that broke."""
    bytes: float
    """Read in all, with headers."""


_UNITS = {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}


def ask(address: str, seconds: int, connections: int = CONNECTIONS) -> Load:
    """Ask for one address, as a browser that unpacks Brotli, for so many seconds."""
    program = shutil.which("wrk")
    assert program, "no wrk: run scripts/install-wrk, or install wrk so that `wrk` is on the PATH"
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "-H", "Accept-Encoding: br", address]
    return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read(text: str) -> Load:
    """What wrk says, as numbers."""
    total = re.search(r"(\d+) requests in [\d.]+\w+, ([\d.]+)([KMG]?B) read", text)
    rate = re.search(r"Requests/sec:\s*([\d.]+)", text)
    assert total, text
    assert rate, text
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    failed = int(refused[1]) if refused else 0
    failed += sum(map(int, broken.groups())) if broken else 0
    return Load(int(total[1]), float(rate[1]), failed, float(total[2]) * _UNITS[total[3]])


def plain_copy(site: Path, folder: Path, paths: list[str]) -> Path:
    """A folder whose files hold, under the same names, what ours sends packed."""
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / f"{path}.br", target)
    return folder


def compare(site: Path, folder: Path, paths: list[str], seconds: int, rounds: int = ROUNDS) -> dict[str, list[Load]]:
    """For each file of a packed site, what wrk saw of ours and of the plain server, in turns: ours, plain, ours …"""
    found: dict[str, list[Load]] = {path: [] for path in paths}
    plain = plain_copy(site, folder / "files", ["index.html", *paths])
    with ExitStack() as stack:
        servers = [
            stack.enter_context(nginx(site, folder / "ours")),
            stack.enter_context(plain_nginx(plain, folder / "plain")),
        ]
        for path in paths:
            asked = path.removesuffix("index.html")
            found[path] = [ask(f"{server}{asked}", seconds) for _ in range(rounds) for server in servers]
    return found


def report(site: Path, folder: Path, seconds: int = 5, rounds: int = ROUNDS) -> str:
    """Ours beside the plain server, for a page, its style sheet, and the index that search loads."""
    style = next(path.relative_to(site).as_posix() for path in site.glob("assets/site.*.css"))
    paths = ["rg/2/index.html", "index.html", style]
    lines = [f"nginx under load, {CONNECTIONS} connections, {rounds} × {seconds} s, one worker, loopback:"]
    for path, loads in compare(site, folder, paths, seconds, rounds).items():
        ours, plain = (statistics.median(load.per_second for load in part) for part in (loads[::2], loads[1::2]))
        failed = sum(load.failed for load in loads)
        lines.append(
            f"  {path}: {ours:,.0f} requests a second, plain {plain:,.0f}; ratio {ours / plain:.2f}; {failed} failed"
        )
    return "\n".join(lines)
