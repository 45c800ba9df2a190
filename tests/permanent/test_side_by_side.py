"""Both languages stand side by side, paragraph against paragraph."""

from __future__ import annotations

from pathlib import Path

from kb.permanent.alignment import aligned, blocks
from kb.permanent.plain import Plain
from kb.permanent.side_by_side import has_both
from kb.read.tree import Tree
from tests import lasting
from tests.permanent.made import SETTINGS, page, written


def test_each_item_of_a_list_is_a_block_and_keeps_its_number() -> None:
    html = "<p>a <em>b</em></p>\n<ol>\n<li>x</li>\n<li>y<ul><li>z</li></ul></li>\n</ol>\n<h2>t</h2>\n<hr />"
    assert blocks(html) == [
        ("p", "<p>a <em>b</em></p>"),
        ("ol", "<ol><li>x</li></ol>"),
        ("ol", '<ol start="2"><li>y<ul><li>z</li></ul></li></ol>'),
        ("h2", "<h2>t</h2>"),
    ]


def test_a_paragraph_that_one_language_lacks_leaves_an_empty_place() -> None:
    rows = aligned(["<p>a</p><ul><li>b</li></ul><p>c</p>", "<p>A</p><p>C</p>"])
    assert rows == [("<p>a</p>", "<p>A</p>"), ("<ul><li>b</li></ul>", ""), ("<p>c</p>", "<p>C</p>")]
    assert aligned(["<p>a</p>", "<p>A</p><p>B</p>", "<p>x</p>"])[1] == ("", "<p>B</p>", "")


def test_every_section_stands_side_by_side_alone_and_in_its_chapter(content: Tree) -> None:
    assert [ident for ident in content.kb.sections if not has_both(content.kb, ident)] == []


def test_paragraphs_of_the_real_content_stand_against_each_other(content: Tree) -> None:
    """Sections whose languages differ in their paragraphs would stand askew; the structural rules keep them alike."""
    from kb.permanent.wording import Wordings

    wordings = Wordings(Plain(content.kb, SETTINGS))
    askew = []
    for section in content.kb.sections.values():
        rows = aligned(
            [wordings.html(section.id, lang, section.bodies[lang].text, "x/") for lang in content.kb.languages]
        )
        askew += [section.id] if any(not cell for row in rows for cell in row) else []
    assert askew == []


def test_a_chapter_side_by_side_has_the_anchors_of_its_sections(root: Path) -> None:
    text = page(root, "rg/1/side-by-side")
    assert 'id="rg-1"' in text
    assert 'id="rg-1.1"' in text
    assert '<div lang="es"><p>La persona funcionaria' in text
    assert 'href="../../../id/CRC-3/"' in text


def test_a_record_is_shown_side_by_side_where_it_speaks_both_languages(root: Path) -> None:
    assert '<div lang="es"><p>Protege a niñas y niños.</p></div><div lang="en"><p>Protects children.</p></div>' in page(
        root, "id/mx-dif/side-by-side"
    )
    assert not (written(root) / "id/src-mx-page/side-by-side").exists()


def test_markup_in_records_is_never_taken_for_html(root: Path) -> None:
    lasting.change(root, "directory/mx/dif.yml", "Protects children.", '"<script>alert(1)</script>"')
    for path in written(root).rglob("*mx-dif*/**/*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8")
