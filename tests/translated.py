"""A section in two languages, to change one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb.read.tree import Tree, read_tree

PATH = "guidelines/regional/1-principles/RG-1.1.md"


def change(root: Path, old: str, new: str) -> None:
    path = root / PATH
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def labelled(root: Path, content: Tree) -> Tree:
    """A small tree with the real site's own words."""
    tree = read_tree(root)
    return replace(tree, kb=replace(tree.kb, labels=content.kb.labels))
