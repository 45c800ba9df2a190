"""Where on a page an address stands: what only matters once something is wrong with it."""

from __future__ import annotations

import re
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

_ALONE = frozenset(
    {"href", "xlink:href", "src", "data", "poster", "action", "formaction", "cite", "background", "content"}
)
"""Attributes that hold one address, or nothing else."""
_SEVERAL = frozenset({"srcset", "imagesrcset", "style", "content"})
"""Attributes that hold addresses among other things."""
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
        hit = own == address and own in ids if ident else _has(values, address)
        if own:
            ids.append(own)
        if hit:
            return Context(" ".join(node.text().split()), ids[::-1], _is_framed(node))
    return Context()


def _has(values: dict[str, str | None], address: str) -> bool:
    """Whether an element leads to an address, alone or among others."""
    return any(
        (name in _ALONE and (value or "").strip() == address.strip())
        or (name in _SEVERAL and bool(address) and address in (value or ""))
        for name, value in values.items()
    )


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


def spellings(address: str, words: str) -> tuple[list[str], list[str]]:
    """How a source may say what stands on a page as this address: surely, as it is, from another folder, decoded; and
    likely, by its last part, by an id, by the words that are shown."""
    short = re.sub(r"^(?:https?://[^/]*)?(?:\.{0,2}/)+", "", address.strip())
    path, _hash, fragment = short.partition("#")
    last, place = path.rstrip("/").rpartition("/")[2], unquote(fragment)
    sure = dict.fromkeys((address.strip(), short, unquote(short)))
    likely = dict.fromkeys((place.upper(), place, unquote(last), words[:60]))
    return [one for one in sure if len(one) > 2], [one for one in likely if len(one) > 2]


def spot_in_site(inventory: Inventory, fault: Fault, shown: Path) -> Spot:
    """Where a fault stands in the site itself, for a site of which nobody knows the sources."""
    at = line_and_column(inventory.read(fault.page), fault.address, ident=fault.rule == "duplicate-id")
    return ((shown / fault.page).as_posix(), *(at or (1, 1)))
