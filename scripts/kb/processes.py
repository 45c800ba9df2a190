"""Work on all cores, in forked processes that see what this one has in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

R = TypeVar("R")

SHARE = 1500
"""So many small files are worth a process."""
_PARALLEL_FROM = 150
"""Below this many files, starting processes costs more than it saves."""


def are_many(paths: list[str]) -> bool:
    """Whether so many files are worked on in several processes."""
    return len(paths) >= _PARALLEL_FROM


def map_files(work: Callable[[str], R], paths: list[str]) -> Iterator[R]:
    """Apply `work` to every path, on all cores if there are many; results in the order of the paths, as they come."""
    workers = min(os.cpu_count() or 1, 8)
    if not are_many(paths) or workers == 1:
        yield from map(work, paths)
        return
    with _pool(workers) as pool:
        yield from pool.map(work, paths, chunksize=max(1, len(paths) // (workers * 32)))  # small: all end at one time


_shared: Callable[[int], object] | None = None


def _share(work: Callable[[int], object]) -> None:
    global _shared
    _shared = work


def _do_shared(number: int) -> object:
    assert _shared is not None
    return _shared(number)


def in_processes(work: Callable[[int], R], count: int, meanwhile: Callable[[], None] = lambda: None) -> list[R]:
    """Apply `work` to each number below `count`, in forked processes that see what this one has in memory. `meanwhile`
    is what this process does while it waits."""
    workers = min(os.cpu_count() or 1, 8, count)
    if workers < 2:
        meanwhile()
        return [work(number) for number in range(count)]
    with _pool(workers, initializer=_share, initargs=(work,)) as pool:
        found = pool.map(_do_shared, range(count))
        meanwhile()
        return list(found)


def _pool(workers: int, **settings: Any) -> Any:
    """A pool of forked processes. What makes one is read only here: most runs need none."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("fork"), **settings)
