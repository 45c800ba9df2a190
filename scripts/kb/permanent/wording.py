"""A section's wording as HTML for the plain pages, whatever depth they stand at, today's or one that was released."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kb.exports.export import Export
from kb.exports.text import PermanentWriter, TextExport
from kb.pages.text import definitions, named
from kb.permanent.plain import Plain
from kb.read.markdown import references, without_code

_ROOT = "ROOT-OF-THE-SITE/"
"""Stands for the way up to the site's root until the page is known."""


@dataclass
class Wordings:
    """Makes HTML from wordings; each text once, since most are today's, too."""

    plain: Plain
    texts: TextExport = field(init=False)
    made: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = TextExport(Export(self.plain.kb, replace(self.plain.settings, site_url=_ROOT)))

    def html(self, lang: str, text: str, path: str) -> str:
        """A wording in a language as HTML for the page at `path`. Links lead to permanent addresses."""
        if (lang, text) not in self.made:
            self.made[lang, text] = self.texts.html_of(self._document(lang, text), "heading")
        return self.made[lang, text].replace(f'"{_ROOT}', f'"{"../" * path.count("/")}')

    def _document(self, lang: str, text: str) -> str:
        """The text as a document of its own: records by name, and a definition for every id that there is."""
        export = self.texts.export
        plain = export.writer(lang)
        writer = PermanentWriter(plain.context, plain.path, export)
        shown = named(writer, text, references(without_code(text)))
        return f"{shown}\n\n{definitions(writer, [shown])}\n"
