"""Good practices that countries share, and toolkits that others publish: by subject, and by audience."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.models.collections import Practice, Toolkit
from kb.pages.page import Page, block, html, join
from kb.pages.tools import Row, card, heading, record_page, rows_of, said, working_note
from kb.pages.writer import Context, Writer


def practices_pages(context: Context) -> Iterator[Page]:
    """A page of practices, a page of toolkits; none before there are any."""
    if context.kb.practices:
        yield _practices_page(context)
    if context.kb.toolkits:
        yield _toolkits_page(context)


def _practices_page(context: Context) -> Page:
    writer = Writer(context, "practices/")
    practices = list(context.kb.practices.values())
    title = writer.label("practices")
    parts = [f"# {title}", working_note(writer, practices), writer.label("practices_intro")]
    for subject in context.kb.vocabulary.words("subjects"):
        found = [practice for practice in practices if practice.record.subject == subject]
        if found:
            parts.append(f"## {writer.word('subjects', subject)} {{#{subject}}}")
            for practice in found:
                parts += [heading(writer, practice), card(writer, practice, _practice_rows(writer, practice))]
    return record_page(writer, title, parts, practices)


def _practice_rows(writer: Writer, practice: Practice) -> list[Row]:
    record = practice.record
    places = [_word(writer, ("countries", "regions"), word) for word in record.countries]
    return [
        ("where", html("{}", ", ".join(places))),
        ("who_ran_it", said(writer, record.body)),
        ("period", said(writer, record.period)),
        ("what_was_done", said(writer, record.text)),
        ("results", said(writer, record.results)),
        ("reuse", said(writer, record.reuse)),
        *rows_of(writer, practice),
    ]


def _word(writer: Writer, groups: tuple[str, ...], word: str) -> str:
    """A word's label in the first of these groups that has it."""
    return next((writer.word(group, word) for group in groups if word in writer.kb.vocabulary.words(group)), word)


def _toolkits_page(context: Context) -> Page:
    """Each toolkit under the first of its subjects, and named under the others."""
    writer = Writer(context, "toolkits/")
    toolkits = list(context.kb.toolkits.values())
    title = writer.label("toolkits")
    parts = [f"# {title}", writer.label("toolkits_intro")]
    parts += [f"## {writer.label('by_audience')} {{#by-audience}}", block(_by_audience(writer, toolkits))]
    parts += [f"## {writer.label('by_subject')} {{#by-subject}}"]
    for subject in context.kb.vocabulary.words("subjects"):
        first = [toolkit for toolkit in toolkits if toolkit.record.subject[0] == subject]
        again = [toolkit for toolkit in toolkits if subject in toolkit.record.subject[1:]]
        if first or again:
            parts.append(f"### {writer.word('subjects', subject)} {{#{subject}}}")
        for toolkit in first:
            parts += [heading(writer, toolkit, 4), card(writer, toolkit, _toolkit_rows(writer, toolkit))]
        if again:
            links = join([writer.link(toolkit.id) for toolkit in again], "; ")
            parts.append(block(html("<p>{}: {}</p>", writer.label("see_also"), links)))
    return record_page(writer, title, parts, toolkits)


def _by_audience(writer: Writer, toolkits: list[Toolkit]) -> Markup:
    """For each audience, the toolkits made for it."""
    groups = []
    for word in _audiences(writer.kb):
        found = [toolkit for toolkit in toolkits if word in toolkit.record.audience]
        if found:
            links = join([html("<li>{}</li>", writer.link(toolkit.id)) for toolkit in found])
            name = _word(writer, ("audience", "actors"), word)
            groups.append(
                html(
                    '<details class="kb-more"><summary>{} ({})</summary><ul class="kb-list">{}</ul></details>',
                    name,
                    len(found),
                    links,
                )
            )
    return html('<div class="kb-foundations">{}</div>', join(groups))


def _audiences(kb: KnowledgeBase) -> list[str]:
    return [*kb.vocabulary.words("actors"), *kb.vocabulary.words("audience")]


def _toolkit_rows(writer: Writer, toolkit: Toolkit) -> list[Row]:
    record, lang = toolkit.record, writer.lang
    other = [html('<cite lang="{}">{}</cite>', code, text) for code, text in record.title.items() if code != lang]
    url = html('<a href="{0}" rel="external">{0}</a>', record.url) if record.url else Markup("")
    words = (
        ("toolkit_kind", [writer.word("toolkit-kinds", record.kind)]),
        ("languages", [writer.word("languages", word) for word in record.languages]),
        ("audience", [_word(writer, ("audience", "actors"), word) for word in record.audience]),
    )
    return [
        ("what_it_teaches", said(writer, record.text)),
        ("publisher", html("{}", " · ".join(part for part in (record.publisher, record.year or "") if part))),
        *((key, html("{}", ", ".join(labels))) for key, labels in words),
        ("title_in_other", join(other, ", ") if lang in record.title else Markup("")),
        ("link", url),
        *rows_of(writer, toolkit),
    ]
