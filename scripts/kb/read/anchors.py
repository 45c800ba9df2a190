"""The addresses of a document's headings, which links lead to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kb.models.section import Section, heading_anchor
from kb.read.document import Document
from kb.read.markdown import headings

_EXPLICIT_ID = re.compile(r"\{:? *#([\w.:-]{1,100})[^{}\n]{0,200}\} *$")
_UNDERLINED = re.compile(r"^([^\n]+)\n(?:=+|-+)[ ]*$", re.M)
_LINKED_WORDS = re.compile(r"!?\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,300}\)|\[[^\[\]\n]{0,120}\])?")


def anchors(document: Document) -> Iterator[str]:
    """The addresses of a document's headings on its page: as Python-Markdown makes them, or under a section's id."""
    if document.kind == "section":
        for entry in document.entries:
            if isinstance(entry, Section):
                yield entry.anchor
                most = max(len(headings(document.masked[r.start : r.end])) for r in document.regions)
                yield from (heading_anchor(entry.anchor, number) for number in range(1, most + 1))
        return
    from markdown.extensions.toc import slugify

    starts = [start for _level, _words, start in headings(document.masked)]
    starts += [match.start() for match in _UNDERLINED.finditer(document.masked, document.body_start)]
    counts: dict[str, int] = {}
    for start in sorted(starts):
        end = document.text.find("\n", start)
        line = document.text[start : end if end != -1 else None].strip("# ")
        explicit = _EXPLICIT_ID.search(line)
        slug = explicit.group(1) if explicit else slugify(_plain(line), "-")
        yield f"{slug}_{counts[slug]}" if slug in counts else slug
        counts[slug] = counts.get(slug, 0) + 1


def _plain(heading: str) -> str:
    """A heading's words without their marks."""
    words = _LINKED_WORDS.sub(r"\1", heading)
    return html.unescape(re.sub(r"[*`\\]|(?<!\w)_|_(?!\w)", "", words))
