"""Build the whole site: check the content, build each language in a process of its own, put them together."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kb.read.tree import Tree
from kb.resolver import prefix_of
from kb.settings import context_of
from kb.site import build_language, finish_site, merge_language, site_settings


def build(tree: Tree, site_dir: Path, **options: Any) -> int:
    """Build the site of a tree into a folder, which is emptied first; how many pages were built."""
    languages = tree.kb.languages
    with tempfile.TemporaryDirectory(dir=site_dir.parent, prefix=".site-") as name:
        parts = [Path(name) / lang for lang in languages]
        with ProcessPoolExecutor(len(languages), mp_context=get_context("spawn")) as pool:
            jobs = [
                pool.submit(build_language, tree.root, lang, part, **options)
                for lang, part in zip(languages, parts, strict=True)
            ]
            paths = [job.result() for job in jobs]
        whole = Path(name) / "whole"
        whole.mkdir()
        for lang, part in zip(languages, parts, strict=True):
            merge_language(prefix_of(tree.kb, lang), part, whole)
        settings = site_settings(tree.root, **options)
        finish_site(context_of(tree, languages[0], settings), settings, whole, paths[0])
        shutil.rmtree(site_dir, ignore_errors=True)
        shutil.move(whole, site_dir)
    return sum(len(found) for found in paths)
