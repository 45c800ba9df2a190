"""Rules on guidelines/moved.yml, the ledger of pages that moved: each old address leads straight to a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kb.check.engine import Finding, _, tree_rule
from kb.check.identity import OWN
from kb.ledger.moves import loop_from, pages_of_ids
from kb.models.base import KeyPath
from kb.models.moves import Move
from kb.read.tree import Tree

PATH = "guidelines/moved.yml"


def _moves(tree: Tree) -> dict[KeyPath, Move]:
    document = tree.documents.get(PATH)
    return document.data or {} if document else {}


@tree_rule(sees="outlines")
def redirect_loop(tree: Tree) -> Iterator[Finding]:
    """Pages are said to have moved in a circle: a browser would give up, and the reader would see nothing.

    Bad:
        - {old: rg/2/, new: rg/3/}
        - {old: rg/3/, new: rg/2/}
    Good:
        - {old: rg/2/, new: rg/3/}
    Fix:
        Remove the line that leads back to a page that has moved.
    """
    for place, move in _moves(tree).items():
        way = loop_from(tree.kb.moves, move.old)
        if way:
            message = _("this move leads back to where it began: {way}")
            hint = _("delete the line of the page that is there")
            yield Finding((*place, "old"), message, hint, {"way": " → ".join(way)}, PATH)


@tree_rule(sees="outlines")
def redirect_chain(tree: Tree) -> Iterator[Finding]:
    """A move leads to a page that itself has moved: each detour costs a reader with a bad connection seconds.

    Bad:
        - {old: rg/2/, new: rg/3/}
        - {old: rg/3/, new: rg/4/}
    Good:
        - {old: rg/2/, new: rg/4/}
        - {old: rg/3/, new: rg/4/}
    Fix:
        Write under `new` the page where the text is now.
    """
    for place, move in _moves(tree).items():
        if move.new in tree.kb.moves and not _in_loop(tree, move.old):
            end = move.new
            while end in tree.kb.moves:
                end = tree.kb.moves[end]
            message = _("the page {new} has moved itself")
            hint = _("lead straight to where it is now: “new: {end}”")
            yield Finding((*place, "new"), message, hint, {"new": move.new, "end": end}, PATH)


def _in_loop(tree: Tree, start: str) -> bool:
    """Whether following the moves from a page never ends."""
    seen: set[str] = set()
    while start in tree.kb.moves and start not in seen:
        seen.add(start)
        start = tree.kb.moves[start]
    return start in seen


@tree_rule(sees="outlines", compares=OWN)
def redirect_target(tree: Tree) -> Iterator[Finding]:
    """A move leads to a page that does not exist, or away from one that does; or one old address leads to two pages.

    Bad:
        - {old: rg/2/, new: rg/33/}        (there is no chapter 33)
        - {old: rg/3/, new: rg/2/}         (there is still a chapter 3)
    Good:
        - {old: rg/2/, new: rg/3/}         (chapter 2 is no more)
    Fix:
        Write under `new` a page that exists and under `old` one that does not any more, each old page once.
    """
    moves = _moves(tree)
    if not moves:
        return
    from kb.pages.site_map import all_pages
    from kb.settings import Settings, context_of

    context = context_of(tree, tree.kb.languages[0], Settings(today=date.min))
    there = pages_of_ids(tree.kb)
    if any(move.new not in there for move in moves.values()):
        there |= {page.path for page in all_pages(context)}
    first: dict[str, KeyPath] = {}
    for place, move in moves.items():
        if move.old in there:
            message, hint = _("there is still a page {old}"), _("delete this line, or remove the page")
            yield Finding((*place, "old"), message, hint, {"old": move.old}, PATH)
        elif move.old in first:
            message, hint = _("{old} is said to have moved in another line already"), _("delete one of the lines")
            yield Finding((*place, "old"), message, hint, {"old": move.old}, PATH)
        first.setdefault(move.old, place)
        if move.new not in there and move.new not in tree.kb.moves:
            message, hint = _("there is no page {new}"), _("write the address of the page that holds the text now")
            yield Finding((*place, "new"), message, hint, {"new": move.new}, PATH)
