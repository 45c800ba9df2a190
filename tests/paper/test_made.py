"""How editions are asked for, linked from the site, and kept away from what they must not reach."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest

from kb.base import KnowledgeBase
from kb.build import build
from kb.cli import main
from kb.paper import needs
from kb.paper.editions import Edition, address_from, editions, is_settled, pages_of
from kb.paper.layout import string
from kb.paper.links import Addresses, Linker
from kb.paper.rewrite import SHORT, contents, for_paper, single_ids
from kb.paper.tree import classes, parse, with_class, words
from kb.read.configuration import markdown_extensions
from kb.read.tree import Tree, read_tree
from kb.settings import Settings, context_of
from tests.paper.made import LANGUAGES, ROOT, SITE, written

pytestmark = pytest.mark.xdist_group("paper")


# The program


def test_a_name_that_is_no_edition_is_told_with_those_that_are(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pdf", str(tmp_path / "out"), "--root", str(small), "--only", "rg,atlantis", "--lang", "es"]) == 2
    told = capsys.readouterr().err
    assert "no hay ninguna edición atlantis" in told
    assert "rg" in told
    assert not (tmp_path / "out").exists()


def test_without_the_systems_libraries_it_says_what_to_install(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "missing", lambda: "Pango")
    for command in (["pdf", str(tmp_path / "out")], ["build", "--output", "out", "--pdf"]):
        assert main([*command, "--root", str(small), "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert "need Pango" in told
        assert needs.PACKAGES in told
    assert not (tmp_path / "out").exists()
    assert not (small / "out").exists()


@pytest.mark.parametrize(("error", "name"), [(ImportError("x"), "WeasyPrint"), (OSError("libpango"), "Pango")])
def test_what_is_missing_is_named(error: Exception, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
            if fullname == "weasyprint":
                raise error

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    assert needs.missing() == name


def test_a_font_that_another_would_stand_in_for_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert needs.missing() == ""
    monkeypatch.setattr(needs, "FONTS", ("No Such Font",))
    assert needs.missing() == "No Such Font"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert needs.family_of("Lato") == ""


def test_the_installer_and_the_message_name_the_same_packages() -> None:
    script = (ROOT / "scripts/install-paper").read_text(encoding="utf-8")
    assert set(needs.PACKAGES.split()) <= set(script.split('packages="')[1].split('"')[0].split())
    assert subprocess.run([ROOT / "scripts/install-paper"], check=False).returncode == 0


# The site


def test_pages_lead_to_editions_only_where_these_were_made(previewable: Path) -> None:
    small = previewable
    tree = read_tree(small)
    build(small, tree.kb, small / "plain")
    build(small, tree.kb, small / "printed", paper=True, site_url=SITE)
    assert not list((small / "plain").rglob("*.pdf"))
    assert not [page for page in (small / "plain").rglob("*.html") if '.pdf"' in page.read_text(encoding="utf-8")]
    linked = set()
    for page in (small / "printed").rglob("*.html"):
        for href in re.findall(r'href="([^"]+\.pdf)" type="application/pdf"', page.read_text(encoding="utf-8")):
            assert (page.parent / href).resolve().is_file(), (page, href)
            linked.add((page.parent / href).resolve())
    assert linked == {path.resolve() for path in (small / "printed" / "pdf").iterdir()}
    assert len(linked) == len(editions(tree.kb)) * len(tree.kb.languages)


def test_the_address_of_an_edition_is_relative_to_the_page(content: Tree) -> None:
    assert address_from(content.kb, "es", "mx/") == "../pdf/mx.es.pdf"
    assert address_from(content.kb, "en", "mx/first-hour/") == "../../../pdf/mx-first-hour.en.pdf"
    assert address_from(content.kb, "es", "glossary/") == ""


def test_the_markdown_is_read_as_the_site_reads_it() -> None:
    found = markdown_extensions(ROOT)
    assert list(found)[:3] == ["toc", "tables", "fenced_code"]
    assert found["tables"] == {"use_align_attribute": True}
    assert found["abbr"] == {}


# What stands in them


def linker(kb: KnowledgeBase, lang: str = "es", site_url: str = SITE) -> Linker:
    return Linker(Addresses(kb, lang, site_url), {("rg/2/", "rg-2.3"): "rg-2.3", ("rg/2/", ""): "rg-2"})


def pointed(kb: KnowledgeBase, href: str, here: str, **more: str) -> str:
    body = parse(f'<p><a href="{href}">x</a></p>')
    linker(kb, **more).point(body, here)
    link = body.find("p/a")
    return link.get("href", "") if link is not None else words(body)


def test_links_lead_into_the_edition_or_to_addresses_that_last(content: Tree) -> None:
    kb = content.kb
    assert pointed(kb, "../2/#rg-2.3", "rg/1/") == "#rg-2.3"
    assert pointed(kb, "../2/", "rg/1/") == "#rg-2"
    assert pointed(kb, "../../mx/#mx-1", "rg/1/") == f"{SITE}id/MX-1/"
    assert pointed(kb, "../../directory/mx/#mx-comar", "rg/1/", lang="en") == f"{SITE}id/mx-comar/"
    assert pointed(kb, "../../forms/", "rg/1/", lang="en") == f"{SITE}en/forms/"
    assert pointed(kb, "../../../data/v1/index.json", "rg/1/", lang="en") == f"{SITE}data/v1/index.json"
    assert pointed(kb, "tel:911", "mx/") == "tel:911"
    assert pointed(kb, "../../mx/#mx-1", "rg/1/", site_url="") == "x"


def test_a_sub_heading_gives_way_to_the_section_of_the_same_id() -> None:
    body = parse('<h2 id="rc-1">x</h2><h2 id="rc-1" class="kb-section">y</h2><h3 id="z">z</h3><h3 id="z">z</h3>')
    taken = {"contents"}
    renamed = single_ids(body, taken)
    assert [item.get("id") for item in body] == ["rc-1-here-1", "rc-1", "z", "z-here-1"]
    assert renamed == {"z": "z-here-1"}


def test_what_only_a_screen_needs_is_left_out() -> None:
    body = parse(
        '<p class="kb-screen">screen</p><p><a href="x/">Print</a></p><div class="kb-foundations"><dl><div><dt>Basis</dt>'
        '<dd><span>A</span><span>B</span></dd></div></dl><details class="kb-more"><summary>More</summary><dl><div><dt>Cited by'
        "</dt><dd>C</dd></div></dl></details></div><details><summary>For all</summary><ul><li>D</li></ul></details>"
        '<p>The <abbr title="a plan">plan</abbr> ends.</p>'
    )
    assert for_paper(body, {"Print", "Cited by"}) == {"plan": "a plan"}
    assert words(body) == "Basis: A, BFor allDThe plan ends."
    assert "<abbr" not in tostring(body, "unicode")


def test_paragraphs_of_a_list_item_become_its_lines() -> None:
    """As paragraphs they would stand in the item's structure where only its body may."""
    body = parse(
        '<ol><li><p>A <b>b</b>.</p><p>C.</p><ul><li>d</li></ul></li></ol><ul><li class="kb-step"><p>E</p></li></ul>'
    )
    for_paper(body, set())
    assert [item.tag for item in body.iter("p")] == ["p"]
    assert "".join(tostring(body[0], "unicode").split()) == "<ol><li>A<b>b</b>.<br/>C.<ul><li>d</li></ul></li></ol>"


