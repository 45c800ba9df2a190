"""A small site that can be released."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import lasting


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lasting.tree(tmp_path / "tree")
