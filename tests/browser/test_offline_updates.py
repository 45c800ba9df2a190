"""A copy kept on the telephone says its age and can be renewed and deleted; no failure costs the reader the copy they had."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kb.delivery.pack import pack, unpack
from kb.pages.offline import pages_of_country
from tests.browser.kept import PREFIX, READ, Host, caches_of, copy_of, keep, say, sums

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("offline")]

FAILS_AFTER = """([times, name]) => {
  const put = Cache.prototype.put;
  let done = 0;
  Cache.prototype.put = function () {
    done += 1;
    return done > times ? Promise.reject(new DOMException("stub", name)) : put.apply(this, arguments);
  };
}"""


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
