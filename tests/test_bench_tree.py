"""The tree that the benchmarks check and build is a knowledge base without problems, whatever the content holds."""

from __future__ import annotations

from pathlib import Path

from kb.base import KnowledgeBase
from kb.check.formats import as_text
from kb.check.run import check
from kb.read.tree import Tree
from tests.bench.generate import generate


def models_of(kb: KnowledgeBase) -> int:
    """How many sections the generated ones are made from."""
    return sum(section.number.count(".") == 1 for section in kb.sections.values())


def test_the_generated_tree_has_no_problem_whichever_section_it_is_made_from(content: Tree, tmp_path: Path) -> None:
    sections = (models_of(content.kb) // 10 + 1) * 10
    generate(tmp_path / "tree", sections, 12)
    tree, problems = check(tmp_path / "tree")
    assert as_text(problems, "en") == ""
    assert len(tree.kb.sections) == sections + 1
    assert len(tree.kb.institutions) == 12
