"""A section's text for others: Markdown whose references lead to permanent addresses, and safe HTML made from it.

Source: Python-Markdown with the extensions that the site uses for content; nobody's own HTML passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from kb.exports.export import Export
from kb.exports.shapes import SectionText
from kb.models.base import is_script
from kb.models.section import Section, heading_anchor
from kb.pages.text import definitions, named
from kb.pages.writer import Writer

_ADDRESSES = ("href", "src")
_HEADING = re.compile(r"h[1-6]")


@dataclass
class PermanentWriter(Writer):
    """Writes links that hold wherever the text is taken to."""

    export: Export

    def href(self, ident: str) -> str | None:
        """The permanent address of an id, or None if there is no such thing."""
        return self.export.permanent(ident) if self.kb.find(ident) else None


class _Finish(Treeprocessor):
    """Gives headings the anchors that they have on the site, and takes away addresses that are scripts."""

    anchor = ""

    def run(self, root: Element) -> None:
        for number, heading in enumerate((item for item in root.iter() if _HEADING.fullmatch(item.tag)), start=1):
            heading.set("id", heading_anchor(self.anchor, number))
        for element in root.iter():
            for name in _ADDRESSES:
                if is_script(element.get(name, "").replace(AMP_SUBSTITUTE, "&")):
                    del element.attrib[name]


@dataclass
class TextExport:
    """Makes the texts of sections; one for all, since setting up Markdown costs more than a text does."""

    export: Export
    markdown: Markdown = field(init=False)
    finish: _Finish = field(init=False)

    def __post_init__(self) -> None:
        self.markdown = Markdown(extensions=[TableExtension(use_align_attribute=True), "fenced_code", "footnotes"])
        self.markdown.preprocessors.deregister("html_block")
        self.markdown.inlinePatterns.deregister("html")
        self.finish = _Finish(self.markdown)
        self.markdown.treeprocessors.register(self.finish, "finish", -1)

    def texts(self, section: Section) -> dict[str, SectionText]:
        """A section's title and text in every language that it has."""
        return {lang: self.text(section, lang) for lang in self.export.kb.languages if lang in section.bodies}

    def text(self, section: Section, lang: str) -> SectionText:
        """The same in one language."""
        body = section.bodies[lang]
        markdown = self.markdown_of(section, lang)
        return {"title": body.title, "markdown": markdown, "html": self.html_of(markdown, section.anchor)}

    def markdown_of(self, section: Section, lang: str) -> str:
        """The text as a document of its own: records by name, and a definition for every id."""
        body = section.bodies[lang]
        plain = self.export.writer(lang)
        writer = PermanentWriter(plain.context, plain.path, self.export)
        text = named(writer, body.text, body.references, body.start)
        found = definitions(writer, [text])
        return f"{text}\n\n{found}\n" if found else f"{text}\n"

    def html_of(self, markdown: str, anchor: str) -> str:
        """Safe HTML from such a document; its headings' anchors begin with `anchor`."""
        self.finish.anchor = anchor
        return self.markdown.reset().convert(markdown)
