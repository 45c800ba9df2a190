"""Typing slips: the words of the index, or of a title as it is written, that are one edit away from what was typed, or two
where the word is long; else those that it begins with, since a slip in an ending hides it from the stemmer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.search.analysis import stem, without_tilde

if TYPE_CHECKING:
    from kb.search.reader import Reader

SHORTEST, LONG = 4, 8
"""Letters: a shorter word is not corrected; in a word as long as `LONG` two edits are."""
STEM = 5
"""Letters that a stem must have to be compared, or to be what a word begins with."""
ENDING = 6
"""Letters that an ending may have."""
MOST = 3
FAR = 9

Row = tuple[int, bool, int, str]
"""A term's distance from what was typed, whether it begins otherwise, how rare it is, and itself."""


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
    typed = without_tilde(word)
    short = without_tilde(stem(word, reader.lang))
    forms = [form for form in dict.fromkeys((typed, short)) if form == typed or len(form) >= STEM]
    rows: dict[str, Row] = {}
    for plain, term in reader.spellings:
        if len(plain) < SHORTEST - 1 or not plain[0].isalpha():
            continue
        distance = min(distance_of(form, plain) for form in forms)
        if distance < FAR:
            row = (distance, plain[0] != typed[0], -reader.frequency(term), term)
        elif STEM <= len(plain) >= len(typed) - ENDING and typed.startswith(plain):
            row = (FAR, False, -len(plain), term)
        else:
            continue
        rows[term] = min(row, rows.get(term, row))
    found = sorted(rows.values())
    return [term for distance, _, _, term in found if distance == found[0][0]][
        : MOST if found and found[0][0] < FAR else 1
    ]


def distance_of(typed: str, plain: str) -> int:
    """The edits between what was typed and a term; FAR if they are more than a slip."""
    limit = 2 if len(typed) >= LONG else 1
    distance = edits(typed, plain, limit)
    return distance if distance <= limit else FAR
