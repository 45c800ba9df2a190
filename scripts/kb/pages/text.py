"""A section's text made ready for a page: headings under their section, references with names, terms explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.base import KnowledgeBase
from kb.inflection import pattern, stems
from kb.models.section import Body, Reference, Section, heading_anchor
from kb.pages.addresses import name_of
from kb.pages.writer import Writer
from kb.read.markdown import headings, is_id, references, without_code


def body_markdown(writer: Writer, section: Section, level: int, anchor: str = "") -> str:
    """The Markdown of a section's body, its own headings set under a section heading of `level` with this anchor."""
    body = section.bodies.get(writer.lang)
    if body is None:
        return f"*{writer.label('not_in_this_language')}*"
    return _with_anchors(_with_names(writer, body), anchor or section.anchor, level)


def _with_names(writer: Writer, body: Body) -> str:
    """`[mx-comar]` becomes `[COMAR][mx-comar]`: a record is shown by its name."""
    return named(writer, body.text, body.references, body.start)


def named(writer: Writer, text: str, found: Iterable[Reference], start: int = 0) -> str:
    """A text in which references to records show the records' names. `start` is the offset the references count from."""
    for reference in sorted(found, key=lambda item: item.start, reverse=True):
        if reference.label is None and is_id(reference.target):
            name = name_of(writer.kb, reference.target, writer.lang)
            label = re.sub(r"([\[\]\\*_`<])", r"\\\1", name)
            here = slice(reference.start - start, reference.end - start)
            text = f"{text[: here.start]}[{label}][{reference.target}]{_marks(writer, reference.target, name)}{text[here.stop :]}"
    return text


def _marks(writer: Writer, ident: str, name: str) -> str:
    """What a link says of its words: that they are an id, which no line may break, or in another language."""
    lang = writer.context.cited(ident).lang
    return "{.kb-ref}" if name == ident else f"{{lang={lang}}}" if lang else ""


def _with_anchors(text: str, anchor: str, level: int) -> str:
    """Headings one level below their section, with anchors that are the same in every language."""
    found = headings(without_code(text))
    for number, (depth, words, start) in reversed(list(enumerate(found, start=1))):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        marks = "#" * min(6, depth - 1 + level)
        text = f"{text[:start]}{marks} {words} {{#{heading_anchor(anchor, number)}}}{text[end:]}"
    return text


def definitions(writer: Writer, texts: Iterable[str]) -> str:
    """The link definitions for every id that these texts cite."""
    targets = dict.fromkeys(ref.target for text in texts for ref in references(without_code(text)))
    lines = []
    for target in targets:
        href = writer.href(target) if is_id(target) else None
        if href is not None:
            title = " ".join(writer.context.cited(target).title.replace("\\", "").replace('"', "'").split())
            lines.append(f"[{target}]: {href}" if writer.brief else f'[{target}]: {href} "{title}"')
    return "\n".join(lines)


def explained_terms(kb: KnowledgeBase, lang: str) -> dict[str, str]:
    """What the abbr extension explains: acronyms and terms of more than one word, with their meaning."""
    found: dict[str, str] = {}
    for term in kb.terms.values():
        text = " ".join(term.record.text.get(lang, "").split())
        words = term.record.term.get(lang, "")
        short = term.record.short.get(lang, "")
        if text and " " in words and "," not in words:
            found.setdefault(words, text)
        if text and len(short) > 1:
            found.setdefault(short, f"{words}. {text}" if words else text)
    return found


def _forms_in(text: str, lowered: str, term: str, lang: str) -> Iterator[str]:
    """How a term stands in a text. Its pattern is tried only where its first word begins: pages are long."""
    whole, first = pattern(term, lang, " "), stems(term, lang)[0]
    at = lowered.find(first)
    while at != -1:
        match = whole.match(text, at)
        if match:
            yield match.group()
        at = lowered.find(first, at + 1)


def abbreviations(terms: dict[str, str], text: str, lang: str) -> str:
    """The definitions for the abbr extension of those terms that stand in a text, in each form in which they stand:
    the extension knows neither plurals nor capitals. An acronym has one form."""
    found: dict[str, str] = {}
    lowered = text.lower()
    for term, meaning in terms.items():
        if "]" in term:
            continue
        if term in text:
            found.setdefault(term, meaning)
        if " " in term and all(stem in lowered for stem in stems(term, lang)):
            for words in _forms_in(text, lowered, term, lang):
                found.setdefault(words, meaning)
    return "\n".join(f"*[{term}]: {meaning}" for term, meaning in found.items())
