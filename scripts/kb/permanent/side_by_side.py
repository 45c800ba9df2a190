"""All languages of a text in columns, paragraph against paragraph: of whatever has an id, and of each page of sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.models.base import translated
from kb.models.section import Section
from kb.pages.addresses import section_page, title_of
from kb.pages.page import html, join
from kb.permanent.alignment import aligned
from kb.permanent.plain import Plain
from kb.permanent.wording import Wordings

FOLDER = "side-by-side/"


def _texts(kb: KnowledgeBase, ident: str) -> list[dict[str, str]]:
    """The texts of a record, each in every language of the site; those that are not in all of them are left out."""
    record: Any = getattr(kb.find(ident), "record", None)
    if record is None:
        return []
    found = (dict(texts) for _place, texts in translated(record))
    return [texts for texts in found if all(texts.get(lang) for lang in kb.languages)]


def has_both(kb: KnowledgeBase, ident: str) -> bool:
    """Whether there is something to compare: a section's texts, or a record's."""
    entry = kb.find(ident)
    if isinstance(entry, Section):
        return set(kb.languages) <= set(entry.bodies)
    return bool(_texts(kb, ident))


def side_by_side_files(plain: Plain, wordings: Wordings, idents: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A page for each of these ids, then a page for each page of sections: paths under the site's root, and the pages."""
    kb = plain.kb
    for ident in idents:
        if has_both(kb, ident):
            path = f"id/{ident}/{FOLDER}"
            yield path, _page(plain, path, ident, _head(plain, ident, "h1"), _body(plain, wordings, ident, path))
    chapters: dict[str, list[Section]] = {}
    for section in kb.sections.values():
        chapters.setdefault(section_page(kb, section), []).append(section)
    for page, sections in chapters.items():
        yield f"{page}{FOLDER}", chapter_page(plain, wordings, f"{page}{FOLDER}", sections)


def chapter_page(plain: Plain, wordings: Wordings, path: str, sections: list[Section]) -> str:
    """A chapter, or a publication on one page; each section has the anchor that it has on the site."""
    parts = []
    for number, section in enumerate(sections):
        if has_both(plain.kb, section.id):
            parts += [_head(plain, section.id, "h1" if number == 0 else "h2")]
            parts += [_body(plain, wordings, section.id, path)]
    return _page(plain, path, sections[0].id, Markup(""), join(parts))


def _page(plain: Plain, path: str, ident: str, head: Markup, body: Markup) -> str:
    up = "../" * path.count("/")
    languages = [
        html('<p lang="{}">{}</p>', lang, plain.kb.label("language_name", lang)) for lang in plain.kb.languages
    ]
    way = html('<p><a href="{}id/{}/">{}</a></p>', up, ident, plain.said("permanent_link"))
    whole = html('{}<div class="row kb-heads">{}</div>{}{}', way, join(languages), head, body)
    return plain.page(path, f"{ident}: {title_of(plain.kb, ident, plain.kb.languages[0])}", whole, css="wide")


def _head(plain: Plain, ident: str, tag: str) -> Markup:
    """The id and the titles, as one heading."""
    titles = {lang: title_of(plain.kb, ident, lang) for lang in plain.kb.languages}
    cells = join([html('<span lang="{}">{}</span>', lang, title) for lang, title in titles.items()], " ")
    return html('<{0} id="{1}"><span>{2}</span><span class="row">{3}</span></{0}>', tag, ident.lower(), ident, cells)


def _body(plain: Plain, wordings: Wordings, ident: str, path: str) -> Markup:
    kb = plain.kb
    entry = kb.find(ident)
    if isinstance(entry, Section):
        texts = [wordings.html(ident, lang, entry.bodies[lang].text, path) for lang in kb.languages]
        rows = [[Markup(cell) for cell in row] for row in aligned(texts)]  # noqa: S704  (made safe by kb.exports.text)
    else:
        rows = [[html("<p>{}</p>", texts[lang]) for lang in kb.languages] for texts in _texts(kb, ident)]
    return join([_row(kb, row) for row in rows])


def _row(kb: KnowledgeBase, cells: list[Markup]) -> Markup:
    shown = [html('<div lang="{}">{}</div>', lang, cell) for lang, cell in zip(kb.languages, cells, strict=True)]
    return html('<div class="row">{}</div>', join(shown))
