"""The data says what the pages say: sections, publications, library, glossary, and where everything is."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kb.cli import main
from kb.exports.catalogue import ROOT as DATA
from kb.exports.export import NAMESPACE, Export, uuid_of
from kb.exports.sections import sections
from kb.exports.text import TextExport
from kb.exports.text import html_of as converted
from kb.exports.write import write_data
from kb.models.base import is_script
from kb.read.tree import Tree, assemble, read_tree
from kb.settings import Settings, site_url_of
from tests.exported import OFFERED, SETTINGS, SITE, data

LANGUAGES = ("es", "en")


def export(tree: Tree) -> Export:
    return Export(tree.kb, SETTINGS)


def html_of(markdown: str) -> str:
    return converted(markdown, "rg-1.1")


def rewrite(small: Path, old: str, new: str) -> Tree:
    path = small / "guidelines/regional/1-principles/RG-1.1.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_tree(small)


# Files


def test_the_same_content_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    kb = read_tree(small).kb
    for name in ("one", "two"):
        write_data(kb, tmp_path / name, SETTINGS)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert files == sorted(
        path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*") if path.is_file()
    )
    assert [
        name for name in files if (tmp_path / "one" / name).read_bytes() != (tmp_path / "two" / name).read_bytes()
    ] == []


def test_every_file_of_the_catalogue_is_written_and_no_other(written: Path) -> None:
    forms = [re.escape(file.path).replace(r"\{lang\}", "(es|en)").replace(r"\{series\}", "[A-Z]+") for file in OFFERED]
    forms = [re.sub(r"\\\{(id|form)\\\}", "[A-Za-z0-9.-]+", form) for form in forms]
    paths = [path.relative_to(written / DATA).as_posix() for path in (written / DATA).rglob("*") if path.is_file()]
    assert [path for path in paths if sum(bool(re.fullmatch(form, path)) for form in forms) != 1] == []
    assert [form for form in forms if not any(re.fullmatch(form, path) for path in paths)] == []


def test_every_section_and_every_institution_has_a_file_of_its_own(content: Tree, written: Path) -> None:
    assert {path.stem for path in (written / DATA / "sections").iterdir()} == set(content.kb.sections)
    assert {path.stem for path in (written / DATA / "directory/vcard").iterdir()} == set(content.kb.institutions)


def test_an_empty_knowledge_base_is_written_too(tmp_path: Path) -> None:
    write_data(assemble(tmp_path, []).kb, tmp_path / "out", Settings())
    assert data(tmp_path / "out", "directory/es/hsds/services.json")["empty"] is True
    assert data(tmp_path / "out", "index.json")["publications"] == []


def test_the_index_names_every_file_in_every_language(written: Path) -> None:
    index = data(written, "index.json")
    assert [file["url"] for file in index["files"]] == [f"{SITE}{DATA}{file.path}" for file in OFFERED]
    assert [file for file in index["files"] if set(file["about"]) != set(LANGUAGES)] == []
    assert not any(text.startswith("data_") for file in index["files"] for text in file["about"].values())


def test_the_uuids_are_what_they_were_when_they_were_first_published() -> None:
    assert str(NAMESPACE) == "99e6ca97-9111-43d8-bbd1-99da8b399d7d"
    assert uuid_of("mx-comar") == "8c0badd3-5375-5e7c-b1d7-8c720c8e7853"


# Sections


def test_a_section_holds_both_languages_and_everything_that_it_rests_on(small: Path) -> None:
    section = next(item for item in sections(export(read_tree(small))) if item["id"] == "RG-1.1")
    assert section["url"] == f"{SITE}id/RG-1.1/"
    assert section["pages"] == {"es": f"{SITE}rg/1/#rg-1.1", "en": f"{SITE}en/rg/1/#rg-1.1"}
    assert set(section["texts"]) == set(LANGUAGES)
    assert [item["id"] for item in section["basis"]] == ["CRC-3"]
    assert section["basis"][0]["title"]["en"].endswith("Best interests")


def test_a_section_names_who_cites_it(content: Tree, written: Path) -> None:
    cited = next(ident for ident in content.kb.sections if content.kb.cited_by.get(ident))
    assert [item["id"] for item in data(written, f"sections/{cited}.json")["cited_by"]] == list(
        content.kb.cited_by[cited]
    )


def test_a_kind_of_institution_leads_to_the_list_of_its_kind(small: Path) -> None:
    tree = rewrite(small, "contacts: [mx-dif]", 'contacts: ["kind:shelter"]')
    section = next(item for item in sections(export(tree)) if item["id"] == "RG-1.1")
    assert section["contacts"][0]["url"] == f"{SITE}directory/#kind-shelter"


@pytest.mark.parametrize(
    ("front", "deadline"),
    [("immediately: true", {"unit": "immediately", "value": None}), ("hours: 24", {"unit": "hours", "value": 24})],
)
def test_a_deadline_keeps_its_unit(small: Path, front: str, deadline: object) -> None:
    tree = rewrite(small, "status: proposed", f"status: proposed\ndeadline: {{{front}}}")
    assert next(item for item in sections(export(tree)) if item["id"] == "RG-1.1")["deadline"] == deadline


def test_json_lines_publications_and_single_files_hold_the_same_sections(content: Tree, written: Path) -> None:
    lines = [json.loads(line) for line in (written / DATA / "sections.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [item["id"] for item in lines] == list(content.kb.sections)
    assert [item for item in lines if item != data(written, f"sections/{item['id']}.json")] == []
    whole = [item for series in content.kb.series for item in data(written, f"publications/{series}.json")["sections"]]
    assert sorted(item["id"] for item in whole) == sorted(content.kb.sections)


def test_a_section_in_one_language_only_is_published_in_that_one(small: Path) -> None:
    path = small / "guidelines/regional/1-principles/RG-1.1.md"
    path.write_text(path.read_text(encoding="utf-8").split("# Best interests")[0], encoding="utf-8")
    section = next(item for item in sections(export(read_tree(small))) if item["id"] == "RG-1.1")
    assert list(section["texts"]) == ["es"]


# Texts


def test_markdown_is_a_document_of_its_own(small: Path) -> None:
    exported = export(read_tree(small))
    text = TextExport(exported).markdown_of(exported.kb.sections["RG-1.1"], "es")
    assert "[DIF][mx-dif]" in text
    assert f"[mx-dif]: {SITE}id/mx-dif/ " in text
    assert f"[CRC-3]: {SITE}id/CRC-3/ " in text


def test_every_link_to_us_leads_to_something_that_exists(content: Tree, written: Path) -> None:
    known = {f"{SITE}id/{ident}/" for ident in content.kb.ids()}
    for line in (written / DATA / "sections.jsonl").read_text(encoding="utf-8").splitlines():
        for text in json.loads(line)["texts"].values():
            hrefs = [node.attributes["href"] or "" for node in HTMLParser(text["html"]).css("a")]
            assert [href for href in hrefs if not href.startswith("http")] == []
            assert [href for href in hrefs if href.startswith(SITE) and href not in known] == []


def test_headings_have_the_anchors_that_they_have_on_the_site(small: Path) -> None:
    tree = rewrite(small, "[mx-dif].\n\n#", "[mx-dif].\n\n## Qué hacer\n\nAvisar.\n\n#")
    section = next(item for item in sections(export(tree)) if item["id"] == "RG-1.1")
    assert '<h2 id="rg-1.1-1">Qué hacer</h2>' in section["texts"]["es"]["html"]


def test_tables_are_tables_without_styles() -> None:
    html = html_of("| a | b |\n| :-- | --: |\n| 1 | 2 |\n")
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_a_reference_that_leads_nowhere_stays_text(small: Path) -> None:
    tree = rewrite(small, "[CRC-3] y", "[CRC-99] y")
    exported = export(tree)
    assert "[CRC-99] y" in TextExport(exported).texts(tree.kb.sections["RG-1.1"])["es"]["html"]


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "<div onclick='alert(1)'>\n\nx\n\n</div>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#09;script:alert(1))",
        "[x](JAVASCRIPT&colon;alert(1))",
        "[x](java\\script:alert(1))",
        "[x][a]\n\n[a]: javascript:alert(1)",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        '[x](https://example.org "a\\" onclick=\\"alert(1)")',
        "# title {onclick=alert(1)}",
        "``` {onclick=alert(1)}\nx\n```",
        "| a |\n| - |\n| <b onclick=alert(1)>x</b> |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "x[^1]\n\n[^1]: <script>alert(1)</script>",
        "\x02klzzwxh:0000\x03 <svg/onload=alert(1)>",
    ],
)
def test_nothing_hostile_passes_into_html(markdown: str) -> None:
    tree = HTMLParser(html_of(markdown))
    for node in tree.css("*"):
        assert node.tag not in ("script", "svg", "iframe", "object", "style", "div onclick")
        for name, value in node.attributes.items():
            assert not name.startswith("on"), tree.html
            assert not (name in ("href", "src") and is_script(unescape(value or ""))), tree.html


# Library and glossary


def test_the_library_is_csl_json_and_keeps_titles_and_points(written: Path) -> None:
    library = {item["id"]: item for item in data(written, "library.json")}
    convention = library["CRC"]
    assert convention["type"] == "treaty"
    assert convention["issued"] == {"date-parts": [[1989, 11, 20]]}
    assert set(convention["custom"]["titles"]) == set(LANGUAGES)
    point = next(point for point in convention["custom"]["points"] if point["id"] == "CRC-12")
    assert point["url"] == f"{SITE}id/CRC-12/"
    assert point["cited_by"]


def test_a_page_where_something_was_read_is_a_web_page_of_its_publisher(content: Tree, written: Path) -> None:
    library = {item["id"]: item for item in data(written, "library.json")}
    pages = [item for item in content.kb.library.values() if item.record.kind == "page"]
    assert [page.id for page in pages if library[page.id]["type"] != "webpage"] == []
    read = next(page for page in pages if page.record.publisher and page.record.published)
    assert library[read.id]["container-title"] == read.record.publisher
    assert library[read.id]["issued"]["date-parts"][0][0] == int((read.record.published or "")[:4])


def test_every_instrument_keeps_what_its_record_says(content: Tree, written: Path) -> None:
    library = {item["id"]: item for item in data(written, "library.json")}
    assert list(library) == sorted(content.kb.library)
    for ident, instrument in content.kb.library.items():
        record = instrument.record
        assert library[ident].get("URL") == record.url
        assert library[ident].get("number") == record.symbol
        assert len(library[ident]["custom"]["points"]) == len(record.points)


def test_the_glossary_holds_every_term_in_both_languages(content: Tree, written: Path) -> None:
    terms = {term["id"]: term for term in data(written, "glossary.json")["terms"]}
    assert set(terms) == set(content.kb.terms)
    for ident, term in content.kb.terms.items():
        assert terms[ident]["term"] == term.record.term
        assert terms[ident]["avoid"] == {lang: list(words) for lang, words in term.record.avoid.items()}


# kb export


def test_kb_export_writes_the_same_data(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "out"), "--root", str(small), "--site-url", SITE, "--lang", "es"]) == 0
    count = int(re.findall(r"\d+", capsys.readouterr().out)[0])
    assert count == sum(path.is_file() for path in (tmp_path / "out").rglob("*"))
    assert data(tmp_path / "out", "sections/RG-1.1.json")["url"] == f"{SITE}id/RG-1.1/"


def test_kb_export_takes_the_address_from_the_settings(small: Path) -> None:
    (small / "mkdocs.yml").write_text("site_url: https://example.net/kb\n", encoding="utf-8")
    assert site_url_of(small) == "https://example.net/kb/"
    (small / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    assert site_url_of(small) == ""


def test_kb_export_needs_a_knowledge_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "out"), "--root", str(tmp_path)]) == 2
    assert not (tmp_path / "out").exists()
