"""Our own search's files, as the site delivers them."""

from __future__ import annotations

from pathlib import Path

from kb.base import KnowledgeBase


def make_ours(kb: KnowledgeBase, lang: str, folder: Path) -> dict[str, str] | None:
    """Write our index into a folder that is served as `/ours/`."""
    return None
