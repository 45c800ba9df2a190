"""A copy kept on the telephone: everything works with the network cut, and no failure costs the reader the copy they had."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kb.delivery.offline import MOST, as_kept
from kb.delivery.pack import pack, unpack
from kb.pages.offline import pages_of_country
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.browser.conftest import axe_source
from tests.browser.server import Handler, serving
from tests.browser.visits import RUN_AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("offline")]

PREFIX = "/una/carpeta/"
VISITED = (
    "", "offline/", "mx/", "mx/first-hour/", "gt/", "rg/2/", "bi/", "directory/", "directory/mx/", "directory/browse/",
    "forms/", "library/", "glossary/", "search/",
)  # fmt: skip
"""Pages that a reader opens, of each kind one; all others are compared byte by byte through the worker."""
READ = """async paths => {
  const found = {};
  for (const path of paths) {
    const answer = await fetch(path).catch(() => null);
    if (!answer || !answer.ok) { found[path] = "nothing"; continue; }
    const sum = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
    found[path] = Array.from(new Uint8Array(sum), byte => byte.toString(16).padStart(2, "0")).join("");
  }
  return found;
}"""
FAILS_AFTER = """([times, name]) => {
  const put = Cache.prototype.put;
  let done = 0;
  Cache.prototype.put = function () {
    done += 1;
    return done > times ? Promise.reject(new DOMException("stub", name)) : put.apply(this, arguments);
  };
}"""


@dataclass
class Host:
    """A host whose line can be cut, and the folder that it serves."""

    folder: Path
    address: str
    handler: type[CutHandler]

    def cut(self, context: BrowserContext) -> None:
        """Cut the network: the browser believes itself offline, and whoever asks all the same gets no answer."""
        context.set_offline(True)
        self.handler.is_cut = True

    def mend(self, context: BrowserContext) -> None:
        context.set_offline(False)
        self.handler.is_cut = False

    def publish(self, name: str, data: bytes, promised: bytes | None = None) -> None:
        """Publish another pack; `promised` is what the list says of it, if that is something else."""
        path = self.folder / "offline/packs.json"
        packs = json.loads(path.read_text(encoding="utf-8"))
        told = promised or data
        digest = hashlib.sha256(told).hexdigest()
        file = f"offline/{name}.{digest[:12]}.pack"
        packs[name] |= {"file": file, "sha256": digest, "bytes": len(told), "day": "2031-02-03"}
        (self.folder / file).write_bytes(data)
        path.unlink()  # it is a link to the built site's file
        path.write_text(json.dumps(packs), encoding="utf-8")


class CutHandler(Handler):
    """A host that hangs up without an answer once its line is cut, and can be out of order or out of breath."""

    is_cut = False
    is_broken = False
    rest = 0.0
    """Seconds before it answers."""

    def do_GET(self) -> None:  # noqa: N802  (the name that http.server looks for)
        if type(self).is_cut:
            self.close_connection = True
            return
        time.sleep(type(self).rest)
        if type(self).is_broken:
            self.send_error(503)
        else:
            super().do_GET()


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """The real site, under a prefix, in a folder in which packs can be replaced."""
    folder = Path(shutil.copytree(site, tmp_path / "site", copy_function=os.link))
    kind = type("OwnCutHandler", (CutHandler,), {})
    with serving(folder, PREFIX, kind) as address:
        yield Host(folder, address, kind)


def copy_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-pack={name}]")


def say(page: Page) -> Locator:
    return page.locator(".kb-offline [role=status]")


def keep(page: Page, host: Host, name: str = "es") -> None:
    """One visit and one tap."""
    page.goto(f"{host.address}{'en/' if name.startswith('en') else ''}offline/")
    copy_of(page, name).locator(".kb-copies__keep").click()
    expect(say(page)).to_have_text(re.compile("funciona sin conexión|works without a connection"))


def caches_of(page: Page) -> list[str]:
    """The caches that the browser holds, besides the list of copies."""
    return [name for name in page.evaluate("caches.keys()") if len(name.split()) > 2]


def sums(host: Host, paths: list[str], prefix: str = "") -> dict[str, str]:
    """What the site's own pages are in a copy, by address."""
    found = {}
    for path in paths:
        file = host.folder / prefix / path
        text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        found[host.address + prefix + path] = hashlib.sha256(as_kept(text).encode()).hexdigest()
    return found


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


