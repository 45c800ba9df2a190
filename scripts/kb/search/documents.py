"""What search finds: one document for everything that has an address. Each kind of record has one small function here;
a further kind is one more function in `MAKERS`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kb.base import KnowledgeBase
from kb.models.base import in_language
from kb.models.institution import Institution
from kb.models.records import Instrument
from kb.models.section import Section
from kb.pages.addresses import PAGE_RECORDS, address, country_of, foreign
from kb.pages.page import Page
from kb.pages.site_map import all_pages
from kb.pages.writer import Context
from kb.search.document import Document
from kb.search.plain import Part, page_text, parts_of, plain
from kb.search.records import records
from kb.search.urgent import first_hours

SECTION, CHAPTER, INSTITUTION, TERM = "section", "chapter", "institution", "term"
INSTRUMENT, POINT, PAGE = "instrument", "point", "page"
CONSULAR = "consular"
PAGE_ID = "page:"
"""Begins the id of a page that has none of its own, before its path."""
FACETS = ("kind", "publication", "phases", "actors", "country", "services")
REPEATING = re.compile(r"phases/|matrices/|library/pages/|search/a-z/.|roles/[^/]+/.")
"""Pages that only repeat under the same title what has its own place."""
NAMED = {"directory/emergency/": "search_emergency", "directory/focal-points/": "search_focal_points"}
"""Lists that people ask for by other names, with the label that holds these."""
DIGITS = re.compile(r"[0-9]+")


def documents(context: Context) -> list[Document]:
    """Every document of one language, kind by kind."""
    found: dict[str, Document] = {}
    for document in (*records_of(context), *first_hours(context), *pages(context)):
        found.setdefault(document.id, document)
    cited = context.kb.cited_by
    find, lang = context.kb.find, context.lang
    return [
        replace(document, cited=len(cited.get(ident, ())), lang=foreign(find(ident), lang))
        for ident, document in found.items()
    ]


def records_of(context: Context) -> list[Document]:
    """The documents of one language that have an id of their own."""
    return [document for make in MAKERS for document in make(context)]


def other_language(kb: KnowledgeBase, lang: str) -> str:
    """The language that is searched besides the reader's; the same one where a site has only one."""
    return next((other for other in kb.languages if other != lang), lang)


def _values(texts: dict[str, str]) -> list[str]:
    return [text for text in texts.values() if text]


def _labels(context: Context, group: str, words: Iterable[str]) -> list[str]:
    return [context.kb.vocabulary.label(group, word, context.lang) for word in words]


def sections(context: Context) -> Iterator[Document]:
    """Sections, chapters and publications."""
    kb, lang = context.kb, context.lang
    countries = kb.vocabulary.words("countries")
    for section in kb.sections.values():
        if section.front.status == "withdrawn":
            continue
        front, path_anchor = section.front, address(kb, section)
        country = (section.series,) if section.series in countries else ()
        phases, actors = kb.vocabulary.expand("phases", front.phases), kb.vocabulary.expand("actors", front.actors)
        labels = [*_labels(context, "countries", country)]
        labels += _labels(context, "steps", (front.step,) if front.step else ())
        yield Document(
            section.id, CHAPTER if _is_chapter(kb, section) else SECTION, section.title(lang), *path_anchor,
            other=section.title(other_language(kb, lang)),
            names=_section_names(kb, section, lang),
            aliases=(section.title(lang), *(labels[:1] if country and not section.number else ())),
            terms=tuple(labels),
            about=tuple(_homes(kb, section, lang)),
            keys=(section.number,) if section.number else (),
            parts=parts_of(kb, section, lang),
            facets={"publication": (section.series,), "phases": phases, "actors": actors, "country": country},
        )  # fmt: skip


def _is_chapter(kb: KnowledgeBase, section: Section) -> bool:
    """Whether a section stands for a publication or a chapter."""
    home = kb.sections.get(section.series)
    return not section.number or (
        home is not None and home.front.layout == "chapters" and section.number == section.chapter
    )


def _section_names(kb: KnowledgeBase, section: Section, lang: str) -> tuple[str, ...]:
    """The words that lead to a chapter or publication as a whole."""
    return (section.series,) if not section.number else ()


