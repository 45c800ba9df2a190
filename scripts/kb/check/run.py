"""Check a whole knowledge base: read its files, run every rule, sort what they find."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import Problem, check_document, check_tree
from kb.read.configuration import CONFIGURATION, languages_of
from kb.read.document import Document, read_document
from kb.read.files import find
from kb.read.tree import Tree, assemble, map_files


def _read_and_check(root: Path, languages: tuple[str, ...], path: str) -> tuple[Document, list[Problem]]:
    document = read_document(root, path, languages)
    return document, check_document(document)


def check(root: Path, paths: Iterable[str] = ()) -> tuple[Tree, list[Problem]]:
    """The tree under a root and all its problems, sorted by path, line and column.

    `paths` (relative to the root, files or folders) narrow what is reported, not what is read.
    """
    results = map_files(partial(_read_and_check, root, languages_of(root)), [CONFIGURATION, *find(root)])
    tree = assemble(root, (document for document, _ in results))
    problems = {problem for _, local in results for problem in local}
    problems.update(check_tree(tree))
    wanted = tuple(paths)
    return tree, sorted(p for p in problems if not wanted or any(_within(p.path, path) for path in wanted))


def _within(path: str, folder: str) -> bool:
    return folder in (".", "") or path == folder or path.startswith(folder.rstrip("/") + "/")
