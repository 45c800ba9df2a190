"""Which words of one language stand for which of the other, learnt from the site's own texts, which say everything twice.

For each word its candidates are those that stand oftenest beside it (by Dice's coefficient); among them, as in IBM's first
model (Brown and others, 1993), each word of a text explains the words opposite it in proportion to how well it does so
everywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

from kb.search.analysis import terms, tokens
from kb.search.document import Document

Pair = tuple[frozenset[str], frozenset[str]]
"""The words of a text and of the same text in the other language."""
Chances = dict[str, dict[str, float]]
"""For each word, the words that it stands for, each with its share."""

ROUNDS = 4
CANDIDATES = 10
LEAST_TOGETHER = 2
LEAST_SHARE = 0.2
MOST = 3


def pairs(documents: Iterable[Document], others: Iterable[Document], lang: str, other: str) -> Iterator[Pair]:
    """The texts that stand in both languages, line by line where they have as many lines."""
    opposite = {document.id: document for document in others}
    for document in documents:
        twin = opposite.get(document.id)
        if twin is None:
            continue
        yield _pair(document.title, twin.title, lang, other)
        anchored = {part.anchor: part for part in twin.parts}
        for part in document.parts:
            if part.anchor in anchored:
                yield _pair(part.heading, anchored[part.anchor].heading, lang, other)
                yield from _lines(part.text, anchored[part.anchor].text, lang, other)


def _lines(text: str, twin: str, lang: str, other: str) -> Iterator[Pair]:
    lines, twins = text.split("\n"), twin.split("\n")
    if len(lines) != len(twins):
        lines, twins = [text], [twin]
    for first, second in zip(lines, twins, strict=True):
        yield _pair(first, second, lang, other)


def _pair(text: str, twin: str, lang: str, other: str) -> Pair:
    """Without what is the same in both: names, ids, numbers."""
    same = {*tokens(text)} & {*tokens(twin)}

    def words(written: str, code: str) -> frozenset[str]:
        kept = " ".join(word for word in tokens(written) if word not in same and word.isalpha())
        return frozenset(term for term in terms(kept, code) if len(term) > 2)

    return words(text, lang), words(twin, other)


def chances(found: list[Pair]) -> Chances:
    """For each word of the first language the words of the second that it stands for."""
    together: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for left, right in found:
        firsts.update(left)
        seconds.update(right)
        together.update(product(left, right))
    candidates: Chances = {}
    for (first, second), count in together.items():
        if count >= LEAST_TOGETHER:
            candidates.setdefault(first, {})[second] = 2 * count / (firsts[first] + seconds[second])
    shares = {word: _normal(dict(_best(options, CANDIDATES))) for word, options in candidates.items()}
    for _ in range(ROUNDS):
        shares = _round(found, shares)
    return {word: best for word, options in shares.items() if (best := dict(_best(options, MOST, LEAST_SHARE)))}


def _round(found: list[Pair], shares: Chances) -> Chances:
    gained: dict[str, dict[str, float]] = {word: {} for word in shares}
    for left, right in found:
        known = [(word, shares[word]) for word in left if word in shares]
        for second in right:
            claims = [(word, options[second]) for word, options in known if second in options]
            whole = sum(claim for _, claim in claims)
            for word, claim in claims:
                gained[word][second] = gained[word].get(second, 0.0) + claim / whole
    return {word: _normal(gains) for word, gains in gained.items() if gains}


def _normal(options: dict[str, float]) -> dict[str, float]:
    whole = sum(options.values())
    return {word: share / whole for word, share in options.items()} if whole else {}


def _best(options: dict[str, float], most: int, least: float = 0.0) -> list[tuple[str, float]]:
    ordered = sorted(options.items(), key=lambda item: (-item[1], item[0]))
    return [(word, share) for word, share in ordered[:most] if share >= least]


def meanings(
    documents: Iterable[Document], others: Iterable[Document], lang: str, other: str
) -> tuple[Chances, Chances]:
    """For words of the other language, what they are in this one; and for words of this one, others of the same meaning:
    those that stand for what the word stands for."""
    found = list(pairs(documents, others, lang, other))
    there = chances(found)
    back = chances([(second, first) for first, second in found])
    alike: Chances = {}
    for word, options in there.items():
        for middle, share in options.items():
            for twin, again in back.get(middle, {}).items():
                if twin != word:
                    alike.setdefault(word, {})[twin] = alike.get(word, {}).get(twin, 0.0) + share * again
    kept = {word: dict(_best(options, MOST, LEAST_SHARE)) for word, options in sorted(alike.items())}
    return dict(sorted(back.items())), {word: options for word, options in kept.items() if options}
