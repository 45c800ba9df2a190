"""`make zensical`: builds the Markdown tree with Zensical, the next program of Material's authors, and says what differs.

It blocks nothing: it ends with 0 whatever it finds, and says so where Zensical cannot be installed or does not build.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from kb.build import build
from kb.read.tree import read_tree
from tests.conftest import ROOT
from tests.way_out.tree import ARTICLE, configure, differences, markdown_tree, standing

PROGRAM = Path(sys.executable).parent.parent / "zensical/bin/zensical"
_OWN = re.compile(r"[^#]*#__skip: an id too many")
"""An anchor for the link that skips the header: Zensical puts it into every page's text, Material before it."""


def report(folder: Path) -> str:
    """What differs, for people."""
    if not PROGRAM.exists():
        return "Zensical is left out: it could not be installed"
    build(ROOT, read_tree(ROOT).kb, folder / "ours", site_url="http://127.0.0.1/")
    markdown_tree(ROOT, folder)
    configure(ROOT, folder / "mkdocs.yml", theme={"name": "material", "variant": "classic", "font": False})
    done = subprocess.run([PROGRAM, "build"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"Zensical does not build the tree:\n{done.stdout}{done.stderr}"
    ours = standing(folder / "ours", ARTICLE)
    found = [one for one in differences(ours, standing(folder / "site", ARTICLE)) if not _OWN.fullmatch(one)]
    kinds = Counter(one.rpartition(": ")[2] for one in found)
    told = [f"  {count} × {kind}, for example {_first(found, kind)}" for kind, count in kinds.most_common()]
    ids = sum(len(page.ids) for page in ours.values())
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return "\n".join([f"Zensical {version}: {len(found)} differences in {len(ours)} pages, {ids} ids", *told])


def _first(found: list[str], kind: str) -> str:
    return next(one for one in found if one.endswith(f": {kind}")).removesuffix(f": {kind}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kb-zensical-") as name:
        print(report(Path(name)))
