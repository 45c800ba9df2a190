"""Addresses are found where they stand in pages and style sheets, and lead where a browser would go."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.links import css
from kb.links.address import Bad, Origin, Place, base_of, read
from kb.links.inventory import Inventory
from kb.links.parse import candidates, parse
from kb.links.site import faults_of
from tests.links.catalogue import SITE
from tests.links.sites import write


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("", Bad("empty-link")),
        ("#x", Place("a/b/c.html", "x")),
        ("?q", Place("a/b/c.html")),
        ("d.html#x?y", Place("a/b/d.html", "x?y")),
        ("..", Place("a/")),
        (".", Place("a/b/")),
        ("../..", Place("")),
        ("../../..", Bad("out-of-root")),
        ("/kb", Place("")),
        ("https://x.example.org/kb", Place("")),
        ("https://u:p@X.example.org:443/kb/z", Place("z")),
        ("https://x.example.org:8443/kb/z", None),
        ("https://x.example.org/kbz/", None),
        ("https:///kb/", Bad("malformed-address")),
        ("https://", Bad("malformed-address")),
        ("C:\\guide.pdf", Bad("local-address")),
        ("http://127.0.0.1:8000/", Bad("local-address")),
        ("tel:", Bad("empty-link")),
        ("tel:911", None),
        ("%2e%2e/", Place("a/")),
    ],
)
def test_an_address_leads_where_a_browser_would_go(address: str, leads: object) -> None:
    origin = Origin.of("https://x.example.org/kb/")
    assert read(origin, base_of(origin, "a/b/c.html", ""), address) == leads


def test_on_a_page_whose_base_is_another_host_only_absolute_addresses_are_our_concern() -> None:
    origin = Origin.of(SITE)
    base = base_of(origin, "index.html", "https://cdn.example.net/")
    assert base is None
    assert read(origin, base, "nowhere/") is None
    assert read(origin, base, f"{SITE}about/") == Place("about/")


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a,b.png 100w, c.png", ["a,b.png", "c.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        (" , a.png 1x (x, y), b.png", ["a.png", "b.png"]),
        ("data:image/png;base64,AA== 1x", ["data:image/png;base64,AA=="]),
        ("", []),
    ],
)
def test_the_candidates_of_a_srcset_are_set_apart_as_browsers_do(srcset: str, expected: list[str]) -> None:
    assert list(candidates(srcset)) == expected


def test_addresses_in_a_style_sheet_are_unescaped_and_comments_and_strings_are_passed_over() -> None:
    sheet = r"""/* url(a) */ @import 'b.css'; @import "c.css"; p { background: url( "d\20 e.png" ), URL(f.png);
    content: "url(g)" 'url(h)'; mask: url('i\'.png') } /* open: url(j)"""
    assert list(css.addresses(sheet)) == ["b.css", "c.css", "d e.png", "f.png", "i'.png"]


def test_what_stands_in_templates_comments_and_scripts_is_no_link() -> None:
    facts = parse("<!-- <a href=a> --><script>'<a href=b>'</script><template><a id=c href=c></a></template>")
    assert (facts.uses, facts.ids) == ({}, set())


def test_the_nearest_page_is_offered_for_a_missing_one(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="abuot/">x</a><a href="zzzzzzzz/">x</a>', about="")
    assert Inventory.of(tmp_path).nearest("abuot/") == "about/"
    assert [fault.right for fault in faults_of(tmp_path)[0]] == ["about/", ""]
