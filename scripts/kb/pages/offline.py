"""The page on which readers keep a copy of the site on their telephone, see how old it is, update and delete it."""

from __future__ import annotations

import json

from markupsafe import Markup

from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer

PATH = "offline/"
WORDS = (
    "keep", "update", "delete", "working", "done", "deleted", "kept", "newer", "current", "today", "days", "one_day", "size",
    "full", "failed", "damaged", "cannot", "missing", "not_now",
)  # fmt: skip
"""The words that the script fills in: labels whose keys begin with `offline_`."""


def pages_of_country(code: str) -> tuple[str, ...]:
    """The pages that stand in a country's copy, by their addresses under the language's root."""
    folder = code.lower()
    return (
        "", f"{folder}/", f"{folder}/first-hour/", f"directory/{folder}/", "directory/emergency/", "directory/focal-points/",
        PATH,
    )  # fmt: skip


def offline_page(context: Context) -> Page:
    """What can be kept, with a place for each copy's buttons: the script makes them, since without it nothing is kept."""
    writer = Writer(context, PATH)
    kb = context.kb
    title = writer.label("offline")
    whole = [_copy(writer, context.lang, writer.label("offline_whole"))]
    countries = [
        _copy(writer, f"{context.lang}-{code.lower()}", writer.word("countries", code), code.lower())
        for code in context.countries
        if code in kb.sections
    ]
    parts = [
        f"# {title}",
        writer.label("offline_intro"),
        block(_opening(writer)),
        f"## {writer.label('offline_everything')} {{#everything}}",
        writer.label("offline_everything_text"),
        block(html('<ul class="kb-copies">{}</ul>', join(whole))),
    ]
    if countries:
        parts += [
            f"## {writer.label('offline_country')} {{#countries}}",
            writer.label("offline_country_text"),
            block(html('<ul class="kb-copies">{}</ul>', join(countries))),
        ]
    parts += [f"## {writer.label('carry')} {{#carry}}", writer.label("carry_text"), block(no_carried(writer))]
    parts += [f"## {writer.label('offline_know')} {{#know}}", writer.label("offline_know_text")]
    return Page(PATH, title, "\n\n".join(parts) + "\n", scripts=("kb-offline.js",))


def no_carried(writer: Writer) -> Markup:
    """What stands where the links to copies for USB sticks and Kiwix belong, until a build that makes such puts them there."""
    return html('<p class="kb-carry">{}</p>', writer.label("carry_none"))


def keep_link(writer: Writer, code: str = "") -> Markup:
    """The way to this page from another: to a country's copy, or to all of them."""
    key = "offline_keep_country" if code else "offline"
    return html(
        '<p><a href="{}">{}</a></p>', writer.to(PATH, f"copy-{code.lower()}" if code else ""), writer.label(key)
    )


def _opening(writer: Writer) -> Markup:
    """What the script needs, a line that is read out, and what readers without script are told."""
    words = {key: writer.label(f"offline_{key}") for key in WORDS}
    words["months"] = writer.label("months")
    words["date"] = writer.label("day_of_month", day="{day}", month="{month}", year="{year}")
    return html(
        '<div class="kb-offline" data-words="{}" data-root="{}"><p role="status"></p>'
        '<noscript><p class="kb-working">{}</p></noscript></div>',
        json.dumps(words, ensure_ascii=False),
        writer.file("sw.js").removesuffix("sw.js"),
        writer.label("offline_without_script"),
    )


def _copy(writer: Writer, name: str, shown: str, anchor: str = "everything-here") -> Markup:
    return html(
        '<li data-pack="{}" data-name="{}" id="copy-{}"><strong>{}</strong> <span class="kb-copies__state"></span></li>',
        name,
        shown,
        anchor,
        shown,
    )
