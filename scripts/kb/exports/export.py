"""What every format is made for: the knowledge base, the settings, and the addresses at which things stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid5

from kb.base import KnowledgeBase
from kb.exports.catalogue import ROOT, DataFile
from kb.exports.shapes import Json, Reference, Texts
from kb.models.section import CONTACT_KIND
from kb.pages.addresses import address_of, title_of
from kb.pages.writer import Context, Writer
from kb.roots import prefix_of
from kb.settings import Settings

NAMESPACE = UUID("99e6ca97-9111-43d8-bbd1-99da8b399d7d")
"""The one namespace of our UUIDs (RFC 9562, version 5): never to change, since others keep records by them."""


def uuid_of(name: str) -> str:
    """The UUID of anything with a permanent name: `mx-comar`, or a part of it such as `mx-comar phone +5255…`."""
    return str(uuid5(NAMESPACE, name))


def present(found: Json) -> Json:
    """What has a value: formats that know optional properties leave the others out."""
    return {key: value for key, value in found.items() if value not in (None, "", [])}


@dataclass(frozen=True)
class Export:
    """A knowledge base that is to be written as data."""

    kb: KnowledgeBase
    settings: Settings

    @property
    def base(self) -> str:
        """The address of the site's root, which ends in a slash."""
        return self.settings.site_url or "/"

    def permanent(self, ident: str) -> str:
        """The permanent address of an id; of a kind of institution, where that kind is listed."""
        if ident.startswith(CONTACT_KIND):
            return self.page(ident, self.kb.languages[0])
        return f"{self.base}id/{ident}/"

    def page(self, ident: str, lang: str) -> str:
        """The address of the page and place where an id stands in a language."""
        path, anchor = address_of(self.kb, ident) or ("", ident.lower())
        return f"{self.base}{prefix_of(self.kb, lang)}{path}#{anchor}"

    def pages(self, ident: str) -> Texts:
        """The same in every language."""
        return {lang: self.page(ident, lang) for lang in self.kb.languages}

    def file(self, file: DataFile, **places: str) -> str:
        """The address of a data file."""
        return f"{self.base}{ROOT}{file.path.format(**places)}"

    def reference(self, ident: str) -> Reference:
        """An id with its title in every language and its permanent address."""
        if ident not in self._references:
            titles = {lang: title_of(self.kb, ident, lang) for lang in self.kb.languages}
            self._references[ident] = {"id": ident, "title": titles, "url": self.permanent(ident)}
        return self._references[ident]

    def references(self, idents: Iterable[str]) -> list[Reference]:
        """The same for several."""
        return [self.reference(ident) for ident in idents]

    @cached_property
    def _references(self) -> dict[str, Reference]:
        return {}

    def writer(self, lang: str) -> Writer:
        """A writer of words and dates in a language, the same that pages are written with."""
        return Writer(Context(self.kb, lang, self.settings.today), "")
