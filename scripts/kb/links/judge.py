"""What is wrong with one file of the site, as far as that file and the list of all files tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from kb.links import css
from kb.links.address import Bad, Origin, Place, base_of, read
from kb.links.inventory import PAGES, Inventory
from kb.links.parse import Facts, Kind, Use, parse

SITEMAP = "sitemap.xml"
_LOCATION = re.compile(r"(?:<loc>\s*|<xhtml:link\b[^>]*\bhref=\")([^<\"]*?)\s*[<\"]")
"""The addresses in a sitemap. Source: sitemaps.org; Google, localized versions of pages."""


class Fault(NamedTuple):
    """A broken rule: in which file of the site, at which address or id, and what would be right (empty: not known)."""

    rule: str
    page: str
    address: str
    right: str = ""


@dataclass(slots=True)
class Seen:
    """What is known of a file after a look at it alone."""

    path: str
    faults: list[Fault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    targets: dict[str, dict[str, str]] = field(default_factory=dict)
    """The pages it leads to; for each, the fragments, with the address in which each stands first."""
    lang: str = ""
    refresh: bool = False
    alternates: list[tuple[str, str, str]] = field(default_factory=list)
    """Language, address as written, and the file that it leads to (empty: not in this site)."""


@dataclass(frozen=True)
class Judge:
    """Looks at files of one site."""

    inventory: Inventory
    origin: Origin

    def look(self, path: str) -> Seen:
        """Look at a file: a page, a style sheet, the sitemap."""
        seen = Seen(path)
        if path.endswith(PAGES):
            self._page(seen)
        elif path.endswith(".css"):
            self._use_all(seen, "file", css.addresses(self.inventory.read(path)))
        elif path.endswith(".webmanifest"):
            self._use_all(seen, "file", _in_manifest(self.inventory.read(path)))
        else:
            self._use_all(seen, "page", map(unescape, _LOCATION.findall(self.inventory.read(path))))
        return seen

    def _use_all(self, seen: Seen, kind: Kind, addresses: Iterable[str]) -> None:
        base = base_of(self.origin, seen.path, "")
        for address in dict.fromkeys(addresses):
            self._use(seen, base, Use(kind, address))

    def _page(self, seen: Seen) -> None:
        facts = parse((self.inventory.root / seen.path).read_bytes())
        base = base_of(self.origin, seen.path, facts.base)
        seen.ids, seen.lang, seen.refresh = facts.ids, facts.lang.lower(), bool(facts.refresh)
        seen.faults += [Fault("duplicate-id", seen.path, ident) for ident in facts.twice]
        for use in facts.uses:
            self._use(seen, base, use)
        self._canonical(seen, base, facts)
        for code, address in facts.alternates:
            seen.alternates.append((code.lower(), address, self._use(seen, base, Use("page", address))))

    def _use(self, seen: Seen, base: str | None, use: Use) -> str:
        """Judge one address; the file it leads to, or nothing."""
        place = read(self.origin, base, use.address)
        if place is None:
            return ""
        if isinstance(place, Bad):
            seen.faults.append(Fault(place.rule, seen.path, use.address))
            return ""
        file, rule = self.inventory.find(place.path)
        if rule:
            right = file or (self.inventory.nearest(place.path) if rule == "missing" else "")
            rule = f"missing-{use.kind}" if rule == "missing" else rule
            seen.faults.append(Fault(rule, seen.path, use.address, right))
            return ""
        if " " in use.address.strip().partition("#")[0]:
            seen.faults.append(
                Fault("unencoded-space", seen.path, use.address, use.address.strip().replace(" ", "%20"))
            )
        self._lead(seen, file, place, use.address)
        return file

    def _lead(self, seen: Seen, file: str, place: Place, address: str) -> None:
        """Note that a page leads to another, or to a picture of which it shows a part."""
        if file.endswith((*PAGES, ".svg")):
            seen.targets.setdefault(file, {}).setdefault(place.fragment, address)

    def _canonical(self, seen: Seen, base: str | None, facts: Facts) -> None:
        """The canonical address is the page's own, but on a page that only sends on."""
        if facts.refresh:
            return
        own = seen.path.removesuffix("index.html")
        for number, address in enumerate(facts.canonical):
            place = read(self.origin, base, address)
            leads = self.inventory.find(place.path) if isinstance(place, Place) else None
            elsewhere = place is None and bool(self.origin.host)
            wrong = isinstance(place, Bad) or elsewhere or (leads is not None and leads != (seen.path, ""))
            if wrong or number:
                seen.faults.append(Fault("wrong-canonical", seen.path, address, own or "./"))


def _in_manifest(text: str) -> list[str]:
    """The addresses in a web application's manifest. Source: W3C, Web Application Manifest."""
    try:
        data = json.loads(text)
    except ValueError:
        return []
    found = [data.get("start_url"), data.get("scope")] if isinstance(data, dict) else []
    groups = [data.get(key) for key in ("icons", "screenshots", "shortcuts")] if isinstance(data, dict) else []
    for item in (item for group in groups if isinstance(group, list) for item in group if isinstance(item, dict)):
        found += [item.get("src"), item.get("url")]
    return [address for address in found if isinstance(address, str)]
