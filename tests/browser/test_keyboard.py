"""Ways through the site with the keyboard alone, in a narrow window too, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

FOCUSED = """() => {
    const node = document.activeElement;
    return (node.getAttribute("aria-label") || node.textContent || node.tagName).trim().replace(/\\s+/g, " ");
}"""
SHOWN = """() => {
    const node = document.activeElement, box = node.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return box.right > 0 && box.left < innerWidth && top !== null && (node.contains(top) || top.contains(node));
}"""


def stops(page: Page, number: int) -> list[str]:
    """The names of what has the focus after each of so many presses of Tab."""
    found = []
    for _ in range(number):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return found


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until something of that name has the focus; every stop on the way is in sight."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here and "md-option" not in page.evaluate("document.activeElement.className"):
            assert page.evaluate(SHOWN), f"{here} has the focus, out of sight"
        if re.search(name, here):
            return
    raise AssertionError(f"{most} presses of Tab do not lead to {name}")


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A narrow window of a reader who wishes for no motion."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce", locale="es-MX")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def test_in_a_narrow_window_the_focus_goes_from_the_header_straight_to_the_text(still: Page, address: str) -> None:
    still.goto(f"{address}mx/")
    still.wait_for_selector(".kb-menu [role=button]")
    names = [
        "Saltar a contenido",
        "Menú",
        "Niñez migrante",
        "Cambiar a fondo",
        "English",
        "Buscar",
        "MX",
        "línea nacional",
    ]
    found = stops(still, len(names))
    assert [name for name, here in zip(names, found, strict=True) if name not in here] == []


def test_in_a_wide_window_the_focus_goes_from_the_header_through_the_navigation(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="es-MX")
    page = context.new_page()
    page.goto(f"{address}mx/")
    page.wait_for_selector("html.js")
    names = [
        "Saltar a contenido",
        "Protección de la niñez",
        "Cambiar a fondo",
        "English",
        "¿Qué necesita saber?",
        "Inicio",
    ]
    found = stops(page, len(names))
    context.close()
    assert [name for name, here in zip(names, found, strict=True) if name not in here] == []


def test_the_menu_opens_leads_and_closes_with_the_keyboard(still: Page, address: str) -> None:
    still.goto(f"{address}rg/2/")
    menu = still.get_by_role("button", name="Menú")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    still.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(still.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
    assert still.evaluate(SHOWN)
    still.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    still.keyboard.press(" ")
    assert still.evaluate(FOCUSED).startswith("Lineamientos regionales")
    still.keyboard.press("Enter")  # back from the chapters to the whole
    tab_to(still, "^Glosario$")
    still.keyboard.press("Enter")
    still.wait_for_url(f"{address}glossary/")


def test_the_menu_closes_when_the_focus_leaves_it(still: Page, address: str) -> None:
    still.goto(f"{address}glossary/")
    menu = still.get_by_role("button", name="Menú")
    menu.focus()
    still.keyboard.press("Enter")
    still.locator("main .kb-permalink").first.focus()
    expect(menu).to_have_attribute("aria-expanded", "false")
    assert still.evaluate(SHOWN)


def test_the_keyboard_leads_from_home_to_a_number_in_a_narrow_window(still: Page, address: str) -> None:
    still.goto(address)
    tab_to(still, "^México$")
    still.keyboard.press("Enter")
    tab_to(still, "^Llamar a .*: 911$", 4)
    assert still.evaluate("document.activeElement.getAttribute('href')") == "tel:911"


def test_the_keyboard_leads_to_a_search_and_its_first_answer(still: Page, address: str) -> None:
    still.goto(f"{address}mx/")
    still.wait_for_selector(".kb-menu [role=button]")
    tab_to(still, "^Buscar$", 8)
    still.keyboard.press("Enter")
    expect(still.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    still.keyboard.type("entrevista")
    expect(still.locator(".md-search-result__link").first).to_be_visible()
    tab_to(still, "ntrevista", 20)
    still.keyboard.press("Enter")
    still.wait_for_url(lambda url: not url.endswith("/mx/"))


def test_the_keyboard_leads_to_an_institution(still: Page, address: str) -> None:
    still.goto(f"{address}directory/browse/")
    tab_to(still, "^Cualquiera", 12)
    still.keyboard.type("Guatemala")
    expect(still.locator(".kb-filter__count")).not_to_contain_text(re.compile("^36[0-9]"))
    tab_to(still, "^ACNUR Guatemala$", 20)
    still.keyboard.press("Enter")
    still.wait_for_url(re.compile(r"/directory/gt/#gt-"))


@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_skip_link_of_every_kind_of_page_leads_into_the_text(still: Page, address: str, lang: str) -> None:
    lost = []
    for path in KINDS:
        still.goto(address + lang + path, wait_until="domcontentloaded")
        skip = still.locator("a.md-skip")
        target = skip.evaluate(
            "node => document.querySelector('main article').contains(document.getElementById(node.hash.slice(1)))"
        )
        if not target:
            lost.append(path)
    assert lost == []


def test_after_the_skip_link_the_focus_goes_on_in_the_text(still: Page, address: str) -> None:
    still.goto(f"{address}directory/browse/")
    still.keyboard.press("Tab")
    expect(still.locator(".md-skip")).to_be_in_viewport()
    still.keyboard.press("Enter")
    still.keyboard.press("Tab")
    assert still.evaluate("document.querySelector('main article').contains(document.activeElement)")


# Without scripts


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A narrow window in which no script runs."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, reduced_motion="reduce"
    )
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def test_without_scripts_nothing_is_shown_that_needs_one(plain: Page, address: str) -> None:
    plain.goto(f"{address}mx/")
    for name in ("button.md-header__button", ".md-search", ".md-header__option"):
        expect(plain.locator(name)).to_be_hidden()
    plain.locator("header").get_by_role("link", name="A–Z").click()
    plain.wait_for_url(f"{address}search/a-z/")


def test_without_scripts_a_finger_opens_the_menu(plain: Page, address: str) -> None:
    plain.goto(f"{address}mx/")
    plain.locator(".kb-menu").click()
    plain.locator(".md-sidebar--primary").get_by_role("link", name="Honduras").click()
    plain.wait_for_url(f"{address}hn/")


def test_without_scripts_the_menu_shows_while_the_keyboard_is_in_it(plain: Page, address: str) -> None:
    plain.goto(f"{address}mx/")
    for _ in range(6):
        plain.keyboard.press("Tab")
        if plain.locator(".md-sidebar--primary a:focus").count():
            break
    expect(plain.locator(".md-sidebar--primary a:focus")).to_be_in_viewport()
