"""Searching as readers do: in the dialog and on the search page, by keyboard, without accents, on a bad line, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import axe_source
from tests.browser.visits import RUN_AXE, SEARCH_FILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search")]

SEARCH_PAGES = {"es": "search/", "en": "en/search/"}
TYPED = {"es": "entrevista", "en": "interview"}


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A reader at a desk, with a wide window."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-MX")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def hits(page: Page) -> Locator:
    """The links of what the search page found."""
    return page.locator(".kb-hit h3 a")


def found(page: Page) -> list[str]:
    """The addresses of what the search page found, once it has answered with excerpts, and so with exact places."""
    expect(page.locator(".kb-hit__text").first).to_be_visible()
    return list(hits(page).evaluate_all("links => links.map(link => link.getAttribute('href'))"))


def open_dialog(page: Page) -> Locator:
    """Open the dialog on a telephone; its field."""
    page.get_by_role("banner").get_by_role("button", name=re.compile("^(Buscar|Search)$")).click()
    field = page.get_by_role("dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    return field


def in_dialog(page: Page) -> Locator:
    """What the dialog found."""
    return page.locator(".md-search-result__link")


# The dialog


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
    whole.press("Enter")  # by key: it stands below a list that grows while it comes into sight
    page.wait_for_url(f"{address}search/?q=refugio")
    expect(hits(page).first).to_be_visible()


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


# The page


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
    page.goto(address + ("rg/2/" if lang == "es" else "en/rg/2/"))
    page.locator("[name=query]").fill(TYPED[lang])
    expect(in_dialog(page).first).to_be_visible()
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
