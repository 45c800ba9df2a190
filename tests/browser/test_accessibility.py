"""What axe cannot see: the focus is drawn, nothing is cut off when text is set wider, nothing moves for those who wish so,
controls stay apart in forced colours, targets are large enough. One visit a page, on a page of every kind in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_source
from tests.browser.kinds import ALL_KINDS

pytestmark = pytest.mark.browser

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
AXE = """axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}})
    .then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 90))))"""
"""In a narrow window, where the menu is a button. Off by default: WCAG 2.2, 2.5.8, targets of 24 × 24 CSS pixels, or as much
room around them. Links inside sentences may be smaller, says the rule too."""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages, of a reader who wishes for no motion."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce", locale="es-MX")
    context.set_default_timeout(120_000)
    context.add_init_script("try { localStorage.setItem('kb.language', 'es') } catch (error) {}")
    context.add_init_script(PROBES)
    yield context.new_page()
    context.close()


def faults_of(tab: Page, address: str) -> dict[str, list[str]]:
    """Everything that is wrong with a page, by what it is."""
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.emulate_media(forced_colors="none")
    tab.goto(address, wait_until="load")
    found: dict[str, list[str]] = {"motion": tab.evaluate("kbProbes.motion()")}
    tab.evaluate(axe_source())
    found["axe"] = tab.evaluate(AXE)
    found["focus"] = tab.evaluate("kbProbes.focus()")
    tab.emulate_media(forced_colors="active")
    found["forced colours"] = tab.evaluate("kbProbes.forced()")
    tab.emulate_media(forced_colors="none")
    tab.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    found["zoom"] = tab.evaluate("kbProbes.sideways()")
    tab.evaluate("kbProbes.space()")
    found["text spacing"] = [*tab.evaluate("kbProbes.sideways()"), *tab.evaluate("kbProbes.cut()")]
    return {name: lines[:8] for name, lines in found.items() if lines}


@pytest.mark.parametrize("path", [pytest.param(path, id=path or "home") for path in ALL_KINDS])
def test_a_page_of_this_kind_is_for_keyboards_zoom_and_wide_text_too(tab: Page, address: str, path: str) -> None:
    assert faults_of(tab, address + path) == {}


BAD = """<!doctype html><html lang="en"><title>Bad</title><main><article>
<style>a, button, input, td { outline: none; box-shadow: none; border: 0; text-decoration: none; transition: color 1s }
.a { width: 9px; height: 9px; padding: 0; font-size: 5px }</style>
<p>Some words, <a href="#a">a link</a> and words.</p><button class="a">1</button><button class="a">2</button>
<table><tr style="border:0"><td>cell</td></tr></table>
<p style="width:2000px">wide</p><div style="width:30px;height:12px;overflow:hidden">Cut off text in a box</div></article></main>"""


def test_each_of_these_faults_is_found(tab: Page, address: str) -> None:
    tab.route("**/bad.html", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    found = faults_of(tab, f"{address}bad.html")
    tab.unroute("**/bad.html")
    assert found.keys() == {"motion", "axe", "focus", "forced colours", "zoom", "text spacing"}
