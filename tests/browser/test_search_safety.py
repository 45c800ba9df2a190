"""Nothing that is typed, stands in an address or is indexed is ever interpreted: it is text, wherever it comes out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect

from kb.build import build
from kb.read.tree import read_tree
from tests.browser.searching import open_dialog
from tests.browser.server import serving
from tests.conftest import BASE, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search-safety")]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<mark onmouseover=alert(1)>x</mark>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<div class="md-search-result__icon md-icon"><img src=x onerror=alert(1)></div>',
    "</p></title></noscript><script>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "<!--><img src=x onerror=alert(1)>-->",
    "<<script>alert(1)//<</script>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "{query} {number} {constructor}",
    "__proto__ constructor toString hasOwnProperty",
    'title:x +y -z ~2 *w^10 (a [b \\ c "d',
    "$& $1 $` $'",
    "%3Cscript%3E %E0%A4%A %00",
    "\u202e\u0000\u2028<b>\ufeff",
    "&q=1&kind=<b>#<img src=x onerror=alert(1)>",
]
"""What one would try. Each stands for a way in: tags, attributes, entities, templates, replacement patterns, query syntax."""
INDEXED = [payload for payload in PAYLOADS if payload.isprintable()]
"""Those that a YAML file can hold."""
HARM = "script:not([src]):not([type]), iframe, object, embed, math, [onerror], [onload], [onfocus], [onmouseover], [href^='javascript:']"
IMAGES = ".md-search img, .md-search__output svg, .kb-find img, .kb-find svg"


@dataclass
class Watched:
    """A tab in which nothing may happen but search."""

    page: Page
    events: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        def on_dialog(dialog: Dialog) -> None:
            self.events.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.events.append(message.text)

        self.page.on("dialog", on_dialog)
        self.page.on("console", on_console)
        self.page.on("pageerror", lambda error: self.events.append(str(error)))

    def harm(self) -> list[str]:
        """What happened that should not: script that ran, complaints of the policy, elements that came out of text."""
        found = self.page.locator(f"{HARM}, {IMAGES}").evaluate_all("nodes => nodes.map(node => node.outerHTML)")
        return [*self.events, *found]


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Watched]:
    """A telephone's tab."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    context.set_default_timeout(120_000)
    yield Watched(context.new_page())
    context.close()


def squeezed(text: str) -> str:
    """A text as a reader sees it: without control characters, spaces as one."""
    return " ".join(re.sub(r"[\x00\u202e\u2028\ufeff]", " ", text).split())


def shown(page: Page, selector: str) -> str:
    return squeezed(page.locator(selector).inner_text())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_into_the_dialog_stays_text(watched: Watched, address: str, payload: str) -> None:
    watched.page.goto(f"{address}glossary/")
    open_dialog(watched.page).fill(payload)
    expect(watched.page.locator("#kb-search-status")).to_contain_text("«")
    assert squeezed(payload) in shown(watched.page, "#kb-search-status")
    assert watched.harm() == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_into_the_page_stays_text(watched: Watched, address: str, payload: str) -> None:
    watched.page.goto(f"{address}search/")
    watched.page.get_by_role("combobox").fill(payload)
    expect(watched.page.locator(".kb-find__count")).to_contain_text("«")
    assert squeezed(payload) in shown(watched.page, ".kb-find__count")
    assert watched.harm() == []


@pytest.mark.parametrize("path", ["search/", "glossary/"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_stands_in_the_address_stays_text(watched: Watched, address: str, payload: str, path: str) -> None:
    watched.page.goto(f"{address}{path}?q={quote(payload)}&kind={quote(payload)}&country={quote(payload)}")
    status = watched.page.locator(".kb-find__count, #kb-search-status")
    expect(status).to_contain_text("«")
    assert squeezed(payload) in squeezed(status.inner_text())
    assert watched.harm() == []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site whose titles, names, numbers and texts hold what one would try."""
    folder = tmp_path_factory.mktemp("hostile")
    tree = folder / "tree"
    _write_hostile(tree)
    build(tree, read_tree(tree).kb, folder / "out", site_url="http://127.0.0.1/")
    with serving(folder / "out") as url:
        yield url


def _write_hostile(tree: Path) -> None:
    shutil.copytree(BASE, tree)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (tree / "mkdocs.yml").write_text(settings.replace("custom_dir: ", f"custom_dir: {ROOT}/"), encoding="utf-8")
    shutil.copyfile(ROOT / "guidelines/labels.yml", tree / "guidelines/labels.yml")
    record = yaml.safe_load((tree / "directory/mx/dif.yml").read_text(encoding="utf-8"))
    for number, payload in enumerate(INDEXED):
        record |= {
            "id": f"mx-hostile-{number}",
            "name": {"official": f"Cebra {payload}"},
            "acronym": payload,
            "role": {"es": f"Rayas {payload} y más", "en": f"Stripes {payload} and more"},
        }
        record["phones"][0]["printed"] = f"55 {payload}"
        text = yaml.safe_dump(record, allow_unicode=True, width=1000)
        (tree / f"directory/mx/hostile-{number}.yml").write_text(text, encoding="utf-8")


def test_what_is_indexed_stays_text_on_the_page(watched: Watched, hostile: str) -> None:
    watched.page.goto(f"{hostile}search/?q=cebra")
    expect(watched.page.locator(".kb-hit mark").first).to_be_visible()
    watched.page.get_by_role("button", name="Mostrar más").click()
    expect(watched.page.locator(".kb-hit")).to_have_count(len(INDEXED))
    titles = watched.page.locator(".kb-hit h3").all_inner_texts()
    numbers = watched.page.locator(".kb-hit__numbers a").all_inner_texts()
    assert {squeezed(title) for title in titles} == {squeezed(f"Cebra {payload}") for payload in INDEXED}
    assert {squeezed(number) for number in numbers} == {squeezed(f"55 {payload}") for payload in INDEXED}
    assert watched.harm() == []


def test_what_is_indexed_stays_text_in_the_dialog(watched: Watched, hostile: str) -> None:
    watched.page.goto(f"{hostile}status/")
    open_dialog(watched.page).fill("rayas")
    expect(watched.page.locator(".md-search-result mark").first).to_be_visible()
    titles = {squeezed(title) for title in watched.page.locator(".md-search-result__link h2").all_text_contents()}
    assert {squeezed(f"Cebra {payload}") for payload in INDEXED} <= titles
    assert watched.harm() == []


def test_html_that_a_script_puts_in_keeps_no_tag_but_the_few_that_search_needs(page: Page, address: str) -> None:
    page.goto(f"{address}rg/2/")
    made = "() => { const box = document.createElement('div'); box.innerHTML = %s; return box.innerHTML; }"
    assert page.evaluate(made % "'<mark>a</mark><img src=x><mark onclick=x>'") == (
        "<mark>a</mark>&lt;img src=x&gt;&lt;mark onclick=x&gt;"
    )
    assert (
        page.evaluate("() => { try { new Worker('https://example.org/x.js'); } catch (error) { return error.name; } }")
        == "TypeError"
    )
