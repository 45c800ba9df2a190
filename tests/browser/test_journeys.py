"""What readers do, done in a real browser: find a number, change the language, follow a permanent link, read without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_source
from tests.browser.server import serving
from tests.browser.test_every_page import ID_SAMPLE
from tests.browser.visits import RUN_AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def focused(page: Page) -> str:
    """The address of the link that has the focus, or the tag of what has it."""
    found: str = page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
    return found


def press_until(page: Page, key: str, wanted: str, most: int) -> bool:
    """Press a key until the focus is on a link or element that matches; whether it got there."""
    for _ in range(most):
        page.keyboard.press(key)
        if re.search(wanted, focused(page)):
            return True
    return False


def test_the_keyboard_alone_leads_from_the_home_page_to_a_telephone_number(page: Page, address: str) -> None:
    page.goto(address)
    mexico = page.locator("#country-mx summary")
    for _ in range(60):
        page.keyboard.press("Tab")
        if mexico.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert press_until(page, "Tab", r"^tel:", 4)
    expect(page.locator("a:focus")).to_be_visible()


def test_the_first_key_leads_past_the_navigation(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    page.keyboard.press("Tab")
    assert focused(page).endswith("#rg-2")


def test_a_letter_typed_outside_a_field_does_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    for letter in "sfnp,./":
        page.keyboard.press(letter)
    assert page.url == f"{address}rg/2/"
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_the_language_switch_stays_on_the_same_section(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/#rg-2.3")
    page.get_by_role("navigation").get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}en/rg/2/#rg-2.3")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("navigation").get_by_role("link", name="Español").click()
    page.wait_for_url(f"{address}rg/2/#rg-2.3")
    assert page.evaluate("document.documentElement.lang") == "es"


def test_a_first_visitor_is_sent_to_the_browsers_language_once(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-CA")
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(f"{address}en/")
    page.goto(address)
    page.wait_for_load_state()
    assert page.url == address
    context.close()


def test_a_choice_of_language_is_respected_by_permanent_links(page: Page, address: str) -> None:
    page.goto(f"{address}id/RG-2.3/")
    page.wait_for_url(f"{address}rg/2/#rg-2.3")
    page.get_by_role("navigation").get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}en/rg/2/#rg-2.3")
    page.goto(f"{address}id/MX-2/")
    page.wait_for_url(f"{address}en/mx/#mx-2")
    page.goto(f"{address}id/MX-2/?lang=es")
    page.wait_for_url(f"{address}mx/#mx-2")


def test_the_permanent_mark_of_a_section_leads_back_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    page.locator("#rg-2\\.3 .kb-id").click()
    page.wait_for_url(f"{address}rg/2/#rg-2.3")


def test_a_permanent_address_in_another_case_arrives(page: Page, address: str) -> None:
    page.goto(f"{address}id/rg-2.3/")
    page.wait_for_url(f"{address}rg/2/#rg-2.3")


def test_a_page_that_does_not_exist_says_so_in_both_languages(page: Page, address: str) -> None:
    response = page.goto(f"{address}no/such/page/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("section[lang=es]")).to_contain_text("No encontramos")
    expect(page.locator("section[lang=en]")).to_contain_text("did not find")


@pytest.mark.parametrize("ident", ID_SAMPLE)
def test_a_permanent_address_offers_both_languages_without_script(browser: Browser, address: str, ident: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}id/{ident}/")
    assert page.locator("a[hreflang]").evaluate_all("links => links.map(link => link.hreflang)") == ["es", "en"]
    context.close()


@pytest.mark.parametrize("ident", ID_SAMPLE)
def test_axe_finds_no_violation_on_a_permanent_address(browser: Browser, address: str, ident: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/kb-id.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}id/{ident}/")
    page.evaluate(axe_source())
    assert page.evaluate(RUN_AXE) == []
    context.close()


def test_everything_is_read_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    page.get_by_text("México", exact=True).first.click()
    expect(page.locator("#country-mx a[href^='tel:']").first).to_be_visible()
    page.goto(f"{address}mx/")
    expect(page.locator(".kb-first-hour")).to_be_visible()
    expect(page.locator(".kb-step")).to_have_count(page.locator(".kb-route > li").count())
    page.locator("details.kb-more summary").first.click()
    expect(page.locator("details.kb-more dl").first).to_be_visible()
    page.goto(f"{address}en/directory/mx/")
    expect(page.locator("#mx-911")).to_be_visible()
    context.close()


def test_the_site_works_under_any_path_prefix(browser: Browser, site: Path) -> None:
    context = browser.new_context(locale="es-GT")
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    with serving(site, "/una/carpeta/") as address:
        page.goto(f"{address}mx/#mx-2")
        page.get_by_role("navigation").get_by_role("link", name="English").click()
        page.wait_for_url(f"{address}en/mx/#mx-2")
        page.goto(f"{address}id/CRC-3/?lang=en")
        page.wait_for_url(f"{address}en/library/#crc-3")
        page.goto(address)
        page.get_by_text("México", exact=True).first.click()
        page.locator("#country-mx p a").click()
        page.wait_for_url(f"{address}mx/")
    assert failed == []
    context.close()


def shown(page: Page) -> int:
    """How many institutions the list shows."""
    return page.locator(".kb-browse > li:visible").count()


def test_the_directory_is_narrowed_and_the_address_keeps_the_choice(page: Page, address: str) -> None:
    page.goto(f"{address}directory/browse/")
    everything = shown(page)
    page.get_by_label("Por país").select_option("mx")
    mexican = shown(page)
    page.get_by_label("Por servicio").select_option("trafficking")
    assert everything > mexican > shown(page) > 0
    assert page.url.endswith("?country=mx&service=trafficking")
    expect(page.locator(".kb-filter__count")).to_have_text(re.compile(rf"^{shown(page)} instituci"))
    narrowed = shown(page)
    page.reload()
    assert shown(page) == narrowed
    page.get_by_role("button", name="Mostrar todas").click()
    expect(page.locator(".kb-filter__count")).to_contain_text(str(everything))


def test_each_choice_says_how_many_institutions_it_would_leave(page: Page, address: str) -> None:
    page.goto(f"{address}directory/browse/")
    option = page.locator("#kb-by-kind option[value=hotline]")
    promised = int(re.findall(r"\((\d+)\)", option.inner_text())[0])
    page.get_by_label("Por tipo").select_option("hotline")
    assert shown(page) == promised


def test_the_whole_directory_is_a_plain_list_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}directory/browse/")
    assert shown(page) > 100
    expect(page.locator(".kb-filter")).to_be_hidden()
    context.close()


def test_the_first_hour_of_a_country_prints_on_one_page(page: Page, address: str) -> None:
    for country in ("bz", "ca", "cr", "do", "gt", "hn", "mx", "ni", "pa", "sv", "us"):
        page.goto(f"{address}{country}/first-hour/")
        pdf = page.pdf(format="Letter")
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, country
