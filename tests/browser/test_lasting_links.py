"""Pages move; every old address and every fragment still arrives: from plain files, and under real nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.check.formats import as_text
from kb.check.run import check
from tests import lasting
from tests.browser.conftest import axe_source
from tests.browser.server import serving
from tests.browser.visits import RUN_AXE
from tests.hosts.servers import nginx

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lasting")]
FRAGMENTS = ("", "#rg-1", "#rg-1.1", "#rg-1.1-1")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose chapter has been released at `rg/1/` and has moved to `rg/`, in every language."""
    folder = tmp_path_factory.mktemp("moved")
    root = lasting.tree(folder / "tree")
    lasting.publish(root)
    lasting.on_one_page(root)
    assert "[published-address-lost] the page /rg/1/" in as_text(check(root)[1], "en")
    (root / "guidelines/moved.yml").write_text("- {old: rg/1/, new: rg/}\n", encoding="utf-8")
    assert as_text(check(root)[1], "en") == ""
    return lasting.built(root, folder / "site")


@pytest.fixture(scope="module", params=["files", "nginx"])
def address(request: pytest.FixtureRequest, moved: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The moved site on a server that knows no redirects, and on nginx."""
    server = serving(moved) if request.param == "files" else nginx(moved, tmp_path_factory.mktemp("nginx"))
    with server as url:
        yield url


@pytest.mark.parametrize("fragment", FRAGMENTS)
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_old_address_arrives_with_its_fragment(page: Page, address: str, prefix: str, fragment: str) -> None:
    page.goto(f"{address}{prefix}rg/1/{fragment}")
    page.wait_for_url(f"{address}{prefix}rg/{fragment}")
    if fragment:
        assert page.locator(f"[id='{fragment[1:]}']").count() == 1


def test_a_query_goes_along(page: Page, address: str) -> None:
    page.goto(f"{address}en/rg/1/?from=manual#rg-1.1")
    page.wait_for_url(f"{address}en/rg/?from=manual#rg-1.1")


def test_an_old_address_arrives_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/rg/1/")
    page.wait_for_url(f"{address}en/rg/")
    context.close()


@pytest.mark.parametrize("typed", ["rg-1.1", "Rg-1.1", "CRC-3", "crc-3", "MX-DIF", "src-MX-page"])
def test_an_id_arrives_however_it_is_typed(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}id/{typed}/?lang=en")
    page.wait_for_url(re.compile(rf"{re.escape(address)}en/[^?]*#{re.escape(typed.lower())}$"))


def test_whoever_asks_to_be_shown_an_id_stays_and_is_offered_both_languages(page: Page, address: str) -> None:
    page.goto(f"{address}id/RG-1.1/?show")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{address}id/RG-1.1/?show"
    assert [link.get_attribute("hreflang") for link in page.locator("main a[hreflang]").all()] == ["es", "en"]


def test_what_stands_under_an_id_arrives_in_lower_case_too(page: Page, address: str) -> None:
    page.goto(f"{address}id/rg-1.1/2026-12-01/")
    page.wait_for_url(re.compile(r".*/id/RG-1\.1/2026-12-01/(\?case=lower)?$"))
    assert page.locator("h1").inner_text() == "RG-1.1: 2026-12-01"


def test_an_id_that_never_was_is_not_found_and_does_not_go_round_in_circles(page: Page, address: str) -> None:
    page.goto(f"{address}id/zz-99/")
    page.wait_for_timeout(500)
    assert "No encontramos" in page.locator("main").inner_text()


def test_the_page_of_an_old_address_has_no_violation(browser: Browser, moved: Path) -> None:
    context = browser.new_context(locale="es-MX")
    page = context.new_page()
    page.route("**/kb-moved.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    with serving(moved) as url:
        page.goto(f"{url}rg/1/")
        page.evaluate(axe_source())
        assert page.evaluate(RUN_AXE) == []
        assert page.locator("main a").get_attribute("href") == "../"
    context.close()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_fragment_whose_section_left_for_another_page_arrives_there(page: Page, tmp_path: Path, prefix: str) -> None:
    """A publication on one page is cut into chapters: its page stays, so that no redirect can tell the sections apart."""
    root = lasting.tree(tmp_path / "tree")
    lasting.on_one_page(root)
    lasting.publish(root)
    lasting.in_chapters(root)
    assert as_text(check(root)[1], "en") == ""
    with serving(lasting.built(root, tmp_path / "site")) as url:
        for fragment in ("#rg-1.1", "#rg-1.1-1"):
            page.goto(f"{url}{prefix}rg/{fragment}")
            page.wait_for_url(f"{url}{prefix}rg/1/{fragment}")


def test_what_was_withdrawn_says_what_replaces_it_in_both_languages(page: Page, tmp_path: Path) -> None:
    root = lasting.tree(tmp_path / "tree")
    lasting.publish(root)
    lasting.change(root, lasting.SECTION, "status: proposed", "status: withdrawn\nreplaced_by: [RG-1]")
    with serving(lasting.built(root, tmp_path / "site")) as url:
        page.goto(f"{url}id/RG-1.1/")
        page.wait_for_timeout(500)
        assert page.url == f"{url}id/RG-1.1/"
        assert "Se retiró. Lo reemplaza: RG-1" in page.locator("main > p[lang=es]").first.inner_text()
        assert "Withdrawn. It is replaced by: RG-1" in page.locator("main > p[lang=en]").first.inner_text()
        page.locator("main > p[lang=en] a").first.click()
        page.wait_for_url(f"{url}rg/1/#rg-1")


def test_the_permanent_link_and_the_citation_are_copied(browser: Browser, moved: Path) -> None:
    context = browser.new_context(locale="en-US", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with serving(moved) as url:
        page.goto(f"{url}en/rg/")
        page.locator("#rg-1\\.1 ~ .kb-foundations summary").first.click()
        page.get_by_role("button", name="Copy permanent link RG-1.1").click()
        page.get_by_role("button", name="Copy permanent link RG-1.1").get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{url}id/RG-1.1/"
        page.locator("#rg-1\\.1 ~ .kb-foundations a", has_text="Cite").first.click()
        page.wait_for_url(f"{url}id/RG-1.1/cite/")
        page.locator("p[lang=en][data-copy] + button").click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith("“Best interests first” (RG-1.1).")
    context.close()


def test_citing_works_without_script(browser: Browser, moved: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(moved) as url:
        page.goto(f"{url}id/RG-1.1/")
        assert page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
            "../../rg/#rg-1.1", "../../en/rg/#rg-1.1", *("side-by-side/", "cite/", "index.json") * 2,
        ]  # fmt: skip
        page.locator("p[lang=en] a", has_text="Cite").click()
        page.locator("a[href='../2026-12-01/']").click()
        page.wait_for_url(f"{url}id/RG-1.1/2026-12-01/")
    context.close()
