"""How good a list of answers is: nDCG@10, recall@5, and whether it holds any answer at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.search.queries import Query

DEPTH = 10
FIRST = 5

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """What one engine answered to one query, or the mean of several such."""

    ndcg: float
    """Normalised discounted cumulative gain of the first ten; an answer of grade g gains 2^g - 1."""
    recall: float
    """Of the answers with the query's highest grade (five at most count), the share among the first five."""
    nothing: float
    """1 if no graded answer stands among the first ten."""


def score(query: Query, found: Iterable[Ids]) -> Score:
    """`found`: for each answer, best first, the ids that it leads to. An answer that adds no id takes no rank."""
    ranked = _without_repeats(found)
    gains = [max((query.answers.get(ident, 0) for ident in ids), default=0) for ids in ranked]
    ideal = _discounted(sorted(query.answers.values(), reverse=True))
    first = {ident for ids in ranked[:FIRST] for ident in ids}
    best = sum(ident in first for ident in query.best) / min(FIRST, len(query.best))
    return Score(min(1.0, _discounted(gains) / ideal), min(1.0, best), float(not any(gains[:DEPTH])))


def mean(scores: Sequence[Score]) -> Score:
    """The mean of the scores of several queries."""
    return Score(
        fmean(item.ndcg for item in scores), fmean(item.recall for item in scores), fmean(s.nothing for s in scores)
    )


def _without_repeats(found: Iterable[Ids]) -> list[Ids]:
    seen: set[str] = set()
    ranked = []
    for ids in found:
        new = tuple(ident for ident in ids if ident not in seen)
        if new or not ids:
            ranked.append(new)
        seen.update(new)
    return ranked


def _discounted(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))
