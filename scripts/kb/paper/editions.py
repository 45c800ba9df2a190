"""Which editions there are: each publication, each country's protocol, each role, and the cards, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kb.base import KnowledgeBase
from kb.models.collections import Record
from kb.pages.addresses import OWN_PAGES, form_page, series_page
from kb.pages.country import country_page, first_hour_page
from kb.pages.forms import forms_pages
from kb.pages.indicators import indicators_page
from kb.pages.page import Page, relative
from kb.pages.publication import publication_pages
from kb.pages.registry import registry_pages
from kb.pages.roles import GUIDELINES, role_page
from kb.pages.writer import Context
from kb.roots import prefix_of

Kind = Literal["publication", "country", "role", "form", "card"]
FOLDER = "pdf/"
"""Where editions stand under the site's root."""
GROUPS: dict[str, Kind] = {
    "publications": "publication",
    "countries": "country",
    "roles": "role",
    "forms": "form",
    "cards": "card",
}
"""The words that stand for all editions of a kind."""
ONE_SHEET = ("card", "checklist")
"""The kinds of forms that are one sheet of paper; the others have as many as their fields take."""
SETTLED = ("validated", "adopted")


@dataclass(frozen=True)
class Edition:
    """One document for paper, whatever the language. `path` is the page that leads to it, under a language's root."""

    name: str
    kind: Kind
    path: str
    ident: str = ""
    """The id whose permanent address leads back to the site; a role has none, and leads to its page."""

    @property
    def is_card(self) -> bool:
        """Whether it is one sheet that is handed out by itself."""
        return self.kind == "card"


def file_name(name: str, lang: str) -> str:
    """The file of an edition: it still says what it is, and in which language, once it has been downloaded."""
    return f"{name}.{lang}.pdf"


def editions(kb: KnowledgeBase) -> list[Edition]:
    """Every edition, in the order in which people look for them."""
    return list(_editions(kb))


def _editions(kb: KnowledgeBase) -> Iterator[Edition]:
    countries = set(kb.vocabulary.words("countries"))
    for series in kb.series:
        if series in kb.sections and series not in countries:
            yield Edition(series.lower(), "publication", series_page(series), series)
    for code in kb.countries:
        if code in kb.sections:
            yield Edition(code.lower(), "country", series_page(code), code)
    if any("." in section.number for section in kb.series.get(GUIDELINES, [])):
        for actor in kb.vocabulary.expand("actors", ("all",)):
            yield Edition(f"role-{actor}", "role", f"roles/{actor}/")
    for form in kb.forms.values():
        yield Edition(form.id, "card" if form.kind in ONE_SHEET else "form", form_page(form), form.id)
    for code in kb.countries:
        if code in kb.sections:
            yield Edition(f"{code.lower()}-first-hour", "card", f"{series_page(code)}first-hour/", code)


def chosen(kb: KnowledgeBase, only: Iterable[str]) -> tuple[list[Edition], list[str]]:
    """The editions that these words choose (names and groups; none chooses all), and the words that choose none."""
    every = editions(kb)
    words = [word.lower() for word in only]
    known = {edition.name for edition in every} | GROUPS.keys()
    found = [
        item for item in every if not words or item.name in words or any(GROUPS.get(w) == item.kind for w in words)
    ]
    return found, [word for word in words if word not in known]


def by_page(kb: KnowledgeBase) -> dict[str, str]:
    """The edition that each page of a language leads to: addresses under the language's root, and names."""
    return {edition.path: edition.name for edition in editions(kb)}


def address_from(kb: KnowledgeBase, lang: str, path: str) -> str:
    """The address of the edition that a page leads to, from that page; empty if there is none."""
    name = by_page(kb).get(path)
    return relative(prefix_of(kb, lang) + path, FOLDER) + file_name(name, lang) if name else ""


def pages_of(context: Context, edition: Edition) -> list[Page]:
    """The pages that an edition is made from, the first one with its title."""
    if edition.kind == "role":
        return [role_page(context, edition.name.removeprefix("role-"))]
    if edition.path.endswith("first-hour/"):
        return [first_hour_page(context, edition.ident)]
    if edition.kind in ("form", "card"):
        return [page for page in forms_pages(context) if page.path == edition.path]
    if edition.path == OWN_PAGES["RC"]:
        return list(registry_pages(context))
    if edition.path == OWN_PAGES["IN"]:
        return [indicators_page(context)]
    if context.kb.sections[edition.ident].front.layout == "single":
        return [country_page(context, edition.ident)]
    return list(publication_pages(context, edition.ident))


def is_settled(kb: KnowledgeBase, pages: Iterable[Page]) -> bool:
    """Whether everything that stands on these pages has been validated or adopted."""
    pages = list(pages)
    paths = {path for page in pages for path in (*page.sources, page.source)}
    records: Iterable[Record[Any]] = kb.forms.values()
    statuses = [section.front.status for section in kb.sections.values() if section.path in paths]
    statuses += [record.record.status for record in records if record.path in paths]
    return bool(statuses) and all(status in SETTLED for status in statuses)
