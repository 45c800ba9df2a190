"""What search finds of the records that stand in lists of their own: forms, questions, indicators, practices, toolkits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from kb.base import Entry
from kb.models.base import in_language
from kb.models.collections import Indicator, Practice, Question, Record, Toolkit
from kb.models.forms import Form
from kb.pages.addresses import address
from kb.pages.writer import Context
from kb.read.markdown import references
from kb.search.document import Document
from kb.search.plain import Part, plain, with_words

FORM, QUESTION, INDICATOR, PRACTICE, TOOLKIT = "form", "question", "indicator", "practice", "toolkit"
KINDS: dict[type, str] = {
    Form: FORM,
    Question: QUESTION,
    Indicator: INDICATOR,
    Practice: PRACTICE,
    Toolkit: TOOLKIT,
}
TOOLS = "tools"
"""The publication that all of them belong to, beside those that are a series."""
_TEXTS = {
    QUESTION: ("why", "meanwhile", "decides"),
    INDICATOR: ("definition", "computation", "data_source", "note"),
    PRACTICE: ("body", "text", "results", "reuse"),
    TOOLKIT: ("text",),
}
"""The fields whose texts are searched, in the order in which people read them."""


def records(context: Context) -> Iterator[Document]:
    """Forms, checklists and cards; open questions; indicators; good practices; toolkits."""
    kb = context.kb
    for group in (kb.forms, kb.questions, kb.indicators, kb.practices, kb.toolkits):
        for item in group.values():
            if item.record.status != "withdrawn":
                yield _document(context, item)


def _document(context: Context, item: Record[Any]) -> Document:
    lang, kind = context.lang, KINDS[type(item)]
    record = item.record
    title = in_language(item.title, lang) or item.id
    other = next((text for code, text in item.title.items() if code != lang), "")
    countries = tuple(
        code for code in getattr(record, "countries", ()) if code in context.kb.vocabulary.words("countries")
    )
    texts = _form_texts(item, lang) if isinstance(item, Form) else _texts(record, kind, lang)
    expand = context.kb.vocabulary.expand
    return Document(
        item.id, kind, title, *address(context.kb, cast(Entry, item)),
        other=other,
        aliases=(title,),
        names=(record.publisher,) if isinstance(item, Toolkit) else (),
        terms=tuple(_labels(context, item, countries)),
        about=tuple(_subjects(context, item)),
        keys=(item.id.partition("-")[2],) if isinstance(item, Indicator) else (),
        parts=(Part(item.id.lower(), "", "\n".join(_plain(context, text) for text in texts if text)),),
        facets={
            "publication": (TOOLS,),
            "country": countries,
            "phases": expand("phases", getattr(record, "phases", ())),
            "actors": expand("actors", getattr(record, "actors", ())),
        },
    )  # fmt: skip


def _labels(context: Context, item: Record[Any], countries: Iterable[str]) -> Iterator[str]:
    """The words by which people ask for records of its kind."""
    word = context.kb.vocabulary.label
    yield context.kb.label(f"kind_{KINDS[type(item)]}", context.lang)
    yield from (word("countries", code, context.lang) for code in countries)
    subjects = getattr(item.record, "subject", ())
    yield from (
        word("subjects", name, context.lang) for name in ((subjects,) if isinstance(subjects, str) else subjects)
    )


def _subjects(context: Context, item: Record[Any]) -> Iterator[str]:
    """What an open question is about: the publication of the section to which it leads first."""
    sections = (context.kb.sections.get(ident) for ident in getattr(item.record, "see", ()))
    first = (
        next((section for section in sections if section is not None), None) if KINDS[type(item)] == QUESTION else None
    )
    home = context.kb.sections.get(first.series) if first is not None else None
    if home is not None:
        yield home.title(context.lang)


def _texts(record: Any, kind: str, lang: str) -> Iterator[str]:
    yield from (in_language(getattr(record, name), lang) for name in _TEXTS[kind])


def _form_texts(form: Form, lang: str) -> Iterator[str]:
    yield in_language(form.record.purpose, lang)
    for group in form.record.groups:
        yield in_language(group.title, lang)
        yield from (in_language(field.label, lang) for field in group.fields)


def _plain(context: Context, text: str) -> str:
    found = references(text) if "[" in text else ()
    return " ".join(plain(with_words(context.kb, context.lang, text, found)).split())
