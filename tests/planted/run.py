"""Plants defects and looks at what the checker says: of each, of the file that it stands in, and of all the others.

Many defects are planted at once, each in a file of its own, and the whole tree is checked, so that blame anywhere would
show. Where a crop is not as expected, each of its defects is planted again by itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Problem, check_document, check_tree
from kb.read.document import Document, parse, read_document
from kb.read.files import CONFIGURATION, decode
from kb.read.tree import Tree, assemble, read_tree
from tests.planted import (  # noqa: F401  (registers the kinds)
    contacts,
    directory,
    front,
    languages,
    ledger,
    places,
    records,
    slips,
    texts,
)
from tests.planted.plant import KINDS, Change, Kind, Place

TREE_RULES = [rule for rule in RULES.values() if rule.scope == "tree"]
CROP = 40
"""Defects that are planted at once."""
TRIES = 60
"""Places that are looked at before a kind is said to befall nothing."""

NOT_PLANTED = {
    "symlink": "a link is no change of a text; `tests/hostile.py` plants links of five kinds",
    "unreadable": "what cannot be read is no change of a text; `tests/test_hostile_files.py` plants a pipe, a socket, a closed folder",
    "too-large": "told when a file is opened, before there is a text; `tests/test_hostile_files.py` plants ten megabytes",
}
"""The rules of which no defect is planted here, and why; of every other rule at least one kind is."""

DRIFT = "out-of-step"
"""What every change to one language's text alone is also told as."""


@dataclass(frozen=True)
class Planted:
    """A defect in its place."""

    kind: Kind
    before: str
    path: str
    change: Change

    def __str__(self) -> str:
        return f"{self.kind.name} in {self.path}, line {sorted(self.change.lines)}"


@dataclass(frozen=True)
class Verdict:
    """What the checker said of one defect."""

    planted: Planted
    found: bool
    right_line: bool
    beside: tuple[Problem, ...]
    """Problems in the same file that a defect of this kind does not explain."""
    others: tuple[Problem, ...]
    """Problems in other files."""

    @property
    def is_right(self) -> bool:
        return self.found and self.right_line and not self.beside and not self.others


@dataclass
class Score:
    """How a kind has fared."""

    planted: int = 0
    found: int = 0
    right_line: int = 0
    blamed: int = 0
    beside: int = 0
    wrong: list[Verdict] = field(default_factory=list)


def plant(tree: Tree, kind: Kind, seed: int, taken: frozenset[str] = frozenset()) -> Planted | None:
    """A defect of a kind at a place that the seed chooses, in a file that is not taken."""
    chance = random.Random(f"{kind.name} {seed}")
    fitting = [document for path, document in sorted(tree.documents.items()) if _fits(kind, document, taken)]
    for document in chance.sample(fitting, min(TRIES, len(fitting))):
        change = kind.plant(Place(document, tree, chance))
        if change is not None and (change.text != document.text or change.path):
            return Planted(kind, document.path, change.path or document.path, change)
    return None


def _fits(kind: Kind, document: Document, taken: frozenset[str]) -> bool:
    return (
        document.kind in kind.files
        and document.path not in taken
        and (document.kind != "section" or bool(document.entries))
    )


def clean_tree(root: Path) -> Tree:
    """The content of a root with the site's settings, as `kb check` sees it."""
    tree = read_tree(root)
    return assemble(root, [read_document(root, CONFIGURATION, tree.kb.languages), *tree.documents.values()])


def problems_with(tree: Tree, crop: Iterable[Planted]) -> list[Problem]:
    """All problems of the tree with these defects in it."""
    documents = dict(tree.documents)
    problems: list[Problem] = []
    for planted in crop:
        source = decode(planted.change.text.encode("utf-8", "surrogateescape"))
        if planted.path != planted.before and not planted.change.is_copy:
            del documents[planted.before]
        document = parse(planted.path, source.text, source.defects, usable=source.usable, languages=tree.kb.languages)
        documents[planted.path] = document
        problems += check_document(document)
    return problems + check_tree(assemble(tree.root, documents.values()), TREE_RULES)


def judge(planted: Planted, problems: list[Problem]) -> Verdict:
    """What all the problems of a tree with one defect in it say of that defect."""
    here = [problem for problem in problems if problem.path == planted.path]
    told = [problem for problem in here if problem.rule == planted.kind.rule]
    expected = {planted.kind.rule, *planted.kind.also, DRIFT}
    others = [problem for problem in problems if problem.path != planted.path]
    if planted.kind.partner and {problem.rule for problem in others} == {planted.kind.rule}:
        others = others[1:]
    return Verdict(
        planted,
        bool(told),
        any(problem.line in planted.change.lines for problem in told),
        tuple(problem for problem in here if problem.rule not in expected),
        tuple(others),
    )


def crops(tree: Tree, kinds: Iterable[Kind], times: int, first: int = 0) -> Iterator[list[Planted]]:
    """Each kind planted that many times, many at once, never two in one file."""
    crop: list[Planted] = []
    for seed in range(first, first + times):
        for kind in kinds:
            taken = frozenset(planted.before for planted in crop)
            planted = plant(tree, kind, seed, taken) or plant(tree, kind, seed)
            if planted is None:
                continue
            if kind.partner:
                yield [planted]
                continue
            if len(crop) >= CROP or planted.before in taken:
                yield crop
                crop = []
            crop.append(planted)
    if crop:
        yield crop


def reap(tree: Tree, crop: list[Planted]) -> list[Verdict]:
    """The verdict on each defect of a crop."""
    problems = problems_with(tree, crop)
    known = {planted.path for planted in crop}
    together = [judge(p, [problem for problem in problems if problem.path == p.path]) for p in crop]
    if all(problem.path in known for problem in problems):
        return [verdict if verdict.is_right else alone(tree, verdict.planted) for verdict in together]
    return [alone(tree, planted) for planted in crop]


def alone(tree: Tree, planted: Planted) -> Verdict:
    """The verdict on a defect that is planted by itself."""
    return judge(planted, problems_with(tree, [planted]))


def scores(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """How each kind has fared, by name."""
    found = {name: Score() for name in KINDS}
    for verdict in verdicts:
        score = found[verdict.planted.kind.name]
        score.planted += 1
        score.found += verdict.found
        score.right_line += verdict.right_line
        score.blamed += bool(verdict.others)
        score.beside += bool(verdict.beside)
        if not verdict.is_right:
            score.wrong.append(verdict)
    return found
