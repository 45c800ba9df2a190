"""A small site that has been released, to move its pages and look whether every address still arrives."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from kb.build import build
from kb.ledger.release import release
from kb.read.tree import read_tree
from tests.conftest import BASE, ROOT

RELEASED = date(2026, 12, 1)
OWN = "guidelines/regional/RG.md"
CHAPTER = "guidelines/regional/1-principles"
SECTION = "guidelines/regional/1-principles/RG-1.1.md"


def tree(folder: Path) -> Path:
    """The small valid tree with the real site's settings, words and theme, and a heading inside a section."""
    root = Path(shutil.copytree(BASE, folder))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("custom_dir: scripts", f"custom_dir: {ROOT}/scripts"), encoding="utf-8"
    )
    shutil.copyfile(ROOT / "guidelines/labels.yml", root / "guidelines/labels.yml")
    for lang, title in (("es", "Inicio"), ("en", "Home")):
        (root / "docs" / lang / "index.md").write_text(f"# {title}\n\nText {lang}.\n", encoding="utf-8")
    change(root, SECTION, "avisa a [mx-dif].\n", "avisa a [mx-dif].\n\n## Qué hacer\n\nAvisar.\n")
    change(root, SECTION, "tells [mx-dif].\n", "tells [mx-dif].\n\n## What to do\n\nTell.\n")
    return root


def change(root: Path, path: str, before: str, after: str) -> None:
    """Replace a text that must be there."""
    text = (root / path).read_text(encoding="utf-8")
    assert before in text, before
    (root / path).write_text(text.replace(before, after), encoding="utf-8")


def on_one_page(root: Path) -> None:
    """Put the publication on one page: its chapter's page is no more."""
    change(root, OWN, "layout: chapters", "layout: single")
    for path in (root / CHAPTER).glob("*.md"):
        path.rename(path.parent.parent / path.name)


def in_chapters(root: Path) -> None:
    """Cut the publication into chapters again."""
    change(root, OWN, "layout: single", "layout: chapters")
    for path in (root / CHAPTER).parent.glob("RG-1*.md"):
        path.rename(root / CHAPTER / path.name)


def publish(root: Path, day: date = RELEASED) -> None:
    """Release what the tree holds."""
    assert release(read_tree(root), day).refused == ""


def built(root: Path, site: Path, site_url: str = "http://127.0.0.1/") -> Path:
    """The site of a tree."""
    build(root, read_tree(root).kb, site, site_url=site_url)
    return site
