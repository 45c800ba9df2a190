"""`make mutants`: how many changes of the checker's code its tests notice, by module, and those that they do not."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.mutants.run import BY_TEST, SURVIVED, TIMEOUT, Fixture, Mutant, judge, prepare, read_mutants

SEED = 1
_fixtures: list[Fixture] = []


def _judge(mutant: Mutant) -> tuple[Mutant, int]:
    return mutant, judge(mutant, _fixtures)


def _until_stopped(verdicts: Iterable[tuple[Mutant, int]]) -> Iterator[tuple[Mutant, int]]:
    """The verdicts up to the end, or to Ctrl-C: as the order is one of chance, what is there is a sample."""
    try:
        yield from verdicts
    except KeyboardInterrupt:
        print("stopped")


def table(verdicts: Sequence[tuple[Mutant, int]]) -> str:
    """The figures by module, and their sum."""
    lines = [f"{'module':34} mutants killed timeouts survived"]
    modules = sorted({mutant.path for mutant, _ in verdicts})
    for module in [*modules, ""]:
        found = Counter(verdict for mutant, verdict in verdicts if module in ("", mutant.path))
        survived, timeouts, total = found[SURVIVED], found[TIMEOUT], found.total()
        name = module.removeprefix("kb/check/") or "all"
        killed = total - survived - timeouts
        share = (total - survived) / total
        lines.append(f"{name:34} {total:7} {killed:6} {timeouts:8} {survived:8}  {share:.1%}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mutants", type=Path, help="the file that tests/mutants/make.py has written")
    parser.add_argument("--only", default="", help="mutants of modules whose path holds this")
    parser.add_argument("--sample", type=int, help="that many of them, chosen by chance, always the same")
    parser.add_argument("--again", type=Path, help="those that an earlier run has listed as survivors in this file")
    parser.add_argument("--survivors", type=Path, help="where to list those that survive")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    chosen = [mutant for mutant in read_mutants(args.mutants) if args.only in mutant.path]
    if args.again:
        known = args.again.read_text(encoding="utf-8")
        chosen = [mutant for mutant in chosen if f"{mutant}\n" in known]
    random.Random(SEED).shuffle(chosen)
    chosen = chosen[: args.sample]
    _fixtures[:] = prepare()
    unchanged = Mutant(chosen[0].path, "none", 1, 0, 0, "")
    assert judge(unchanged, _fixtures) == SURVIVED, "a test fails on the code as it is"
    started = time.perf_counter()
    verdicts: list[tuple[Mutant, int]] = []
    survivors = args.survivors or args.mutants.with_name("survivors.txt")
    with multiprocessing.get_context("fork").Pool(args.processes) as pool, survivors.open("w", encoding="utf-8") as out:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for mutant, verdict in _until_stopped(pool.imap_unordered(_judge, chosen)):
            verdicts.append((mutant, verdict))
            if verdict in (SURVIVED, TIMEOUT):
                print(mutant, *(["  (timeout)"] if verdict == TIMEOUT else []), sep="\n", file=out, flush=True)
            if len(verdicts) % 100 == 0:
                alive = sum(verdict == SURVIVED for _, verdict in verdicts)
                print(f"{len(verdicts)} of {len(chosen)}, {alive} survive", flush=True)
    print(table(verdicts))
    by_test = sum(verdict == BY_TEST for _, verdict in verdicts)
    print(f"{by_test} were killed by tests beside the fixtures; {time.perf_counter() - started:.0f} s; see {survivors}")


if __name__ == "__main__":
    main()
