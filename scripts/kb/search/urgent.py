"""What somebody in a hurry searches: the numbers of a country, which stand on the page of its first hour."""

from __future__ import annotations

from collections.abc import Iterator

from kb.models.institution import Institution
from kb.pages.country import first_hour_path
from kb.pages.writer import Context
from kb.search.document import Document
from kb.search.plain import Part

PAGE = "page"
NUMBERS_SHOWN = 4


def first_hours(context: Context) -> Iterator[Document]:
    """The first hour of each country, under all the names that people give to emergency numbers."""
    kb, lang = context.kb, context.lang
    for code in kb.countries:
        home = kb.sections.get(code)
        if home is None:
            continue
        country = kb.vocabulary.label("countries", code, lang)
        called = tuple(kb.institutions[ident] for ident in home.front.contacts if ident in kb.institutions)
        names = kb.label("search_first_hour", lang, country=country).split("; ")
        title = kb.label("first_hour_of", lang, country=country)
        yield Document(
            f"page:{first_hour_path(code)}", PAGE, title, first_hour_path(code), "",
            aliases=(title, *names),
            names=(country,),
            terms=(kb.label("search_telephone", lang), country),
            phones=tuple(_numbers(called))[:NUMBERS_SHOWN],
            parts=(Part("", "", "\n".join(item.name(lang) for item in called)),),
            facets={"publication": (code,), "country": (code,)},
        )  # fmt: skip


def _numbers(institutions: tuple[Institution, ...]) -> Iterator[tuple[str, str]]:
    for institution in institutions:
        yield from ((phone.printed, phone.dial) for phone in institution.record.phones[:1] if phone.dial)
