"""A large tree is checked in parts side by side: what they find together is what the whole would have shown."""

from __future__ import annotations

import pytest

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Problem, check_tree
from kb.read.tree import Tree, assemble, read_tree
from tests.conftest import ROOT

TREE_RULES = [rule for rule in RULES.values() if rule.scope == "tree"]


@pytest.fixture(scope="module")
def broken() -> Tree:
    """The real content without files that much of it rests on."""
    documents = read_tree(ROOT).documents
    lost = ("guidelines/library/rcm.yml", "guidelines/countries/mx/MX.md", "directory/mx/comar.yml")
    return assemble(ROOT, [document for path, document in documents.items() if path not in lost])


def told(problems: list[Problem]) -> set[tuple[object, ...]]:
    """What is wrong and where. For many unknown ids not each gets a guess what was meant: that may differ."""
    return {(p.path, p.line, p.column, p.rule, p.severity, p.message) for p in problems}


@pytest.mark.parametrize("count", [1, 3, 4])
def test_the_parts_find_what_the_whole_does(broken: Tree, count: int) -> None:
    whole = told(check_tree(broken, TREE_RULES))
    assert len({place[0] for place in whole}) > 20
    assert {place for part in broken.parts(count) for place in told(check_tree(part, TREE_RULES))} == whole


def test_each_document_is_in_focus_once(broken: Tree) -> None:
    seen = [document.path for part in broken.parts(4) for document in part.checked]
    assert sorted(seen) == sorted(broken.documents)
