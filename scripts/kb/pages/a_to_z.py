"""Everything that has a name, from A to Z: a way to find without any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from kb.models.base import in_language
from kb.pages.addresses import PAGE_RECORDS, foreign, title_of
from kb.pages.directory import folder_name
from kb.pages.page import Page, block, html, join
from kb.pages.search import A_TO_Z
from kb.pages.writer import Context, Writer

OTHER = "0-9"
"""The heading of what begins with no letter."""
GROUPS = ("a-c", "d-h", "i-o", "p-r", "s-z")
"""The pages of the list, by the letters on them: one page of all would be too heavy for a bad connection."""
Letters = dict[str, list[Markup]]


def a_to_z_pages(context: Context) -> Iterator[Page]:
    """Sections, institutions with their acronyms, instruments, terms and what else they are called, in one alphabet: a page
    of the letters, and a page for each group of them, the same in every language."""
    front = Writer(context, A_TO_Z)
    title = front.label("a_to_z")
    letters: dict[str, list[_Entry]] = {}
    for entry in sorted(_entries(front), key=lambda entry: (_folded(entry.name), entry.ident, entry.where)):
        letters.setdefault(_letter(entry.name), []).append(entry)
    parts = [f"# {title}", front.label("a_to_z_intro"), block(_links(front, letters, anchors=True))]
    yield Page(A_TO_Z, title, "\n\n".join(parts) + "\n", layout="wide")
    for group in GROUPS:
        writer = Writer(context, f"{A_TO_Z}{group}/")
        mine = {letter: entries for letter, entries in letters.items() if _group(letter) == group}
        by_letter = {letter: [entry.row(writer) for entry in entries] for letter, entries in mine.items()}
        yield _group_page(writer, f"{title}: {group.upper().replace('-', '–')}", letters, by_letter)


def _group_page(writer: Writer, title: str, letters: Iterable[str], by_letter: Letters) -> Page:
    parts = [f"# {title}", block(_links(writer, letters))]
    for letter, rows in by_letter.items():
        parts += [f"## {letter} {{#{_anchor(letter)}}}", block(html('<ul class="kb-a-z">{}</ul>', join(rows)))]
    return Page(writer.path, title, "\n\n".join(parts) + "\n", layout="wide")


def _links(writer: Writer, letters: Iterable[str], *, anchors: bool = False) -> Markup:
    """A link to every letter, wherever it stands. With `anchors`, an address that names a letter arrives at its link: all
    letters stood on one page once."""
    links = [
        html(
            '<a{} href="{}">{}</a>',
            html(' id="{}"', _anchor(letter)) if anchors else "",
            writer.to(f"{A_TO_Z}{_group(letter)}/", _anchor(letter)),
            letter,
        )
        for letter in letters
    ]
    return html('<p class="kb-letters">{}</p>', join(links, " "))


def _group(letter: str) -> str:
    """The group of letters in which a letter stands; numbers stand before A."""
    return next((group for group in GROUPS if letter == OTHER or letter.lower() <= group[-1]), GROUPS[-1])


def _folded(name: str) -> str:
    """A name as it is put in order: without accents, case or leading marks."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return plain.lower().lstrip(" ¿¡«“\"'(.")


def _letter(name: str) -> str:
    first = _folded(name)[:1].upper()
    return first if first.isalpha() else OTHER


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


class _Entry(NamedTuple):
    """A name, the id that it leads to, and what tells it from others of the same name; `lang` if it is in another language."""

    name: str
    ident: str
    where: str
    lang: str = ""

    def row(self, writer: Writer) -> Markup:
        other = html(' lang="{}"', self.lang) if self.lang else ""
        return html(
            '<li><a href="{}"{}>{}</a> <span class="kb-count">{}</span></li>',
            writer.href(self.ident),
            other,
            self.name,
            self.where,
        )


def _entries(writer: Writer) -> Iterator[_Entry]:
    """Every name with its line. What has two names stands under both."""
    kb, lang = writer.kb, writer.lang
    for section in kb.sections.values():
        yield _Entry(section.title(lang), section.id, section.id)
    for institution in kb.institutions.values():
        where = folder_name(writer, institution.folder)
        name = institution.name(lang)
        acronym = in_language(institution.record.acronym, lang)
        yield _Entry(name, institution.id, where, foreign(institution, lang))
        if acronym and acronym != name:
            yield _Entry(acronym, institution.id, f"{name} · {where}")
    for instrument in kb.library.values():
        if instrument.record.kind != PAGE_RECORDS:
            yield _Entry(title_of(kb, instrument.id, lang), instrument.id, instrument.id, foreign(instrument, lang))
    for term in kb.terms.values():
        names = (term.record.term.get(lang), term.record.short.get(lang), *term.record.also.get(lang, ()))
        for name in dict.fromkeys(filter(None, names)):
            yield _Entry(name, term.id, writer.label("glossary"))