def test_the_reader_sees_the_age_of_a_copy_updates_and_deletes_it(
    reader: BrowserContext, page: Page, host: Host
) -> None:
    keep(page, host, "es-mx")
    state = copy_of(page, "es-mx").locator(".kb-copies__state")
    expect(state).to_contain_text(re.compile(r"Copia del sitio del \d+ de .*guardada o actualizada el"))
    expect(state).to_contain_text("Es la más reciente")
    files = unpack(next((host.folder / "offline").glob("es-mx.*.pack")).read_bytes())
    host.publish("es-mx", pack({**files, "mx/": files["mx/"].replace("</h1>", " NUEVO</h1>", 1)}))
    before = caches_of(page)
    page.reload()
    expect(state).to_contain_text("Hay una más nueva, del 3 de febrero de 2031")
    copy_of(page, "es-mx").get_by_role("button", name="Actualizar: México").click()
    expect(state).to_contain_text("Es la más reciente")
    assert len(caches_of(page)) == 1
    assert caches_of(page) != before
    host.cut(reader)
    page.goto(f"{host.address}mx/")
    expect(page.locator("h1")).to_contain_text("NUEVO")
    expect(page.locator(".kb-kept")).to_contain_text("3 de febrero de 2031")
    page.goto(f"{host.address}offline/")
    copy_of(page, "es-mx").get_by_role("button", name="Borrar: México").click()
    expect(say(page)).to_contain_text("ya no está en este teléfono")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_a_host_that_is_out_of_order_or_does_not_answer_leaves_the_reader_the_copy(page: Page, host: Host) -> None:
    keep(page, host, "es-mx")
    host.handler.is_broken = True
    page.goto(f"{host.address}mx/")
    expect(page.locator(".kb-kept")).to_be_visible()
    host.handler.is_broken, host.handler.rest = False, 15.0  # longer than the worker's patience
    page.goto(f"{host.address}mx/first-hour/")
    expect(page.locator(".kb-kept")).to_be_visible()
    host.handler.rest = 0.0


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("cut", "La conexión se cortó"),
        ("damaged", "llegó dañado"),
        ("full", "No hay espacio suficiente"),
        ("broken", "La conexión se cortó"),
    ],
)
def test_an_update_that_fails_half_way_leaves_the_old_copy_whole(
    reader: BrowserContext, page: Page, host: Host, fault: str, told: str
) -> None:
    keep(page, host, "es-mx")
    before = caches_of(page)
    wanted = sums(host, list(pages_of_country("MX")))
    whole = pack({**unpack(next((host.folder / "offline").glob("es-mx.*.pack")).read_bytes()), "mx/": "<p>"})
    half = whole[: len(whole) // 2]
    sent = {"cut": half, "damaged": half + bytes(len(whole) - len(half))}.get(fault, whole)
    host.publish("es-mx", sent, whole)
    page.reload()
    if fault in ("full", "broken"):
        page.evaluate(FAILS_AFTER, [4, "QuotaExceededError" if fault == "full" else "AbortError"])
    copy_of(page, "es-mx").get_by_role("button", name="Actualizar: México").click()
    expect(say(page)).to_contain_text(told)
    expect(say(page)).to_contain_text("lo que ya tenía sigue completo")
    expect(copy_of(page, "es-mx").get_by_role("button", name="Actualizar: México")).to_be_enabled()
    assert caches_of(page) == before
    host.cut(reader)
    assert page.evaluate(READ, list(wanted)) == wanted


def test_what_broke_off_earlier_is_cleaned_up(page: Page, host: Host) -> None:
    keep(page, host, "es-mx")
    kept = caches_of(page)
    page.evaluate("name => caches.open(name)", f"kb {PREFIX} es 000000000000 1")
    page.evaluate("caches.open('kb /elsewhere/ es 000000000000 1')")
    page.reload()
    expect(copy_of(page, "es-mx").get_by_role("button")).to_be_visible()
    assert set(caches_of(page)) == {*kept, "kb /elsewhere/ es 000000000000 1"}


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
