"""What the pages of forms, questions, indicators, practices and toolkits share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.models.base import in_language
from kb.models.collections import Record
from kb.models.section import Section
from kb.pages.addresses import foreign
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Writer
from kb.read.markdown import is_id, references

E = TypeVar("E", bound=Record[Any])
Row = tuple[str, Markup]
"""A line of facts: the key of its label, and what it says."""


def linked(writer: Writer, text: str) -> Markup:
    """A record's text as HTML, its references as links."""
    parts, at = [], 0
    for reference in references(text) if "[" in text else ():
        if is_id(reference.target):
            parts += [html("{}", text[at : reference.start]), writer.link(reference.target, reference.label)]
            at = reference.end
    return join([*parts, html("{}", text[at:])])


def said(writer: Writer, texts: dict[str, str]) -> Markup:
    """A text of a record in the reader's language, its references as links."""
    return linked(writer, in_language(texts, writer.lang))


def plain(text: str) -> str:
    """Text that Markdown must not interpret, for a heading."""
    for char in "\\[]*_`<":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def rows_of(writer: Writer, entry: Record[Any]) -> list[Row]:
    """Where a record rests, what it leads to and who cites it; its status where it is no longer a proposal."""
    record = entry.record
    cited_by = tuple(ident for ident in writer.kb.cited_by.get(entry.id, ()) if ident not in record.see)
    status = html("{}", writer.word("statuses", record.status)) if record.status != "proposed" else Markup("")
    ids = (
        ("replaced_by", record.replaced_by),
        ("see_also", record.see),
        ("basis", getattr(record, "basis", ())),
        ("sources", record.sources),
        ("cited_by", cited_by),
    )
    return [("status", status), *((key, writer.links(idents)) for key, idents in ids)]


def facts(writer: Writer, rows: Iterable[Row]) -> Markup:
    """Lines of facts with their labels; those that say nothing are left out."""
    shown = [
        html('<div class="kb-of-{}"><dt>{}</dt><dd>{}</dd></div>', key.replace("_", "-"), writer.label(key), text)
        for key, text in rows
        if text
    ]
    return html('<dl class="kb-facts">{}</dl>', join(shown))


def heading(writer: Writer, entry: Record[Any], level: int = 3, *, coded: bool = False) -> str:
    """A record's heading with its anchor; the id stands before it where people cite by it (`coded`)."""
    mark = f"{writer.code(entry.id)} " if coded else ""
    lang = foreign(entry, writer.lang)
    other = f" lang={lang}" if lang else ""
    return f"{'#' * level} {mark}{plain(in_language(entry.title, writer.lang))} {{#{entry.id.lower()}{other}}}"


def card(writer: Writer, entry: Record[Any], rows: Iterable[Row]) -> str:
    """A record under its heading: its facts, its permanent link, and the way to change it."""
    tools = html(
        '<p class="kb-tools"><a class="kb-permalink" href="{}">{}</a> {}</p>',
        writer.permanent(entry.id),
        f"{writer.label('permanent_link')}: {entry.id}",
        writer.edit_link(entry.path, entry.id),
    )
    return block(html('<div class="kb-record">{}{}</div>', facts(writer, rows), tools))


def working_note(writer: Writer, entries: Iterable[Record[Any]]) -> str:
    """What a page of working texts says of itself: see `Writer.working_note`."""
    return writer.working_note(entry.record.status for entry in entries)


def record_page(
    writer: Writer, title: str, parts: list[str], entries: Sequence[Record[Any] | Section], **more: Any
) -> Page:
    """A page on which records stand."""
    text = "\n\n".join(part for part in parts if part)
    sources = tuple(dict.fromkeys(entry.path for entry in entries))
    ids = tuple(entry.id for entry in entries)
    return Page(writer.path, title, f"{text}\n", ids=ids, sources=sources, **more)


def by_publication(kb: KnowledgeBase, entries: Iterable[E]) -> dict[str, list[E]]:
    """Records by the publication of the first section that they see, in the publications' order; the rest under ''."""
    found: dict[str, list[E]] = {series: [] for series in [*kb.series, ""]}
    for entry in entries:
        series = next((kb.sections[ident].series for ident in entry.record.see if ident in kb.sections), "")
        found[series].append(entry)
    return {series: group for series, group in found.items() if group}
