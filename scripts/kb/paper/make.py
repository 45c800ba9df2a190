"""Makes editions, several at a time, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kb.pages.writer import Context
from kb.paper.editions import Edition, file_name
from kb.read.configuration import markdown_extensions
from kb.read.tree import Tree, read_tree
from kb.settings import Settings, build_date, context_of, site_url_of

if TYPE_CHECKING:
    from kb.paper.links import Addresses

_SLOWEST_FIRST = ("publication", "role", "country", "form", "card")


def make_editions(
    root: Path,
    folder: Path,
    wanted: Iterable[Edition],
    languages: Iterable[str],
    *,
    site_url: str = "",
    size: str = "both",
    processes: int | None = None,
    made: Callable[[Path], None] = lambda path: None,
) -> list[Path]:
    """Write editions into a folder, and say `made` of each; their files, sorted.

    What cannot be laid out raises: an edition is either whole or not there. Two runs over one commit write the same
    bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(wanted, key=lambda edition: _SLOWEST_FIRST.index(edition.kind))
    jobs = [(edition, lang) for edition in ordered for lang in languages]
    workers = min(len(jobs), processes or os.cpu_count() or 1)
    paths = []
    with ProcessPoolExecutor(max(1, workers), mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_make, root, folder, edition, lang, site_url, size) for edition, lang in jobs]
        for job in as_completed(running):
            paths.append(job.result())
            made(paths[-1])
    return sorted(paths)


def _make(root: Path, folder: Path, edition: Edition, lang: str, site_url: str, size: str) -> Path:
    from kb.paper.document import document
    from kb.paper.layout import pdf

    context, addresses = _ready(root, lang, site_url)
    path = folder / file_name(edition.name, lang)
    path.write_bytes(pdf(document(context, addresses, markdown_extensions(root), edition), size))
    return path


@lru_cache(maxsize=1)
def _tree(root: Path) -> Tree:
    return read_tree(root)


@cache
def _ready(root: Path, lang: str, site_url: str) -> tuple[Context, Addresses]:
    """What the editions of one language share, once a process."""
    from kb.paper.links import Addresses

    tree = _tree(root)
    context = context_of(tree, lang, Settings(today=build_date(root)))
    return context, Addresses(tree.kb, lang, site_url or site_url_of(root))