def _homes(kb: KnowledgeBase, section: Section, lang: str) -> Iterator[str]:
    """What its chapter and its publication are called: `what if a card leaks` means the section on leaks about the card."""
    for ident in (section.series, f"{section.series}-{section.chapter}"):
        home = kb.sections.get(ident)
        if home is not None and home.id != section.id:
            yield home.title(lang)


def institutions(context: Context) -> Iterator[Document]:
    """The directory."""
    kb, lang = context.kb, context.lang
    for institution in kb.institutions.values():
        record = institution.record
        if record.status == "withdrawn":
            continue
        country = _countries(kb, institution)
        labels = _labels(context, "countries", country) + _labels(context, "kinds", (record.kind,))
        labels += _labels(context, "services", record.services)
        labels += [kb.label("search_telephone", lang)] if record.phones else []
        names = list(dict.fromkeys([*record.name.root.values(), *_values(record.acronym)]))
        yield Document(
            institution.id, INSTITUTION, institution.name(lang), *address(kb, institution),
            other=institution.name(other_language(kb, lang)),
            aliases=tuple(names), names=tuple(names), terms=tuple(labels),
            numbers=tuple(_numbers(institution)),
            phones=tuple((phone.printed, phone.dial) for phone in record.phones if phone.dial),
            parts=(Part(institution.id, "", "\n".join(_institution_lines(institution, lang))),),
            facets={"publication": ("directory",), "country": country, "services": record.services},
        )  # fmt: skip


def _countries(kb: KnowledgeBase, institution: Institution) -> tuple[str, ...]:
    """The country that an institution belongs to; of a consulate, then those in which it serves."""
    places = [institution.folder]
    if institution.record.kind == CONSULAR:
        places += [area.partition("-")[0] for area in institution.record.coverage.areas]
    known = kb.vocabulary.words("countries")
    return tuple(dict.fromkeys(place.upper() for place in places if place.upper() in known))


def _numbers(institution: Institution) -> Iterator[str]:
    for phone in institution.record.phones:
        for written in (phone.printed, phone.number or "", phone.short or ""):
            for part in re.split(r"[/,;]| [oy] ", written):
                digits = "".join(DIGITS.findall(part))
                if len(digits) >= 3:
                    yield digits


def _institution_lines(institution: Institution, lang: str) -> Iterator[str]:
    record = institution.record
    yield record.name.official
    yield in_language(record.role, lang)
    yield in_language(record.coverage.text, lang)
    for phone in record.phones:
        yield " ".join(
            part for part in (in_language(phone.label, lang), phone.printed, in_language(phone.note, lang)) if part
        )
    yield from (email.address for email in record.emails)
    yield from (place.printed for place in record.addresses)
    yield in_language(record.languages_note, lang)
    yield in_language(record.note, lang)
    yield record.website or ""


def terms(context: Context) -> Iterator[Document]:
    """The glossary."""
    kb, lang = context.kb, context.lang
    for term in kb.terms.values():
        record = term.record
        if record.status == "withdrawn":
            continue
        short = [text for text in record.short.values() if text]
        also = [*record.also.get(lang, ()), *record.avoid.get(lang, ())]
        yield Document(
            term.id, TERM, record.term.get(lang, term.id), *address(kb, term),
            other=record.term.get(other_language(kb, lang), ""),
            aliases=(record.term.get(lang, term.id), *short),
            also=record.also.get(lang, ()),
            names=tuple(short),
            terms=tuple(dict.fromkeys(also)),
            parts=(Part(term.id, "", _definition(record.text.get(lang, ""), record.also.get(lang, ()))),),
            facets={"publication": ("glossary",)},
        )  # fmt: skip


def _definition(text: str, also: Iterable[str]) -> str:
    """A term's text, and what else it is called, on a line of its own: a quoted phrase may be one of these names."""
    return "\n".join(line for line in (" ".join(text.split()), " · ".join(also)) if line)


