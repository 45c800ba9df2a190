"""Everything that is filled in, measured, asked or shared, under one page that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.pages.addresses import OWN_PAGES
from kb.pages.forms import forms_navigation, forms_pages
from kb.pages.indicators import indicators_page
from kb.pages.page import NavItem, Page, block, html, join
from kb.pages.practices import practices_pages
from kb.pages.questions import questions_page
from kb.pages.registry import registry_navigation, registry_pages
from kb.pages.writer import Context, Writer

PATH = "tools/"
PARTS = (
    ("forms/", "forms", "forms_intro"),
    (OWN_PAGES["RC"], "registry", "registry_intro"),
    (OWN_PAGES["IN"], "indicators", "indicators_intro"),
    ("questions/", "questions", "questions_intro"),
    ("practices/", "practices", "practices_intro"),
    ("toolkits/", "toolkits", "toolkits_intro"),
)
"""What the page leads to: address, label, explanation."""


def toolbox_pages(context: Context) -> Iterator[Page]:
    """The page that leads to the others, and the others, each where there is any."""
    pages = list(_pages(context))
    if pages:
        yield _front_page(context, {page.path for page in pages})
        yield from pages


def _pages(context: Context) -> Iterator[Page]:
    kb = context.kb
    yield from forms_pages(context)
    yield from registry_pages(context)
    if kb.indicators or "IN" in kb.sections:
        yield indicators_page(context)
    if kb.questions:
        yield questions_page(context)
    yield from practices_pages(context)


def _front_page(context: Context, there: set[str]) -> Page:
    writer = Writer(context, PATH)
    items = [_way(writer, path, key, text) for path, key, text in PARTS if path in there]
    ways = block(html('<ul class="kb-tasks">{}</ul>', join(items)))
    title = writer.label("tools")
    return Page(PATH, title, f"# {title}\n\n{ways}\n")


def _way(writer: Writer, path: str, key: str, text: str) -> Markup:
    link = '<li><a href="{}"><strong>{}</strong><span>{}</span></a></li>'
    return html(link, writer.to(path), writer.label(key), writer.label(text))


def toolbox_navigation(writer: Writer, pages: list[Page]) -> tuple[NavItem, ...]:
    """Three groups of one level each: groups inside a group have no names that a screen reader could tell apart. The
    first page of a group is the one that leads to the others: the theme takes it for the group's own."""
    titles = {page.path: page.title for page in pages}
    rest = [
        NavItem(titles[path], path) for path in (PATH, *(path for path, _key, _text in PARTS[2:])) if path in titles
    ]
    return (
        NavItem(writer.label("forms"), None, forms_navigation(pages)),
        NavItem(writer.label("registry"), None, registry_navigation(pages)),
        NavItem(writer.label("tools_more"), None, tuple(rest)),
    )
