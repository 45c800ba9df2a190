"""What the tests of what is remembered have in common: a section that changes, and what a check finds."""

from __future__ import annotations

import shutil
from pathlib import Path

from kb.check.engine import Problem
from kb.check.memory import Memory
from kb.check.run import check
from kb.read.files import CONFIGURATION, find

SECTION = "guidelines/regional/1-principles/RG-1.1.md"
LANGUAGES = ("es", "en")


def problems(root: Path, memory: Memory | None = None) -> list[Problem]:
    return check(root, (), memory)[1]


def break_it(root: Path) -> None:
    path = root / SECTION
    path.write_text(path.read_text(encoding="utf-8").replace("[CRC-3]", "[CRC-33]"), encoding="utf-8")


def text_changed(root: Path, path: str = SECTION, words: str = "One more sentence.") -> None:
    """A sentence more in the last language of a section: its outline stays."""
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of the content of a root and of the site's settings, to change at will."""
    copy = folder / "content"
    for path in (CONFIGURATION, *find(root)):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copy / path)
    return copy
