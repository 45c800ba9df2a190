"""Where links lead on paper: within the edition if what they point to is in it, else to a permanent address."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from kb.base import KnowledgeBase
from kb.pages.addresses import address_of, title_of
from kb.paper.tree import unwrap, words
from kb.roots import prefix_of

_ANY = "https://any.invalid/"


@dataclass
class Addresses:
    """What stands where, in one language."""

    kb: KnowledgeBase
    lang: str
    site_url: str = ""
    """The address at which the site stands; empty: links that leave the edition become plain text."""

    @cached_property
    def idents(self) -> dict[tuple[str, str], str]:
        """Every id by its page under the language's root and its anchor there."""
        return {found: ident for ident in self.kb.ids() if (found := address_of(self.kb, ident))}

    def permanent(self, ident: str) -> str:
        """The permanent address of an id."""
        return f"{self.site_url}id/{ident}/" if self.site_url else ""

    def of_page(self, path: str) -> str:
        """The address of a page of this language."""
        return f"{self.site_url}{prefix_of(self.kb, self.lang)}{path}" if self.site_url else ""


@dataclass
class Linker:
    """Points the links of one edition's pages. `anchors` holds what stands in the edition: page and anchor on the site,
    and the anchor in the edition."""

    addresses: Addresses
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Where each link of the document leads, in words: for those who hear it."""

    def point(self, body: Element, here: str) -> None:
        """Change the links of the page at `here` in place; those that would lead nowhere become plain text."""
        for link in body.iter("a"):
            target = self._target(link.get("href", ""), here)
            name = link.get("aria-label") or link.get("title") or ""
            shown = words(link)
            link.attrib.clear() if not target else link.attrib.pop("href", None)
            for gone in ("aria-label", "title", "rel"):
                link.attrib.pop(gone, None)
            if target:
                link.set("href", target)
                self.names.setdefault(target, name if shown in name else f"{shown}: {name}" if name else shown)
        unwrap(body, lambda element: element.tag == "a" and "href" not in element.attrib)

    def _target(self, href: str, here: str) -> str:
        parts = urlsplit(href)
        if parts.scheme or not href:
            return href
        prefix = prefix_of(self.addresses.kb, self.addresses.lang)
        full = urlsplit(urljoin(f"{_ANY}{prefix}{here}", href))
        whole, anchor = full.path.removeprefix("/"), unquote(full.fragment)
        path = whole.removeprefix(prefix)
        inside = self.anchors.get((path, anchor))
        if inside:
            return f"#{inside}"
        ident = self.addresses.idents.get((path, anchor))
        if ident:
            return self.addresses.permanent(ident)
        site_url = self.addresses.site_url
        return site_url and f"{site_url}{whole}{'#' if anchor else ''}{full.fragment}"

    def describe(self, ident: str) -> str:
        """An id with its title."""
        title = title_of(self.addresses.kb, ident, self.addresses.lang)
        return ident if title == ident else f"{ident}: {title}"
