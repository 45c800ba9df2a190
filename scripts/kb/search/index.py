"""The index: made with lunr.py from documents, and written in a compact form from which a browser, or `Engine`, makes
lunr's index again. What can be worked out is left out: of every word in every field only where it stands and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

from lunr.builder import Builder

from kb.search.analysis import STOP_WORDS, stem, terms, tokens
from kb.search.codes import encode, fronted
from kb.search.document import Document
from kb.search.documents import FACETS
from kb.search.pairs import Chances
from kb.search.thesaurus import Group
from kb.search.tuning import MARKERS, PERSONAL, SOFT, TUNING

MOST_OFTEN = 4
"""A word that stands more often in a text counts as if it stood so often."""
MOST_CITED = 40
LONGEST_ALIAS = 6
"""Words. A longer name is found by its words, not as a whole."""
ALIAS, ALSO, NUMBER, ARTICLE, OTHER = "=", "+", "#", "§", "~"
"""What the terms begin with that stand for a whole name, for what something is also called, for a telephone number, for an
article or chapter by its number, and for a word of the other language."""


EVERYDAY = "*"
"""Stands in a group of expressions where others name their country."""


@dataclass(frozen=True)
class Words:
    """What is known of the meaning of words."""

    groups: list[Group] = field(default_factory=list)
    foreign: Chances = field(default_factory=dict)
    """For words of the other language, what they are in this one."""
    alike: Chances = field(default_factory=dict)
    """For words of this language, others of the same meaning."""


def wholes(names: Iterable[str], lang: str, mark: str) -> list[str]:
    """The terms that stand for whole names: their stems, one after the other."""
    found = (terms(name, lang) for name in names)
    return list(dict.fromkeys(mark + "_".join(words) for words in found if 0 < len(words) <= LONGEST_ALIAS))


def fields_of(document: Document, lang: str, other: str) -> dict[str, list[str]]:
    """What the index holds of a document: for each field its terms."""
    own = [] if ":" in document.id else [document.id.lower()]
    own += [*wholes(document.aliases, lang, ALIAS), *wholes(document.also, lang, ALSO)]
    own += list(dict.fromkeys(f"{NUMBER}{number}" for number in document.numbers))
    own += [f"{ARTICLE}{key}" for key in document.keys]
    text = [term for part in document.parts for term in (*terms(part.heading, lang), *terms(part.text, lang))]
    known = {word for name in (document.title, *document.names) for word in tokens(name)}
    foreign = [word for word in tokens(document.other) if word not in known and word not in STOP_WORDS.get(other, ())]
    return {
        "id": own,
        "title": terms(document.title, lang),
        "names": [term for name in document.names for term in terms(name, lang)],
        "terms": [term for name in document.terms for term in terms(name, lang)],
        "about": [term for name in document.about for term in terms(name, lang)],
        "text": [term for term, count in _counted(text) for _ in range(min(count, MOST_OFTEN))],
        "other": [OTHER + stem(word, other) for word in foreign],
    }


def _counted(found: list[str]) -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    for term in found:
        counts[term] = counts.get(term, 0) + 1
    yield from counts.items()


class _Builder(Builder):  # type: ignore[misc]
    """lunr's builder, without the object with a copied dictionary that it makes of every word on the way: ours are
    words already, and keep nothing else."""

    def add(self, doc: dict[str, Any], attributes: dict[str, Any] | None = None) -> None:
        """Count the words of a document's fields."""
        ref = str(doc[self._ref])
        self._documents[ref] = attributes or {}
        self.document_count += 1
        for name in self._fields:
            counts = Counter(word.lower() for word in doc[name])
            self.field_term_frequencies[f"{name}/{ref}"] = counts
            self.field_lengths[f"{name}/{ref}"] = counts.total()
            for word in counts:
                posting = self.inverted_index.get(word)
                if posting is None:
                    posting = {**{other: {} for other in self._fields}, "_index": self.term_index}
                    self.inverted_index[word] = posting
                    self.term_index += 1
                posting[name][ref] = {}


def built(documents: list[Document], lang: str, other: str) -> Builder:
    """lunr's builder with all documents in it; the number of a document is its reference."""
    builder = _Builder()
    builder.ref("ref")
    builder.b(TUNING.b)
    builder.k1(TUNING.k1)
    for name, boost in TUNING.fields.items():
        builder.field(name, boost)
    for number, document in enumerate(documents):
        builder.add({"ref": str(number), **fields_of(document, lang, other)})
    return builder


