"""Defects in what was published and in what moved. The content has neither file yet: each is made here, beside the vocabulary,
of which there is one, so that no two are planted at once."""

from __future__ import annotations

import re

from kb.ledger.files import Fields, write
from kb.ledger.moves import pages_of_ids
from kb.ledger.state import kind_of
from kb.pages.addresses import address_of
from tests.planted.plant import Change, Place, kind

MOVED = "guidelines/moved.yml"
DAY = "2026-01-15"
RELEASED = f"guidelines/published/{DAY}.jsonl"


def _new(path: str, text: str, at: int) -> Change:
    return Change(text, (at,), path, is_copy=True)


def _pages(place: Place, count: int) -> list[str]:
    return place.chance.sample(sorted(page for page in pages_of_ids(place.tree.kb) if page), count)


@kind("redirect-loop", "vocabulary")
def moves_in_a_circle(place: Place) -> Change:
    ways = ["antes/", "despues/", "luego/"][: place.chance.randint(2, 3)]
    lines = [f"- {{old: {old}, new: {new}}}\n" for old, new in zip(ways, [*ways[1:], ways[0]], strict=True)]
    return _new(MOVED, "".join(lines), 0)


@kind("redirect-chain", "vocabulary")
def move_to_what_has_moved(place: Place) -> Change:
    (page,) = _pages(place, 1)
    first, second = "- {old: antes/, new: luego/}\n", f"- {{old: luego/, new: {page}}}\n"
    text, at = (first + second, 0) if place.chance.random() < 0.5 else (second + first, len(second))
    return _new(MOVED, text, at)


@kind("redirect-target", "vocabulary")
def move_away_from_a_page_that_is_there(place: Place) -> Change:
    old, new = _pages(place, 2)
    first = f"- {{old: antes/, new: {new}}}\n"
    return _new(MOVED, f"{first}- {{old: {old}, new: {new}}}\n", len(first))


@kind("redirect-target", "vocabulary")
def move_to_a_page_that_is_not_there(place: Place) -> Change:
    return _new(MOVED, f"- {{old: antes/, new: rg/{place.chance.randint(70, 99)}/}}\n", 0)


def _lines(place: Place) -> list[Fields]:
    """What a release says of some entries."""
    kb = place.tree.kb
    known = [(ident, found[0]) for ident in kb.ids() if (found := address_of(kb, ident))]
    chosen = place.chance.sample(known, 5)
    return [{"id": ident, "kind": kind_of(kb.find(ident)), "at": f"{page}#{ident.lower()}"} for ident, page in chosen]


def _released(lines: list[Fields], wrong: int) -> Change:
    """A release file whose line about `lines[wrong]` (the first line is about the release) is the one to be told."""
    text = write(DAY, lines, {})
    at = [match.start() for match in re.finditer(r"^\{", text, re.M)][wrong + 1]
    return _new(RELEASED, text, at)


@kind("published-id-gone", "vocabulary")
def id_that_was_published_and_is_gone(place: Place) -> Change:
    lines, wrong = _lines(place), place.chance.randrange(5)
    ident = place.chance.choice(("RG-2.777", "mx-esta-no", "term-esta-no"))
    lines[wrong] |= {"id": ident, "at": "rg/2/#rg-2.777"}
    return _released(lines, wrong)


@kind("published-id-gone", "vocabulary")
def id_that_was_published_for_something_else(place: Place) -> Change:
    lines, wrong = _lines(place), place.chance.randrange(5)
    lines[wrong]["kind"] = "term" if lines[wrong]["kind"] != "term" else "section"
    return _released(lines, wrong)


@kind("published-address-lost", "vocabulary")
def page_that_was_published_and_is_gone(place: Place) -> Change:
    lines, wrong = _lines(place), place.chance.randrange(5)
    lines[wrong]["at"] = "antes/#x"
    return _released(lines, wrong)


@kind("release-altered", "vocabulary")
def line_of_a_release_that_was_mended(place: Place) -> Change:
    change = _released(_lines(place), place.chance.randrange(5))
    at = change.text.index('"at":"', change.at[0]) + 6
    return Change(change.text[:at] + "x" + change.text[at:], change.at, RELEASED, is_copy=True)


@kind("release-altered", "vocabulary")
def line_of_a_release_that_was_taken_out(place: Place) -> Change:
    change = _released(_lines(place), place.chance.randrange(5))
    end = change.text.index("\n", change.at[0]) + 1
    return _new(RELEASED, change.text[: change.at[0]] + change.text[end:], 0)


@kind("release-altered", "vocabulary")
def release_under_another_day(place: Place) -> Change:
    return _new(RELEASED.replace(DAY, "2026-01-16"), write(DAY, _lines(place), {}), 0)
