"""Writes links, labels and lists for one page in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.ledger.confirmed import Said
from kb.ledger.history import Release
from kb.models.section import Section
from kb.pages.addresses import address_of, foreign, name_of, title_of
from kb.pages.alphabet import alphabetical
from kb.pages.page import Page, block, html, join, relative


class Cited(NamedTuple):
    """An id as pages cite it: page and anchor (None if there is no such thing), name, and a fuller description."""

    address: tuple[str, str] | None
    name: str
    title: str
    lang: str = ""
    """The language of the title where it is not the reader's."""


@dataclass
class Context:
    """What pages are made for: a knowledge base, a language, and the site's few settings."""

    kb: KnowledgeBase
    lang: str
    today: date
    """The day of the build, by which verified contacts expire."""
    edit_base: str = ""
    """The address before a source file's path that opens it in the code host's editor; empty: no edit links."""
    report_base: str = ""
    """The address of the form that reports a correction, to which `title=…` is added; empty: no such links."""
    by_hand: dict[str, str] = field(default_factory=dict)
    """The pages written by hand in this language: name and Markdown."""
    pictures: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Width and height of the pictures of pages written by hand, by their path under `docs/assets/`."""
    releases: list[Release] = field(default_factory=list)
    """What was released, newest first."""
    confirmed: dict[tuple[str, str], Said] = field(default_factory=dict)
    """What texts that went ahead of another language said before, as far as it is known, by id and language."""
    pages: list[Page] | None = None
    """The language's pages, once they are made."""
    _cited: dict[str, Cited] = field(default_factory=dict)

    @property
    def root_lang(self) -> str:
        """The language whose pages stand at the site's root."""
        return self.kb.languages[0]

    @cached_property
    def countries(self) -> list[str]:
        """The codes of the countries that have a protocol or a directory, by their names in the reader's language."""
        return sorted(
            self.kb.countries, key=lambda code: alphabetical(self.kb.vocabulary.label("countries", code, self.lang))
        )

    def cited(self, ident: str) -> Cited:
        """What pages show of an id that they cite, worked out once: a page of sources cites thousands."""
        known = self._cited.get(ident)
        if known is None:
            kb, lang = self.kb, self.lang
            point = kb.points.get(ident)  # its id names the instrument already
            title = point.title(lang) if point else title_of(kb, ident, lang)
            name = name_of(kb, ident, lang)
            other = foreign(kb.find(ident), lang) if name != ident else ""
            known = Cited(address_of(kb, ident), name, title, other)
            self._cited[ident] = known
        return known


@dataclass
class Writer:
    """Writes for the page at `path`."""

    context: Context
    path: str
    brief: bool = field(default=False, kw_only=True)
    """Without descriptions of what links lead to and of terms: for pages that repeat or list much, to keep them light."""

    @property
    def kb(self) -> KnowledgeBase:
        return self.context.kb

    @property
    def lang(self) -> str:
        return self.context.lang

    def label(self, key: str, **values: object) -> str:
        """A word of the site's own in the reader's language."""
        return self.kb.label(key, self.lang, **values)

    def word(self, group: str, word: str) -> str:
        """A vocabulary word's label."""
        return self.kb.vocabulary.label(group, word, self.lang)

    def to(self, path: str, anchor: str = "") -> str:
        """The address of another page of this language."""
        return relative(self.path, path, anchor)

    def permanent(self, ident: str) -> str:
        """The permanent address of an id, which stands at the site's root whatever the language."""
        return self.file(f"id/{ident}/")

    def file(self, path: str) -> str:
        """The address of something that stands at the site's root whatever the language: a data file."""
        here = self.path if self.lang == self.context.root_lang else f"{self.lang}/{self.path}"
        folder, slash, name = path.rpartition("/")
        return relative(here, f"{folder}{slash}") + name

    def href(self, ident: str) -> str | None:
        """The address of an id, or None if there is no such thing."""
        found = self.context.cited(ident).address
        return self.to(*found) if found else None

    def link(self, ident: str, text: str | None = None) -> Markup:
        """A link to an id, shown as the id or the record's name; plain text if there is no such thing."""
        address, name, title, lang = self.context.cited(ident)
        shown = text or name
        if address is None:
            return html("{}", shown)
        href = self.to(*address)
        whole = html(' class="kb-ref"') if shown == ident else ""  # no line may break an id
        if self.brief or title in (shown, ident):
            own = html(' lang="{}"', lang) if lang and shown == title else ""
            return html('<a href="{}"{}{}>{}</a>', href, whole, own, shown)
        return html('<a href="{}"{} title="{}">{}</a>', href, whole, title, shown)

    def marks(self, ident: str) -> str:
        """What Markdown says of a link to an id: that it shows the id, which no line may break, or another language."""
        cited = self.context.cited(ident)
        if cited.address is None:
            return ""
        own = cited.lang and cited.name == cited.title
        return "{.kb-ref}" if cited.name == ident else f"{{lang={cited.lang}}}" if own else ""

    def titled(self, sections: Iterable[Section]) -> Markup:
        """Sections as list items: id and title, in one link."""
        return join(
            [
                html(
                    '<li><a href="{}"><span class="kb-id">{}</span> {}</a></li>',
                    self.href(s.id),
                    s.id,
                    s.title(self.lang),
                )
                for s in sections
            ]
        )

    def code(self, ident: str) -> str:
        """An id as it stands before a heading, in Markdown: it leads to the permanent address."""
        return f"[{ident}]({self.permanent(ident)}){{.kb-id title='{self.label('permanent_link')}'}}"

    def working_note(self, statuses: Iterable[str]) -> str:
        """What a page of working texts says of itself; nothing once all of them are validated or adopted."""
        if all(status in ("validated", "adopted") for status in statuses):
            return ""
        return block(html('<p class="kb-working">{}</p>', self.label("working_text")))

    def way(self, path: str, key: str) -> str:
        """A paragraph that leads to another page, under a label."""
        return block(html('<p><a href="{}">{}</a></p>', self.to(path), self.label(key)))

    def links(self, idents: Iterable[str]) -> Markup:
        """Links to ids, set apart by commas; open questions are shown as what they ask."""
        asked = self.kb.questions
        shown = [self.link(ident, self.context.cited(ident).title if ident in asked else None) for ident in idents]
        return join(shown, ", ")

    def edit_link(self, source: str | None, shown: str) -> Markup:
        """A link that opens a source file in the code host's editor; nothing where no host is configured."""
        if not self.context.edit_base or not source:
            return Markup("")
        href = f"{self.context.edit_base}{source}"
        name = self.label("edit_named", name=shown)
        return html('<a class="kb-edit" href="{}" rel="edit" aria-label="{}">{}</a>', href, name, self.label("edit"))

    def report_link(self, ident: str) -> Markup:
        """A link that opens a correction form with the id filled in; nothing where no form is configured."""
        if not self.context.report_base:
            return Markup("")
        query = urlencode({"title": self.label("report_title", id=ident), "institution": ident})
        href = f"{self.context.report_base}&{query}"
        return html('<a class="kb-report" href="{}" rel="nofollow">{}</a>', href, self.label("report"))

    def day(self, value: str | date) -> str:
        """A date as people write it; `2025` and `2025-03` stay as inexact as they are."""
        parts = str(value).split("-")
        months = self.label("months").split()
        if len(parts) == 1 or len(months) < 12:
            return str(value)
        month = months[int(parts[1]) - 1]
        if len(parts) == 2:
            return self.label("month_of_year", month=month, year=parts[0])
        return self.label("day_of_month", day=int(parts[2]), month=month, year=parts[0])
