"""Where everything that has an id is to be found: the page and the anchor.

People link to these addresses: whatever changes one needs a line in `guidelines/moved.yml`.
"""

from __future__ import annotations

from typing import Any

from kb.base import Entry, KnowledgeBase, Point
from kb.models.base import in_language
from kb.models.collections import Indicator, Practice, Question, Record, Toolkit
from kb.models.forms import REGISTRY_CARD, Form
from kb.models.institution import Institution
from kb.models.records import Instrument, Term
from kb.models.section import CONTACT_KIND, Section

PAGE_RECORDS = "page"
"""The kind of library record that is a page where something was read, not an instrument."""
OWN_PAGES = {"RC": "registry-card/", "IN": "indicators/"}
"""The pages of the publications that are more than their sections."""
_LISTS: dict[type, str] = {
    Question: "questions/",
    Indicator: OWN_PAGES["IN"],
    Practice: "practices/",
    Toolkit: "toolkits/",
}
"""The page on which all records of a kind stand."""


def country_of(kb: KnowledgeBase, instrument: Instrument) -> str | None:
    """The country, in lower case, of a library record that stands in a country's file: `library/mx.yml`, `pages-mx.yml`."""
    name = instrument.path.rpartition("/")[2].removesuffix(".yml").removeprefix("pages-")
    return name if name.upper() in kb.vocabulary.words("countries") else None


def library_page(kb: KnowledgeBase, instrument: Instrument) -> str:
    """The page of a library record: a country's or a body's own, or the one of all; apart for pages where something was
    read."""
    country = country_of(kb, instrument)
    if instrument.record.kind == PAGE_RECORDS:
        return f"library/pages/{country or letters_of(instrument.id)}/"
    apart = country or next((name for name in APART if instrument.path.endswith(f"/{name}.yml")), "")
    return f"library/{apart}/" if apart else "library/"


APART = ("rcm", "regional")
"""The files of international instruments that have a page of their own: one page of all would be too heavy."""
LETTERS = ("a-f", "g-l", "m-r", "s-z")
"""The pages of sources that belong to no country, by the first letter of their names: one page would be too heavy."""


def letters_of(ident: str) -> str:
    """The group of letters in which a source stands: `src-un-page` in `s-z`."""
    letter = ident.partition("-")[2][:1].lower()
    return next((group for group in LETTERS if letter <= group[-1]), LETTERS[-1])


def series_page(series: str) -> str:
    """The front page of a publication."""
    return OWN_PAGES.get(series, f"{series.lower()}/")


def form_page(form: Form) -> str:
    """The page of a form; the registry card's stands beside what is said of it."""
    return f"{OWN_PAGES['RC']}card/" if form.id == REGISTRY_CARD else f"forms/{form.id}/"


def section_page(kb: KnowledgeBase, section: Section) -> str:
    """The page on which a section stands: its chapter's, or its series' single page."""
    home = kb.sections.get(section.series)
    single = home is not None and home.front.layout == "single"
    base = series_page(section.series)
    return base if single or not section.chapter else f"{base}{section.chapter}/"


def address(kb: KnowledgeBase, entry: Entry | Point) -> tuple[str, str]:
    """The page's path under the language's root, and the anchor on it."""
    if isinstance(entry, Section):
        return section_page(kb, entry), entry.anchor
    if isinstance(entry, Institution):
        return f"directory/{entry.folder}/", entry.id
    if isinstance(entry, Term):
        return "glossary/", entry.id
    if isinstance(entry, Point):
        return library_page(kb, entry.instrument), entry.id.lower()
    if isinstance(entry, Form):
        return form_page(entry), entry.id
    if isinstance(entry, Record):
        return _LISTS[type(entry)], entry.id.lower()
    return library_page(kb, entry), entry.id.lower()


def address_of(kb: KnowledgeBase, ident: str) -> tuple[str, str] | None:
    """The address of an id, or of a kind of institution; None if there is no such thing."""
    if ident.startswith(CONTACT_KIND):
        return "directory/", "kind-" + ident.removeprefix(CONTACT_KIND)
    entry = kb.find(ident)
    return address(kb, entry) if entry is not None else None


def name_of(kb: KnowledgeBase, ident: str, lang: str) -> str:
    """What a reader sees for an id: the id of citable text, the name of a record."""
    if ident.startswith(CONTACT_KIND):
        return kb.vocabulary.label("kinds", ident.removeprefix(CONTACT_KIND), lang)
    entry = kb.find(ident)
    if isinstance(entry, Institution):
        return entry.short_name(lang)
    if isinstance(entry, Term):
        return entry.record.term.get(lang) or ident
    if isinstance(entry, Instrument) and entry.record.kind == PAGE_RECORDS:
        return title_of(kb, ident, lang)
    if isinstance(entry, Question):
        return kb.label("open_question", lang)  # inside a sentence; lists show the question itself
    if isinstance(entry, Record) and not isinstance(entry, Indicator):
        return title_of(kb, ident, lang)
    return ident


def foreign(entry: Entry | Point | Record[Any] | None, lang: str) -> str:
    """The language in which an entry's title is shown to readers of `lang`, where it is marked and is not theirs: titles of
    pages and toolkits stand as their publishers write them, institutions without a name in `lang` as they call themselves.
    Empty where it is theirs, or not known."""
    if isinstance(entry, Institution):
        return entry.spoken_in(lang)
    if not isinstance(entry, Instrument | Record):
        return ""
    title = entry.record.title if isinstance(entry, Instrument) else entry.title
    if len(title) > 1 and lang in title:
        return ""
    marked = entry.record.language if isinstance(entry, Instrument) else None
    shown = marked or next((key for key in title if key != "*"), lang)
    return "" if shown == lang else shown


def title_of(kb: KnowledgeBase, ident: str, lang: str) -> str:
    """A fuller description of an id, for link titles and lists."""
    if ident.startswith(CONTACT_KIND):
        return name_of(kb, ident, lang)
    entry = kb.find(ident)
    if isinstance(entry, Section):
        return entry.title(lang)
    if isinstance(entry, Institution):
        return entry.name(lang)
    if isinstance(entry, Point):
        return f"{title_of(kb, entry.instrument.id, lang)}: {entry.title(lang)}"
    if isinstance(entry, Instrument):
        title = entry.record.title
        return title.get(lang) or next(iter(title.values()), ident)
    if isinstance(entry, Term):
        return entry.record.text.get(lang) or ident
    if isinstance(entry, Record):
        return in_language(entry.title, lang) or ident
    return ident
