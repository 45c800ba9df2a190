"""A plain difference between two wordings: which words went, which came; paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from markupsafe import Markup

from kb.pages.page import html, join

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\[([^\[\]]*)\])?(?:\([^()\s]*\))?")
_MARKS = re.compile(r"\*\*|__|^#+ +|^> ?", re.M)
_BETWEEN = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|[0-9]+\.) )")
MOST = 4000
"""Words of a paragraph that are compared one by one; longer ones are shown whole, old and new."""


def paragraphs(markdown: str) -> list[str]:
    """A text's paragraphs and list items in plain words, as a reader sees them."""
    found = (" ".join(part.split()) for part in _BETWEEN.split(_MARKS.sub("", markdown)))
    return [_LINK.sub(lambda match: match.group(1) or match.group(2) or "", part) for part in found if part]


def difference(old: str, new: str) -> Markup:
    """The difference between two Markdown texts as HTML; empty if they say the same."""
    before, after = paragraphs(old), paragraphs(new)
    if before == after:
        return Markup("")
    return join([html("<p>{}</p>", part) for part in _changes(before, after)])


def _changes(before: list[str], after: list[str]) -> Iterator[Markup]:
    """The paragraphs that differ; where they stand among others, an ellipsis says so."""
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Markup("…")
            continue
        for number in range(max(b - a, d - c)):
            old = before[a + number] if a + number < b else ""
            new = after[c + number] if c + number < d else ""
            yield _words(old, new)


def _words(old: str, new: str) -> Markup:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if not before or not after or max(len(before), len(after)) > MOST:
        return join([html("<{0}>{1}</{0}>", tag, text) for tag, text in (("del", old), ("ins", new)) if text], " ")
    parts = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if what == "equal":
            parts.append(html("{}", gone))
        else:
            parts += [html("<{0}>{1}</{0}>", tag, text) for tag, text in (("del", gone), ("ins", come)) if text]
    return join(parts)
