"""Rules on what texts say: what they rest on, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.rules.withdrawn import WITHDRAWN
from kb.models.base import KeyPath
from kb.models.institution import Institution
from kb.models.records import Instrument, Term, TermRecord
from kb.models.section import Section
from kb.read.document import Document
from kb.read.tree import Tree


@document_rule()
def no_basis(document: Document) -> Iterator[Finding]:
    """A section says neither what it rests on nor where its facts were read, so that nobody can check it.

    Bad:
        status: proposed
    Good:
        status: proposed
        basis: [CRC-3, GC14-46]
    """
    for entry in document.entries:
        if not isinstance(entry, Section) or not entry.number or entry.front.status == WITHDRAWN:
            continue
        if not entry.front.basis and not entry.front.sources:
            yield Finding(
                ("id",),
                _("{id} has neither basis nor sources"),
                _("name the instruments that it rests on under basis, or the pages where you read it under sources"),
                {"id": entry.id},
                on_key=True,
            )


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases to avoid that hold one word, by which they are looked for first."""

    word: str
    pattern: re.Pattern[str]
    terms: dict[str, TermRecord]


_QUOTED = re.compile(r"“[^”]{0,400}”|«[^»]{0,400}»|\"[^\"\n]{0,400}\"|‘[^’\n]{0,200}’")
_ADDRESSES = re.compile(r"\]\([^()\s]{0,500}\)|\]\[[^\[\]\n]{0,120}\]|https?://[^\s<>()]{1,500}")


def _words_to_avoid(kb: KnowledgeBase, lang: str) -> list[_Words]:
    """What a language's glossary says to avoid, grouped by the longest word of each phrase."""
    by_word: dict[str, dict[str, TermRecord]] = {}
    for term in kb.terms.values():
        for phrase in term.record.avoid.get(lang, ()):
            words = phrase.lower().split()
            if words:
                by_word.setdefault(max(words, key=len), {}).setdefault(" ".join(words), term.record)
    return [_Words(word, _pattern(terms), terms) for word, terms in by_word.items()]


def _pattern(phrases: dict[str, TermRecord]) -> re.Pattern[str]:
    """Any of the phrases as whole words, over line ends too, with a plural's ending."""
    longest_first = sorted(phrases, key=len, reverse=True)
    joined = "|".join(r"\s{1,20}".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"(?<!\w)({joined})(?:s|es)?(?!\w)", re.I)


def _fine_phrases(kb: KnowledgeBase, lang: str, avoided: list[_Words]) -> dict[str, list[str]]:
    """For each phrase to avoid, the glossary's own terms and the official titles and names that hold it."""
    fine: set[str] = set()
    for term in kb.terms.values():
        fine.update(text.lower() for text in (term.record.term.get(lang, ""), term.record.short.get(lang, "")))
    for instrument in kb.library.values():
        fine.update(text.lower() for text in instrument.record.title.values())
        fine.update(text.lower() for points in instrument.record.points.values() for text in points.values())
    for institution in kb.institutions.values():
        fine.update(text.lower() for text in institution.record.name.root.values())
    found: dict[str, list[str]] = {}
    everything = "\n".join(fine)
    for words in avoided:
        if words.word in everything:
            for phrase in words.terms:
                if phrase in everything:
                    found[phrase] = [" ".join(text.split()) for text in fine if phrase in text and text != phrase]
    return found


def _texts(document: Document, lang: str) -> Iterator[tuple[int | KeyPath, str]]:
    """The texts in one language in which words are chosen freely, and where they stand."""
    for place, entry in zip(document.places, document.entries, strict=True):
        if isinstance(entry, Section) and lang in entry.bodies:
            body = entry.bodies[lang]
            yield document.text.find(body.title, body.title_start), body.title
            yield body.start, body.text
        elif isinstance(entry, Institution):
            yield (*place, "role", lang), entry.record.role.get(lang, "")
        elif isinstance(entry, Term):
            yield (*place, "text", lang), entry.record.text.get(lang, "")
    if document.kind == "page":
        yield from ((region.start, document.text[region.start :]) for region in document.regions if region.lang == lang)


@tree_rule()
def term_to_avoid(tree: Tree) -> Iterator[Finding]:
    """A text uses a word that the glossary says to avoid, because it hurts children or misleads readers.

    Bad:
        Los menores esperan solos.
    Good:
        Las niñas, niños y adolescentes esperan sin compañía.
    """
    for lang in tree.kb.languages:
        avoided = _words_to_avoid(tree.kb, lang)
        fine = _fine_phrases(tree.kb, lang, avoided)
        for document in tree.documents.values():
            for at, text in _texts(document, lang):
                lowered = text.lower()
                for words in avoided:
                    if words.word in lowered:
                        yield from _found(tree.kb, document, at, text, words, fine, lang)


def _found(
    kb: KnowledgeBase,
    document: Document,
    at: int | KeyPath,
    text: str,
    words: _Words,
    fine: dict[str, list[str]],
    lang: str,
) -> Iterator[Finding]:
    if not words.pattern.search(text):
        return
    shown = document.masked[at : at + len(text)] if isinstance(at, int) else text
    for pattern in (_QUOTED, _ADDRESSES):
        shown = pattern.sub(lambda match: " " * len(match.group()), shown)
    titles = [(ref.start, ref.end) for ref in document.references if ref.label and _is_official(kb, ref.target)]
    for match in words.pattern.finditer(shown):
        phrase = " ".join(match.group(1).lower().split())
        place = at + match.start() if isinstance(at, int) else at
        in_title = isinstance(place, int) and any(start <= place < end for start, end in titles)
        if in_title or any(_covers(longer, phrase, shown, match.start(1)) for longer in fine.get(phrase, ())):
            continue
        term = words.terms[phrase]
        yield Finding(
            place,
            _("the glossary says to avoid “{words}”"),
            _("write: {better}"),
            {"words": " ".join(match.group().split()), "better": term.say.get(lang) or term.term.get(lang, "")},
            document.path,
        )


def _is_official(kb: KnowledgeBase, ident: str) -> bool:
    """Whether an id leads to an instrument, whose title may hold any word."""
    return ident in kb.points or isinstance(kb.find(ident), Instrument)


def _covers(longer: str, phrase: str, text: str, at: int) -> bool:
    """Whether the phrase at a place of a text is part of a longer one that is fine."""
    before = longer.find(phrase)
    start = max(0, at - before)
    around = " ".join(text[start : start + len(longer) + 20].lower().split())
    return around.startswith(longer)
