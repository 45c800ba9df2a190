"""No personal data: the built site holds no e-mail address and no telephone number but the directory's."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from weasyprint import HTML

from kb.delivery.pack import pack
from kb.delivery.stick import write_stick
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.personal import ALLOWED, DIGITS, Found, dialled, is_known, scan, text_of, texts

pytestmark = pytest.mark.xdist_group("personal")
HIDDEN = "+52 55 5209 8800"


def test_no_file_of_the_site_holds_an_address_or_a_number_that_no_record_holds(site: Path, content: Tree) -> None:
    read = dict(texts(site))
    assert {Path(name).suffix for name in read} >= {
        ".html",
        ".json",
        ".csv",
        ".vcf",
        ".md",
        ".xlsx",
        ".txt",
        ".atom",
        ".pack",
    }
    assert len(read) > 1000
    assert "\n".join(str(found) for found in scan(site, content)) == ""


def test_every_reason_to_allow_something_is_still_needed(site: Path) -> None:
    found = {number for _, text in texts(site) for number in DIGITS.findall(text)}
    assert set(ALLOWED) - found == set()


def test_what_is_planted_is_found_with_its_page_and_its_source(equipped: Tree, tmp_path: Path) -> None:
    (tmp_path / "rg").mkdir()
    (tmp_path / "rg/index.html").write_text(f"<p>Llame a Ana al <b>{HIDDEN}</b>, ana.perez@gob.mx", encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"x": [{"y": "\nana.perez@gob.mx"}]}), encoding="utf-8")
    (tmp_path / "ok.md").write_text("2026-11-22, 2017-2022, someone@example.org, 911", encoding="utf-8")
    known = next(
        phone.number for one in equipped.kb.institutions.values() for phone in one.record.phones if phone.number
    )
    (tmp_path / "known.txt").write_text(f"{known} {known[3:]}", encoding="utf-8")
    path = next(path for path, document in equipped.documents.items() if document.kind == "section")
    object.__setattr__(equipped.documents[path], "text", f"Llame a Ana al {HIDDEN}")
    assert scan(tmp_path, equipped) == [
        Found(HIDDEN, ("rg/index.html",), (path,)),
        Found("ana.perez@gob.mx", ("a.json", "rg/index.html"), ()),
    ]
    assert str(scan(tmp_path, equipped)[1]) == (
        "ana.perez@gob.mx: on a.json and 1 more; from no source file: the program writes it"
    )


def test_the_number_of_a_law_is_allowed_where_the_library_holds_it(
    content: Tree, equipped: Tree, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Acuerdo 127-2021\n", encoding="utf-8")
    assert scan(tmp_path, content) == []
    assert [found.text for found in scan(tmp_path, equipped)] == ["127-2021"]


def test_cells_of_a_table_that_paper_shows_beside_each_other_are_no_number(equipped: Tree, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("55 5209 8800\n", encoding="utf-8")
    assert [found.text for found in scan(tmp_path, equipped)] == ["55 5209 8800"]
    path = next(path for path, document in equipped.documents.items() if document.kind == "section")
    object.__setattr__(equipped.documents[path], "text", "| 55 | 5209 | 8800 |")
    assert scan(tmp_path, equipped) == []


def test_a_copy_for_sticks_is_read_like_the_site(site: Path, content: Tree, tmp_path: Path) -> None:
    settings = Settings("https://proteccion.example.org/")
    paths = [page.path for page in all_pages(context_of(content, "es", settings))]
    write_stick(content.kb, "es", site, tmp_path / "copies/es", paths, settings)
    shutil.rmtree(tmp_path / "copies/es")
    ((name, text),) = texts(tmp_path)
    assert name == "copies/es.zip"
    assert len(text) > 1_000_000
    assert "\n".join(str(found) for found in scan(tmp_path, content)) == ""


def archive(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as held:
        held.writestr(name, text)
    return data.getvalue()


def paper() -> bytes:
    return bytes(HTML(string=f"<p>Ana {HIDDEN}</p>").write_pdf() or b"")


def workbook() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, f"Ana {HIDDEN}")
    return data.getvalue()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (".vcf", f"NOTE:Ana\\n{HIDDEN[:9]}\r\n {HIDDEN[9:]}".encode()),
        (".xlsx", workbook()),
        (".jsonl", json.dumps({"x": HIDDEN}).encode() + b"\n"),
        (".html", f'<a href="tel:{HIDDEN}">x</a>'.encode()),
        (".csv", f"a,{HIDDEN}\n".encode()),
        (".pack", pack({"mx/": f"<p>Ana <b>{HIDDEN}</b></p>", "en/search/en.json": "{}"})),
        (".zip", archive("es/mx/index.html", f"<p>Ana {HIDDEN}</p>")),
        (".pdf", paper()),
    ],
)
def test_every_kind_of_file_is_read_as_what_it_is(kind: str, data: bytes) -> None:
    assert HIDDEN in DIGITS.findall(text_of(kind, data))


def test_scripts_in_pages_are_no_text() -> None:
    assert HIDDEN not in text_of(".html", f"<p>a<script>{HIDDEN}</script>".encode())


@pytest.mark.parametrize(
    ("number", "known"),
    [("+52 (55) 1234-5678", True), ("55 1234 5678", True), ("52 55 1234 5679", False), ("911", False), ("5678", False)],
)
def test_a_number_is_known_with_or_without_its_countrys_code(number: str, known: bool) -> None:
    assert is_known(number, {"525512345678", "9115", "08"}) is known


@pytest.mark.parametrize(("country", "found"), [("CR", {"2222-3333"}), ("US", set())])
def test_what_can_be_dialled_depends_on_the_country(country: str, found: set[str]) -> None:
    assert dialled("2222-3333) 24", [country]) == found
