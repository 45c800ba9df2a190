"""The folder of a language works from a disk: no server, no request to one, every link holds, the search answers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from kb.delivery.stick import policy, write_stick
from kb.delivery.zim import about, write_zim
from kb.pages.offline import PATH as KEEPING
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.kiwix import zimcheck

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stick")]
PUBLIC = "https://proteccion.example.org/"
LINK = re.compile(r'<(?:a|form|img|link|script)\b[^>]*?\s(?:href|src|action)="([^"]*)"')
PLACE = re.compile(r'\s(?:id|name)="([^"]*)"')
OPENED = (
    "index.html", "mx/index.html", "mx/first-hour/index.html", "rg/2/index.html", "bi/index.html", "directory/mx/index.html",
    "directory/browse/index.html", "forms/index.html", "library/index.html", "glossary/index.html", "search/index.html",
    "registry-card/index.html", "data/index.html",
)  # fmt: skip
"""A page of each kind, opened in the browser; the links of every page are followed as files."""


@pytest.fixture(scope="module", params=["es", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language has a folder of its own."""
    return str(request.param)


@pytest.fixture(scope="module")
def stick(site: Path, content: Tree, lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a language, made from the real site."""
    settings = Settings(PUBLIC)
    paths = [page.path for page in all_pages(context_of(content, lang, settings))]
    folder = tmp_path_factory.mktemp("a stick") / lang
    write_stick(content.kb, lang, site, folder, paths, settings)
    assert len(list(folder.rglob("*.html"))) == len(set(paths) - {KEEPING})
    return folder


@pytest.fixture
def seen(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what should not be seen in it: messages, errors, requests that need a network."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-US", offline=True)
    page, told = context.new_page(), list[str]()

    def console(message: ConsoleMessage) -> None:
        told.append(message.text)

    def request(asked: Request) -> None:
        if not asked.url.startswith("file:"):
            told.append(asked.url)

    page.on("console", console)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", request)
    yield page, told
    context.close()


def links(folder: Path) -> Iterator[tuple[str, str]]:
    """Every link of every page: the page, and where it leads."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        for link in LINK.findall(path.read_text(encoding="utf-8")):
            yield name, unescape(link)


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it_or_to_the_public_site(stick: Path) -> None:
    places: dict[str, set[str]] = {}
    faulty, followed = [], 0
    for page, link in set(links(stick)):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
        )
        if target not in places and (stick / target).is_file():
            text = (stick / target).read_text(encoding="utf-8") if target.endswith(".html") else ""
            places[target] = {unescape(place) for place in PLACE.findall(text)}
        wanted = unquote(parts.fragment)
        followed += 1
        if target not in places or (wanted and wanted not in places[target]):
            faulty.append((page, link))
    assert faulty == []
    assert followed > 10_000


def test_what_is_not_on_the_stick_is_linked_where_the_public_site_has_it(stick: Path, site: Path, lang: str) -> None:
    away = {link for _page, link in links(stick) if link.startswith(PUBLIC)}
    assert f"{PUBLIC}id/RG-2.3/" in away
    assert f"{PUBLIC}data/v1/ids.json" in away
    assert PUBLIC + ("en/rg/2/" if lang == "es" else "rg/2/") in away
    missing = [link for link in away if not (site / urlsplit(link).path.lstrip("/")).exists()]
    assert missing == []


def test_what_a_section_cites_is_found_without_a_connection(stick: Path) -> None:
    cited = re.findall(r'<a class="kb-id" href="([^"]*)"', (stick / "rg/2/index.html").read_text(encoding="utf-8"))
    assert cited
    assert [link for link in cited if ":" in link] == []


def test_pages_open_under_their_policy_and_ask_for_nothing_that_is_not_there(
    stick: Path, seen: tuple[Page, list[str]]
) -> None:
    page, told = seen
    for name in OPENED:
        page.goto((stick / name).as_uri())
        assert page.locator("meta[http-equiv]").get_attribute("content") == policy()
        assert page.evaluate("getComputedStyle(document.querySelector('.kb-footer')).display") == "block"
        assert (
            page.evaluate("performance.getEntriesByType('resource').filter(entry => entry.responseStatus >= 400)") == []
        )
    assert told == []
    assert "unsafe" not in policy()


def test_every_page_says_that_it_is_a_copy_and_where_todays_stands(stick: Path, lang: str) -> None:
    for path in stick.rglob("*.html"):
        address = path.relative_to(stick).as_posix().removesuffix("index.html")
        note = re.search(r'<p class="kb-kept">[^<]*1970[^<]*<a href="([^"]*)">', path.read_text(encoding="utf-8"))
        assert note, path
        assert note[1] == PUBLIC + ("" if lang == "es" else f"{lang}/") + address


def test_a_reader_clicks_searches_and_follows_the_first_answer(
    stick: Path, lang: str, seen: tuple[Page, list[str]]
) -> None:
    page, told = seen
    page.goto((stick / "index.html").as_uri())
    page.locator("#country-mx summary").click()
    page.locator("#country-mx a[href='mx/index.html']").click()
    expect(page).to_have_url((stick / "mx/index.html").as_uri())
    page.locator("button[for=__search]").click()
    page.locator(".md-search__input").fill("proteccion" if lang == "es" else "protection")
    first = page.locator(".md-search-result__link").first
    expect(page.locator("#kb-search-status")).to_have_text(re.compile(r"\d+ result"))
    target = first.evaluate("node => node.href")
    first.click()
    expect(page).to_have_url(target)
    expect(page.locator("h1")).to_be_visible()
    assert Path(unquote(urlsplit(target).path)).is_file()
    assert told == []


def test_the_search_page_answers_and_what_it_finds_can_be_opened(stick: Path, seen: tuple[Page, list[str]]) -> None:
    page, told = seen
    page.goto(f"{(stick / 'search/index.html').as_uri()}?q=RG-2.3")
    hit = page.locator(".kb-hit h3 a").first
    expect(hit).to_have_attribute("href", "../rg/2/index.html#rg-2.3")
    page.locator("#kb-find input").fill("911")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-hit .kb-tel").first).to_be_visible()
    assert page.url.endswith("?q=911")
    hit.click()
    expect(page.locator("h1")).to_be_visible()
    assert told == []


def test_the_archive_holds_the_same_files_in_one_folder(stick: Path) -> None:
    files = {path.relative_to(stick.parent).as_posix() for path in stick.rglob("*") if path.is_file()}
    with ZipFile(stick.with_suffix(".zip")) as archive:
        assert set(archive.namelist()) == files
        assert archive.testzip() is None
        name = f"{stick.name}/rg/2/index.html"
        assert archive.read(name) == (stick / "rg/2/index.html").read_bytes()


def test_the_file_for_kiwix_made_from_it_passes_zimcheck(stick: Path, content: Tree, lang: str, tmp_path: Path) -> None:
    target = tmp_path / "all.zim"
    write_zim(stick, target, about(content.kb, lang, PUBLIC, Settings().today))
    assert zimcheck(target) == ""
