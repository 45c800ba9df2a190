"""What each stage of a build costs, for the benchmark: one line of JSON a stage, in the file that KB_STAGES names."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

ASKED = "KB_STAGES"


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Write down what happens inside: name, seconds by the clock, seconds of processors (this process's, and those of the
    processes that it started and that ended meanwhile). Without KB_STAGES nothing is written."""
    path = os.environ.get(ASKED)
    if not path:
        yield
        return
    start, before = time.perf_counter(), _processors()
    try:
        yield
    finally:
        line = json.dumps([name, time.perf_counter() - start, _processors() - before])
        with open(path, "a", encoding="utf-8") as file:  # a short line is written at once, whoever else writes
            file.write(f"{line}\n")


def _processors() -> float:
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
