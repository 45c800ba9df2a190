"""Which words of one language stand for which of the other, learnt from the site's own texts, which say everything twice.

For each word its candidates are those that stand oftenest beside it (by Dice's coefficient); among them, as in IBM's first
model (Brown and others, 1993), each word of a text explains the words opposite it in proportion to how well it does so
everywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, product

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


def _together(found: list[Pair]) -> dict[tuple[str, str], int]:
    """The words that stand opposite each other more than once by chance, and how often."""
    counts: Counter[tuple[str, str]] = Counter()
    for left, right in found:
        counts.update(product(left, right))
    return {words: count for words, count in counts.items() if count >= LEAST_TOGETHER}


def chances(found: list[Pair], together: dict[tuple[str, str], int]) -> Chances:
    """For each word of the first language the words of the second that it stands for."""
    firsts = Counter(chain.from_iterable(left for left, _right in found))
    seconds = Counter(chain.from_iterable(right for _left, right in found))
    candidates: Chances = {}
    for (first, second), count in together.items():
        candidates.setdefault(first, {})[second] = 2 * count / (firsts[first] + seconds[second])
    shares = {word: _normal(dict(_best(options, CANDIDATES))) for word, options in candidates.items()}
    opposite = list(_opposite(found, shares))
    for _ in range(ROUNDS):
        shares = _round(opposite, shares)
    return {word: best for word, options in shares.items() if (best := dict(_best(options, MOST, LEAST_SHARE)))}


def _opposite(found: list[Pair], shares: Chances) -> Iterator[tuple[str, list[str]]]:
    """Each word of the second language where it stands, with the words opposite it that it may explain. A share becomes
    smaller from round to round, never nothing: these words stay the same."""
    for left, right in found:
        known = [(word, shares[word]) for word in left if word in shares]
        for second in right:
            words = [word for word, options in known if second in options]
            if words:
                yield second, words


def _round(opposite: list[tuple[str, list[str]]], shares: Chances) -> Chances:
    gained: dict[str, dict[str, float]] = {word: {} for word in shares}
    for second, words in opposite:
        claims = [shares[word][second] for word in words]
        whole = sum(claims)
        for word, claim in zip(words, claims, strict=True):
            gains = gained[word]
            gains[second] = gains.get(second, 0.0) + claim / whole
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
    together = _together(found)
    there = chances(found, together)
    back = chances(
        [(second, first) for first, second in found], {(two, one): count for (one, two), count in together.items()}
    )
    alike: Chances = {}
    for word, options in there.items():
        for middle, share in options.items():
            for twin, again in back.get(middle, {}).items():
                if twin != word:
                    alike.setdefault(word, {})[twin] = alike.get(word, {}).get(twin, 0.0) + share * again
    kept = {word: dict(_best(options, MOST, LEAST_SHARE)) for word, options in sorted(alike.items())}
    return dict(sorted(back.items())), {word: options for word, options in kept.items() if options}
