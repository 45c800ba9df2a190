"""Rules on what texts say: what they rest on, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.base import Entry, KnowledgeBase, record_of
from kb.check.avoided import Avoided
from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.rules.withdrawn import WITHDRAWN
from kb.inflection import pattern
from kb.models.base import KeyPath, translated
from kb.models.collections import Question, Record, Toolkit
from kb.models.institution import Institution
from kb.models.records import Instrument, Term
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
    Fix:
        Cite under `basis` what the section rests on, or under `sources` where its facts were read.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        record = record_of(entry)
        if _must_rest_on_something(entry) and not getattr(record, "basis", ()) and not record.sources:
            yield Finding(
                (*place, "id"),
                _("{id} has neither basis nor sources"),
                _("name the instruments that it rests on under basis, or the pages where you read it under sources"),
                {"id": entry.id},
                on_key=True,
            )


def _must_rest_on_something(entry: Entry) -> bool:
    """Sections, and this site's own records; an open question says what is not known, a toolkit may lead to itself."""
    if record_of(entry).status == WITHDRAWN or isinstance(entry, Question):
        return False
    if isinstance(entry, Toolkit):
        return entry.record.url is None
    return isinstance(entry, Record) or (isinstance(entry, Section) and bool(entry.number))


SAMPLE = 40
"""Each text of so many tells which of a phrase's words is the rarest."""

_QUOTED = re.compile(r"“[^”]{0,400}”|«[^»]{0,400}»|\"[^\"\n]{0,400}\"|‘[^’\n]{0,200}’")
_ADDRESSES = re.compile(r"\]\([^()\s]{0,500}\)|\]\[[^\[\]\n]{0,120}\]|https?://[^\s<>()]{1,500}")


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
        elif isinstance(entry, Record):
            yield from (((*place, *at, lang), texts.get(lang, "")) for at, texts in translated(entry.record))
    if document.kind == "page":
        yield from ((region.start, document.text[region.start :]) for region in document.regions if region.lang == lang)


@tree_rule()
def term_to_avoid(tree: Tree) -> Iterator[Finding]:
    """A text uses a word that the glossary says to avoid, because it hurts children or misleads readers.

    Bad:
        Los menores esperan solos.
    Good:
        Las niñas, niños y adolescentes esperan sin compañía.
    Fix:
        Write the word that the message gives instead; the glossary says why.
    """
    for lang in tree.kb.languages:
        texts = [(document, *found) for document in tree.checked for found in _texts(document, lang)]
        sample = "\n".join(text for _document, _at, text in texts[::SAMPLE]).lower()
        avoided = Avoided(tree.kb, lang, sample)
        for document, at, text in texts:
            for phrase in avoided.phrases_in(text):
                yield from _found(tree.kb, document, at, text, phrase, avoided)


def _found(
    kb: KnowledgeBase, document: Document, at: int | KeyPath, text: str, phrase: str, avoided: Avoided
) -> Iterator[Finding]:
    shown = document.masked[at : at + len(text)] if isinstance(at, int) else text
    for blanked in (_QUOTED, _ADDRESSES):
        shown = blanked.sub(lambda match: " " * len(match.group()), shown)
    titles = [range(ref.start, ref.end) for ref in document.references if ref.label and _is_official(kb, ref.target)]
    term = avoided.terms[phrase]
    for match in pattern(phrase, avoided.lang).finditer(shown):
        place = at + match.start() if isinstance(at, int) else at
        in_title = isinstance(place, int) and any(place in title for title in titles)
        if not in_title and not avoided.is_fine(phrase, shown, match.start()):
            yield Finding(
                place,
                _("the glossary says to avoid “{words}”"),
                _("write: {better}"),
                {
                    "words": " ".join(match.group().split()),
                    "better": term.say.get(avoided.lang) or term.term.get(avoided.lang, ""),
                },
                document.path,
            )


def _is_official(kb: KnowledgeBase, ident: str) -> bool:
    """Whether an id leads to an instrument, whose title may hold any word."""
    return ident in kb.points or isinstance(kb.find(ident), Instrument)
