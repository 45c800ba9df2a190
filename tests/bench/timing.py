"""What a command costs."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import ROOT

BIN = Path(sys.executable).parent


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
