"""Feeds of what changed, made from releases: of the whole, of each publication, of each country; a language each.

Sources: The Atom Syndication Format (RFC 4287); JSON Feed 1.1. An entry is a release: nobody wants a thousand entries on
the day of the first one. Its list of changes is the one of the page of changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.ledger.history import Change, Release
from kb.pages.addresses import title_of
from kb.pages.changes import PATH, change_list, scopes
from kb.pages.page import html, join
from kb.pages.writer import Context, Writer
from kb.roots import prefix_of
from kb.settings import Settings

WHOLE = "all"
_MIDNIGHT = "T00:00:00Z"


@dataclass
class AbsoluteWriter(Writer):
    """Writes links that hold wherever a feed is read."""

    base: str

    def permanent(self, ident: str) -> str:
        """The permanent address of an id, whole."""
        return f"{self.base}id/{ident}/"


@dataclass
class Feed:
    """What one part of the site changed, in one language: newest first, releases that changed nothing in it left out."""

    kb: KnowledgeBase
    settings: Settings
    lang: str
    scope: str
    releases: list[Release]

    @property
    def root(self) -> str:
        """The address of the language's root."""
        return f"{self.settings.site_url or '/'}{prefix_of(self.kb, self.lang)}"

    @property
    def title(self) -> str:
        """What the feed is called: the site, and the part of it."""
        site, name = self.kb.label("site_name", self.lang), self.scope.upper()
        if self.scope == WHOLE:
            return site
        known = name in self.kb.vocabulary.words("countries")
        part = self.kb.vocabulary.label("countries", name, self.lang) if known else title_of(self.kb, name, self.lang)
        return f"{site}: {part}"

    @property
    def updated(self) -> str:
        """When something last changed; before the first release, the day of the build."""
        return (self.releases[0].day if self.releases else self.settings.today.isoformat()) + _MIDNIGHT

    def address(self, ending: str) -> str:
        """Where the feed stands in a format: `atom` or `json`."""
        return f"{self.root}feeds/{self.scope}.{ending}"

    def entry(self, release: Release) -> tuple[str, str, Markup]:
        """A release's address, title and list of changes."""
        context = Context(self.kb, self.lang, self.settings.today)
        writer = AbsoluteWriter(context, "", self.settings.site_url or "/")
        title = self.kb.label("release_of", self.lang, day=writer.day(release.day))
        return f"{self.root}{PATH}#{anchor_of(release)}", title, change_list(writer, release)


def anchor_of(release: Release) -> str:
    """A release's anchor on the page of changes."""
    return f"r{release.day}"


def feeds(kb: KnowledgeBase, settings: Settings, releases: list[Release]) -> Iterator[tuple[str, str]]:
    """Every feed in both formats: paths under the site's root, and what they hold."""
    parts = [series.lower() for series in kb.series]
    parts += [code.lower() for code in kb.countries if code.lower() not in parts]
    changed = {part: [_within(release, part) for release in releases] for part in parts}
    for lang in kb.languages:
        for scope in (WHOLE, *parts):
            found = releases if scope == WHOLE else [release for release in changed[scope] if release.changes]
            feed = Feed(kb, settings, lang, scope, found)
            yield f"{prefix_of(kb, lang)}feeds/{scope}.atom", atom(feed)
            yield f"{prefix_of(kb, lang)}feeds/{scope}.json", json_feed(feed)


def _within(release: Release, part: str) -> Release:
    return Release(release.day, tuple(change for change in release.changes if part in _parts(change)))


def _parts(change: Change) -> frozenset[str]:
    return scopes(change.fields["at"])


def atom(feed: Feed) -> str:
    """The feed in the Atom format."""
    entries = [_atom_entry(feed, release) for release in feed.releases]
    author = html("<author><name>{}</name></author>", feed.kb.label("site_name", feed.lang))
    body = html(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{}"><id>{}</id><title>{}</title><updated>{}</updated>'
        '<link rel="self" type="application/atom+xml" href="{}"/><link rel="alternate" type="text/html" href="{}"/>{}{}</feed>\n',
        feed.lang,
        feed.address("atom"),
        feed.title,
        feed.updated,
        feed.address("atom"),
        feed.root + PATH,
        author,
        join(entries),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'


def _atom_entry(feed: Feed, release: Release) -> Markup:
    url, title, changes = feed.entry(release)
    return html(
        '<entry><id>{}</id><title>{}</title><updated>{}</updated><link rel="alternate" type="text/html" href="{}"/>'
        '<content type="html">{}</content></entry>',
        f"{feed.address('atom')}#{anchor_of(release)}",
        title,
        release.day + _MIDNIGHT,
        url,
        str(changes),
    )


def json_feed(feed: Feed) -> str:
    """The feed in the JSON Feed format."""
    items: list[dict[str, Any]] = []
    for release in feed.releases:
        url, title, changes = feed.entry(release)
        items.append(
            {
                "id": f"{feed.address('json')}#{anchor_of(release)}",
                "url": url,
                "title": title,
                "content_html": str(changes),
                "date_published": release.day + _MIDNIGHT,
                "language": feed.lang,
                "tags": sorted({change.what for change in release.changes}),
            }
        )
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.root + PATH,
        "feed_url": feed.address("json"),
        "language": feed.lang,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
