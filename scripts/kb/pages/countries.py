"""The countries on one page: the protocol of each, its first hour, whom to find there. The navigation needs a page of their
own for them: the theme takes the first page of a group for the group's."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.pages.country import first_hour_path
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer

PATH = "countries/"


def countries_page(context: Context) -> Iterator[Page]:
    """The page of the countries that have a protocol; none before there are any."""
    writer = Writer(context, PATH)
    items = [_item(writer, code) for code in context.countries if code in context.kb.sections]
    if items:
        rows = block(html('<ul class="kb-briefs">{}</ul>', join(items)))
        title = writer.label("countries")
        yield Page(PATH, title, f"# {title}\n\n{writer.label('countries_intro')}\n\n{rows}\n", searched=False)


def _item(writer: Writer, code: str) -> Markup:
    ways = [(first_hour_path(code), "first_hour")]
    if code.lower() in writer.kb.folders:
        ways.append((f"directory/{code.lower()}/", "directory"))
    links = join([html('<a href="{}">{}</a>', writer.to(path), writer.label(key)) for path, key in ways], " · ")
    name = html('<a href="{}">{}</a>', writer.to(f"{code.lower()}/"), writer.word("countries", code))
    return html('<li><p>{}</p><span class="kb-count">{}</span></li>', name, links)
