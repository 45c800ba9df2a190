"""How many planted defects are found, on the right line, without blame for other files: by kind, over many seeds."""

from __future__ import annotations

import argparse
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

from kb.read.tree import Tree
from tests.bench.generate import ROOT
from tests.planted.plant import KINDS
from tests.planted.run import Verdict, clean_tree, crops, reap, scores

FIRST = 1000
"""The first seed; the test suite uses those from 0."""
_tree: list[Tree] = []


def _share(number: int, of: int, times: int) -> list[Verdict]:
    """The verdicts on one process's share of the seeds."""
    tree = _tree[0]
    mine = (times + of - 1 - number) // of
    found = crops(tree, KINDS.values(), mine, FIRST + number * 100_000)
    return [verdict for crop in found for verdict in reap(tree, crop)]


def report(times: int) -> str:
    """A table: for each kind how many were planted, found, on the right line, and with blame elsewhere."""
    _tree[:] = [clean_tree(ROOT)]
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        shares = pool.map(_share, range(workers), [workers] * workers, [times] * workers)
        found = scores(verdict for share in shares for verdict in share)
    lines = [f"{'planted defect':48} {'rule':28} planted found  line others beside"]
    for name, score in found.items():
        figures = f"{score.planted:7} {score.found:5} {score.right_line:5} {score.blamed:6} {score.beside:6}"
        lines.append(f"{name:48} {KINDS[name].rule:28} {figures}")
    planted = sum(score.planted for score in found.values())
    right = planted - sum(len(score.wrong) for score in found.values())
    lines.append(f"{len(found)} kinds, {planted} planted, {right} as they should be: {right / planted:.2%}")
    for score in found.values():
        lines += (f"not so: {v.planted}; {[p.rule for p in (*v.beside, *v.others)]}" for v in score.wrong[:2])
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    print(report(parser.parse_args().times))


if __name__ == "__main__":
    main()
