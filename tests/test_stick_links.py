"""Links on a stick: to a file that is there, to the public site, or, if nobody knows where that is, nowhere."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from kb.delivery.stick_links import Stick, relinked

ADDRESS = "en/rg/2/"


def stick(site_url: str = "https://example.org/kb/") -> Stick:
    return Stick(
        "en/",
        ["en/", ADDRESS, "en/rg/3/", "en/search/", "en/library/"],
        ["assets/kb.js", "en/search/en.json", "data/v1/en.csv"],
        {"RG-3.1": "en/rg/3/#rg-3.1", "CRC": "en/library/"},
        site_url,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../3/">', '<a href="../3/index.html">'),
        ('<a href="../3/#rg-3.1">', '<a href="../3/index.html#rg-3.1">'),
        ('<a href=".">', '<a href="index.html">'),
        ('<a href="./?q=1#x">', '<a href="index.html?q=1#x">'),
        ('<a href="../../">', '<a href="../../index.html">'),
        ('<a href="#rg-2">', '<a href="#rg-2">'),
        ('<a href="tel:911">', '<a href="tel:911">'),
        ('<a href="https://un.org/?a=1&amp;b=2">', '<a href="https://un.org/?a=1&amp;b=2">'),
        ('<a href="../../../rg/2/">', '<a href="https://example.org/kb/rg/2/">'),
        ('<a href="../../../data/v1/en.csv">', '<a href="../../data/v1/en.csv">'),
        ('<a href="../../../data/v1/ids.json">', '<a href="https://example.org/kb/data/v1/ids.json">'),
        ('<a class="kb-id" href="../../../id/RG-3.1/">', '<a class="kb-id" href="../3/index.html#rg-3.1">'),
        ('<a class="kb-id" href="../../../id/CRC/">', '<a class="kb-id" href="../../library/index.html">'),
        ('<a class="kb-id" href="../../../id/RG-9/">', '<a class="kb-id" href="https://example.org/kb/id/RG-9/">'),
        (
            '<a class="kb-permanent" href="../../../id/RG-3.1/">',
            '<a class="kb-permanent" href="https://example.org/kb/id/RG-3.1/">',
        ),
        ('<form action="../../search/" method="get">', '<form action="../../search/index.html" method="get">'),
        ('<script src="../../../assets/kb.js" defer>', '<script src="../../assets/kb.js" defer>'),
        (
            '<script src="../../../assets/kb.js" data-base="../../.." data-index="../../search/en.json" data-other="../x.json">',
            '<script src="../../assets/kb.js" data-base="../../" data-index="../../search/en.json">',
        ),
        ('<link rel="manifest" href="../../app.webmanifest">', ""),
    ],
)
def test_links_lead_where_something_is(before: str, after: str) -> None:
    assert relinked(before, ADDRESS, stick()) == after


def test_what_is_nowhere_is_no_link() -> None:
    html = '<a href="../../../rg/2/" lang="es">Español</a><link rel="alternate" href="../../feeds/all.atom"><b>'
    assert relinked(html, ADDRESS, stick("")) == '<a lang="es">Español</a><b>'


def words(site_url: str) -> dict[str, object]:
    """The words of the search after their addresses were changed."""
    told = {
        "page": "../../search/",
        "root": "../../",
        "many": 'for "{query}"',
        "places": {"ask": "../3/", "gone": "../../../es/"},
        "languages": {"es": {"name": "Spanish", "page": "../../../search/"}},
    }
    html = f"<div class=\"md-search\" data-words='{json.dumps(told)}'>"
    found = re.search(r'data-words="([^"]*)"', relinked(html, ADDRESS, stick(site_url)))
    assert found
    return dict(json.loads(unescape(found[1])))


def test_the_words_of_the_search_lead_to_files_too() -> None:
    assert words("https://example.org/kb/") == {
        "page": "../../search/index.html",
        "root": "../../",
        "many": 'for "{query}"',
        "places": {"ask": "../3/index.html", "gone": "https://example.org/kb/es/"},
        "languages": {"es": {"name": "Spanish", "page": "https://example.org/kb/search/"}},
    }


def test_the_words_of_the_search_offer_nothing_that_is_nowhere() -> None:
    found = words("")
    assert found["places"] == {"ask": "../3/index.html"}
    assert found["languages"] == {}


def test_other_words_for_scripts_stay_as_they_are() -> None:
    html = '<div data-words="{&#34;keep&#34;: &#34;Keep&#34;}">'
    assert relinked(html, ADDRESS, stick()) == '<div data-words="{&quot;keep&quot;: &quot;Keep&quot;}">'
