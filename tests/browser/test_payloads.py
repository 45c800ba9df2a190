"""Nothing that stands in an address, a title, a heading or an imported workbook runs: not even where nobody checked it.

The search box, `?q=` and the directory's fields are in `test_search_safety.py`; this has the other ways in.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error

from kb.build import build
from kb.cli import main
from kb.read.tree import read_tree
from tests import lasting
from tests.browser.server import serving
from tests.browser.test_search_safety import PAYLOADS, Watched
from tests.imports.imported import directory, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("payloads")]
WRITTEN = [payload for payload in PAYLOADS if payload.isprintable()]
"""Those that a source file can hold."""
TOUCH = """() => {
    for (const node of document.querySelectorAll('[onerror], [onload], [onfocus], [onmouseover], svg, img, math *'))
        for (const kind of ['error', 'load', 'focus', 'mouseover']) node.dispatchEvent(new Event(kind));
    for (const link of document.querySelectorAll('a[href^="javascript:"]')) link.click();
}"""
"""What a reader's mouse and a browser's loading would set off."""
RUNS = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A telephone's tab."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX", service_workers="block")
    context.set_default_timeout(120_000)
    yield Watched(context.new_page())
    context.close()


def ran(watched: Watched) -> list[str]:
    """What ran after every trap was touched. That the policy complains of something is its work, and no fault."""
    touched = False
    while not touched:
        watched.page.wait_for_timeout(100)
        with suppress(Error):  # the page led on to another meanwhile: touch that
            watched.page.evaluate(TOUCH)
            touched = True
    watched.page.wait_for_timeout(100)
    return [event for event in watched.events if event.startswith("dialog")]


def test_the_traps_would_run_where_there_is_no_policy(watched: Watched, tmp_path: Path) -> None:
    watched.page.set_content("".join(WRITTEN[:2]))
    assert ran(watched) != []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_fragment_and_an_address_that_does_not_exist_stay_text(watched: Watched, address: str, payload: str) -> None:
    coded = quote(payload.replace("\0", ""), safe="")  # no server takes NUL in a path
    for path in ("glossary/", "id/RG-1/", "offline/", f"id/{coded}/", coded):
        watched.page.goto(f"{address}{path}?lang={coded}&case={coded}#{payload}")
        assert ran(watched) == [], path
    assert watched.page.locator("[onerror], [onload], [onfocus], [onmouseover], iframe").count() == 0


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose titles, headings, texts and glossary hold what one would try, and that nobody checked."""
    folder = tmp_path_factory.mktemp("unchecked")
    root = lasting.tree(folder / "tree")
    model = (root / lasting.SECTION).read_text(encoding="utf-8")
    for number, payload in enumerate(WRITTEN, start=2):
        text = model.replace("id: RG-1.1", f"id: RG-1.{number}")
        text = text.replace("El interés superior primero", payload).replace("Best interests first", payload)
        text = text.replace("## Qué hacer", f"## {payload}").replace("## What to do", f"## {payload}")
        text = text.replace("Avisar.", f"Avisar. {payload}\n\n- {payload}").replace(
            "Tell.", f"Tell. {payload}\n\n- {payload}"
        )
        (root / lasting.CHAPTER / f"RG-1.{number}.md").write_text(text, encoding="utf-8")
    build(root, read_tree(root).kb, folder / "site", site_url="http://127.0.0.1/")
    with serving(folder / "site") as url:
        yield url


@pytest.mark.parametrize(
    "path", ["rg/1/", "en/rg/1/", "rg/", "", "status/", "translations/", "search/?q=avisar", "glossary/"]
)
def test_titles_headings_and_texts_run_nothing(watched: Watched, unchecked: str, path: str) -> None:
    watched.page.goto(f"{unchecked}{path}")
    assert ran(watched) == []


@pytest.mark.parametrize("number", range(2, len(WRITTEN) + 2))
def test_permanent_addresses_of_such_sections_run_nothing(watched: Watched, unchecked: str, number: int) -> None:
    watched.page.goto(f"{unchecked}id/RG-1.{number}/")
    assert ran(watched) == []


def imported(root: Path, book: Path, payload: str) -> bool:
    """Whether a workbook with this in its cells for text is taken over."""
    book.unlink(missing_ok=True)
    assert main(["import", "--export", str(book), "--country", "MX", "--root", str(root), "--lang", "en"]) == 0
    with opened(book) as sheets:
        row = sheets.row("Institutions", "mx-comar")
        sheets.set("Institutions", row, what_it_does_es=f"Recibe {payload}", what_it_does_en=f"Receives {payload}")
        sheets.set("Institutions", row, acronym=payload, official_name=f"Comisión {payload}")
        row = sheets.row("Contacts", "mx-comar")
        sheets.set("Contacts", row, label_es=payload, label_en=payload, note_es=payload, note_en=payload)
    return main(["import", str(book), "--country", "MX", "--write", "--root", str(root), "--lang", "en"]) == 0


def test_what_a_workbook_brings_is_refused_or_shown_as_text(
    watched: Watched, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lasting.tree(tmp_path / "tree")
    directory(root)
    taken = []
    for number, payload in enumerate(WRITTEN):
        copy = Path(shutil.copytree(root, tmp_path / f"copy-{number}"))
        if imported(copy, tmp_path / "book.xlsx", payload):
            taken.append(payload)
        shutil.rmtree(copy)
    assert taken
    assert not set(RUNS) & set(taken)
    assert imported(root, tmp_path / "book.xlsx", " ; ".join(taken))
    capsys.readouterr()
    build(root, read_tree(root).kb, tmp_path / "site", site_url="http://127.0.0.1/")
    with serving(tmp_path / "site") as url:
        for path in ("directory/mx/", "en/directory/mx/", "id/mx-comar/?show", "search/?q=comision"):
            watched.page.goto(f"{url}{path}")
            assert ran(watched) == [], path
        watched.page.goto(f"{url}directory/mx/")
        shown = " ".join(watched.page.locator("article").inner_text().split())
    assert [payload for payload in taken if " ".join(payload.split()) not in shown] == []
