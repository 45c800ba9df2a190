"""Check a whole knowledge base: read its files, run every rule, sort what they find."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Rule, check_document, check_tree
from kb.check.memory import Memory, stamp_of
from kb.check.problem import Problem, within
from kb.processes import are_many, in_processes, map_files
from kb.read.configuration import languages_of
from kb.read.document import Document, read_document
from kb.read.files import CONFIGURATION, find
from kb.read.kinds import build_models
from kb.read.tree import Tree, assemble

Found = tuple[Document, list[Problem]]

_PARALLEL_FROM = 1500
"""Below this many files, running the tree rules side by side costs more than it saves."""
_PARTS = 3
"""Always as many, whatever the machine, so that the same content has the same problems everywhere: with the outlines, as many
as most machines have processors."""


def read_and_check(root: Path, languages: tuple[str, ...], path: str, before: Document | None = None) -> Found:
    """A document, and the problems that it has by itself. `before`: the same one as it was."""
    document = read_document(root, path, languages, before)
    return document, check_document(document)


def _packed(root: Path, languages: tuple[str, ...], path: str) -> bytes:
    """The same, packed once: for the way between processes and for the memory's store."""
    return pickle.dumps(read_and_check(root, languages, path), 5)


def check(
    root: Path,
    paths: Iterable[str] = (),
    memory: Memory | None = None,
    meanwhile: Callable[[Tree], None] = lambda tree: None,
) -> tuple[Tree, list[Problem]]:
    """The tree under a root and all its problems, sorted by path, line and column.

    `paths` (relative to the root, files or folders) narrow what is reported, not what is read. `memory` spares the
    reading of files that have not changed. `meanwhile` is done with the tree while other processes look for problems.
    """
    memory = memory or Memory()
    stamps = {path: stamp_of(f"{root}/{path}") for path in [CONFIGURATION, *find(root)]}
    known = {path: found for path, stamp in stamps.items() if (found := memory.recall(path, stamp)) is not None}
    new = [path for path in stamps if path not in known]
    if are_many(new):
        build_models()  # once, and not in each of the processes that read
    packed: dict[str, bytes] = {}
    read: dict[str, Found] = {}
    for path, result in zip(new, map_files(partial(_packed, root, languages_of(root)), new), strict=True):
        packed[path], read[path] = result, pickle.loads(result)  # noqa: S301  (our own)
    results = [known.get(path) or read[path] for path in stamps]
    tree = assemble(root, (document for document, _ in results))
    wanted = tuple(paths)
    if wanted:
        tree.focus = frozenset(path for path in tree.documents if within(path, wanted))

    def then() -> None:
        memory.learn({path: (stamp, read[path]) for path in new if (stamp := stamps[path]) is not None}, packed)
        meanwhile(tree)

    problems = {problem for _, local in results for problem in local}
    problems.update(_tree_problems(tree, then))
    return tree, sorted(problem for problem in problems if within(problem.path, wanted))


def check_in(tree: Tree, paths: Collection[str], changed: Collection[str] = ()) -> list[Problem]:
    """The problems of some files that only the whole tree tells, and those that rules find anywhere which compare the
    fields changed; by no rule that looks at all files at once otherwise."""
    comparing = [rule for rule in _tree_rules() if not rule.compares.isdisjoint(changed)]
    compared = check_tree(tree, comparing)
    tree.focus = frozenset(paths)
    rules = [rule for rule in _tree_rules() if rule.sees in ("outline", "text")]
    return compared + [problem for problem in check_tree(tree, rules) if problem.path in paths]


def _tree_rules() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.scope == "tree"]


def _tree_problems(tree: Tree, meanwhile: Callable[[], None]) -> list[Problem]:
    """What the tree rules find; in a large tree, in several processes that share this one's memory: one looks at the
    outlines of all files, each of the others at the texts of some."""
    rules = _tree_rules()
    if len(tree.checked) < _PARALLEL_FROM:
        meanwhile()
        return check_tree(tree, rules)
    tree.prepare()
    by_outline = [rule for rule in rules if rule.sees in ("outline", "outlines")]
    work = [(tree, by_outline)]  # first, as it takes longest
    work += [(part, [rule for rule in rules if rule not in by_outline]) for part in tree.parts(_PARTS)]
    found = in_processes(lambda number: check_tree(*work[number]), len(work), meanwhile)
    return [problem for problems in found for problem in problems]
