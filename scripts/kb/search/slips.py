"""Typing slips: the words of the index that are one edit away from what was typed, or two where the word is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.search.analysis import stem, without_tilde

if TYPE_CHECKING:
    from kb.search.reader import Reader

SHORTEST, LONG = 4, 8
"""Letters: a shorter word is not corrected; in a word as long as `LONG` two edits are."""
MOST = 3


def edits(first: str, second: str, limit: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour; `limit` + 1 if more than that."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, char in enumerate(first, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def nearest(reader: Reader, word: str) -> list[str]:
    """The terms most like a mistyped word, the best first."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    typed = without_tilde(stem(word, reader.lang))
    limit = 2 if len(word) >= LONG else 1
    found = []
    for term in reader.words:
        if not term[0].isalpha() or len(term) < SHORTEST - 1 or abs(len(term) - len(typed)) > limit:
            continue
        distance = edits(typed, without_tilde(term), limit)
        if distance <= limit:
            found.append((distance, term[0] != typed[0], -reader.frequency(term), term))
    found.sort()
    return [term for distance, _, _, term in found if distance == found[0][0]][:MOST]
