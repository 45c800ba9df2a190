"""How much a first visit to a page fetches, packed with Brotli: the budgets of a phone on a bad connection."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = [pytest.mark.xdist_group("budgets")]
IN_ALL = 90_000
"""Bytes of a page with its style sheet and every script that it loads."""
READABLE = 45_000
"""Bytes of a page with its style sheet: what somebody without scripts fetches."""
QUICK, BEST = 5, 11


@cache
def packed(path: Path, quality: int) -> int:
    """The size of a file packed, in bytes. The quick way never makes it smaller than the best, which hosts serve."""
    return len(brotli.compress(path.read_bytes(), mode=brotli.MODE_TEXT, quality=quality))


def loaded(site: Path, page: Path, html: LexborHTMLParser) -> tuple[list[Path], list[Path]]:
    """The style sheets and the scripts that a page names."""

    def there(address: str | None) -> Path:
        assert address
        assert "//" not in address, f"{page}: {address} is elsewhere"
        folder = page.parent.relative_to(site).as_posix()
        return site / posixpath.normpath(posixpath.join("/", folder, address)).lstrip("/")

    sheets = [there(one.attributes["href"]) for one in html.css('link[rel~="stylesheet"]')]
    return sheets, [there(one.attributes["src"]) for one in html.css("script[src]")]


def over(site: Path, page: Path) -> list[str]:
    """What is wrong with a page's weight."""
    html = LexborHTMLParser(page.read_text(encoding="utf-8"))
    sheets, scripts = loaded(site, page, html)
    name = page.relative_to(site).as_posix()
    faults = [] if len(sheets) == 1 else [f"{name}: {len(sheets)} style sheets"]
    if html.css("style, link[rel~=preload], link[as=font]"):
        faults.append(f"{name}: something else that is fetched or read before the page is shown")
    beside = sum(packed(path, BEST) for path in sheets)
    script = sum(packed(path, BEST) for path in scripts)
    for quality in (QUICK, BEST):
        readable = packed(page, quality) + beside
        if readable + script <= IN_ALL and readable <= READABLE:
            return faults
    return [*faults, f"{name}: {readable} bytes without scripts, {readable + script} in all"]


def test_every_page_keeps_to_its_budget_and_to_one_style_sheet(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "id" not in path.relative_to(site).parts[:1]]
    assert len(pages) > 300
    assert [fault for page in pages for fault in over(site, page)] == []


def test_plain_pages_keep_to_the_budgets_too(site: Path) -> None:
    pages = sorted(site.glob("id/*/index.html"))[::20]
    assert pages
    assert [fault for page in pages for fault in over(site, page)] == []


def test_there_is_no_font_to_fetch(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix in {".woff", ".woff2", ".ttf", ".otf", ".eot"}] == []
    sheets = list(site.rglob("*.css"))
    assert sheets
    assert [path for path in sheets if "@font-face" in path.read_text(encoding="utf-8")] == []


def test_a_page_that_is_too_heavy_or_has_two_sheets_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}", encoding="utf-8")
    noise = "".join(str(pow(3, number, 1_000_003)) for number in range(30_000))
    link = '<link rel="stylesheet" href="a.css">'
    (tmp_path / "page.html").write_text(f"{link}{link}<p>{noise}", encoding="utf-8")
    found = over(tmp_path, tmp_path / "page.html")
    assert found[0] == "page.html: 2 style sheets"
    assert re.fullmatch(r"page\.html: \d+ bytes without scripts, \d+ in all", found[1])
