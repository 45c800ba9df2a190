"""Of the real content with one thing wrong in it, the checker says what is wrong, where, and blames nothing else.

`make bench` plants many thousand and reports the figures for each kind; here each kind is planted a few times.
"""

from __future__ import annotations

import pytest

from kb.check.engine import RULES
from kb.read.tree import Tree
from tests.conftest import ROOT
from tests.planted.plant import KINDS
from tests.planted.run import NOT_PLANTED, clean_tree, crops, plant, problems_with, reap

TIMES = 2
SHARES = 4
"""Groups of kinds, so that several processes share the work."""


@pytest.fixture(scope="module")
def clean() -> Tree:
    return clean_tree(ROOT)


def test_there_are_more_than_sixty_kinds_of_defect() -> None:
    assert len(KINDS) > 60


def test_of_every_rule_a_defect_is_planted_or_it_is_said_why_not() -> None:
    assert RULES.keys() == {kind.rule for kind in KINDS.values()} | NOT_PLANTED.keys()
    assert NOT_PLANTED.keys().isdisjoint(kind.rule for kind in KINDS.values())


def test_nothing_is_wrong_with_the_clean_tree(clean: Tree) -> None:
    assert problems_with(clean, []) == []


@pytest.mark.parametrize("share", range(SHARES))
def test_each_planted_defect_is_found_in_its_place_and_nothing_else_is_blamed(clean: Tree, share: int) -> None:
    kinds = list(KINDS.values())[share::SHARES]
    verdicts = [verdict for crop in crops(clean, kinds, TIMES) for verdict in reap(clean, crop)]
    assert {verdict.planted.kind.name for verdict in verdicts} == {kind.name for kind in kinds}
    wrong = [(str(v.planted), v.found, v.right_line, v.beside, v.others) for v in verdicts if not v.is_right]
    assert wrong == []


def test_the_same_seed_plants_the_same_defect(clean: Tree) -> None:
    kind = KINDS["digit-of-a-number"]
    assert plant(clean, kind, 7) == plant(clean, kind, 7)
    assert plant(clean, kind, 7) != plant(clean, kind, 8)
