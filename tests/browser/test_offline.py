"""A copy kept on the telephone: everything works with the network cut."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb.delivery.offline import MOST
from kb.pages.offline import pages_of_country
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.browser.conftest import axe_source
from tests.browser.kept import READ, Host, copy_of, keep, say, sums
from tests.browser.visits import RUN_AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("offline")]
VISITED = (
    "", "offline/", "mx/", "mx/first-hour/", "gt/", "rg/2/", "bi/", "directory/", "directory/mx/", "directory/browse/",
    "forms/", "library/", "glossary/", "search/",
)  # fmt: skip
"""Pages that a reader opens, of each kind one; all others are compared byte by byte through the worker."""


def pages_in(content: Tree, lang: str) -> list[str]:
    return [page.path for page in all_pages(context_of(content, lang, Settings(today=date(2026, 1, 1))))]


@pytest.mark.parametrize(("lang", "prefix"), [("es", ""), ("en", "en/")])
def test_every_page_of_a_language_is_there_with_the_network_cut(
    reader: BrowserContext, page: Page, host: Host, content: Tree, lang: str, prefix: str
) -> None:
    keep(page, host, lang)
    host.cut(reader)
    wanted = sums(host, pages_in(content, lang), prefix)
    assert len(wanted) > 100
    assert page.evaluate(READ, list(wanted)) == wanted
    for path in VISITED:
        page.goto(host.address + prefix + path)
        expect(page.locator(".kb-kept")).to_be_visible()
        border = "getComputedStyle(document.querySelector('.kb-kept')).borderLeftStyle"
        assert page.evaluate(border) == "solid", "the style sheet has not arrived"


def test_search_answers_with_the_network_cut(reader: BrowserContext, page: Page, host: Host) -> None:
    keep(page, host)
    host.cut(reader)
    for query, wanted in (("entrevista", "rg/"), ("COMAR", "directory/mx/#mx-comar"), ("RG-2.3", "rg/2/#rg-2.3")):
        page.goto(f"{host.address}search/?q={query}")
        expect(page.locator(f".kb-hit h3 a[href*='{wanted}']").first).to_be_visible()
        expect(page.locator(".kb-hit__text").first).to_be_visible()
    page.goto(f"{host.address}rg/2/")
    page.get_by_role("banner").get_by_role("button", name="Buscar").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("refugio")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def test_permanent_addresses_lead_on_with_the_network_cut(reader: BrowserContext, page: Page, host: Host) -> None:
    keep(page, host)
    host.cut(reader)
    for ident, place in (("RG-2.3", "rg/2/#rg-2.3"), ("mx-comar", "directory/mx/#mx-comar")):
        page.goto(f"{host.address}id/{ident}/")
        page.wait_for_url(host.address + place)
    page.goto(f"{host.address}mx/index.html")
    expect(page.locator("#mx-2").first).to_be_attached()
    page.goto(f"{host.address}mx")
    page.wait_for_url(f"{host.address}mx/")


def test_a_country_alone_can_be_kept_and_says_what_it_has_not(reader: BrowserContext, page: Page, host: Host) -> None:
    page.goto(f"{host.address}mx/")
    page.get_by_role("link", name="Tener este país en el teléfono").click()
    copy_of(page, "es-mx").get_by_role("button").click()
    expect(say(page)).to_contain_text("«México» está en este teléfono")
    host.cut(reader)
    wanted = sums(host, list(pages_of_country("MX")))
    assert page.evaluate(READ, list(wanted)) == wanted
    page.goto(f"{host.address}gt/")
    page.wait_for_url(f"{host.address}offline/?missing")
    expect(say(page)).to_contain_text("no está en la copia")


def test_online_the_copy_is_not_read(page: Page, host: Host) -> None:
    keep(page, host)
    file = host.folder / "mx/index.html"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    file.write_text(text.replace("</h1>", " NUEVO</h1>", 1), encoding="utf-8")
    page.goto(f"{host.address}mx/")
    expect(page.locator("h1")).to_contain_text("NUEVO")
    expect(page.locator(".kb-kept")).to_have_count(0)


def test_nothing_is_kept_and_no_worker_stands_by_before_somebody_asks_for_it(page: Page, host: Host) -> None:
    for path in ("offline/", "mx/", ""):
        page.goto(host.address + path)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_the_page_is_accessible_with_its_buttons_and_messages(page: Page, host: Host) -> None:
    keep(page, host, "es-mx")
    expect(copy_of(page, "es-mx").get_by_role("button")).to_be_focused()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()
        expect(copy_of(page, "es").get_by_role("button")).to_be_visible()
        page.evaluate(axe_source())
        assert page.evaluate(RUN_AXE) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_script_the_page_says_what_to_do_instead(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}offline/")
    assert "imprimir cada página" in page.locator(".kb-offline .kb-working").inner_text()
    expect(page.locator(".kb-offline .kb-working")).to_be_visible()
    context.close()


def test_the_pack_of_a_language_is_under_two_megabytes(site: Path) -> None:
    packs = json.loads((site / "offline/packs.json").read_text(encoding="utf-8"))
    assert {name: told["bytes"] for name, told in packs.items() if told["bytes"] >= MOST} == {}
    for told in packs.values():
        assert hashlib.sha256((site / told["file"]).read_bytes()).hexdigest() == told["sha256"]
