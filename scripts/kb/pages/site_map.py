"""All pages of a language, and the navigation that leads to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kb.models.section import Section
from kb.pages.a_to_z import a_to_z_pages
from kb.pages.addresses import OWN_PAGES
from kb.pages.browse import browse_page
from kb.pages.by_hand import GUIDE, by_hand_page, guide_in_order, source_of
from kb.pages.changes import PATH as CHANGES_PATH
from kb.pages.changes import changes_page
from kb.pages.commitments import commitments_page
from kb.pages.compare import compare_pages
from kb.pages.countries import PATH as COUNTRIES_PATH
from kb.pages.countries import countries_page
from kb.pages.country import country_page, first_hour_page
from kb.pages.data import PATH as DATA_PATH
from kb.pages.data import data_page
from kb.pages.directory import directory_pages, folder_page
from kb.pages.fields import fields_page
from kb.pages.glossary import glossary_page
from kb.pages.home import home_page
from kb.pages.library import library_pages
from kb.pages.lists import EMERGENCY_PATH, emergency_page, focal_points_page
from kb.pages.offline import PATH as OFFLINE_PATH
from kb.pages.offline import offline_page
from kb.pages.page import NavItem, Page
from kb.pages.publication import chapter_page, publication_pages
from kb.pages.roles import role_navigation, role_pages
from kb.pages.rules import PATH as RULES_PATH
from kb.pages.rules import rules_page
from kb.pages.search import A_TO_Z, search_page
from kb.pages.search import PATH as SEARCH_PATH
from kb.pages.status import status_page
from kb.pages.toolbox import toolbox_navigation, toolbox_pages
from kb.pages.writer import Context, Writer


def all_pages(context: Context) -> list[Page]:
    """Every page of one language, made once for a context."""
    if context.pages is None:
        context.pages = list(_pages(context))
    return context.pages


def pages_with(context: Context, paths: Collection[str]) -> list[Page]:
    """The pages of one language on which the texts of these files stand, but not those that only repeat them. Few are made
    besides: an editor waits for them."""
    kb = context.kb
    edited = [section for section in kb.sections.values() if section.path in paths]
    institutions = [item for item in kb.institutions.values() if item.path in paths]
    by_hand = [name for name in context.by_hand if name != "index" and source_of(context, name) in paths]
    found = [page for section in edited for page in _pages_of(context, section)]
    found += [folder_page(context, folder) for folder in dict.fromkeys(item.folder for item in institutions)]
    found += [by_hand_page(context, name) for name in by_hand]
    if len(paths) > len(edited) + len(institutions) + len(by_hand):
        found += toolbox_pages(context)
    return [page for page in found if not {page.source, *page.sources}.isdisjoint(paths)]


def _pages_of(context: Context, section: Section) -> Iterator[Page]:
    """The pages that may hold a section's text."""
    home = context.kb.sections.get(section.series)
    if home is not None and home.front.layout == "chapters" and section.chapter and section.series not in OWN_PAGES:
        yield chapter_page(context, section.series, section.chapter)
    else:
        yield from _series_pages(context, section.series)


def _series_pages(context: Context, series: str) -> Iterator[Page]:
    home = context.kb.sections.get(series)
    if home is None or series in OWN_PAGES:
        return
    if home.front.layout == "single":
        yield country_page(context, series)
        if series in context.kb.vocabulary.words("countries"):
            yield first_hour_page(context, series)
    else:
        yield from publication_pages(context, series)


def _pages(context: Context) -> Iterator[Page]:
    others = list(_others(context))
    yield home_page(context, {page.path for page in others})
    yield from others


def _others(context: Context) -> Iterator[Page]:
    """Every page but the home page."""
    for series in context.kb.series:
        yield from _series_pages(context, series)
    yield from countries_page(context)
    yield from toolbox_pages(context)
    yield from role_pages(context)
    yield from compare_pages(context)
    yield from directory_pages(context)
    yield browse_page(context)
    yield emergency_page(context)
    yield focal_points_page(context)
    yield from library_pages(context)
    yield commitments_page(context)
    yield glossary_page(context)
    yield search_page(context)
    yield from a_to_z_pages(context)
    yield status_page(context)
    yield changes_page(context)
    yield data_page(context)
    yield rules_page(context)
    yield fields_page(context)
    yield offline_page(context)
    for name in context.by_hand:
        if name != "index":
            yield by_hand_page(context, name)


def navigation(context: Context, pages: list[Page]) -> list[NavItem]:
    """The navigation. What an official needs with a child in front of them comes first: the countries, the directory, the
    numbers for an emergency; then the publications with their chapters, what one works with, the library, the rest."""
    kb = context.kb
    writer = Writer(context, "")
    by_path = {page.path: page for page in pages}

    def under(prefix: str) -> tuple[NavItem, ...]:
        found = [page for path, page in by_path.items() if path.startswith(prefix)]
        return tuple(NavItem(page.nav_title or page.title, page.path) for page in found)

    countries = set(kb.vocabulary.words("countries"))
    texts = [series for series in kb.series if series not in countries and f"{series.lower()}/" in by_path]
    protocols = [code for code in context.countries if f"{code.lower()}/" in by_path]
    about = [
        *(f"{name}/" for name in context.by_hand if name != "index" and not f"{name}/".startswith(GUIDE)),
        OFFLINE_PATH,
        CHANGES_PATH,
        DATA_PATH,
    ]
    guide = [*guide_in_order(by_path), RULES_PATH]
    items = [
        NavItem(writer.label("home"), ""),
        NavItem(
            writer.label("countries"),
            None,
            (
                *under(COUNTRIES_PATH),
                *(NavItem(writer.word("countries", code), f"{code.lower()}/") for code in protocols),
            ),
        ),
        NavItem(
            writer.label("directory"), None, tuple(item for item in under("directory/") if item.path != EMERGENCY_PATH)
        ),
        NavItem(writer.label("emergency_numbers"), EMERGENCY_PATH),
        *(NavItem(by_path[f"{series.lower()}/"].title, None, under(f"{series.lower()}/")) for series in texts),
        NavItem(writer.label("roles"), None, role_navigation(pages)),
        NavItem(writer.label("compare"), None, under("compare/")),
        *toolbox_navigation(writer, pages),
        NavItem(
            writer.label("search"), None, tuple(NavItem(by_path[path].title, path) for path in (SEARCH_PATH, A_TO_Z))
        ),
        NavItem(writer.label("library"), None, under("library/")),
        NavItem(writer.label("commitments"), "commitments/"),
        NavItem(writer.label("glossary"), "glossary/"),
        NavItem(writer.label("status_page"), "status/"),
        NavItem(writer.label("editors_guide"), None, tuple(NavItem(by_path[path].title, path) for path in guide)),
        NavItem(writer.label("about"), None, tuple(NavItem(by_path[path].title, path) for path in about)),
    ]
    return [item for item in items if item.path is not None or item.children]
