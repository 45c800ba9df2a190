"""What stands under a permanent address: citations, dated wordings, the plain difference, both languages side by side."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.ledger.files import write
from kb.ledger.history import History
from kb.ledger.release import release
from kb.models.institution import Institution
from kb.models.section import Section
from kb.permanent.alignment import aligned, blocks
from kb.permanent.citation import bibtex, citations, csl_json, ris
from kb.permanent.difference import difference, paragraphs
from kb.permanent.plain import Plain
from kb.permanent.resolver import resolver_json, resolver_page
from kb.permanent.side_by_side import has_both
from kb.permanent.write import write_addresses, write_side_by_side
from kb.read.document import parse
from kb.read.tree import Tree, read_tree
from kb.settings import Settings
from tests import lasting

SETTINGS = Settings("https://example.org/", today=date(2028, 2, 3))
FIRST, SECOND = date(2026, 12, 1), date(2027, 6, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lasting.tree(tmp_path / "tree")


def plain(root: Path) -> Plain:
    return Plain(read_tree(root).kb, SETTINGS, History.of(root))


def written(root: Path) -> Path:
    site = root.parent / "written"
    write_addresses(plain(root), site)
    write_side_by_side(plain(root), site)
    return site


def page(root: Path, path: str) -> str:
    return (written(root) / path / "index.html").read_text(encoding="utf-8")


# Citing


def test_a_citation_says_that_a_text_is_proposed_and_from_which_day_it_is(root: Path) -> None:
    release(read_tree(root), FIRST)
    spanish, english = citations(plain(root), "RG-1.1")
    assert spanish.text == (
        "«El interés superior primero» (RG-1.1). En: Lineamientos. Protección de la niñez migrante; "
        "propuesta, 1 de diciembre de 2026. https://example.org/id/RG-1.1/2026-12-01/"
    )
    assert english.text == (
        "“Best interests first” (RG-1.1). In: Guidelines. Protection of migrant children; "
        "proposed, 1 December 2026. https://example.org/id/RG-1.1/2026-12-01/"
    )


def test_a_wording_that_was_not_released_is_cited_by_its_permanent_address_alone(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "decides under", "must decide under")
    cited = citations(plain(root), "RG-1.1")[0]
    assert (cited.released, cited.dated_url, cited.day) == (False, "", SETTINGS.today)
    assert cited.text.endswith("https://example.org/id/RG-1.1/")


def test_what_is_no_section_is_cited_with_the_part_of_the_site_it_stands_in(root: Path) -> None:
    assert [cited.container for cited in citations(plain(root), "mx-dif")] == [
        "Directorio de protección",
        "Protection directory",
    ]
    assert citations(plain(root), "CRC-3")[1].container == "Library"


def test_bibtex_escapes_what_tex_would_take_for_commands(root: Path) -> None:
    cited = replace(citations(plain(root), "RG-1.1")[1], title=r"50 % & more_#{x} \ ~^ $")
    entry = bibtex([cited])
    assert r"50 \% \& more\_\#\{x\} \textbackslash{} \textasciitilde{}\textasciicircum{} \$ (RG-1.1)" in entry
    assert entry.startswith("@misc{rg-1.1-en,\n")
    assert "  month = feb,\n" in entry
    plain_entry = bibtex(citations(plain(root), "RG-1.1"))
    assert plain_entry.count("{") == plain_entry.count("}")


def test_a_ris_record_has_tags_of_two_letters_and_ends(root: Path) -> None:
    text = ris(citations(plain(root), "RG-1.1"))
    lines = text.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - ELEC", "ER  - "] * 2
    assert "DA  - 2028/02/03" in lines


def test_csl_json_has_an_item_a_language(root: Path) -> None:
    items = json.loads(csl_json(citations(plain(root), "RG-1.1")))
    assert [(item["id"], item["language"]) for item in items] == [("rg-1.1-es", "es"), ("rg-1.1-en", "en")]
    assert items[0]["issued"] == {"date-parts": [[2028, 2, 3]]}


def test_a_section_offers_a_file_for_each_reference_manager(root: Path) -> None:
    folder = written(root) / "id/RG-1.1/cite"
    assert {path.name for path in folder.iterdir()} == {"index.html", "RG-1.1.bib", "RG-1.1.ris", "RG-1.1.json"}
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="RG-1.1.{ending}" download' in text for ending in ("bib", "ris", "json"))


# Dated wordings


def test_each_release_shows_the_wording_in_force_and_what_differs_today(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "tells [mx-dif].", "calls [mx-dif] at once.")
    release(read_tree(root), SECOND)
    first, second = page(root, "id/RG-1.1/2026-12-01"), page(root, "id/RG-1.1/2027-06-01")
    assert "tells <a" in first
    assert "<del>tells</del><ins>calls</ins> mx-dif<ins> at once</ins>." in first
    assert "calls <a" in second
    assert "<del>" not in second
    assert "None." in second


def test_a_release_that_changed_nothing_in_a_text_leads_to_the_one_that_did(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, "guidelines/regional/RG.md", "A test text", "Another test text")
    release(read_tree(root), SECOND)
    assert 'content="0;url=../2026-12-01/"' in page(root, "id/RG-1.1/2027-06-01")


def test_a_new_deadline_shows_in_the_difference(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "actors: [migration]", "actors: [migration]\ndeadline: {hours: 24}")
    assert "<ins>deadline: hours 24</ins>" in page(root, "id/RG-1.1/2026-12-01")


def test_links_in_an_old_wording_lead_to_permanent_addresses(root: Path) -> None:
    release(read_tree(root), FIRST)
    assert 'href="../../../id/CRC-3/"' in page(root, "id/RG-1.1/2026-12-01")


def test_versions_come_from_the_release_files_alone(root: Path) -> None:
    entry = {
        "id": "RG-1.1",
        "kind": "section",
        "at": "rg/1/#rg-1.1",
        "title": {"es": "A"},
        "text": {"es": "Hola <b>x</b>"},
    }
    folder = root / "guidelines/published"
    folder.mkdir()
    (folder / "2026-12-01.jsonl").write_text(write("2026-12-01", [entry], {}), encoding="utf-8")
    text = page(root, "id/RG-1.1/2026-12-01")
    assert "<b>" not in text
    assert "Hola" in text
    assert 'lang="en"><p>' in text


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Uno dos.", "Uno dos.", ""),
        ("Uno dos.", "Uno tres.", "<p>Uno <del>dos</del><ins>tres</ins>.</p>"),
        ("Uno.\n\nDos.", "Uno.", "<p>…</p><p><del>Dos.</del></p>"),
        ("- a\n- b", "- a\n- b\n- c", "<p>…</p><p><ins>- c</ins></p>"),
        ("**Uno**  dos", "Uno\ndos", ""),
        ("Vea [RG-1].", "Vea [el texto][RG-1].", "<p>Vea <del>RG-1</del><ins>el texto</ins>.</p>"),
        ("<script>", "x", "<p><del>&lt;script&gt;</del><ins>x</ins></p>"),
    ],
)
def test_a_difference_names_the_words_that_went_and_came(old: str, new: str, shown: str) -> None:
    assert str(difference(old, new)) == shown


def test_a_paragraph_without_end_is_shown_whole_instead_of_compared_for_ever() -> None:
    old, new = " ".join(f"a{n}" for n in range(5000)), " ".join(f"b{n}" for n in range(5000))
    assert str(difference(old, new)).count("<del>") == 1


def test_paragraphs_are_plain_words() -> None:
    assert paragraphs("## Qué hacer\n\nLlame a [DIF][mx-dif] **ya**.\n\n> Nota") == [
        "Qué hacer",
        "Llame a DIF ya.",
        "Nota",
    ]


# Side by side


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


# The resolver


def test_a_withdrawn_record_says_what_replaces_it_and_does_not_send_on(root: Path) -> None:
    path = root / "directory/mx/dif.yml"
    text = path.read_text(encoding="utf-8")
    (path.parent / "sipinna.yml").write_text(text.replace("mx-dif", "mx-sipinna"), encoding="utf-8")
    path.write_text(f"{text}status: withdrawn\nreplaced_by: [mx-sipinna]\n", encoding="utf-8")
    kb = read_tree(root).kb
    shown = resolver_page(kb, "mx-dif")
    assert "<main data-stay>" in shown
    assert 'Se retiró. Lo reemplaza: <a href="../mx-sipinna/">mx-sipinna</a> Sistema DIF de prueba' in shown
    assert 'Withdrawn. It is replaced by: <a href="../mx-sipinna/">mx-sipinna</a> Test DIF system' in shown
    assert json.loads(resolver_json(kb, "mx-dif", "/", History({})))["replaced_by"] == ["/id/mx-sipinna/"]


def test_a_point_of_a_withdrawn_instrument_says_so_too(root: Path) -> None:
    lasting.change(
        root,
        "guidelines/library/un.yml",
        "  kind: treaty\n",
        "  kind: treaty\n  status: withdrawn\n  replaced_by: []\n",
    )
    assert "Withdrawn. Nothing replaces it." in resolver_page(read_tree(root).kb, "CRC-3")


def test_programs_are_told_where_everything_is(root: Path) -> None:
    release(read_tree(root), FIRST)
    kb = read_tree(root).kb
    data = json.loads(resolver_json(kb, "RG-1.1", "https://example.org/", History.of(root), both=True))
    assert data["pages"] == {"es": "https://example.org/rg/1/#rg-1.1", "en": "https://example.org/en/rg/1/#rg-1.1"}
    assert data["versions"] == {"2026-12-01": "https://example.org/id/RG-1.1/2026-12-01/"}
    assert data["side_by_side"] == "https://example.org/id/RG-1.1/side-by-side/"


def test_ten_thousand_ids_grow_in_step_with_their_number(root: Path, tmp_path: Path) -> None:
    """Ten times as many ids take about ten times as long: nothing is looked for again for each of them."""
    model = read_tree(root).kb
    record = model.institutions["mx-dif"]

    def seconds(count: int) -> float:
        many = [
            Institution(record.record.model_copy(update={"id": f"mx-office-{n}"}), record.path) for n in range(count)
        ]
        kb = KnowledgeBase.of([*many, *model.library.values()], languages=model.languages, labels=model.labels)
        start = time.process_time()
        assert write_addresses(Plain(kb, SETTINGS), tmp_path / str(count)) == count + 4
        return time.process_time() - start

    assert seconds(2000) < 40 * seconds(200)


def test_a_new_publication_needs_no_code(root: Path) -> None:
    text = (root / lasting.SECTION).read_text(encoding="utf-8").replace("RG-1.1", "FORM-1")
    entry = parse("guidelines/forms/FORM-1.md", text).entries[0]
    assert isinstance(entry, Section)
    kb = KnowledgeBase.of([entry], languages=("es", "en"))
    assert 'href="../../form/1/#form-1"' in resolver_page(kb, "FORM-1")
