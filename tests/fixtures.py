"""The fixtures of the rules: folders laid over the small valid tree, and what each says is expected of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

FIXTURES = Path(__file__).parent / "rules"
BASE = FIXTURES / "_base"
EXPECTATION = re.compile(rb"expect: (?:([^\s:]+):)?(\d+):(\d+) \[([a-z-]+)\] ?([^\n\r]*)")

Expected = tuple[str, int, int, str, str]
"""Path, line, column, rule, and a part of the message."""


def cases(verdict: str) -> list[Path]:
    """The folders of the fixtures that must `pass` or `fail`."""
    return sorted(path for path in FIXTURES.glob(f"*/{verdict}/*") if path.is_dir())


def tree_of(case: Path, folder: Path) -> Path:
    """The small valid tree with a fixture laid over it, written into a folder."""
    root = folder / "tree"
    shutil.copytree(BASE, root)
    shutil.copytree(case, root, dirs_exist_ok=True, symlinks=True)
    return root


def name(case: Path) -> str:
    return f"{case.parts[-3]}/{case.name}"


def expectations(case: Path) -> set[Expected]:
    """What a fixture's files say is expected of them."""
    found = set()
    for file in (path for path in case.rglob("*") if path.is_file() and not path.is_symlink()):
        for other, line, column, rule, message in EXPECTATION.findall(file.read_bytes()):
            path = other.decode() or file.relative_to(case).as_posix()
            found.add((path, int(line), int(column), rule.decode(), message.decode("utf-8", "replace").strip()))
    return found
