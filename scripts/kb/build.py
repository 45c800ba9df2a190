"""Build the whole site: each language in a process of its own, what stands beside the pages meanwhile; then put together."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.delivery.carry import publish_copies, write_copies
from kb.delivery.finish import finish
from kb.delivery.offline import write_offline
from kb.delivery.styles import join_styles
from kb.extras import write_beside, write_sitemap
from kb.ledger.history import History
from kb.ledger.moves import lost_pages
from kb.paper.editions import FOLDER, editions
from kb.paper.make import make_editions
from kb.permanent.plain import Plain
from kb.permanent.write import write_addresses
from kb.processes import in_processes
from kb.read.tree import Tree
from kb.roots import prefix_of
from kb.search.learnt import hand_over
from kb.search.write import learn
from kb.settings import Settings, build_date, site_url_of
from kb.site.make import build_language
from kb.stages import stage

PAGES = "pages and search"
"""The stage that a language's process is for."""


class LostPagesError(Exception):
    """Pages were published that the site no longer has, and nothing leads on from them. `args` are their addresses."""


def build(
    root: Path,
    kb: KnowledgeBase,
    site_dir: Path,
    *,
    paper: bool = False,
    precompress: bool = False,
    copies: Path | None = None,
    tree: Tree | None = None,
    **options: Any,
) -> int:
    """Build the site into a folder, which is replaced; how many pages were built. `options` override `mkdocs.yml`; `tree`
    is the content, if it has been read already.

    With `paper`, editions for paper are made too, and the pages lead to them; with `precompress`, packed copies stand
    beside the texts, for hosts that serve such; into the folder `copies` go copies to carry (USB sticks, Kiwix), which
    the site then offers. Raises LostPagesError, and leaves the folder as it was, if a published address would lead nowhere.
    """
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    history = History.of(root)
    settings = Settings(options.get("site_url") or site_url_of(root), today=build_date(root))
    with tempfile.TemporaryDirectory(dir=site_dir.parent, prefix=".site-") as name:
        beside, addresses = Path(name) / "beside", Path(name) / "addresses"
        beside.mkdir()
        addresses.mkdir()
        whole, *others = [Path(name) / lang for lang in kb.languages]
        parts = (whole, *others)

        learnt = Path(name) / "learnt.json"

        def work(number: int) -> list[str]:
            gc.freeze()  # what was there before the processes parted is no garbage
            gc.enable()
            if number == 0:  # the pages' processes wait for what this one learns
                with stage("search: words of both languages"):
                    hand_over(learn(kb, settings.today), learnt)
                with stage("permanent addresses"):
                    write_addresses(Plain(kb, settings, history), addresses)
                return []
            lang, folder = kb.languages[number - 1], parts[number - 1]
            with stage(PAGES):
                return build_language(root, lang, folder, tree=tree, learnt=learnt, paper=paper, **options)

        _none, *results = in_processes(work, 1 + len(parts), lambda: write_beside(kb, beside, settings, history))
        lost = list(lost_pages(history, results[0], kb.moves))
        if lost:
            raise LostPagesError(*lost)
        for lang, part in zip(kb.languages[1:], others, strict=True):
            folder = prefix_of(kb, lang).rstrip("/")
            shutil.move(part / folder, whole / folder)
        merge(beside, whole)
        merge(addresses, whole)
        write_sitemap(kb, whole, settings, results[0])
        with stage("style sheet"):
            join_styles(whole)
        if paper:
            make_editions(root, whole / FOLDER, editions(kb), kb.languages, site_url=settings.site_url)
        if copies:
            write_copies(kb, whole, copies, results[0], settings)
            publish_copies(kb, whole, copies, settings)
        with stage("packs for telephones"):
            write_offline(kb, whole, settings.today, results[0])
        with stage("sums, headers, bill of materials"):
            finish(root, whole, settings.site_url, settings.today, precompress=precompress)
        shutil.rmtree(site_dir, ignore_errors=True)
        shutil.move(whole, site_dir)
    return sum(len(found) for found in results)


def merge(source: Path, target: Path) -> None:
    """Move what is in one folder into another, folder by folder: a folder that is new moves as a whole."""
    for entry in os.scandir(source):
        there = target / entry.name
        if entry.is_dir() and there.is_dir():
            merge(Path(entry.path), there)
        else:
            os.replace(entry.path, there)
