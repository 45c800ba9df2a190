"""What stands under the permanent addresses of a small site, and the days of its releases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kb.ledger.history import History
from kb.permanent.plain import Plain
from kb.permanent.write import write_addresses, write_side_by_side
from kb.read.tree import read_tree
from kb.settings import Settings

SETTINGS = Settings("https://example.org/", today=date(2028, 2, 3))
FIRST, SECOND = date(2026, 12, 1), date(2027, 6, 1)


def plain(root: Path) -> Plain:
    return Plain(read_tree(root).kb, SETTINGS, History.of(root))


def written(root: Path) -> Path:
    site = root.parent / "written"
    write_addresses(plain(root), site)
    write_side_by_side(plain(root), site)
    return site


def page(root: Path, path: str) -> str:
    return (written(root) / path / "index.html").read_text(encoding="utf-8")
