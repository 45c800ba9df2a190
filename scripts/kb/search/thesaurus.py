"""Words that mean the same, within a language and from the other language to the reader's: from the glossary, the
vocabulary's labels, and what people say every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.search.analysis import stem, tokens
from kb.search.everyday import EVERYDAY, people_of

LONGEST = 7
"""Words. Longer expressions are sentences that nobody types."""
GROUPS = ("countries", "kinds", "services", "steps", "phases", "actors", "instruments")
"""The groups of the vocabulary whose labels people use in searching."""


@dataclass(frozen=True)
class Group:
    """Expressions of one meaning, each as its stems; the first is the one to look for."""

    own: tuple[tuple[str, ...], ...]
    other: tuple[tuple[str, ...], ...]
    country: str = ""
    """The code of the country that is meant, if one is."""
    everyday: bool = False
    """Whether people say so who do not know the word of the texts: that one is as good as theirs."""


def key(text: str, lang: str) -> tuple[str, ...]:
    """An expression as its stems, stop words included: `no acompañado` is not `acompañado`."""
    return tuple(stem(word, lang) for word in tokens(text))


def groups(kb: KnowledgeBase, lang: str, other: str) -> list[Group]:
    """Every group that holds more than one expression."""
    found = []
    for texts, country, everyday in _meanings(kb):
        own, others = (tuple(dict.fromkeys(_keys(texts.get(code, ()), code))) for code in (lang, other))
        if own and (country or len(own) + len(others) > 1):
            found.append(Group(own, others, country, everyday))
    return list(dict.fromkeys(found))


def _keys(texts: Iterable[str], lang: str) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = key(text, lang)
        if 0 < len(words) <= LONGEST:
            yield words


def _proper_names(kb: KnowledgeBase) -> set[str]:
    """Acronyms in the names of institutions: `DIF` is one of the protection authorities and no other word for all of them."""
    names = (name for item in kb.institutions.values() for name in item.record.name.root.values() if name)
    acronyms = {text for item in kb.institutions.values() for text in item.record.acronym.values() if text}
    acronyms.update(
        word for name in names for word in name.split() if len(word) > 2 and word.isupper() and word.isalpha()
    )
    return acronyms - {text for term in kb.terms.values() for text in term.record.short.values()}


def _meanings(kb: KnowledgeBase) -> Iterator[tuple[dict[str, list[str]], str, bool]]:
    """Expressions of one meaning by language, the best one first; the country that they name; whether they are everyday."""
    proper = _proper_names(kb)
    for term in kb.terms.values():
        record = term.record
        shorts = [text for text in record.short.values() if text]
        texts = {
            lang: [record.term.get(lang, ""), *shorts, *record.also.get(lang, ()), *record.avoid.get(lang, ())]
            for lang in kb.languages
        }
        texts = {lang: [name for name in names if name not in proper] for lang, names in texts.items()}
        yield texts, "", False
    for group in GROUPS:
        for word in kb.vocabulary.words(group):
            texts = {lang: [kb.vocabulary.label(group, word, lang)] for lang in kb.languages}
            if group == "countries":
                texts = {lang: [*labels, *people_of(word, lang)] for lang, labels in texts.items()}
            yield texts, word if group == "countries" else "", False
    for row in EVERYDAY:
        yield {lang: list(texts) for lang, texts in row.items()}, "", True
