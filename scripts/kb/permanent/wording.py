"""A section's wording as HTML for the plain pages, whatever depth they stand at, today's or one that was released."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kb.exports.text import TextExport, html_of
from kb.permanent.plain import Plain
from kb.read.markdown import references, without_code

_ID = re.compile(r' id="[^"]*"')


@dataclass
class Wordings:
    """Makes HTML from wordings. Most of them stand in the data, too, and are made only once."""

    plain: Plain
    texts: TextExport = field(init=False)

    def __post_init__(self) -> None:
        self.texts = TextExport(self.plain.export)

    def html(self, ident: str, lang: str, text: str, path: str) -> str:
        """A wording of an id in a language as HTML for the page at `path`, which holds several: without anchors of its
        own. Links lead to permanent addresses of this same site."""
        document = self.texts.document(lang, text, references(without_code(text)))
        html = _ID.sub("", html_of(document, ident.lower()))
        return html.replace(f'"{self.plain.export.base}', f'"{"../" * path.count("/")}')
