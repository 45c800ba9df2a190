"""How long the check of each hostile pull request takes, and how much memory."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.bench.generate import ROOT
from tests.hostile import REQUESTS, SCRIPTED, ask


def report() -> str:
    """The slowest and the largest of them, and how many are refused by the rule that should."""
    answers = {}
    for name, (change, rule) in (REQUESTS | SCRIPTED).items():
        with tempfile.TemporaryDirectory(prefix="kb-hostile-") as folder:
            root = Path(shutil.copytree(ROOT / "tests/rules/_base", Path(folder) / "tree"))
            change(root)
            answer = ask(root)
            answers[name] = answer, answer.code == 1 and rule in answer.rules
    refused = sum(right for _answer, right in answers.values())
    slowest = max(answers, key=lambda name: answers[name][0].seconds)
    largest = max(answers, key=lambda name: answers[name][0].memory)
    return (
        f"hostile pull requests: {refused} of {len(answers)} refused; "
        f"slowest {answers[slowest][0].seconds:.2f} s of processor time ({slowest}), "
        f"largest {answers[largest][0].memory / 1e6:.0f} MB ({largest})"
    )


if __name__ == "__main__":
    print(report())
