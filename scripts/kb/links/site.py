"""A whole built site: every file looked at, then what only several files together tell."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from kb.links.address import Origin
from kb.links.inventory import Inventory, same
from kb.links.judge import SITEMAP, Fault, Judge, Seen
from kb.links.parse import parse
from kb.processes import in_processes

_PARALLEL_FROM = 3_000_000
"""Bytes of HTML below which starting processes costs more than it saves."""
_ASKED = 40
"""Pages that are asked where the site stands, if nobody says."""
_SVG_ID = re.compile(r"\bid\s*=\s*[\"']([^\"']+)[\"']")


def faults_of(root: Path, site_url: str = "", usual: str = "") -> tuple[list[Fault], int]:
    """Everything that is wrong with the links of a built site, in the order of its files, and the number of pages.

    `site_url` is the address at which it stands; without it, most pages' canonical addresses tell, for it may have been
    built for another than the `usual` one.
    """
    inventory = Inventory.of(root)
    pages = inventory.pages
    judge = Judge(inventory, Origin.of(site_url or _own_address(inventory, pages) or usual))
    others = [path for path in inventory.files if path.endswith((".css", ".webmanifest")) or path == SITEMAP]
    seen = {one.path: one for one in _look(judge, [*pages, *sorted(others)])}
    faults = [fault for one in seen.values() for fault in (*one.faults, *_between(seen, one, judge))]
    return faults, len(pages)


def _look(judge: Judge, paths: list[str]) -> list[Seen]:
    """Look at every file, on all cores if there is much to read."""
    workers = min(os.cpu_count() or 1, 8)
    if workers == 1 or sum(judge.inventory.files[path] for path in paths) < _PARALLEL_FROM:
        return [judge.look(path) for path in paths]
    parts = workers * 4
    found = in_processes(lambda number: [judge.look(path) for path in paths[number::parts]], parts)
    return sorted((one for part in found for one in part), key=lambda one: one.path)


def _own_address(inventory: Inventory, pages: list[str]) -> str:
    """Where the site stands, by the canonical addresses of some of its pages."""
    votes: Counter[str] = Counter()
    for path in pages[:: max(1, len(pages) // _ASKED)]:
        own = path.removesuffix("index.html")
        for address in parse(inventory.read(path)).canonical:
            if "://" in address and unquote(address).endswith(f"/{own}"):
                votes[unquote(address)[: -len(own) or None]] += 1
    return votes.most_common(1)[0][0] if votes else ""


def _between(seen: dict[str, Seen], one: Seen, judge: Judge) -> Iterator[Fault]:
    """What is wrong between a file and those that it leads to."""
    for target, fragments in one.targets.items():
        there = seen.get(target)
        if there is not None and there.refresh and there is not one:
            yield Fault("link-to-redirect", one.path, next(iter(fragments.values())))
            continue
        ids = there.ids if there is not None else None
        for fragment, address in fragments.items():
            if not fragment:
                continue
            if ids is None:
                ids = set(_SVG_ID.findall(judge.inventory.read(target)))
            fault = _fragment(one.path, address, fragment, ids, svg=there is None)
            if fault is not None:
                yield fault
    yield from _alternates(seen, one)


def _fragment(page: str, address: str, fragment: str, ids: set[str], *, svg: bool) -> Fault | None:
    """Whether a page has what a fragment names. Source: HTML Living Standard, "find a potential indicated element";
    URL Fragment Text Directives; SVG 2, linking."""
    if fragment in ids:
        return None
    name = fragment.partition(":~:")[0]
    plain = same(unquote(name))
    if not name or plain.lower() == "top" or (svg and ("(" in name or "=" in name)):
        return None
    if plain in ids or any(plain == same(ident) for ident in ids if not ident.isascii()):
        return None
    lower = plain.lower()
    other = next((ident for ident in sorted(ids) if same(ident).lower() == lower), "")
    return Fault("wrong-case-fragment" if other else "missing-fragment", page, address, other)


def _alternates(seen: dict[str, Seen], one: Seen) -> Iterator[Fault]:
    """Languages that name each other. Source: Google Search Central, localized versions of your page."""
    if not one.alternates:
        return
    codes: dict[str, str] = {}
    for code, address, file in one.alternates:
        if codes.setdefault(code, address) != address:
            yield Fault("hreflang-twice", one.path, address, code)
            continue
        there = seen.get(file)
        if there is None or code == "x-default":
            continue
        if there is not one and one.path not in {answer for _code, _address, answer in there.alternates}:
            yield Fault("hreflang-unanswered", one.path, address)
        elif there.lang and there.lang.partition("-")[0] != code.partition("-")[0]:
            yield Fault("hreflang-language", one.path, address, there.lang)
    if "x-default" not in codes:
        yield Fault("no-x-default", one.path, one.alternates[0][1])
    if one.path not in {file for _code, _address, file in one.alternates}:
        yield Fault("hreflang-not-itself", one.path, one.alternates[0][1])
