"""The small directory, its workbook, and `kb import` to run on them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli import main
from tests.imports.imported import directory
from tests.imports.tables import Kb


@pytest.fixture
def root(small: Path) -> Path:
    return directory(small)


@pytest.fixture
def kb(root: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Kb]:
    """Runs `kb import` in the small directory: exit code, and both streams."""

    def run(*args: object, lang: str = "en") -> tuple[int, str]:
        code = main(["import", *map(str, args), "--root", str(root), "--lang", lang])
        streams = capsys.readouterr()
        return code, streams.out + streams.err

    yield run
    gc.enable()


@pytest.fixture
def tables(root: Path, kb: Kb, tmp_path: Path) -> Path:
    """The workbook of the small directory."""
    path = tmp_path / "mx.xlsx"
    assert kb("--export", path, "--country", "MX")[0] == 0
    return path
