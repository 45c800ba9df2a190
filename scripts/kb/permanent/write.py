"""Writes all that stands under `/id/`, and the chapters side by side: in two parts, which know nothing of each other."""

from __future__ import annotations

from pathlib import Path

from kb.permanent.cite_page import cite_files
from kb.permanent.plain import Plain, put
from kb.permanent.resolver import write_resolver
from kb.permanent.side_by_side import side_by_side_files
from kb.permanent.versions import version_files
from kb.permanent.wording import Wordings


def write_addresses(plain: Plain, site_dir: Path) -> int:
    """Write the permanent addresses, how to cite them and their dated wordings; how many ids have one."""
    wordings = Wordings(plain)
    count = write_resolver(plain.kb, site_dir, plain.export.base, plain.history)
    for ident in plain.kb.ids():
        for path, text in cite_files(plain, ident):
            put(site_dir, path, text)
        for path, text in version_files(plain, wordings, ident):
            put(site_dir, path, text)
    return count


def write_side_by_side(plain: Plain, site_dir: Path) -> None:
    """Write what shows the languages beside each other."""
    for path, text in side_by_side_files(plain, Wordings(plain), list(plain.kb.ids())):
        put(site_dir, path, text)