def test_only_a_short_table_is_kept_on_one_page() -> None:
    short, long = (f"<table><tbody>{'<tr><td>x</td></tr>' * rows}</tbody></table>" for rows in (SHORT, SHORT + 1))
    body = parse(short + long)
    for_paper(body, set())
    assert [classes(table) for table in body.iter("table")] == [["kb-short"], []]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explained_words_begin_with_a_capital_however_the_text_has_them(lang: str) -> None:
    body = parse(written("bi", lang).html.partition("</head>")[2])
    (terms,) = with_class(body, "terms")
    names = [words(name) for name in with_class(terms, "kb-name")]
    assert len(names) > 5
    assert [name for name in names if not name[0].isupper()] == []


def test_contents_list_the_first_level_and_below_it_what_people_cite() -> None:
    body = parse(
        '<h2 id="a">A</h2><h3 id="b">aside</h3><h3 id="c"><a class="kb-id">X-1</a> C</h3><h2>no id</h2><h2 id="d">D</h2>'
    )
    nav = contents(body, "Contents", range(2, 4))
    assert [words(item) for item in nav.iter("a")] == ["A", "X-1 C", "D"]
    assert [item.get("href") for item in nav.iter("a")] == ["#a", "#c", "#d"]


def test_texts_become_strings_of_css_whatever_they_hold() -> None:
    assert string('a "b" \\ <c>\n') == '"a \\22 b\\22  \\5c  \\3c c>\\a "'


def test_only_what_is_all_validated_or_adopted_says_so(small: Path) -> None:
    for path in (small / "guidelines/regional").rglob("*.md"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("status: proposed", "status: adopted"), encoding="utf-8"
        )
    tree = read_tree(small)
    context = context_of(tree, "es", Settings())
    found = {edition.name: edition for edition in editions(tree.kb)}
    assert is_settled(tree.kb, pages_of(context, found["rg"]))
    assert is_settled(tree.kb, pages_of(context, found["role-migration"]))
    assert not is_settled(tree.kb, [])


def test_one_text_that_is_only_proposed_leaves_the_edition_a_working_text(small: Path) -> None:
    path = small / "guidelines/regional/RG.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: proposed", "status: adopted"), encoding="utf-8")
    tree = read_tree(small)
    context = context_of(tree, "es", Settings())
    assert not is_settled(tree.kb, pages_of(context, editions(tree.kb)[0]))


def test_an_edition_reaches_no_file_and_no_network(content: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in a text, laying it out reads nothing but the program's own style sheets."""
    from dataclasses import replace

    from kb.paper.layout import pdf

    card = written("card-rights", "es")
    secret = ROOT / "docs" / "assets" / "kb-secret.svg"
    harmless = replace(card, html=card.html.replace("</main>", f'<img alt="x" src="{secret.as_uri()}"></main>'))
    assert b"/Subtype /Image" not in pdf(harmless)


def test_an_edition_knows_what_it_is() -> None:
    assert Edition("card-rights", "card", "forms/card-rights/").is_card
    assert not Edition("mx", "country", "mx/").is_card
