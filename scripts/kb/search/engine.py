"""Answers questions. theme/assets/kb-search-engine.js and kb-search-ranking.js give the same answers in the same order; change both.

lunr finds what holds any of the words, and its score decides among the documents that promise most by all else: how much of
the question a document answers, whether it is called so, whether its title says it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lunr.query import Query

from kb.search.analysis import terms as stems
from kb.search.analysis import tokens, without_tilde
from kb.search.question import Asker
from kb.search.reader import Reader
from kb.search.slots import Question, Slot


@dataclass(frozen=True)
class Result:
    """One answer."""

    id: str
    title: str
    url: str
    """Under the language's root."""
    score: float


class Engine:
    """Answers questions in one language."""

    def __init__(self, data: dict[str, Any], texts: dict[str, Any] | None = None) -> None:
        self.reader = Reader(data)
        self.tuning = self.reader.tuning
        self.asker = Asker(self.reader)
        self.texts: list[list[list[str]]] | None = texts["texts"] if texts else None

    def search(self, text: str, limit: int = 10) -> list[Result]:
        """The best answers, in order."""
        return [self.result(*row) for row in self.ranked(self.asker.ask(text))[:limit]]

    def result(self, score: float, number: int, terms: dict[str, Any]) -> Result:
        """An answer as it is shown."""
        return Result(self.reader.ids[number], self.reader.titles[number], self.url(number, terms), score)

    def ranked(self, question: Question) -> list[tuple[float, int, dict[str, Any]]]:
        """Every answer, in order: its score, its number, and which terms it has in which fields."""
        boosts = self.boosts(question)
        found = self.found(boosts)
        covered = {number: self.covers(question.slots, number, terms.keys()) for number, (_, terms) in found.items()}
        told = {number: self.told(boosts, terms) for number, (_, terms) in found.items()}
        most, enough = max(told.values(), default=0.0), max(covered.values(), default=0.0) * self.tuning.least
        found = {number: hit for number, hit in found.items() if covered[number] >= enough}
        worths = {number: self.worth(question, number, covered[number], terms) for number, (_, terms) in found.items()}
        promises = {number: within * (told[number] / most) + besides for number, (within, besides) in worths.items()}
        promising = sorted(promises, key=lambda number: (-promises[number], number))[: self.tuning.candidates]
        best = max((found[number][0] for number in promising), default=0.0) or 1.0
        shares = {number: found[number][0] / best for number in promising}
        rows = []
        for number, (_, terms) in found.items():
            if self.has_phrases(number, question.phrases):
                within, besides = worths[number]
                value = within * shares.get(number, 0.0) + besides
                rows.append((math.floor(value * 10000 + 0.5) / 10000, number, terms))
        rows.sort(key=lambda row: (-row[0], row[1]))
        return rows

    def worth(self, question: Question, number: int, covered: float, terms: dict[str, Any]) -> tuple[float, float]:
        """What lunr's score can be worth at most in a document, and what counts besides."""
        named = {slot.country for slot in question.slots if slot.country}
        prior = self.prior(number, named) * (self.personal(number) if question.personal else 1.0)
        times = 1.0 if question.articles.isdisjoint(terms) else self.tuning.article
        shares = (share for term, share in question.wholes.items() if "id" in terms.get(term, ()))
        value = self.tuning.name * math.pow(max(shares, default=0.0), self.tuning.share)
        value += self.tuning.ident * question.ids.get(number, 0.0)
        value += self.tuning.title * self.titled(number, question, terms) * prior
        return self.tuning.score * math.pow(covered, self.tuning.exponent) * prior * times, value * times

    def prior(self, number: int, named: set[str]) -> float:
        """How likely a document is what people look for who name these countries, whatever else they ask."""
        kind = self.reader.values("kind", number)[0]
        own = self.reader.values("country", number)
        place = 1.0 if not own or named.intersection(own) else self.tuning.elsewhere if named else self.tuning.abroad
        return (
            place * self.tuning.kinds.get(kind, 1.0) * (1 + self.tuning.cited * math.log(1 + self.reader.cited[number]))
        )

    def personal(self, number: int) -> float:
        """How much more a document is worth to people who ask for themselves."""
        return self.tuning.own_words.get(self.reader.values("publication", number)[0], 1.0)

    def covers(self, slots: list[Slot], number: int, terms: Iterable[str]) -> float:
        """How much of a question some terms of a document answer, from 0 to 1."""
        whole = sum(slot.weight for slot in slots)
        named = {slot.country for slot in slots if slot.country}
        return sum(slot.weight * self.answered(slot, number, terms, named) for slot in slots) / whole if whole else 0.0

    def answered(self, slot: Slot, number: int, terms: Iterable[str], named: set[str]) -> float:
        """How much of one thing asked for some terms of a document answer, of a question that names some countries."""
        own = self.reader.values("country", number) if named else []
        if slot.country and slot.country in own:
            return 1.0
        best = 0.0
        for option in slot.options:
            got = sum(
                max((sure for term, sure in words.items() if term in terms), default=0.0) for words in option.words
            )
            share = got / len(option.words)
            best = max(best, option.quality * share * share)
        if slot.country and best and named.intersection(own):
            return self.tuning.between
        return best * self.tuning.mentioned if slot.country else best

    def boosts(self, question: Question) -> dict[str, float]:
        """The terms of the index that are looked for, each with what it counts."""
        boosts: dict[str, float] = {}
        for slot in question.slots:
            for option in slot.options:
                for words in option.words:
                    for term, sure in words.items():
                        boosts[term] = max(boosts.get(term, 0.0), sure * option.quality)
        for term in question.wholes:
            boosts.setdefault(term, 0.01)
        return {term: boost for term, boost in boosts.items() if term in self.reader.place}

    def told(self, boosts: dict[str, float], terms: dict[str, Any]) -> float:
        """What the terms that a document has tell of it, however often it has them and however long it is."""
        fields = self.reader.fields
        return sum(
            boosts[term] * self.reader.rarity(term) * fields[name].weight for term in terms for name in terms[term]
        )

    def found(self, boosts: dict[str, float]) -> dict[int, tuple[float, dict[str, Any]]]:
        """What lunr finds: by number its score, and which terms it has in which fields."""
        if not boosts:
            return {}
        index = self.reader.index(list(boosts))

        def ask(query: Query) -> None:
            for term, boost in boosts.items():
                query.term(term, boost=boost, use_pipeline=False)

        return {int(hit["ref"]): (hit["score"], hit["match_data"].metadata) for hit in index.query(callback=ask)}

    def titled(self, number: int, question: Question, terms: dict[str, Any]) -> float:
        """How much the title and the question are the same: 1 if neither says more than the other."""
        field = self.reader.fields["title"]
        inside = {term: None for term, fields in terms.items() if "title" in fields or "names" in fields}
        if not inside or not field.lengths[number]:
            return 0.0
        slots = [slot for slot in question.slots if not slot.country] or question.slots
        return self.covers(slots, number, inside.keys()) * min(1.0, len(inside) / field.lengths[number])

    def has_phrases(self, number: int, phrases: list[list[str]]) -> bool:
        """Whether every quoted phrase stands in a document, word by word."""
        if not phrases:
            return True
        lines = [self.reader.titles[number]]
        if self.texts is not None:
            lines += [line for part in self.texts[number] for line in part[1:]]
        words = [tokens(line) for line in lines]
        return all(any(stands_in(phrase, line) for line in words) for phrase in phrases)

    def url(self, number: int, terms: Iterable[str]) -> str:
        """The address of the part of a document that says most of what was asked for."""
        reader = self.reader
        if self.texts is None or number in reader.plain or len(self.texts[number]) < 2:
            return reader.url(number)
        told = []
        for place, (_, heading, text) in enumerate(self.texts[number]):
            words = set(stems(f"{heading if place else reader.titles[number]} {text}", reader.lang))
            told.append(sum(reader.rarity(term) for term in sorted(terms) if term in words))
        return reader.url(number, self.texts[number][told.index(max(told))][0])


def stands_in(phrase: list[str], words: list[str]) -> bool:
    """Whether the words of a phrase stand side by side; an `n` that was typed may be an `ñ`."""
    for start in range(len(words) - len(phrase) + 1):
        if all(
            typed == word or ("ñ" not in typed and typed == without_tilde(word))
            for typed, word in zip(phrase, words[start:], strict=False)
        ):
            return True
    return False
