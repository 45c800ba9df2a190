"""lunr's index again, from its compact form. theme/assets/kb-search-reader.js reads the same in the browser.

For one question lunr needs only the words that were asked for: its index is put together from those alone, which gives the
same scores as the whole one and costs nothing on arrival.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import Any

from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.token_set import TokenSet
from lunr.vector import Vector

from kb.search.analysis import stem, tokens, without_tilde
from kb.search.codes import decode, unfronted
from kb.search.index import EVERYDAY
from kb.search.tuning import Tuning


def normal_id(text: str) -> str:
    """An id in any writing: letters and figures set apart by hyphens (`rg 2.3`, `RG2-3`: `rg-2-3`)."""
    return "-".join(re.findall(r"[a-z]+|[0-9]+", text.lower()))


class Postings:
    """One field: for each word the documents in which it stands, and how often."""

    def __init__(self, data: dict[str, Any], weight: float) -> None:
        self.weight = weight
        self.counts = decode(data["in"])
        self.gaps = decode(data["at"])
        self.times = decode(data["times"])
        self.lengths = decode(data["length"])
        self.mean = sum(self.lengths) / len(self.lengths)
        self.starts = [0]
        for count in self.counts:
            self.starts.append(self.starts[-1] + count)

    def of(self, term: int) -> list[tuple[int, int]]:
        """The documents in which a term stands, by number, and how often."""
        found = []
        document = -1
        for place in range(self.starts[term], self.starts[term + 1]):
            document += self.gaps[place] + 1
            found.append((document, self.times[place] + 1 if self.times else 1))
        return found


class Reader:
    """The compact index, read."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.lang: str = data["lang"]
        self.other: str = data["other"]
        self.tuning = Tuning(**data["tuning"])
        self.soft = frozenset(data["soft"].split())
        self.personal = frozenset(data["personal"].split())
        self.markers = frozenset(data["markers"].split())
        self.ids: list[str] = data["ids"].split("\n")
        self.titles: list[str] = data["titles"].split("\n")
        self.pages: list[str] = data["pages"]
        self.page = decode(data["page"])
        self.plain = set(decode(data["plain"]))
        self.words = unfronted(data["shared"], data["rests"])
        self.place = {word: number for number, word in enumerate(self.words)}
        self.fields = {name: Postings(field, self.tuning.fields[name]) for name, field in data["fields"].items()}
        self.facets = {name: (facet["values"], _rows(facet["of"])) for name, facet in data["facets"].items()}
        self.cited = decode(data["cited"])
        self.groups = [Meaning(text) for text in data["groups"]]
        self.foreign = {without_tilde(word): terms for word, terms in self.chances(data["foreign"]).items()}
        self.alike = self.chances(data["alike"])

    def chances(self, data: dict[str, str]) -> dict[str, dict[str, float]]:
        """For each word the terms that it stands for, each with its share."""
        rows = _rows(data["of"], 2)
        return {
            word: {self.words[row[at]]: row[at + 1] / 10 for at in range(0, len(row), 2)}
            for word, row in zip(unfronted(data["shared"], data["rests"]), rows, strict=True)
        }

    @cached_property
    def ids_in_any_writing(self) -> dict[str, int]:
        """Documents by their id in its normal writing."""
        return {normal_id(ident): number for number, ident in enumerate(self.ids) if ":" not in ident}

    @cached_property
    def spellings(self) -> list[tuple[str, str]]:
        """What a mistyped word may be compared with, without `ñ`, and the term that it leads to: the terms themselves, and
        the words of the titles as they are written, since a slip may hide an ending from the stemmer."""
        words = dict.fromkeys(tokens("\n".join(self.titles)))
        titled = [(word, stem(word, self.lang)) for word in words]
        found = [*((word, word) for word in self.words), *(pair for pair in titled if pair[1] in self.place)]
        return [(without_tilde(word), term) for word, term in found]

    @cached_property
    def with_tilde(self) -> dict[str, list[str]]:
        """The words with `ñ`, by how somebody types them who has none."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            if "ñ" in word:
                found.setdefault(without_tilde(word), []).append(word)
        return found

    def url(self, number: int, added: str = "") -> str:
        """Where a document stands, under the language's root; `added` is what the anchor of one of its parts adds."""
        path = self.pages[self.page[number]]
        return path if number in self.plain else f"{path}#{self.ids[number].lower()}{added}"

    def values(self, facet: str, number: int) -> list[str]:
        """A document's values of a facet."""
        values, rows = self.facets[facet]
        return [values[value] for value in rows[number]]

    def frequency(self, word: str) -> int:
        """In how many documents a word stands, those counted twice that have it in two fields: what lunr counts."""
        place = self.place.get(word)
        return 0 if place is None else sum(field.counts[place] for field in self.fields.values())

    def is_topic(self, word: str) -> bool:
        """Whether a word stands in any title, name or term: what texts are about, not only what they are written with."""
        place = self.place.get(word)
        return place is not None and any(field.counts[place] for name, field in self.fields.items() if name != "text")

    def rarity(self, word: str) -> float:
        """How much a word tells: lunr's inverse document frequency."""
        count = self.frequency(word)
        return math.log(1 + abs((len(self.ids) - count + 0.5) / (count + 0.5)))

    def index(self, words: list[str]) -> Index:
        """lunr's index of these words."""
        inverted: dict[str, Any] = {}
        vectors: dict[str, Vector] = {}
        for word in words:
            place = self.place[word]
            inverted[word] = {"_index": place}
            rarity = self.rarity(word)
            for name, field in self.fields.items():
                found = field.of(place)
                inverted[word][name] = {str(document): {} for document, _ in found}
                for document, times in found:
                    vector = vectors.setdefault(f"{name}/{document}", Vector())
                    vector.insert(place, self.weight(field, rarity, document, times))
        return Index(inverted, vectors, TokenSet.from_list(sorted(words)), list(self.fields), Pipeline())

    def weight(self, field: Postings, rarity: float, document: int, times: int) -> float:
        """What a word counts in a document's field: BM25 as lunr's builder works it out, with three decimals."""
        k1, b = self.tuning.k1, self.tuning.b
        score = rarity * ((k1 + 1) * times) / (k1 * (1 - b + b * (field.lengths[document] / field.mean)) + times)
        return math.floor(score * field.weight * 1000 + 0.5) / 1000


def _rows(text: str, width: int = 1) -> list[list[int]]:
    """Rows of numbers, before each how many times `width` of them there are."""
    numbers = decode(text)
    rows = []
    place = 0
    while place < len(numbers):
        end = place + 1 + numbers[place] * width
        rows.append(numbers[place + 1 : end])
        place = end
    return rows


class Meaning:
    """Expressions of one meaning, in this language and in the other."""

    def __init__(self, text: str) -> None:
        own, other, country = text.split("\t")
        self.everyday = country == EVERYDAY
        self.country = "" if self.everyday else country
        self.own = [words.split(" ") for words in own.split("|")]
        self.other = [words.split(" ") for words in other.split("|") if words]
