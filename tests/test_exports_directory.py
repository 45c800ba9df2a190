"""The directory as JSON, CSV and workbook; and that a number is the same wherever it stands."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from kb.base import KnowledgeBase
from kb.exports.catalogue import ROOT as DATA
from kb.exports.export import Export
from kb.exports.institutions import directory
from kb.exports.json_ld import organization
from kb.exports.tables import CONTACT, INSTITUTION, as_csv, as_xlsx
from kb.models.institution import Institution, contacts_of
from kb.pages.directory import card
from kb.pages.writer import Writer
from kb.read.tree import Tree
from kb.settings import context_of
from tests.exported import SETTINGS, SITE, data, export_of, institution, rows
from tests.test_exports_vcard import cards, unescaped

LANGUAGES = ("es", "en")
CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(content: bytes) -> dict[str, list[list[str]]]:
    """The sheets of a workbook by name, as rows of texts."""
    with ZipFile(BytesIO(content)) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{CELLS}t"))
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        names = [
            sheet.get("name") or "" for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{CELLS}sheet")
        ]
        sheets = [ET.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(names) + 1)]
    found = {}
    for name, sheet in zip(names, sheets, strict=True):
        rows = []
        for row in sheet.iter(f"{CELLS}row"):
            cells: dict[str, str] = {}
            for cell in row.iter(f"{CELLS}c"):
                assert cell.get("t") == "s", "every cell is text"
                cells[re.sub(r"\d", "", cell.get("r") or "")] = shared[int(cell[0].text or "")]
            rows.append([cells.get(letters(number), "") for number in range(30)])
        found[name] = rows
    return found


def letters(number: int) -> str:
    return chr(65 + number) if number < 26 else "A" + chr(39 + number)


# One number, everywhere


def dials(item: Institution) -> list[str]:
    return [phone.dial for phone in item.record.phones if phone.dial]


def on_page(content: Tree, item: Institution, lang: str) -> list[str]:
    writer = Writer(context_of(content, lang, SETTINGS), f"directory/{item.folder}/")
    return [href.replace("%23", "#") for href in re.findall(r'href="tel:([^"]+)"', card(writer, item))]


def test_a_number_is_the_same_on_the_page_and_in_every_format(content: Tree, written: Path) -> None:
    institutions = content.kb.institutions
    expected = {ident: dials(item) for ident, item in institutions.items()}
    assert sum(map(len, expected.values())) > 100
    for lang in LANGUAGES:
        plain = {item["id"]: item for item in data(written, f"directory/{lang}.json")["institutions"]}
        found: dict[str, dict[str, list[str]]] = {
            "page": {ident: on_page(content, item, lang) for ident, item in institutions.items()},
            "JSON": {ident: [phone["dial"] for phone in plain[ident]["phones"] if phone["dial"]] for ident in plain},
            "HSDS services": hsds_numbers(written, lang, "services"),
            "HSDS organizations": hsds_numbers(written, lang, "organizations"),
            "CSV": {ident: [] for ident in institutions},
            "XLSX": {ident: [] for ident in institutions},
            "vCards": {ident: [] for ident in institutions},
            "JSON-LD": {ident: ld_numbers(content.kb, item, lang) for ident, item in institutions.items()},
        }
        for row in rows((written / DATA / f"directory/{lang}.csv").read_text(encoding="utf-8")):
            found["CSV"][row["id"]] += [row["dial"]] if row["dial"] else []
        sheet = list(workbook((written / DATA / f"directory/{lang}.xlsx").read_bytes()).values())[1]
        column = 2 + CONTACT.index("dial")
        for line in sheet[1:]:
            found["XLSX"][line[0]] += [line[column]] if line[column] else []
        for properties in cards((written / DATA / f"directory/{lang}.vcf").read_bytes().decode()):
            found["vCards"][ident_of(properties)] = numbers(properties)
        for name, numbers_by_id in found.items():
            assert numbers_by_id == expected, name
    own = {ident: (written / DATA / f"directory/vcard/{ident}.vcf").read_bytes().decode() for ident in institutions}
    assert {ident: numbers(cards(text)[0]) for ident, text in own.items()} == expected


def hsds_numbers(written: Path, lang: str, name: str) -> dict[str, list[str]]:
    found = {}
    for item in data(written, f"directory/{lang}/hsds/{name}.json")["contents"]:
        ident = item.get("organization", item)["organization_identifiers"][0]["identifier"]
        phones = item.get("phones", [])
        dialable = {
            a["link_id"]: a["value"] for phone in phones for a in phone["attributes"] if a["link_type"] == "dialable"
        }
        found[ident] = [phone["number"] for phone in phones if dialable[phone["id"]] == "true"]
    return found


def ld_numbers(kb: KnowledgeBase, item: Institution, lang: str) -> list[str]:
    points = organization(Export(kb, SETTINGS), item, lang).get("contactPoint", [])
    return [point["telephone"] for point in points if "telephone" in point]


def ident_of(properties: list[tuple[str, str, str]]) -> str:
    address = next(value for name, params, value in properties if name == "URL" and "x-record" in params)
    return address.rstrip("/").rpartition("/")[2]


def numbers(properties: list[tuple[str, str, str]]) -> list[str]:
    return [unescaped(value).removeprefix("tel:") for name, _, value in properties if name == "TEL"]


def test_every_contact_travels_with_its_source_and_date(content: Tree, written: Path) -> None:
    for lang in LANGUAGES:
        plain = {item["id"]: item for item in data(written, f"directory/{lang}.json")["institutions"]}
        for ident, item in content.kb.institutions.items():
            for key, index, contact in contacts_of(item.record):
                told = plain[ident][key][index]
                assert (told["source"]["id"], told["as_of"]) == (contact.source, contact.as_of)
        table = rows((written / DATA / f"directory/{lang}.csv").read_text(encoding="utf-8"))
        assert [row for row in table if row["contact"] and not row["source"]] == []
        assert sum(1 for row in table if row["contact"]) == sum(
            len(contacts_of(item.record)) for item in content.kb.institutions.values()
        )


# JSON


def plain_office(lang: str = "es", **changes: Any) -> Any:
    found = directory(export_of(institution(**changes)), lang)["institutions"]
    return next(item for item in found if item["id"] == "mx-office")


def test_a_record_is_in_the_language_of_its_file() -> None:
    assert (plain_office("es")["name"], plain_office("en")["name"]) == ("Oficina", "Office")
    assert plain_office("en")["kind"] == {"code": "protection-authority", "label": "Authority"}
    assert plain_office("en")["page"] == f"{SITE}en/directory/mx/#mx-office"


def test_a_verification_says_until_when_it_counts() -> None:
    verified = plain_office()["phones"][0]["verified"]
    assert verified == {"date": "2026-10-01", "by": "Consulado, turno A", "how": "phone", "until": "2027-03-30"}
    assert plain_office()["phones"][1]["verified"] is None


def test_a_number_that_cannot_be_dialled_has_nothing_to_dial() -> None:
    phones = plain_office()["phones"]
    assert [phone["dial"] for phone in phones] == ["+525512345678", "089", None, "+525512345678"]
    assert phones[2]["printed"] == "5678"
    assert phones[3]["as_of"] is None


def test_a_regional_institution_has_no_country() -> None:
    found = directory(export_of(institution("reg-office", "regional")), "es")["institutions"]
    assert {item["id"]: item["country"] for item in found} == {"mx-whole": "MX", "reg-office": None}


# CSV


def test_csv_has_a_row_a_contact_and_one_for_an_institution_without_any() -> None:
    table = rows(as_csv(directory(export_of(institution()), "es")))
    assert tuple(table[0]) == (*INSTITUTION, *CONTACT)
    contacts = [row["contact"] for row in table if row["id"] == "mx-office"]
    assert contacts == ["phone"] * 4 + ["email", "address", "opening"]
    assert [row["contact"] for row in table if row["id"] == "mx-whole"] == [""]


def test_csv_keeps_zeros_and_the_plus() -> None:
    table = rows(as_csv(directory(export_of(institution()), "es")))
    assert [row["dial"] for row in table if row["contact"] == "phone"] == ["+525512345678", "089", "", "+525512345678"]
    assert table[0]["verified_until"] == "2027-03-30"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+52 (55) 1234-5678", "+52 (55) 1234-5678"),
        ("Plain = text", "Plain = text"),
    ],
)
def test_no_cell_of_csv_is_a_formula(text: str, cell: str) -> None:
    table = rows(as_csv(directory(export_of(institution(role={"es": text, "en": text})), "es")))
    assert table[0]["role"] == cell


# Workbook


def test_the_workbook_has_a_sheet_a_table_with_headings_in_its_language(content: Tree, written: Path) -> None:
    for lang, name, heading in (("es", "Instituciones", "Código permanente"), ("en", "Institutions", "Permanent code")):
        sheets = workbook((written / DATA / f"directory/{lang}.xlsx").read_bytes())
        assert next(iter(sheets)) == name
        assert sheets[name][0][0] == heading
        assert not any(cell.startswith("field_") for sheet in sheets.values() for cell in sheet[0])
        assert [row[0] for row in sheets[name][1:]] == list(content.kb.institutions)


def test_the_workbook_keeps_everything_as_text() -> None:
    export = export_of(institution(role={"es": "=1+1", "en": "x"}))
    sheets = list(workbook(as_xlsx(export, directory(export, "es"))).values())
    assert any("=1+1" in row for row in sheets[0])
    assert any("089" in row for row in sheets[1])


def test_the_workbook_does_not_know_what_time_it_is(written: Path) -> None:
    with ZipFile(written / DATA / "directory/es.xlsx") as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-21T00:00:00Z" in archive.read("docProps/core.xml")
