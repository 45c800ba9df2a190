"""Where on a page an address stands: what only matters once something is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.links.inventory import Inventory
from kb.links.judge import Fault
from kb.links.parse import SELECTOR

Spot = tuple[str, int, int]
"""A file, line and column, both from 1."""

_FRAME = frozenset({"head", "header", "nav", "footer"})


@dataclass(frozen=True, slots=True)
class Context:
    """An element of a page: its words, the ids before it (the nearest first), and whether it is part of the frame that
    every page has, or of its text."""

    words: str = ""
    ids: list[str] = field(default_factory=list)
    framed: bool = False


def context_of(html: str, address: str, *, ident: bool = False) -> Context:
    """The first element with this address, or the second with this id."""
    ids: list[str] = []
    for node in LexborHTMLParser(html).css(SELECTOR):
        values = node.attributes
        own = values.get("id")
        if (own == address and own in ids) if ident else any(address in (value or "") for value in _led(values)):
            if own:
                ids.append(own)
            return Context(" ".join(node.text().split()), ids[::-1], _is_framed(node))
        if own:
            ids.append(own)
    return Context(ids=ids[::-1])


def _led(values: dict[str, str | None]) -> Iterator[str | None]:
    """The values that can hold an address: whole, or, where there are several, in between."""
    for name, value in values.items():
        if name not in ("id", "class", "title"):
            yield value


def _is_framed(node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.tag in _FRAME:
            return True
        if above.tag in ("main", "article"):
            return False
        above = above.parent
    return False


def line_and_column(text: str, address: str, *, ident: bool = False) -> tuple[int, int] | None:
    """Where an address stands in the text of a file of the site (an id: where it stands the second time); both count
    from 1. None if it stands there in another spelling."""
    for written in dict.fromkeys((address, escape(address), escape(address, quote=False))):
        pattern = r"(?<![\w./#%-])" + re.escape(written) + r"(?![\w./#%-])"
        if ident:
            pattern = rf"\bid\s*=\s*[\"']?{re.escape(written)}(?=[\s\"'>])"
        found = [match.start() for match in re.finditer(pattern, text)] if written else []
        if found:
            return place_of(text, found[1 if ident and len(found) > 1 else 0])
    return None


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def spellings(address: str, words: str) -> Iterator[str]:
    """How a source may say what stands on a page as this address: as it is, from another folder, decoded, by the last
    part, by the words that are shown."""
    plain = address.strip()
    short = re.sub(r"^(?:https?://[^/]*)?(?:\.{0,2}/)+", "", plain)
    for one in (plain, short, unquote(short), short.partition("#")[0].rstrip("/").rpartition("/")[2]):
        if len(one) > 2:
            yield one
    fragment = unquote(plain.partition("#")[2])
    if len(fragment) > 2:
        yield fragment.upper()
        yield fragment
    if len(words) > 2:
        yield words[:60]


def spot_in_site(inventory: Inventory, fault: Fault, shown: Path) -> Spot:
    """Where a fault stands in the site itself, for a site of which nobody knows the sources."""
    at = line_and_column(inventory.read(fault.page), fault.address, ident=fault.rule == "duplicate-id")
    return ((shown / fault.page).as_posix(), *(at or (1, 1)))
