"""Our own search's files, as the site delivers them."""

from __future__ import annotations

from pathlib import Path

from kb.pages.writer import Context
from kb.search.write import index_names, write_search


def make_ours(context: Context, folder: Path) -> dict[str, str]:
    """Write our search of one language into a folder that is served as `/ours/`; its files' addresses there."""
    write_search(context, folder)
    return {name: f"/ours/{path}" for name, path in index_names(context.kb, context.lang).items()}
