"""Which words of one language stand for which of the other, learnt from the site's own texts, which say everything twice.

For each word its candidates are those that stand oftenest beside it (by Dice's coefficient); among them, as in IBM's first
model (Brown and others, 1993), each word of a text explains the words opposite it in proportion to how well it does so
everywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product

from kb.search.analysis import STOP_WORDS, stem, tokens
from kb.search.document import Document

Pair = tuple[frozenset[str], frozenset[str]]
"""The words of a text and of the same text in the other language."""
Chances = dict[str, dict[str, float]]
"""For each word, the words that it stands for, each with its share."""
Often = Mapping[Pair, int]
"""How often each pair of texts stands there: what lists say, they say again and again."""
Places = dict[str, dict[str, int]]
"""A number for each word together with each that it may stand for."""

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
    first, second = frozenset(tokens(text)), frozenset(tokens(twin))
    return _words(first - second, lang), _words(second - first, other)


def _words(found: Iterable[str], lang: str) -> frozenset[str]:
    stop = STOP_WORDS.get(lang, frozenset())
    stems = (stem(word, lang) for word in found if word.isalpha() and word not in stop)
    return frozenset(word for word in stems if len(word) > 2)


def _together(found: Often) -> dict[tuple[str, str], int]:
    """The words that stand opposite each other more than once by chance, and how often."""
    counts: Counter[tuple[str, str]] = Counter()
    for (left, right), often in found.items():
        together = product(left, right)
        counts.update(together if often == 1 else dict.fromkeys(together, often))
    return {words: count for words, count in counts.items() if count >= LEAST_TOGETHER}


def _singly(found: Often, side: int) -> Counter[str]:
    """In how many texts each word of a language stands."""
    counts: Counter[str] = Counter()
    for pair, often in found.items():
        counts.update(dict.fromkeys(pair[side], often))
    return counts


def chances(found: Often, together: Mapping[tuple[str, str], int]) -> Chances:
    """For each word of the first language the words of the second that it stands for."""
    firsts, seconds = _singly(found, 0), _singly(found, 1)
    candidates: Chances = {}
    for (first, second), count in together.items():
        candidates.setdefault(first, {})[second] = 2 * count / (firsts[first] + seconds[second])
    shares = {word: _normal(dict(_best(options, CANDIDATES))) for word, options in sorted(candidates.items())}
    places, spans = _places(shares)
    opposite = _opposite(found, places)
    values = list(chain.from_iterable(options.values() for options in shares.values()))
    for _ in range(ROUNDS):
        values = _round(opposite, values, spans)
    learnt = {word: {second: values[at] for second, at in options.items()} for word, options in places.items()}
    return {word: best for word, options in learnt.items() if (best := dict(_best(options, MOST, LEAST_SHARE)))}


def _places(shares: Chances) -> tuple[Places, list[slice]]:
    """A number for each word with each that it may stand for, and the numbers of each word: lists of numbers are worked
    through in a fraction of the time."""
    places: Places = {}
    spans = []
    start = 0
    for word, options in shares.items():
        places[word] = {second: at for at, second in enumerate(options, start)}
        spans.append(slice(start, start + len(options)))
        start += len(options)
    return places, spans


def _opposite(found: Often, places: Places) -> list[tuple[tuple[int, ...], int]]:
    """For the words of the second language where they stand, the places of the words opposite that may explain each; and
    how often that is so. A share becomes smaller from round to round, never nothing: these stay the same. They are put in
    order, since sums of fractions depend on it."""
    counts: Counter[tuple[int, ...]] = Counter()
    for (left, right), often in found.items():
        claims: dict[str, list[int]] = {}
        for options in (places[word] for word in left if word in places):
            for second in options.keys() & right:
                claims.setdefault(second, []).append(options[second])
        for claim in claims.values():
            counts[tuple(sorted(claim))] += often
    return sorted(counts.items())


def _round(opposite: list[tuple[tuple[int, ...], int]], values: list[float], spans: list[slice]) -> list[float]:
    gained = [0.0] * len(values)
    for claim, often in opposite:
        each = often / sum([values[at] for at in claim])
        for at in claim:
            gained[at] += values[at] * each
    for span in spans:
        gains = gained[span]
        whole = sum(gains)
        gained[span] = [gain / whole for gain in gains]
    return gained


def _normal(options: dict[str, float]) -> dict[str, float]:
    whole = sum(options.values())
    return {word: share / whole for word, share in options.items()} if whole else {}


def _best(options: dict[str, float], most: int, least: float = 0.0) -> list[tuple[str, float]]:
    ordered = sorted(options.items(), key=lambda item: (-item[1], item[0]))
    return [(word, share) for word, share in ordered[:most] if share >= least]


@dataclass(frozen=True)
class Meanings:
    """What two languages' texts tell of their words: of each word, those of the other language that it stands for."""

    there: Chances
    back: Chances

    @property
    def turned(self) -> Meanings:
        """The same for readers of the other language."""
        return Meanings(self.back, self.there)

    @property
    def foreign(self) -> Chances:
        """For words of the other language, what they are in this one."""
        return dict(sorted(self.back.items()))

    @property
    def alike(self) -> Chances:
        """For words of this language, others of the same meaning: those that stand for what the word stands for."""
        alike: Chances = {}
        for word, options in self.there.items():
            for middle, share in options.items():
                for twin, again in self.back.get(middle, {}).items():
                    if twin != word:
                        alike.setdefault(word, {})[twin] = alike.get(word, {}).get(twin, 0.0) + share * again
        kept = {word: dict(_best(options, MOST, LEAST_SHARE)) for word, options in sorted(alike.items())}
        return {word: options for word, options in kept.items() if options}


def meanings(documents: Iterable[Document], others: Iterable[Document], lang: str, other: str) -> Meanings:
    """What the texts that stand in both languages tell of their words."""
    found = Counter(pairs(documents, others, lang, other))
    together = _together(found)
    turned = Counter({(second, first): often for (first, second), often in found.items()})
    return Meanings(
        chances(found, together), chances(turned, {(two, one): count for (one, two), count in together.items()})
    )