def instruments(context: Context) -> Iterator[Document]:
    """The library; not the pages where facts were read, which stand outside this site."""
    kb, lang = context.kb, context.lang
    for instrument in _instruments(kb):
        record = instrument.record
        lines = [in_language(record.body, lang), record.publisher or "", record.symbol or "", str(record.date or "")]
        lines += [in_language(record.standing, lang), in_language(record.note, lang)]
        yield Document(
            instrument.id, INSTRUMENT, in_language(record.title, lang), *address(kb, instrument),
            other=record.title.get(other_language(kb, lang), ""),
            aliases=(in_language(record.title, lang),),
            names=tuple(_values({"id": instrument.id, "symbol": record.symbol or ""})),
            terms=(*_labels(context, "instruments", (record.kind,)), *_country_labels(context, instrument)),
            parts=(Part(instrument.id.lower(), "", "\n".join(" ".join(line.split()) for line in lines if line)),),
            facets={"publication": ("library",), "country": _country(kb, instrument)},
        )  # fmt: skip


def points(context: Context) -> Iterator[Document]:
    """The numbered points of instruments."""
    kb, lang = context.kb, context.lang
    for instrument in _instruments(kb):
        for key in instrument.record.points:
            point = kb.points[f"{instrument.id}-{key}"]
            yield Document(
                point.id, POINT, point.title(lang), *address(kb, point),
                other=instrument.record.points[key].get(other_language(kb, lang), ""),
                names=(in_language(instrument.record.title, lang), instrument.id, *_telling(key)),
                keys=_keys(instrument, key),
                terms=tuple(_labels(context, "instruments", (instrument.record.kind,))),
                facets={"publication": ("library",), "country": _country(kb, instrument)},
            )  # fmt: skip


def _keys(instrument: Instrument, key: str) -> tuple[str, ...]:
    """The number of a point, and that of the article it belongs to where the article is no point of its own."""
    article = key.partition(".")[0]
    return (key,) if article in instrument.record.points else (key, article)


def _telling(key: str) -> list[str]:
    """The numbers of a point that tell where it belongs even without the word “article” before them."""
    return [part for part in key.split(".") if len(part) > 2 and part.isdigit()]


def _instruments(kb: KnowledgeBase) -> Iterator[Instrument]:
    for instrument in kb.library.values():
        if instrument.record.kind != PAGE_RECORDS and instrument.record.status != "withdrawn":
            yield instrument


def _country(kb: KnowledgeBase, instrument: Instrument) -> tuple[str, ...]:
    code = country_of(kb, instrument)
    return (code.upper(),) if code else ()


def _country_labels(context: Context, instrument: Instrument) -> list[str]:
    return _labels(context, "countries", _country(context.kb, instrument))


def pages(context: Context) -> Iterator[Document]:
    """Pages that no id leads to: those written by hand, and lists."""
    kb, lang = context.kb, context.lang
    homes = {address(kb, section)[0] for section in kb.sections.values()}
    homes |= {address(kb, form)[0] for form in kb.forms.values()}
    for page in all_pages(context):
        if not page.path or page.path in homes or REPEATING.match(page.path):
            continue
        name = page.path.rstrip("/")
        title, text = (
            page_text(kb, lang, context.by_hand[name]) if name in context.by_hand else (page.title, _introduction(page))
        )
        yield Document(
            f"{PAGE_ID}{page.path}", PAGE, title, page.path, "",
            aliases=(title, *_page_names(kb, page.path, lang)),
            parts=(Part("", "", text),) if text else (),
            facets={"publication": ("site",)},
        )  # fmt: skip


def _page_names(kb: KnowledgeBase, path: str, lang: str) -> list[str]:
    """What else people call a list than its title."""
    return kb.label(NAMED[path], lang).split("; ") if path in NAMED else []


def _introduction(page: Page) -> str:
    """What a list says of itself: its first paragraph that is no heading and no block of ours."""
    paragraphs = (part.strip() for part in page.markdown.split("\n\n"))
    return plain(page.description or next((part for part in paragraphs if part and part[0] not in "#<["), ""))


MAKERS: tuple[Callable[[Context], Iterator[Document]], ...] = (
    sections,
    institutions,
    terms,
    instruments,
    points,
    records,
)
"""One function a kind of record, in the order in which equal results stand."""
