"""Everything that has a name, from A to Z: a way to find without any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markupsafe import Markup

from kb.models.base import in_language
from kb.pages.addresses import PAGE_RECORDS, title_of
from kb.pages.directory import folder_name
from kb.pages.page import Page, block, html, join
from kb.pages.search import A_TO_Z
from kb.pages.writer import Context, Writer

OTHER = "0-9"
"""The heading of what begins with no letter."""


def a_to_z_page(context: Context) -> Page:
    """Sections, institutions with their acronyms, instruments, terms and what else they are called, in one alphabet."""
    writer = Writer(context, A_TO_Z)
    letters: dict[str, list[tuple[str, Markup]]] = {}
    for name, item in sorted(_entries(writer), key=lambda entry: (_folded(entry[0]), entry[1])):
        letters.setdefault(_letter(name), []).append((name, item))
    links = [html('<a href="#{}">{}</a>', _anchor(letter), letter) for letter in letters]
    parts = [
        f"# {writer.label('a_to_z')}",
        writer.label("a_to_z_intro"),
        block(html('<p class="kb-letters">{}</p>', join(links, " "))),
    ]
    for letter, items in letters.items():
        rows = join([item for _name, item in items])
        parts += [f"## {letter} {{#{_anchor(letter)}}}", block(html('<ul class="kb-a-z">{}</ul>', rows))]
    return Page(A_TO_Z, writer.label("a_to_z"), "\n\n".join(parts) + "\n", layout="wide")


def _folded(name: str) -> str:
    """A name as it is put in order: without accents, case or leading marks."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return plain.lower().lstrip(" ¿¡«“\"'(.")


def _letter(name: str) -> str:
    first = _folded(name)[:1].upper()
    return first if first.isalpha() else OTHER


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _entries(writer: Writer) -> Iterator[tuple[str, Markup]]:
    """Every name with its line. What has two names stands under both."""
    kb, lang = writer.kb, writer.lang
    for section in kb.sections.values():
        yield _entry(writer, section.title(lang), section.id, section.id)
    for institution in kb.institutions.values():
        where = folder_name(writer, institution.folder)
        name = institution.name(lang)
        acronym = in_language(institution.record.acronym, lang)
        yield _entry(writer, name, institution.id, where)
        if acronym and acronym != name:
            yield _entry(writer, acronym, institution.id, f"{name} · {where}")
    for instrument in kb.library.values():
        if instrument.record.kind != PAGE_RECORDS:
            yield _entry(writer, title_of(kb, instrument.id, lang), instrument.id, instrument.id)
    for term in kb.terms.values():
        names = (term.record.term.get(lang), term.record.short.get(lang), *term.record.also.get(lang, ()))
        for name in dict.fromkeys(filter(None, names)):
            yield _entry(writer, name, term.id, writer.label("glossary"))


def _entry(writer: Writer, name: str, ident: str, where: str) -> tuple[str, Markup]:
    return name, html('<li><a href="{}">{}</a> <span class="kb-count">{}</span></li>', writer.href(ident), name, where)
