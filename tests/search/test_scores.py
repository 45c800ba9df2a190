"""The benchmark's measures say what their definitions say."""

from __future__ import annotations

import math

import pytest

from tests.bench.search_scores import Score, mean, score
from tests.search.queries import Query

QUERY = Query("es", "exact", "x", {"A": 3, "B": 3, "C": 1})


def test_the_best_order_scores_one() -> None:
    assert score(QUERY, [("A",), ("B",), ("C",)]) == Score(1.0, 1.0, 0.0)


def test_an_answer_further_down_counts_less() -> None:
    ideal = 7 + 7 / math.log2(3) + 1 / 2
    assert score(QUERY, [("X",), ("A",)]).ndcg == pytest.approx(7 / math.log2(3) / ideal)


def test_recall_counts_the_highest_grade_among_the_first_five() -> None:
    assert score(QUERY, [("A",), ("C",), ("X",), ("Y",), ("Z",), ("B",)]).recall == 0.5


def test_an_answer_that_leads_to_several_ids_finds_them_all() -> None:
    assert score(QUERY, [("A", "B")]).recall == 1.0


def test_the_same_place_again_takes_no_rank() -> None:
    again = score(QUERY, [("A",), ("A",), ("B",), ("C",)])
    assert again == score(QUERY, [("A",), ("B",), ("C",)])


def test_an_answer_outside_the_knowledge_base_takes_a_rank() -> None:
    assert score(QUERY, [(), ("A",)]).ndcg == score(QUERY, [("X",), ("A",)]).ndcg


def test_nothing_graded_among_the_first_ten_is_nothing() -> None:
    assert score(QUERY, [(f"X{number}",) for number in range(10)] + [("A",)]).nothing == 1.0
    assert mean([score(QUERY, []), score(QUERY, [("C",)])]).nothing == 0.5
