"""The library: each instrument, its points, and what cites each point; and the pages where facts were read."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.models.base import in_language
from kb.models.records import Instrument
from kb.pages.addresses import PAGE_RECORDS, source_group
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer


def library_pages(context: Context) -> Iterator[Page]:
    """The instruments on one page; the pages consulted, a page a country."""
    records = list(context.kb.library.values())
    instruments = [item for item in records if item.record.kind != PAGE_RECORDS]
    consulted: dict[str, list[Instrument]] = {}
    for item in records:
        if item.record.kind == PAGE_RECORDS:
            consulted.setdefault(source_group(item), []).append(item)
    yield _instruments_page(context, instruments, sorted(consulted))
    for group, items in sorted(consulted.items()):
        yield _consulted_page(context, group, sorted(items, key=lambda item: item.id))


def _group_name(writer: Writer, group: str) -> str:
    code = group.upper()
    return (
        writer.word("countries", code)
        if code in writer.kb.vocabulary.words("countries")
        else writer.label("pages_other")
    )


def _instruments_page(context: Context, items: list[Instrument], groups: list[str]) -> Page:
    writer = Writer(context, "library/")
    parts = [f"# {writer.label('library')}", writer.label("library_intro")]
    links = [
        html('<li><a href="{}">{}</a></li>', writer.to(f"library/pages/{group}/"), _group_name(writer, group))
        for group in groups
    ]
    for path in dict.fromkeys(item.path for item in items):
        name = path.rpartition("/")[2].removesuffix(".yml")
        known = name in context.kb.labels
        code = name.upper()
        title = writer.label(name) if known else writer.word("countries", code)
        parts.append(f"## {title} {{#from-{name}}}")
        parts += [_instrument(writer, item) for item in items if item.path == path]
    if links:
        parts += [f"## {writer.label('pages_consulted')} {{#pages-consulted}}", block(html("<ul>{}</ul>", join(links)))]
    return Page(
        writer.path,
        writer.label("library"),
        "\n\n".join(parts) + "\n",
        sources=tuple(dict.fromkeys(item.path for item in items)),
        ids=tuple(item.id for item in items),
    )


def _instrument(writer: Writer, item: Instrument) -> str:
    record = item.record
    title = in_language(record.title, writer.lang)
    mark = f"[{item.id}]({writer.permanent(item.id)}){{.kb-id title='{writer.label('permanent_link')}'}}"
    return f"### {mark} {_plain(title)} {{#{item.id.lower()}}}\n{block(_details(writer, item))}"


def _plain(text: str) -> str:
    """Text that Markdown must not interpret."""
    for char in "\\[]*_`<":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def _details(writer: Writer, item: Instrument) -> Markup:
    record = item.record
    about = [in_language(record.body, writer.lang), record.publisher or "", record.symbol or ""]
    about += [writer.day(record.date) if record.date else "", in_language(record.place, writer.lang)]
    about += [writer.word("instruments", record.kind)]
    parts = [html("<p>{}</p>", " · ".join(part for part in about if part))]
    parts += [html("<p>{}</p>", in_language(text, writer.lang)) for text in (record.standing, record.note) if text]
    if record.url:
        parts.append(html('<p><a href="{0}" rel="external">{0}</a></p>', record.url))
    if record.points:
        parts.append(html('<ul class="kb-points">{}</ul>', join([_point(writer, item, key) for key in record.points])))
    rows = [("sources", record.sources), ("cited_by", writer.kb.cited_by.get(item.id, ()))]
    shown = [
        html("<div><dt>{}</dt><dd>{}</dd></div>", writer.label(key), writer.links(ids)) for key, ids in rows if ids
    ]
    edit = writer.edit_link(item.path, item.id)
    return html('<div class="kb-instrument">{}<dl class="kb-facts">{}</dl>{}</div>', join(parts), join(shown), edit)


def _point(writer: Writer, item: Instrument, key: str) -> Markup:
    ident = f"{item.id}-{key}"
    cited = writer.kb.cited_by.get(ident, ())
    reason = in_language(item.record.out_of_scope.get(key, {}), writer.lang)
    return html(
        '<li id="{}"><a class="kb-id" href="{}" title="{}">{}</a> {}{}{}</li>',
        ident.lower(), writer.permanent(ident), writer.label("permanent_link"), ident,
        in_language(item.record.points[key], writer.lang),
        html(' <span class="kb-cited">{}: {}</span>', writer.label("cited_by"), writer.links(cited)) if cited else "",
        html(' <span class="kb-note">{}: {}</span>', writer.label("out_of_scope"), reason) if reason else "",
    )  # fmt: skip


def _consulted_page(context: Context, group: str, items: list[Instrument]) -> Page:
    writer = Writer(context, f"library/pages/{group}/")
    name = _group_name(writer, group)
    title = writer.label("pages_consulted_of", country=name)
    rows = [_consulted(writer, item) for item in items]
    parts = [
        f"# {title}",
        writer.label("pages_consulted_intro"),
        block(html('<ul class="kb-consulted">{}</ul>', join(rows))),
    ]
    return Page(
        writer.path, title, "\n\n".join(parts) + "\n", sources=tuple(dict.fromkeys(item.path for item in items)),
        ids=tuple(item.id for item in items), nav_title=name,
    )  # fmt: skip


def _consulted(writer: Writer, item: Instrument) -> Markup:
    record = item.record
    about = [record.publisher or in_language(record.body, writer.lang)]
    about += [writer.day(record.published or record.date or "")] if record.published or record.date else []
    title_lang = record.language if record.language and record.language != writer.lang else ""
    title = (
        html('<cite lang="{}">{}</cite>', title_lang, in_language(record.title, writer.lang))
        if title_lang
        else html("<cite>{}</cite>", in_language(record.title, writer.lang))
    )
    link = html('<a href="{}" rel="external">{}</a>', record.url, title) if record.url else title
    cited = writer.kb.cited_by.get(item.id, ())
    return html(
        '<li id="{}">{}. {} <a class="kb-id" href="{}">{}</a>{}</li>',
        item.id.lower(), link, " · ".join(part for part in about if part), writer.permanent(item.id), item.id,
        html(' <span class="kb-cited">{}: {}</span>', writer.label("cited_by"), writer.links(cited)) if cited else "",
    )  # fmt: skip
