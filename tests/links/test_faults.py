"""`kb links DIR`: every planted fault is found under its rule, and nothing that only looks like one is blamed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.links import site
from kb.links.inventory import Inventory
from kb.links.judge import Fault
from kb.links.report import RULES
from kb.links.site import faults_of
from tests.links.catalogue import ALIKE, FAULTS, SITE
from tests.links.planted import plant
from tests.links.sites import write


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("planted") / "pages"
    plant(root, 0)
    return root


@pytest.fixture(scope="module")
def found(planted: Path) -> list[Fault]:
    return faults_of(planted, SITE)[0]


def rules(root: Path, site_url: str = "") -> list[str]:
    return [fault.rule for fault in faults_of(root, site_url)[0]]


# The catalogue


@pytest.mark.parametrize("name", [one.name for one in FAULTS])
def test_every_planted_fault_is_found_under_its_rule(found: list[Fault], name: str) -> None:
    rule = next(one.rule for one in FAULTS if one.name == name)
    pages = (f"f/{name}/", f"f/{name}-en/")
    assert {fault.rule for fault in found if fault.page.startswith(pages)} == {rule}


@pytest.mark.parametrize("name", [one.name for one in ALIKE])
def test_nothing_that_looks_like_a_fault_is_blamed(found: list[Fault], name: str) -> None:
    assert [fault for fault in found if fault.page.startswith((f"a/{name}/", f"a/{name}-en/"))] == []


def test_nothing_else_is_blamed(found: list[Fault]) -> None:
    assert [fault for fault in found if not fault.page.startswith(("f/", "a/"))] == []


def test_every_rule_has_a_fault_in_the_catalogue_and_words_to_tell_it() -> None:
    assert {one.rule for one in FAULTS} == set(RULES)


def test_where_the_site_stands_is_known_from_its_pages_if_nobody_says(planted: Path, found: list[Fault]) -> None:
    assert faults_of(planted)[0] == found


def test_many_processes_find_what_one_does(planted: Path, found: list[Fault], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_PARALLEL_FROM", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert sorted(faults_of(planted, SITE)[0]) == sorted(found)


def test_a_site_built_for_another_address_than_the_usual_one_is_not_blamed_for_it(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://staging.example.net/try/{}"><a href="/try/about/">x</a>'
    write(tmp_path, index=head.format(""), about=head.format("about/"))
    assert faults_of(tmp_path, "", "https://kb.example.org/")[0] == []
    assert "wrong-canonical" in rules(tmp_path, "https://kb.example.org/")
    write(tmp_path, index='<a href="https://kb.example.org/gone/">x</a>', about="")
    assert [fault.rule for fault in faults_of(tmp_path, "", "https://kb.example.org/")[0]] == ["missing-page"]


# What needs a site of its own


def test_under_a_path_the_site_begins_at_that_path(tmp_path: Path) -> None:
    body = '<a href="/kb/about/">x</a><a href="https://x.example.org/kb/about/">x</a><a href="/kb">x</a>'
    write(tmp_path, index=body + '<a href="https://x.example.org/other/">x</a>', about='<a href="../">x</a>')
    assert rules(tmp_path, "https://x.example.org/kb/") == []


@pytest.mark.parametrize("href", ["/about/", "/", "../about/"])
def test_under_a_path_an_address_beside_it_leads_out_of_the_site(tmp_path: Path, href: str) -> None:
    write(tmp_path, index=f'<a href="{href}">x</a>', about="")
    assert rules(tmp_path, "https://x.example.org/kb/") == ["out-of-root"]


def test_a_list_of_redirects_of_the_host_is_heeded(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="old/">x</a><a href="older">x</a>', about="")
    (tmp_path / "_redirects").write_text("# moved\n/old/ /about/ 301\n/older /about/\n/x/* /about/\n", encoding="utf-8")
    faults, _pages = faults_of(tmp_path)
    assert [(fault.rule, fault.right) for fault in faults] == [("link-to-redirect", "/about/")] * 2


def test_a_page_that_sends_on_to_one_that_sends_on_is_blamed(tmp_path: Path) -> None:
    write(
        tmp_path,
        index="",
        one='<meta http-equiv="refresh" content="0;../two/">',
        two="<meta http-equiv=refresh content=\"0; URL='../'\">",
    )
    assert [(fault.rule, fault.page) for fault in faults_of(tmp_path)[0]] == [("link-to-redirect", "one/index.html")]


def test_a_page_that_only_loads_itself_again_is_no_redirect(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="live/">x</a>', live='<meta http-equiv="refresh" content="30">')
    assert rules(tmp_path) == []


def test_the_sitemap_and_the_manifest_are_looked_at_too(tmp_path: Path) -> None:
    write(tmp_path, index='<link rel="manifest" href="app.webmanifest">')
    manifest = {"start_url": "./", "icons": [{"src": "icon.png"}], "shortcuts": [{"url": "gone/"}, 3], "name": "x"}
    (tmp_path / "app.webmanifest").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "broken.webmanifest").write_text("{", encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text(
        "<urlset><url><loc>https://x.example.org/</loc><loc>https://x.example.org/gone/?a=1&amp;b=2</loc>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://x.example.org/en/"/></url></urlset>',
        encoding="utf-8",
    )
    faults, _pages = faults_of(tmp_path, "https://x.example.org/")
    assert [(fault.page, fault.address.partition("?")[0]) for fault in faults] == [
        ("app.webmanifest", "icon.png"),
        ("app.webmanifest", "gone/"),
        ("sitemap.xml", "https://x.example.org/gone/"),
        ("sitemap.xml", "https://x.example.org/en/"),
    ]


def test_a_page_in_other_bytes_than_utf_8_and_broken_html_are_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, about="")
    (tmp_path / "index.html").write_bytes(
        b"<p id=x>ni\xf1o <a href=about/><b <a href='no-link/'></b><a href='nowhere/'>\x00"
    )
    assert rules(tmp_path) == ["missing-page"]


def test_symbolic_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="latest/">x</a>', v1='<a href="../latest/">x</a>')
    (tmp_path / "latest").symlink_to("v1")
    (tmp_path / "v1" / "up").symlink_to("..")
    (tmp_path / "lost").symlink_to("nowhere")
    inventory = Inventory.of(tmp_path)
    assert sorted(inventory.files) == ["index.html", "latest/index.html", "v1/index.html"]
    assert rules(tmp_path) == []
