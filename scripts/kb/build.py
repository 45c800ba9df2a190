"""Build the whole site: each language in a process of its own, then put together."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.delivery.styles import join_styles
from kb.extras import write_extras
from kb.paper.editions import FOLDER, editions
from kb.paper.make import make_editions
from kb.resolver import prefix_of
from kb.site import build_language


def build(root: Path, kb: KnowledgeBase, site_dir: Path, *, paper: bool = False, **options: Any) -> int:
    """Build the site into a folder, which is replaced; how many pages were built. `options` override `mkdocs.yml`.

    With `paper`, editions for paper are made too, and the pages lead to them.
    """
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=site_dir.parent, prefix=".site-") as name:
        whole, *others = [Path(name) / lang for lang in kb.languages]
        with ProcessPoolExecutor(len(kb.languages), mp_context=get_context("spawn")) as pool:
            jobs = [
                pool.submit(build_language, root, lang, part, paper=paper, **options)
                for lang, part in zip(kb.languages, (whole, *others), strict=True)
            ]
            results = [job.result() for job in jobs]
        for lang, part in zip(kb.languages[1:], others, strict=True):
            folder = prefix_of(kb, lang).rstrip("/")
            shutil.move(part / folder, whole / folder)
        paths, settings = results[0]
        write_extras(kb, whole, settings, paths)
        join_styles(whole)
        if paper:
            make_editions(root, whole / FOLDER, editions(kb), kb.languages, site_url=settings.site_url)
        shutil.rmtree(site_dir, ignore_errors=True)
        shutil.move(whole, site_dir)
    return sum(len(found) for found, _ in results)
