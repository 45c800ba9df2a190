"""A publication in chapters: its front page with contents and the phase × actor matrix, and a page a chapter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from markupsafe import Markup

from kb.models.section import Section
from kb.pages.page import Page, block, html, join, table
from kb.pages.section import foundations, labels, section_markdown
from kb.pages.text import abbreviations, body_markdown, definitions, explained_terms
from kb.pages.tools import by_publication
from kb.pages.translations import notice
from kb.pages.writer import Context, Writer


def publication_pages(context: Context, series: str) -> Iterator[Page]:
    """The pages of a publication with `layout: chapters`."""
    yield _front_page(context, series)
    for chapter, sections in context.kb.chapters(series).items():
        yield _chapter_page(context, f"{series.lower()}/{chapter}/", sections)


def chapter_page(context: Context, series: str, chapter: str) -> Page:
    """The page of one chapter."""
    return _chapter_page(context, f"{series.lower()}/{chapter}/", context.kb.chapters(series)[chapter])


def opening(writer: Writer, section: Section, level: int = 1) -> list[str]:
    """The beginning of a page whose title and first text are a section's; its own headings stand under `level`."""
    return [
        f"# {writer.code(section.id)} {section.title(writer.lang)} {{#{section.anchor} .kb-section}}",
        writer.working_note([section.front.status]),
        block(labels(writer, section)),
        notice(writer, section),
        body_markdown(writer, section, level),
    ]


def finish(writer: Writer, parts: list[str]) -> str:
    """A page's Markdown with the definitions of what it cites and the terms that it explains."""
    text = "\n\n".join(part for part in parts if part)
    terms = "" if writer.brief else abbreviations(explained_terms(writer.kb, writer.lang), text, writer.lang)
    return "\n\n".join([text, definitions(writer, [text]), terms]) + "\n"


def _chapter_page(context: Context, path: str, sections: list[Section]) -> Page:
    writer = Writer(context, path)
    first, *rest = sections
    parts = opening(writer, first)
    parts += [block(foundations(writer, first))]
    parts += [section_markdown(writer, section) for section in rest]
    return Page(
        path,
        f"{first.number}. {first.title(context.lang)}",
        finish(writer, parts),
        first.path,
        ids=tuple(section.id for section in sections),
        sources=tuple(section.path for section in sections),
    )


def _front_page(context: Context, series: str) -> Page:
    kb = context.kb
    writer = Writer(context, f"{series.lower()}/")
    home = kb.sections[series]
    chapters = kb.chapters(series)
    parts = opening(writer, home)
    parts += [f"## {writer.label('contents')} {{#contents}}", block(_contents(writer, series, chapters))]
    sections = [section for group in chapters.values() for section in group if section.front.actors]
    if sections:
        parts += [
            f"## {writer.label('matrix')} {{#matrix}}",
            writer.label("matrix_intro"),
            block(_matrix(writer, sections)),
        ]
    parts += [tools_of(writer, series), block(foundations(writer, home))]
    return Page(
        writer.path, home.title(context.lang), finish(writer, parts), home.path, ids=(home.id,), sources=(home.path,)
    )


def tools_of(writer: Writer, series: str) -> str:
    """The forms that a publication's sections are carried out with, and the questions that it leaves open."""
    kb = writer.kb
    forms = by_publication(kb, kb.forms.values()).get(series, [])
    asked = by_publication(kb, kb.questions.values()).get(series, [])
    parts = []
    if forms:
        items = join([html("<li>{}</li>", writer.link(form.id)) for form in forms])
        parts += [f"## {writer.label('forms')} {{#forms}}", block(html('<ul class="kb-list">{}</ul>', items))]
    if asked:
        link = html('<a href="{}">{}</a>', writer.to("questions/", f"of-{series.lower()}"), writer.label("questions"))
        parts += [block(html("<p>{}: {}</p>", link, len(asked)))]
    return "\n\n".join(parts)


def _contents(writer: Writer, series: str, chapters: dict[str, list[Section]]) -> Markup:
    items = []
    for chapter, sections in chapters.items():
        path = f"{series.lower()}/{chapter}/"
        inner = [
            html(
                '<li><a href="{}"><span class="kb-id">{}</span> {}</a></li>',
                writer.to(path, s.anchor),
                s.id,
                s.title(writer.lang),
            )
            for s in sections
            if s.number != chapter
        ]
        title = next((s.title(writer.lang) for s in sections if s.number == chapter), chapter)
        head = html('<a class="kb-chapter" href="{}">{}. {}</a>', writer.to(path), chapter, title)
        items.append(html("<li>{}<ul>{}</ul></li>", head, join(inner)))
    return html('<ul class="kb-contents">{}</ul>', join(items))


def _matrix(writer: Writer, sections: list[Section]) -> Markup:
    """Actors × phases: each cell leads to the sections that are tagged with both. A word for all has its own line."""
    vocabulary = writer.kb.vocabulary
    phases, actors = vocabulary.words("phases"), vocabulary.words("actors")
    tagged: dict[tuple[str, str], list[Section]] = {}
    for section in sections:
        for both in dict.fromkeys(product(section.front.actors, section.front.phases)):
            tagged.setdefault(both, []).append(section)
    rows = []
    for actor in actors:
        cells = [_cell(writer, tagged.get((actor, phase), []), actor, phase) for phase in phases]
        rows.append(html('<tr><th scope="row">{}</th>{}</tr>', writer.word("actors", actor), join(cells)))
    heads = [writer.label("who_acts"), *(writer.word("phases", phase) for phase in phases)]
    return table(writer.label("matrix"), heads, join(rows))


def _cell(writer: Writer, found: list[Section], actor: str, phase: str) -> Markup:
    """The sections that are tagged with both; where there is none, the reason if one was given."""
    if found:
        return html("<td>{}</td>", join([writer.link(section.id) for section in found], " "))
    reason = f"empty_{phase}_{actor}"
    if reason in writer.kb.labels:
        return html('<td class="kb-empty">{}</td>', writer.label(reason))
    return html('<td class="kb-empty"><span aria-hidden="true">·</span></td>')
