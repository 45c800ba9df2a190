"""Check a whole knowledge base: read its files, run every rule, sort what they find."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Rule, check_document, check_tree
from kb.check.memory import Found, Memory, Stamps, Stored, stamps_of, unpacked
from kb.check.outlines import pack_one
from kb.check.problem import Problem, within
from kb.processes import are_many, in_processes, map_files
from kb.read.configuration import languages_of
from kb.read.document import Document, read_document
from kb.read.kinds import build_models
from kb.read.tree import Tree, assemble

_PARALLEL_FROM = 1500
"""Below this many files, running the tree rules side by side costs more than it saves."""
_PARTS = 4
"""Always as many, whatever the machine, so that the same content has the same problems everywhere."""


def read_and_check(root: Path, languages: tuple[str, ...], path: str, before: Document | None = None) -> Found:
    """A document, and the problems that it has by itself. `before`: the same one as it was."""
    document = read_document(root, path, languages, before)
    return document, check_document(document)


def _packed(root: Path, languages: tuple[str, ...], path: str) -> tuple[Stored, bytes]:
    """The same, the document packed once: for the way between processes and for the memory's store; and its outline."""
    document, problems = read_and_check(root, languages, path)
    packed = pickle.dumps(document, 5)
    return (packed, problems), pack_one(document, packed)


def check(
    root: Path,
    paths: Iterable[str] = (),
    memory: Memory | None = None,
    meanwhile: Callable[[Tree, dict[str, bytes]], None] = lambda tree, outlines: None,
    stamps: Stamps | None = None,
) -> tuple[Tree, list[Problem]]:
    """The tree under a root and all its problems, sorted by path, line and column.

    `paths` (relative to the root, files or folders) narrow what is reported, not what is read. `memory` spares the
    reading of files that have not changed. `meanwhile` is done with the tree, and with the packed outlines of the files
    that were read, while other processes look for problems. `stamps` are those of the files, if they are known already.
    """
    memory = memory or Memory()
    stamps = stamps_of(root) if stamps is None else stamps
    known = {path: found for path, stamp in stamps.items() if (found := memory.recall(path, stamp)) is not None}
    new = [path for path in stamps if path not in known]
    if are_many(new):
        build_models()  # once, and not in each of the processes that read
    read: dict[str, Found] = {}
    outlines: dict[str, bytes] = {}
    with memory.learning() as learn:
        coming = map_files(partial(_packed, root, languages_of(root)), new)
        for path, (packed, outlines[path]) in zip(new, coming, strict=True):
            read[path] = unpacked(packed)
            if (stamp := stamps[path]) is not None:
                learn(path, stamp, read[path], packed)
    results = [known.get(path) or read[path] for path in stamps]
    tree = assemble(root, (document for document, _ in results))
    wanted = tuple(paths)
    if wanted:
        tree.focus = frozenset(path for path in tree.documents if within(path, wanted))

    problems = {problem for _, local in results for problem in local}
    problems.update(_tree_problems(tree, partial(meanwhile, tree, outlines)))
    return tree, sorted(problem for problem in problems if within(problem.path, wanted))


def check_in(tree: Tree, paths: Collection[str], changed: Collection[str] = ()) -> list[Problem]:
    """The problems of some files that only the whole tree tells, and those that rules find anywhere which compare the
    fields changed; by no rule that looks at all files at once otherwise. Those, too, may keep to what these files touch."""
    tree.focus = frozenset(paths)
    comparing = [rule for rule in _tree_rules() if not rule.compares.isdisjoint(changed)]
    compared = check_tree(tree, comparing)
    rules = [rule for rule in _tree_rules() if rule.sees in ("outline", "text")]
    return compared + [problem for problem in check_tree(tree, rules) if problem.path in paths]


def _tree_rules() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.scope == "tree"]


def _tree_problems(tree: Tree, meanwhile: Callable[[], None]) -> list[Problem]:
    """What the tree rules find; in a large tree, in several processes that share this one's memory: each judges some of the
    files, and this one meanwhile looks at all of them at once."""
    rules = _tree_rules()
    if len(tree.checked) < _PARALLEL_FROM:
        meanwhile()
        return check_tree(tree, rules)
    tree.prepare()
    at_once = [rule for rule in rules if rule.sees in ("outlines", "texts")]
    each = [rule for rule in rules if rule not in at_once]
    parts = tree.parts(_PARTS)
    here: list[Problem] = []

    def then() -> None:
        meanwhile()
        here.extend(check_tree(tree, at_once))

    found = in_processes(lambda number: check_tree(parts[number], each), _PARTS, then)
    return here + [problem for problems in found for problem in problems]
