"""The library: each instrument, its points, and what cites each point; and the pages where facts were read."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.models.base import in_language
from kb.models.records import Instrument
from kb.pages.addresses import APART, LETTERS, foreign, library_page
from kb.pages.alphabet import alphabetical
from kb.pages.page import Page, block, html, join
from kb.pages.tools import plain
from kb.pages.writer import Context, Writer


def library_pages(context: Context) -> Iterator[Page]:
    """The international instruments on one page, a country's on its own, and the pages consulted, a page a country."""
    by_page: dict[str, list[Instrument]] = {"library/": []}
    for item in context.kb.library.values():
        by_page.setdefault(library_page(context.kb, item), []).append(item)
    for path, items in sorted(by_page.items()):
        if path == "library/":
            yield _front_page(context, items, sorted(by_page)[1:])
        elif path.startswith("library/pages/"):
            yield _consulted_page(context, path, sorted(items, key=lambda item: item.id))
        else:
            yield _country_page(context, path, items)


def _country_name(writer: Writer, path: str) -> str:
    code = path.rstrip("/").rpartition("/")[2]
    if code in APART:
        return writer.label(f"library_{code}")
    if code in LETTERS:
        return writer.label("pages_other", letters=code.upper().replace("-", "–"))
    return writer.word("countries", code.upper())


def _page(writer: Writer, title: str, parts: list[str], items: list[Instrument], nav_title: str = "") -> Page:
    return Page(
        writer.path,
        title,
        "\n\n".join(parts) + "\n",
        ids=tuple(item.id for item in items),
        sources=tuple(dict.fromkeys(item.path for item in items)),
        nav_title=nav_title,
    )


def _front_page(context: Context, items: list[Instrument], others: list[str]) -> Page:
    writer = Writer(context, "library/", brief=True)
    parts = [f"# {writer.label('library')}", writer.label("library_intro")]
    for path in dict.fromkeys(item.path for item in items):
        name = path.rpartition("/")[2].removesuffix(".yml")
        parts.append(f"## {writer.label(f'library_{name}')} {{#from-{name}}}")
        parts += [_instrument(writer, item) for item in items if item.path == path]
    for name in APART:
        found = [item for item in context.kb.library.values() if library_page(context.kb, item) == f"library/{name}/"]
        if found:
            parts += [f"## {writer.label(f'library_{name}')} {{#from-{name}}}", block(_elsewhere(writer, found))]
    for key, consulted in (("library_countries", False), ("pages_consulted", True)):
        links = [
            html('<li><a href="{}">{}</a></li>', writer.to(path), _country_name(writer, path))
            for path in sorted(others, key=lambda path: alphabetical(_country_name(writer, path)))
            if path.startswith("library/pages/") == consulted and path.split("/")[1] not in APART
        ]
        if links:
            parts += [f"## {writer.label(key)} {{#{key.replace('_', '-')}}}", block(html("<ul>{}</ul>", join(links)))]
    return _page(writer, writer.label("library"), parts, items)


def _elsewhere(writer: Writer, items: list[Instrument]) -> Markup:
    """Instruments that stand on another page, a line each, with their anchors here too."""
    rows = [
        html(
            '<li id="{}">{} {}</li>', item.id.lower(), writer.link(item.id), in_language(item.record.title, writer.lang)
        )
        for item in items
    ]
    return html('<ul class="kb-list">{}</ul>', join(rows))


def _country_page(context: Context, path: str, items: list[Instrument]) -> Page:
    writer = Writer(context, path, brief=True)
    name = _country_name(writer, path)
    title = name if path.split("/")[1] in APART else writer.label("library_of", country=name)
    return _page(writer, title, [f"# {title}", *(_instrument(writer, item, 2) for item in items)], items, name)


def _instrument(writer: Writer, item: Instrument, level: int = 3) -> str:
    record = item.record
    title = in_language(record.title, writer.lang)
    return (
        f"{'#' * level} {writer.code(item.id)} {plain(title)} {{#{item.id.lower()}}}\n{block(_details(writer, item))}"
    )


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
    by_point = {ident for key in record.points for ident in writer.kb.cited_by.get(f"{item.id}-{key}", ())}
    whole = tuple(ident for ident in writer.kb.cited_by.get(item.id, ()) if ident not in by_point)
    rows = [("sources", record.sources), ("cited_by", whole)]
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
        ident.lower(),
        writer.permanent(ident),
        writer.label("permanent_link"),
        ident,
        in_language(item.record.points[key], writer.lang),
        html(' <span class="kb-cited">{}: {}</span>', writer.label("cited_by"), writer.links(cited)) if cited else "",
        html(' <span class="kb-note">{}: {}</span>', writer.label("out_of_scope"), reason) if reason else "",
    )


def _consulted_page(context: Context, path: str, items: list[Instrument]) -> Page:
    writer = Writer(context, path, brief=True)
    title = writer.label("pages_consulted_of", country=_country_name(writer, path))
    rows = block(html('<ul class="kb-consulted">{}</ul>', join([_consulted(writer, item) for item in items])))
    return _page(writer, title, [f"# {title}", writer.label("pages_consulted_intro"), rows], items)


def _consulted(writer: Writer, item: Instrument) -> Markup:
    record = item.record
    about = [record.publisher or in_language(record.body, writer.lang)]
    about += [writer.day(record.published or record.date or "")] if record.published or record.date else []
    about += [writer.label("date_not_given")] if record.is_undated else []
    title_lang = foreign(item, writer.lang)
    title = (
        html('<cite lang="{}">{}</cite>', title_lang, in_language(record.title, writer.lang))
        if title_lang
        else html("<cite>{}</cite>", in_language(record.title, writer.lang))
    )
    link = html('<a href="{}" rel="external">{}</a>', record.url, title) if record.url else title
    cited = writer.kb.cited_by.get(item.id, ())
    return html(
        '<li id="{}">{}. {} <a class="kb-id" href="{}">{}</a>{}</li>',
        item.id.lower(),
        link,
        " · ".join(part for part in about if part),
        writer.permanent(item.id),
        item.id,
        html(' <span class="kb-cited">{}: {}</span>', writer.label("cited_by"), writer.links(cited)) if cited else "",
    )
