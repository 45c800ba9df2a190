"""A section's text for others: Markdown whose references lead to permanent addresses, and safe HTML made from it.

Source: Python-Markdown with the extensions that the site uses for content; nobody's own HTML passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from kb.exports.export import Export
from kb.exports.shapes import SectionText
from kb.models.base import is_script
from kb.models.section import Reference, Section, heading_anchor
from kb.pages.text import definitions, named
from kb.pages.writer import Writer
from kb.tables import name_tables

_ADDRESSES = ("href", "src")
_HEADING = re.compile(r"h[1-6]")


@dataclass
class PermanentWriter(Writer):
    """Writes links that hold wherever the text is taken to."""

    export: Export

    def href(self, ident: str) -> str | None:
        """The permanent address of an id, or None if there is no such thing."""
        return self.export.permanent(ident) if self.kb.find(ident) else None

    def marks(self, ident: str) -> str:
        """Nothing that is not plain Markdown."""
        return ""


class _Finish(Treeprocessor):
    """Gives headings the anchors that they have on the site, and takes away addresses that are scripts."""

    anchor = ""

    def run(self, root: Element) -> None:
        for number, heading in enumerate((item for item in root.iter() if _HEADING.fullmatch(item.tag)), start=1):
            heading.set("id", heading_anchor(self.anchor, number))
        name_tables(root)
        for element in root.iter():
            for name in _ADDRESSES:
                if is_script(element.get(name, "").replace(AMP_SUBSTITUTE, "&")):
                    del element.attrib[name]


@cache
def _converter() -> tuple[Markdown, _Finish]:
    """One for all texts, since setting up Markdown costs more than a text does."""
    markdown = Markdown(extensions=[TableExtension(use_align_attribute=True), "fenced_code", "footnotes"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    finish = _Finish(markdown)
    markdown.treeprocessors.register(finish, "finish", -1)
    return markdown, finish


@lru_cache(maxsize=20_000)
def html_of(document: str, anchor: str) -> str:
    """Safe HTML from a Markdown document; its headings' anchors begin with `anchor`. The same text is wanted in the
    data, side by side and under its dates: it is made once."""
    markdown, finish = _converter()
    finish.anchor = anchor
    return markdown.reset().convert(document)


@dataclass
class TextExport:
    """Makes the texts of sections."""

    export: Export

    def texts(self, section: Section) -> dict[str, SectionText]:
        """A section's title and text in every language that it has."""
        return {lang: self.text(section, lang) for lang in self.export.kb.languages if lang in section.bodies}

    def text(self, section: Section, lang: str) -> SectionText:
        """The same in one language."""
        body = section.bodies[lang]
        markdown = self.markdown_of(section, lang)
        return {"title": body.title, "markdown": markdown, "html": html_of(markdown, section.anchor)}

    def markdown_of(self, section: Section, lang: str) -> str:
        """The text as a document of its own."""
        body = section.bodies[lang]
        return self.document(lang, body.text, body.references, body.start)

    def document(self, lang: str, text: str, found: Iterable[Reference], start: int = 0) -> str:
        """A text in a language with records by name, and a definition for every id. `start`: see `named`."""
        plain = self.export.writer(lang)
        writer = PermanentWriter(plain.context, plain.path, self.export)
        shown = named(writer, text, found, start)
        defined = definitions(writer, [shown])
        return f"{shown}\n\n{defined}\n" if defined else f"{shown}\n"
