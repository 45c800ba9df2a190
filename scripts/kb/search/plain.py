"""A section's Markdown as plain text for search: in parts, each of which has an address of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.models.section import Reference, Section, heading_anchor
from kb.pages.addresses import name_of
from kb.read.markdown import headings, is_id, references, without_code

_INLINE_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]]*)\]\[[^\[\]]*\](?:\{[^{}\n]*\})?")
_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}|[-*+]|>|\d{1,3}[.)]|\|?(?:[ :|-]*-[ :|-]*\|)[ :|-]*$)[ \t]*|\*\*|__|`|\|")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_DEFINITION = re.compile(r"(?m)^\[\^?[^\]\n]+\]:.*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text with its own anchor; the first has its section's."""

    anchor: str
    heading: str
    text: str


def with_words(kb: KnowledgeBase, lang: str, text: str, found: Iterable[Reference], start: int = 0) -> str:
    """A text in which every reference shows what a reader sees."""
    for ref in sorted(found, key=lambda item: item.start, reverse=True):
        shown = ref.label or (name_of(kb, ref.target, lang) if is_id(ref.target) else ref.target)
        text = text[: ref.start - start] + shown + text[ref.end - start :]
    return text


def plain(markdown: str) -> str:
    """Markdown without its marks; paragraphs and list items stay lines of their own."""
    text = _REFERENCE_LINK.sub(r"\1", _INLINE_LINK.sub(r"\1", _DEFINITION.sub("", markdown)))
    text = _EMPHASIS.sub(r"\1", _MARKS.sub("", text))
    paragraphs = (
        " ".join(part.split()) for part in re.split(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])", text)
    )
    return "\n".join(part for part in paragraphs if part)


def parts_of(kb: KnowledgeBase, section: Section, lang: str) -> tuple[Part, ...]:
    """A section's text, cut at its headings; anchors as on its page."""
    body = section.bodies.get(lang)
    if body is None:
        return ()
    cuts = [(words, start) for _, words, start in headings(without_code(body.text))]
    bounds = [*(start for _, start in cuts), len(body.text)]

    def piece(begin: int, end: int) -> str:
        inside = [ref for ref in body.references if begin <= ref.start - body.start < end]
        return with_words(kb, lang, body.text[begin:end], inside, body.start + begin)

    found = [Part(section.anchor, "", plain(piece(0, bounds[0])))]
    for number, ((words, start), end) in enumerate(zip(cuts, bounds[1:], strict=True), start=1):
        text = piece(start, end).partition("\n")[2]
        found.append(Part(heading_anchor(section.anchor, number), plain(words), plain(text)))
    return tuple(found)


def page_text(kb: KnowledgeBase, lang: str, markdown: str) -> tuple[str, str]:
    """A page written by hand: its title and its text."""
    title, _, rest = markdown.lstrip().partition("\n")
    return title.removeprefix("#").strip(), plain(with_words(kb, lang, rest, references(without_code(rest))))
