"""Writes all that stands under `/id/`, and the chapters side by side."""

from __future__ import annotations

from pathlib import Path

from kb.permanent.cite_page import cite_files
from kb.permanent.plain import Plain, put
from kb.permanent.resolver import write_resolver
from kb.permanent.side_by_side import side_by_side_files
from kb.permanent.versions import version_files
from kb.permanent.wording import Wordings


def write_permanent(plain: Plain, site_dir: Path) -> int:
    """Write everything that a permanent address offers; how many ids have one."""
    idents = list(plain.kb.ids())
    wordings = Wordings(plain)
    count = write_resolver(plain.kb, site_dir, plain.export.base, plain.history)
    for ident in idents:
        for path, text in cite_files(plain, ident):
            put(site_dir, path, text)
        for path, text in version_files(plain, wordings, ident):
            put(site_dir, path, text)
    for path, text in side_by_side_files(plain, wordings, idents):
        put(site_dir, path, text)
    return count
