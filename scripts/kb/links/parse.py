"""What a page of the built site says of itself and where it leads. Knows HTML, not the site.

Source: WHATWG, HTML Living Standard: attributes that hold addresses, `srcset`, `base`, `meta http-equiv=refresh`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.links.css import addresses

Kind = Literal["page", "file"]


class Use(NamedTuple):
    """An address on a page, as written: of a page that one goes to, or of a file that the page is made with."""

    kind: Kind
    address: str


@dataclass(slots=True)
class Facts:
    """One page."""

    uses: dict[Use, None] = field(default_factory=dict)
    """Every address once, in order; canonical address and alternates are not among them."""
    ids: set[str] = field(default_factory=set)
    """What a fragment can name: `id`, and `name` of `a`."""
    twice: list[str] = field(default_factory=list)
    base: str = ""
    lang: str = ""
    refresh: str = ""
    """Where the page sends everybody on to, by `meta http-equiv=refresh`."""
    canonical: list[str] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    """Language and address of each `link rel=alternate hreflang`."""


SELECTOR = (
    ":is([id],[href],[src],[srcset],[imagesrcset],[data],[poster],[action],[formaction],[cite],[style],"
    "[background],a[name],use,image,svg a,meta[content],style,html[lang])"
)
"""Every element that can matter, in the order of the page."""

_PAGES = frozenset({"a", "area", "form", "button", "blockquote", "q", "ins", "del"})
_NO_ADDRESS = frozenset({"preconnect", "dns-prefetch"})
_OPTIONAL = frozenset({"action", "formaction", "cite", "background"})
"""Attributes that may be empty."""
_SRC = ("src",)
_HREF = ("href", "xlink:href")
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("img", "script", "iframe", "frame", "embed", "source", "track", "audio"), _SRC),
    **dict.fromkeys(("area", "use", "image", "feimage"), _HREF),
    **dict.fromkeys(("blockquote", "q", "ins", "del"), ("cite",)),
    **dict.fromkeys(("body", "table", "td", "th"), ("background",)),
    "video": ("src", "poster"),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "form": ("action",),
    "object": ("data",),
}
"""Elements that lead somewhere, besides `a` and `link`, and by which attributes."""
_SHARED = frozenset({"og:image", "og:url", "og:image:url", "og:image:secure_url", "twitter:image"})
_REFRESH = re.compile(r"\s*[0-9.]+\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.I)


def parse(html: bytes | str) -> Facts:
    """The facts of one page."""
    facts = Facts()
    for node in LexborHTMLParser(html).css(SELECTOR):
        _take(facts, node.tag or "", node)
    return facts


def _take(facts: Facts, tag: str, node: LexborNode) -> None:
    values = node.attributes
    anchor = values.get("id")
    if anchor:
        if anchor in facts.ids and anchor not in facts.twice:
            facts.twice.append(anchor)
        facts.ids.add(anchor)
    if tag == "a":
        if "name" in values:
            facts.ids.add(values["name"] or "")
        for name in _HREF:
            if name in values:
                facts.uses[Use("page", values[name] or "")] = None
    elif tag == "link":
        _link(facts, values)
    elif tag == "meta":
        _meta(facts, values)
    elif tag == "base":
        facts.base = facts.base or (values.get("href") or "")
    elif tag == "html":
        facts.lang = values.get("lang") or ""
    else:
        for use in _others(tag, values):
            facts.uses[use] = None
        if tag == "style":
            facts.uses.update((Use("file", address), None) for address in addresses(node.text()))
    if "style" in values:
        facts.uses.update((Use("file", address), None) for address in addresses(values["style"] or ""))


def _link(facts: Facts, values: dict[str, str | None]) -> None:
    rel = frozenset((values.get("rel") or "").lower().split())
    for address in candidates(values.get("imagesrcset") or ""):
        facts.uses[Use("file", address)] = None
    if "href" not in values or rel & _NO_ADDRESS:
        return
    address = values["href"] or ""
    if "canonical" in rel:
        facts.canonical.append(address)
    elif "alternate" in rel and values.get("hreflang"):
        facts.alternates.append((values["hreflang"] or "", address))
    else:
        facts.uses[Use("file", address)] = None


def _meta(facts: Facts, values: dict[str, str | None]) -> None:
    content = values.get("content") or ""
    if (values.get("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(content)
        if match and not facts.refresh:
            facts.refresh = match[1].strip()
            facts.uses[Use("page", facts.refresh)] = None
    elif (values.get("property") or values.get("name") or "").lower() in _SHARED:
        facts.uses[Use("file", content)] = None


def _others(tag: str, values: dict[str, str | None]) -> Iterator[Use]:
    for name in _ATTRIBUTES.get(tag, ()):
        if name in values and (name not in _OPTIONAL or (values[name] or "").strip()):
            yield Use("page" if tag in _PAGES else "file", values[name] or "")
    for address in candidates(values.get("srcset") or ""):
        yield Use("file", address)
    if "srcset" in values and not (values["srcset"] or "").strip():
        yield Use("file", "")


_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*\)?)*")


def candidates(srcset: str) -> Iterator[str]:
    """The addresses in a `srcset`: commas within an address or within brackets set nothing apart."""
    at = 0
    while at < len(srcset):
        if srcset[at].isspace() or srcset[at] == ",":
            at += 1
            continue
        end = at
        while end < len(srcset) and not srcset[end].isspace():
            end += 1
        address = srcset[at:end]
        yield address.rstrip(",")
        match = _DESCRIPTORS.match(srcset, end)
        at = end if address.endswith(",") or match is None else match.end()
