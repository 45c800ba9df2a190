"""Where pages moved to: what is wrong with the ledger of moves, and which published addresses nothing leads from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kb.base import KnowledgeBase
from kb.ledger.history import History
from kb.pages.addresses import address_of


def pages_of_ids(kb: KnowledgeBase) -> frozenset[str]:
    """The pages on which something with an id stands."""
    return frozenset(found[0] for ident in kb.ids() if (found := address_of(kb, ident)))


def loop_from(moves: Mapping[str, str], start: str) -> list[str]:
    """The pages through which a move leads back to where it began; none if it does not."""
    way = [start]
    while way[-1] in moves and len(way) <= len(moves):
        way.append(moves[way[-1]])
        if way[-1] == start:
            return way
    return []


def lost_pages(history: History, there: Collection[str], moves: Mapping[str, str]) -> Iterator[str]:
    """Every page that was published and is neither there nor redirected, of whatever kind it was."""
    pages = {
        str(line.fields["page"]) for file in history.files.values() for line in file.lines if "page" in line.fields
    }
    yield from sorted(page for page in pages if page not in there and page not in moves)
