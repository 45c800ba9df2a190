"""What changed: each release with what was new, changed and withdrawn in it. The feeds hold the same lists."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.ledger.history import Change, Release
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer

PATH = "changes/"
KINDS = ("withdrawn", "changed", "new")
"""What can have become of an entry; first what readers must know."""
MOST = 60
"""Entries of a kind that are listed one by one; a first release has thousands, and everybody can see them on the site."""


def scopes(at: str) -> frozenset[str]:
    """The parts of the site that an address belongs to, as its folders name them: `mx` of `directory/mx/#mx-comar`."""
    return frozenset(at.partition("#")[0].split("/"))


def changes_page(context: Context) -> Page:
    """Every release, newest first, with the feeds that tell of it."""
    writer = Writer(context, PATH)
    title = writer.label("changes")
    parts = [f"# {title}", writer.label("changes_intro"), block(_feeds(writer))]
    if not context.releases:
        parts.append(writer.label("nothing_released"))
    for release in context.releases:
        heading = writer.label("release_of", day=writer.day(release.day))
        parts += [f"## {heading} {{#r{release.day}}}", block(change_list(writer, release))]
    return Page(PATH, title, "\n\n".join(parts) + "\n")


def _feeds(writer: Writer) -> Markup:
    """Links to the feeds of the whole; those of publications and countries have the same addresses with their code."""
    links = [
        html('<a href="{}" type="{}">{}</a>', f"../feeds/all.{ending}", media_type, name)
        for name, ending, media_type in (
            ("Atom", "atom", "application/atom+xml"),
            ("JSON Feed", "json", "application/feed+json"),
        )
    ]
    return html("<p>{}: {}</p>", writer.label("feeds"), join(links, " · "))


def change_list(writer: Writer, release: Release) -> Markup:
    """What a release changed, as one list a kind of change; each entry leads to its permanent address."""
    return html("<div>{}</div>", join(list(_lists(writer, release))))


def _lists(writer: Writer, release: Release) -> Iterator[Markup]:
    for kind in KINDS:
        found = [change for change in release.changes if change.what == kind]
        if not found:
            continue
        items = [html("<li>{}</li>", _entry(writer, change, release.day)) for change in found[:MOST]]
        if len(found) > MOST:
            items.append(html("<li>{}</li>", writer.label("and_more", number=len(found) - MOST)))
        yield html("<p><strong>{}</strong></p><ul>{}</ul>", writer.label(f"change_{kind}"), join(items))


def _entry(writer: Writer, change: Change, day: str) -> Markup:
    """An entry, and for a changed wording the way to what exactly changed."""
    shown = html('<a href="{}">{}</a>', writer.permanent(change.id), change.id)
    title = change.fields.get("title", {}).get(writer.lang, "")
    parts = [shown, html(" {}", title) if title != change.id else Markup("")]
    if change.what == "changed" and "text" in change.fields:
        href = f"{writer.permanent(change.id)}{day}/"
        parts.append(html(' (<a href="{}">{}</a>)', href, writer.label("change_wording")))
    if change.what == "withdrawn":
        instead = [html('<a href="{}">{}</a>', writer.permanent(i), i) for i in change.fields.get("replaced_by", [])]
        parts.append(html(": {} {}", writer.label("replaced_by"), join(instead, ", ")) if instead else Markup(""))
    return join(parts)
