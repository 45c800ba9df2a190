"""How long the check of each hostile pull request takes, and the import of each hostile table, and how much memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.generate import ROOT
from tests.hostile import REQUESTS, SCRIPTED, Answer, ask, bring
from tests.imports.test_hostile import HOSTILE


def _requests() -> Iterable[tuple[str, Callable[[Path], tuple[Answer, bool]]]]:
    for name, (change, rule) in (REQUESTS | SCRIPTED).items():

        def request(root: Path, change: Callable[[Path], None] = change, rule: str = rule) -> tuple[Answer, bool]:
            change(root)
            answer = ask(root)
            return answer, answer.code == 1 and rule in answer.rules

        yield name, request


def _tables() -> Iterable[tuple[str, Callable[[Path], tuple[Answer, bool]]]]:
    for name, data in HOSTILE.items():

        def table(root: Path, name: str = name, data: bytes = data) -> tuple[Answer, bool]:
            path = root.parent / (name if "." in name else f"{name}.xlsx")
            path.write_bytes(data)
            answer = bring(root, path)
            return answer, answer.code == 1

        yield name, table


def _told(what: str, attempts: Iterable[tuple[str, Callable[[Path], tuple[Answer, bool]]]]) -> str:
    """How many are refused as they should, the slowest and the largest."""
    answers = {}
    for name, attempt in attempts:
        with tempfile.TemporaryDirectory(prefix="kb-hostile-") as folder:
            answers[name] = attempt(Path(shutil.copytree(ROOT / "tests/rules/_base", Path(folder) / "tree")))
    refused = sum(right for _answer, right in answers.values())
    slowest = max(answers, key=lambda name: answers[name][0].seconds)
    largest = max(answers, key=lambda name: answers[name][0].memory)
    return (
        f"{what}: {refused} of {len(answers)} refused; "
        f"slowest {answers[slowest][0].seconds:.2f} s of processor time ({slowest}), "
        f"largest {answers[largest][0].memory / 1e6:.0f} MB ({largest})"
    )


def report() -> str:
    """A line for the pull requests and one for the tables."""
    return "\n".join((_told("hostile pull requests", _requests()), _told("hostile tables", _tables())))


if __name__ == "__main__":
    print(report())
