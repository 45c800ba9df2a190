"""Faults of a built site told as problems: in the source, in words, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from kb.check.problem import Problem
from kb.links import _
from kb.links.judge import Fault
from kb.messages import one_line

MOST = 20
"""Problems of one rule that are told one by one for one line of a source: a template makes every page."""

_LONGEST = 300
"""Characters of an address that a message shows."""

RULES: dict[str, tuple[str, str, str]] = {
    "missing-page": (
        _("{address} leads to no page (on {page})"),
        _("did you mean {right}?"),
        _("correct the address, or take the link out"),
    ),
    "missing-file": (
        _("{address} is a file that does not exist (on {page})"),
        _("did you mean {right}?"),
        _("add the file, or correct its address"),
    ),
    "wrong-case": (
        _("{address} differs in capitals from what exists (on {page})"),
        _("write {right}: most servers tell capitals apart"),
        "",
    ),
    "missing-fragment": (
        _("{address} names a place that its page does not have (on {page})"),
        "",
        _("correct what stands after the #, or leave it out"),
    ),
    "wrong-case-fragment": (
        _("{address} differs in capitals from the place on its page (on {page})"),
        _("write #{right}: browsers tell capitals apart"),
        "",
    ),
    "duplicate-id": (
        _("two elements have the id {address} (on {page})"),
        "",
        _("give one of them another; links reach only the first"),
    ),
    "empty-link": (
        _("an empty address (on {page})"),
        "",
        _("write where it leads, or take the link out"),
    ),
    "link-to-redirect": (
        _("{address} only sends readers on (on {page})"),
        _("lead to {right} at once"),
        _("lead to where it sends them at once"),
    ),
    "no-index": (
        _("{address} is a folder without a page of its own (on {page})"),
        "",
        _("lead to a page in it, or add an index.html"),
    ),
    "out-of-root": (
        _("{address} leads out of the site (on {page})"),
        "",
        _("count the ../ again, or begin with the site's own path"),
    ),
    "double-slash": (
        _("{address} has two slashes where one belongs (on {page})"),
        "",
        _("write one: to many servers the other is another address"),
    ),
    "unencoded-space": (
        _("{address} has a space in it (on {page})"),
        _("write {right}"),
        "",
    ),
    "malformed-address": (
        _("{address} is not a well-formed address (on {page})"),
        "",
        _("write / for \\, and %25 for a % that is meant as such"),
    ),
    "local-address": (
        _("{address} leads to somebody's own computer (on {page})"),
        "",
        _("lead to where readers find it"),
    ),
    "wrong-canonical": (
        _("the canonical address {address} is not the page's own (on {page})"),
        _("it ends in {right}; once a page"),
        "",
    ),
    "hreflang-unanswered": (
        _("{address} is named as another language, but does not name this page in return (on {page})"),
        "",
        _("let both pages name each other"),
    ),
    "hreflang-not-itself": (
        _("the languages that are named leave out the page itself (on {page})"),
        "",
        _("name every language of the page, its own too"),
    ),
    "hreflang-language": (
        _("{address} is named for one language and is written in another ({right}) (on {page})"),
        "",
        _("name the language that the page is in"),
    ),
    "hreflang-twice": (
        _("the language {right} is named twice, with different addresses (on {page})"),
        "",
        _("keep one of them"),
    ),
    "no-x-default": (
        _("no address is named for readers of other languages (on {page})"),
        "",
        _('add a link with hreflang="x-default"'),
    ),
}
"""Each rule: what is wrong, what to do if it is known what would be right, and what to do otherwise."""
_IN_MESSAGE = ("hreflang-language", "hreflang-twice")
"""Rules that tell what `right` is in the message."""


def problems(
    faults: Iterable[Fault], spot: Callable[[Fault], tuple[str, int, int]], site: Callable[[str], str]
) -> list[Problem]:
    """Problems, sorted. `spot` finds a fault's file, line and column; `site` how to show a page's address."""
    told: Counter[tuple[str, str, int]] = Counter()
    known: set[tuple[str, str, int, str]] = set()
    result = []
    for fault in faults:
        path, line, column = spot(fault)
        here = (fault.rule, path, line)
        if (*here, fault.address.lstrip("./")) in known:
            continue
        known.add((*here, fault.address.lstrip("./")))
        told[here] += 1
        if told[here] <= MOST:
            result.append(_problem(fault, path, line, column, site(fault.page)))
        elif told[here] == MOST + 1:
            message = _("from here on, more of the same in this file")
            hint = _("put the first ones right, then check again")
            result.append(Problem(path, line, column, fault.rule, "error", message, hint))
    return sorted(result)


def _problem(fault: Fault, path: str, line: int, column: int, page: str) -> Problem:
    message, known, otherwise = RULES[fault.rule]
    hint = known if known and (fault.right or not otherwise) else otherwise
    values = {"address": fault.address, "page": page, "right": fault.right}
    args = tuple((name, one_line(value)[:_LONGEST]) for name, value in values.items())
    return Problem(path, line, column, fault.rule, "error", message, hint, args)
