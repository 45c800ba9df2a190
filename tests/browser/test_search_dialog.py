"""Searching in the dialog, as readers do: by keyboard, on a telephone, on a bad line."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import axe_source
from tests.browser.searching import TYPED, hits, in_dialog, open_dialog
from tests.browser.visits import RUN_AXE, SEARCH_FILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search")]


@pytest.mark.parametrize(("start", "typed"), [("rg/", "entrevista"), ("en/rg/", "interview")])
def test_the_dialog_answers_in_the_readers_language(page: Page, address: str, start: str, typed: str) -> None:
    page.goto(address + start)
    open_dialog(page).fill(typed)
    expect(in_dialog(page).first).to_be_visible()
    paths = in_dialog(page).evaluate_all("nodes => nodes.map(node => new URL(node.href).pathname)")
    assert len(paths) > 1
    assert all(path.startswith("/en/") == start.startswith("en/") for path in paths)


def test_the_dialog_has_a_name_says_what_it_found_and_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    open_dialog(page).fill("refugio")
    dialog = page.get_by_role("dialog", name="Buscar")
    expect(dialog).to_have_attribute("aria-modal", "true")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^\d+ resultados para «refugio»$"))
    whole = dialog.get_by_role("link", name=re.compile(r"^Ver y filtrar los \d+ resultados$"))
    whole.click()
    page.wait_for_url(f"{address}search/?q=refugio")
    expect(hits(page).first).to_be_visible()


def height_of(link: Locator) -> float:
    """How far below the window's upper edge a link stands."""
    box = link.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("start", "typed", "name"), [
    ("rg/2/", "refugio", r"^Ver y filtrar los \d+ resultados$"), ("en/rg/2/", "asylum", r"^See and filter all \d+ results$"),
])  # fmt: skip
def test_the_way_to_all_results_stays_above_them_and_comes_before_them(
    reader: BrowserContext, address: str, start: str, typed: str, name: str, width: int
) -> None:
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + start)
    if width == 360:
        open_dialog(page)
    field = page.locator("[name=query]")
    field.fill(typed)
    whole = page.get_by_role("dialog").get_by_role("link", name=re.compile(name))
    expect(whole).to_be_visible()
    before = height_of(whole)
    expect(page.locator(".md-search-result mark").first).to_be_visible()  # the excerpts are there: the list has grown
    in_dialog(page).nth(5).scroll_into_view_if_needed()
    assert height_of(whole) == before
    for key in ("Tab", "Tab"):  # past the button that clears the field
        page.keyboard.press(key)
    expect(whole).to_be_focused()
    page.keyboard.press("Tab")
    expect(in_dialog(page).first).to_be_focused()
    field.focus()
    field.press("ArrowDown")
    expect(in_dialog(page).first).to_be_focused()


def test_the_last_way_on_from_the_dialog_can_be_scrolled_into_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 150})
    page.goto(f"{address}rg/2/")
    open_dialog(page).fill("xqzwkj")
    expect(page.get_by_role("link", name="Díganos qué falta")).to_be_visible()
    page.locator(".md-search__scrollwrap").evaluate("node => node.scrollTo(0, node.scrollHeight)")
    expect(page.locator(".kb-search-more a").last).to_be_in_viewport(ratio=1)


def test_the_dialog_is_used_by_keyboard_alone(desk: Page, address: str) -> None:
    desk.goto(f"{address}rg/2/")
    field = desk.locator("[name=query]")
    for _ in range(20):
        desk.keyboard.press("Tab")
        if field.evaluate("node => node === document.activeElement"):
            break
    desk.keyboard.type("primeras preguntas")
    expect(in_dialog(desk).first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    expect(in_dialog(desk).first).to_be_focused()
    desk.keyboard.press("Tab")
    expect(in_dialog(desk).nth(1)).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Shift+Tab")
    assert desk.evaluate("document.querySelector('.md-search').contains(document.activeElement)")
    field.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(lambda url: "rg/2/" not in url)


def test_whoever_only_passes_by_is_not_kept_in_the_dialog(desk: Page, address: str) -> None:
    desk.goto(f"{address}rg/2/")
    desk.locator("[name=query]").focus()
    for _ in range(3):
        desk.keyboard.press("Tab")
    assert not desk.evaluate("document.querySelector('.md-search').contains(document.activeElement)")
    expect(desk.locator("#__search")).not_to_be_checked()


def test_escape_closes_the_dialog_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    open_dialog(page).press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator(".md-header__button[for=__search]")).to_be_focused()


def test_the_dialog_shows_the_telephone_number_of_an_institution(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    open_dialog(page).fill("COMAR")
    number = page.locator(".md-search-result__link[href*='#mx-comar']").first.locator("strong")
    expect(number).to_have_text(re.compile("[0-9]{2} [0-9]{2}"))


def test_what_is_not_found_leads_to_people(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    open_dialog(page).fill("xqzwkj")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_have_text("Nada para «xqzwkj».")
    expect(dialog.get_by_role("link", name="Si es urgente: números para llamar ahora")).to_be_visible()


def test_a_page_of_its_own_account_fetches_nothing_and_a_search_only_three_files(page: Page, address: str) -> None:
    files: list[str] = []
    page.on(
        "request", lambda r: files.append(urlsplit(r.url).path) if SEARCH_FILE.search(urlsplit(r.url).path) else None
    )
    page.goto(f"{address}rg/2/")
    page.keyboard.press("Tab")
    assert files == []
    open_dialog(page).fill("entrevista")
    expect(in_dialog(page).first).to_be_visible()
    expect(page.locator(".md-search-result mark").first).to_be_visible()
    assert sorted(files) == ["/search/es-text.json", "/search/es.json", "/search/worker.js"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_axe_finds_no_violation_in_the_dialog(
    browser: Browser, address: str, lang: str, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + ("rg/2/" if lang == "es" else "en/rg/2/"))
    if width == 360:
        open_dialog(page)
    page.locator("[name=query]").fill(TYPED[lang])
    expect(page.locator(".kb-search-all")).to_be_visible()
    page.evaluate(axe_source())
    assert page.evaluate(RUN_AXE) == []
    context.close()
