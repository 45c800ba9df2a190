"""Searching on the search page, as readers do: by keyboard, without accents, on a bad line, without script."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import axe_source
from tests.browser.searching import SEARCH_PAGES, TYPED, found, hits
from tests.browser.visits import RUN_AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search")]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_home_pages_box_leads_to_the_search_page(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}rg/")  # so that the language of the browser does not send the reader elsewhere
    page.goto(address + ("" if lang == "es" else "en/"))
    page.locator("#kb-q").fill(TYPED[lang])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{SEARCH_PAGES[lang]}?q={TYPED[lang]}")
    assert len(found(page)) > 3


def test_what_is_typed_without_accents_finds_the_same(page: Page, address: str) -> None:
    for accented, plain in (("protección", "proteccion"), ("niñez acompañada", "ninez acompanada")):
        page.goto(f"{address}search/?q={accented}")
        wanted = found(page)
        page.goto(f"{address}search/?q={plain}")
        assert set(found(page)) & set(wanted)


def test_facets_narrow_combine_and_stand_in_the_address(desk: Page, address: str) -> None:
    desk.goto(f"{address}search/?q=refugio")
    everything = found(desk)
    desk.get_by_role("checkbox", name=re.compile(r"^Instituciones \(")).check()
    desk.get_by_role("checkbox", name=re.compile(r"^México \(")).check()
    expect(desk.locator(".kb-find__chosen button")).to_have_count(2)
    expect(hits(desk).first).to_have_attribute("href", re.compile("directory/mx/#"))
    assert parse_qs(urlsplit(desk.url).query) == {"q": ["refugio"], "kind": ["institution"], "country": ["MX"]}
    narrowed = found(desk)
    assert all("directory/mx/#" in href for href in narrowed)
    desk.reload()
    assert found(desk) == narrowed
    desk.go_back()
    desk.go_back()
    expect(desk.locator(".kb-find__chosen button")).to_have_count(0)
    assert found(desk) == everything


def test_each_facet_says_how_many_results_it_would_leave(desk: Page, address: str) -> None:
    desk.goto(f"{address}search/?q=refugio")
    found(desk)
    box = desk.get_by_role("checkbox", name=re.compile(r"^Guatemala \("))
    promised = re.findall(r"\((\d+)\)", box.locator("..").inner_text())[0]
    box.check()
    expect(desk.locator(".kb-find__count")).to_have_text(f"{promised} resultados para «refugio»")


def test_a_chosen_facet_is_removed_again_by_its_button(page: Page, address: str) -> None:
    page.goto(f"{address}en/search/?q=asylum&country=MX")
    found(page)
    page.get_by_role("button", name="Remove: Mexico").click()
    page.wait_for_url(f"{address}en/search/?q=asylum")
    expect(page.locator(".kb-find__chosen")).to_be_hidden()


def test_where_the_facets_leave_nothing_they_can_be_removed(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=COMAR&country=BZ&kind=term")
    expect(page.locator(".kb-find__count")).to_have_text("Con estos filtros no hay nada para «COMAR».")
    page.get_by_role("button", name="Quitar todos los filtros").click()
    assert len(found(page)) > 0


def test_going_back_from_a_result_finds_the_search_again(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    page.get_by_role("combobox").fill("entrevista")
    before = found(page)
    hits(page).first.click()
    page.wait_for_url(re.compile("#"))
    page.go_back()
    assert found(page) == before
    expect(page.get_by_role("combobox")).to_have_value("entrevista")


def test_the_language_switch_keeps_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=RG-2.3&kind=section")
    found(page)
    page.get_by_role("navigation").get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}en/search/?q=RG-2.3&kind=section")
    assert found(page)[0].endswith("rg/2/#rg-2.3")


def test_an_institutions_number_can_be_dialled_from_the_result(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=COMAR")
    numbers = page.locator(".kb-hit", has=page.locator("a[href*='#mx-comar']")).locator("a[href^='tel:']")
    expect(numbers.first).to_be_visible()
    expect(numbers.first).to_have_attribute("aria-label", re.compile("^Llamar a .*COMAR"))


def test_a_name_in_another_language_says_so_among_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=help+for+progress")
    expect(hits(page).first).to_have_text("Help for Progress")
    expect(hits(page).first).to_have_attribute("lang", "en")


def test_the_field_is_a_combobox_that_completes_names(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("tute")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    chosen = options.first.inner_text()
    field.press("Enter")
    expect(field).to_have_value(chosen)
    expect(field).to_have_attribute("aria-expanded", "false")
    assert len(found(page)) > 0


def test_escape_closes_the_completions_and_keeps_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("tute")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("tute")


def test_an_answer_that_comes_after_escape_opens_no_completions(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("tut")
    expect(page.get_by_role("option").first).to_be_visible()
    field.evaluate(
        """field => new Promise((answered) => {
          addEventListener("kb-shown", answered, { once: true, capture: true });
          field.value = "tute";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
        })"""
    )
    expect(page.get_by_role("option")).to_have_count(0)


def test_the_number_of_results_is_announced_once_typing_pauses(page: Page, address: str) -> None:
    page.goto(f"{address}en/search/")
    page.get_by_role("combobox").press_sequentially("interview")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d+ results for “interview”$"))


def test_where_nothing_is_found_the_page_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}en/search/?q=xqzwkj")
    expect(page.locator(".kb-find__count")).to_have_text("Nothing for “xqzwkj”.")
    for name in ("If it is urgent: numbers to call now", "Ask your country’s focal point", "Tell us what is missing"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_a_slip_is_answered_with_another_spelling(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=entrebista")
    expect(page.locator(".kb-find")).to_contain_text(re.compile("«entrevistar?»"))


def test_results_that_only_the_other_language_has_are_offered_and_not_mixed_in(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=substitute")
    offer = page.locator(".kb-find__more a[href*='en/search/?q=substitute']")
    expect(offer).to_be_visible()
    assert page.locator(".kb-hit a[href*='en/']").count() == 0
    offer.click()
    page.wait_for_url(f"{address}en/search/?q=substitute")
    assert len(found(page)) > 0


# A bad line, and no script


def test_while_the_index_is_on_its_way_the_reader_is_told_so(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/search/es.json", lambda route: held.append(route))
    page.goto(f"{address}search/?q=entrevista")
    expect(page.locator(".kb-find__count")).to_contain_text("está llegando")
    page.get_by_role("combobox").fill("refugio")
    expect(page.locator(".kb-find__count")).to_contain_text("está llegando")
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator(".kb-find__count")).to_have_text(re.compile("para «refugio»"))


def test_what_did_not_arrive_is_fetched_again_on_request(page: Page, address: str) -> None:
    page.route("**/search/es.json", lambda route: route.abort())
    page.goto(f"{address}search/?q=entrevista")
    expect(page.locator(".kb-find__count")).to_contain_text("no llegó")
    expect(page.get_by_role("link", name="Todo, de la A a la Z").last).to_be_visible()
    page.unroute("**/search/es.json")
    page.get_by_role("button", name="Intentar de nuevo").click()
    assert len(found(page)) > 0


def test_without_script_everything_is_found_from_a_to_z(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}search/?q=tutela")
    page.locator("noscript a, .kb-working a").first.click()
    page.wait_for_url(f"{address}search/a-z/")
    page.locator(".kb-letters").get_by_role("link", name="T").click()
    page.wait_for_url(f"{address}search/a-z/s-z/#letter-t")
    page.locator(".kb-a-z a", has_text=re.compile("^tutela")).first.click()
    page.wait_for_url(re.compile("/glossary/#term-"))
    context.close()


# Every reader


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_axe_finds_no_violation_in_results(browser: Browser, address: str, lang: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}{SEARCH_PAGES[lang]}?q={TYPED[lang]}&kind=section")
    found(page)
    page.evaluate(axe_source())
    assert page.evaluate(RUN_AXE) == []
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("query", ["entrevista", "xqzwkj", "w" * 200, "COMAR&country=MX&kind=institution"])
def test_results_do_not_stick_out_sideways(reader: BrowserContext, address: str, query: str, width: int) -> None:
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{address}search/?q={query}")
    expect(page.locator(".kb-find__count")).to_contain_text("«")
    facets = page.locator(".kb-find__facets summary")
    if facets.is_visible() and width == 320:
        facets.click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