def compact(documents: list[Document], words_of: Words, lang: str, other: str) -> dict[str, Any]:
    """The index of a language as it is sent."""
    builder = built(documents, lang, other)
    words = sorted(builder.inverted_index)
    shared, rests = fronted(words)
    pages = list(dict.fromkeys(document.path for document in documents))
    places = {path: number for number, path in enumerate(pages)}
    return {
        "lang": lang,
        "other": other,
        "tuning": asdict(TUNING),
        "soft": SOFT,
        "markers": MARKERS,
        "personal": PERSONAL,
        "ids": "\n".join(document.id for document in documents),
        "titles": "\n".join(" ".join(document.title.split()) for document in documents),
        "spoken": _spoken(documents),
        "pages": pages,
        "page": encode(places[document.path] for document in documents),
        "plain": encode(_without_anchor(documents)),
        "facets": {name: _facet(documents, name) for name in FACETS},
        "shared": shared,
        "rests": rests,
        "fields": {name: _postings(builder, words, name, len(documents)) for name in TUNING.fields},
        "cited": encode(min(document.cited, MOST_CITED) for document in documents),
        "groups": [_group(group) for group in words_of.groups],
        "foreign": _chances(words_of.foreign, words),
        "alike": _chances(words_of.alike, words),
    }


def _spoken(documents: list[Document]) -> dict[str, str]:
    """The documents whose titles are in another language than the reader's, by that language."""
    languages = sorted({document.lang for document in documents} - {""})
    return {
        lang: encode(number for number, document in enumerate(documents) if document.lang == lang) for lang in languages
    }


def _group(group: Group) -> str:
    sides = ["|".join(" ".join(words) for words in side) for side in (group.own, group.other)]
    return "\t".join([*sides, EVERYDAY if group.everyday else group.country])


def _chances(chances: Chances, words: list[str]) -> dict[str, str]:
    """Words; for each how many it stands for, and which by their place in the index, with their shares in tenths."""
    place = {word: number for number, word in enumerate(words)}
    placed = (
        (word, {place[own]: share for own, share in options.items() if own in place})
        for word, options in chances.items()
    )
    kept = {word: options for word, options in placed if options}
    shared, rests = fronted(list(kept))
    rows = (
        [len(options), *(n for at, share in options.items() for n in (at, round(share * 10)))]
        for options in kept.values()
    )
    return {"shared": shared, "rests": rests, "of": encode(chain.from_iterable(rows))}


def _without_anchor(documents: list[Document]) -> Iterator[int]:
    """The documents whose anchor is not simply their id: whole pages."""
    for number, document in enumerate(documents):
        if not document.anchor:
            yield number
        elif document.anchor != document.id.lower():
            raise ValueError(document.id)


def _facet(documents: list[Document], name: str) -> dict[str, Any]:
    """A facet: its values, and for each document how many it has and which."""
    rows = [(document.kind,) if name == "kind" else document.facets.get(name, ()) for document in documents]
    values = list(dict.fromkeys(value for row in rows for value in row))
    place = {value: number for number, value in enumerate(values)}
    return {"values": values, "of": encode(n for row in rows for n in (len(row), *(place[value] for value in row)))}


def _postings(builder: Builder, words: list[str], name: str, count: int) -> dict[str, Any]:
    """Of every word, in how many documents it stands in a field, in which (each as the distance from the one before), and
    how often; and how long the field is in each document."""
    numbers: list[int] = []
    gaps: list[int] = []
    often: list[int] = []
    for word in words:
        posting = builder.inverted_index[word][name]
        refs = sorted(int(ref) for ref in posting)
        numbers.append(len(refs))
        gaps += [ref - before - 1 for before, ref in zip([-1, *refs], refs, strict=False)]
        often += [builder.field_term_frequencies[f"{name}/{ref}"][word] - 1 for ref in refs]
    lengths = [builder.field_lengths[f"{name}/{ref}"] for ref in range(count)]
    return {
        "in": encode(numbers),
        "at": encode(gaps),
        "times": encode(often) if any(often) else "",
        "length": encode(lengths),
    }


def texts_of(documents: list[Document]) -> dict[str, Any]:
    """What is shown of answers besides their titles: for each document the parts of its text, each with what its anchor adds,
    its heading and its words; and the telephone numbers, as printed and as dialled, by the document's number."""
    return {
        "texts": [
            [[part.anchor.removeprefix(document.anchor), part.heading, part.text] for part in document.parts]
            for document in documents
        ],
        "phones": {str(number): document.phones for number, document in enumerate(documents) if document.phones},
    }
