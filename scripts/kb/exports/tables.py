"""The directory as tables, and these as CSV (for programs) and XLSX (for people), in one language.

Source: RFC 4180 for CSV, in UTF-8 with a heading line; ECMA-376 for XLSX. Two tables: a row an institution, and a row a
contact, so that every number keeps its own source and date. CSV joins them: a row a contact with its institution's
columns; an institution without contacts has one row. Several words in a cell are set apart by `; `.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from kb.exports.catalogue import LICENSE
from kb.exports.directory_shapes import Address, Contact, Directory, Email, Institution, Opening, Phone
from kb.exports.export import Export
from kb.exports.shapes import Word

Row = dict[str, str]

INSTITUTION = (
    "id", "url", "country", "name", "official_name", "acronym", "kind", "kind_label", "status", "role", "services",
    "services_labels", "areas", "coverage", "languages", "languages_note", "website", "part_of", "note", "confidence",
    "rechecked", "sources",
)  # fmt: skip
"""The columns of an institution."""
CONTACT = (
    "contact", "printed", "dial", "number", "short", "phone_country", "channels", "label", "hours", "hours_printed",
    "contact_note", "source", "as_of", "verified", "verified_by", "verified_how", "verified_until", "shared_with",
)  # fmt: skip
"""The columns of a contact."""
_LABELLED = {"kind_label": "kind", "services_labels": "services"}
"""In the workbook words stand by their labels, so that one column is enough."""
_WIDTHS = {"role": 60, "note": 50, "contact_note": 50, "name": 40, "official_name": 40, "printed": 28, "services": 30}
_WIDTH = 16
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9 ().-]*$)")
"""How a cell begins that a spreadsheet program would run."""


def institution_row(item: Institution) -> Row:
    """An institution without its contacts."""
    return {
        "id": item["id"],
        "url": item["url"],
        "country": item["country"] or "",
        "name": item["name"],
        "official_name": item["official_name"],
        "acronym": item["acronym"],
        "kind": item["kind"]["code"],
        "kind_label": item["kind"]["label"],
        "status": item["status"],
        "role": item["role"],
        "services": _codes(item["services"]),
        "services_labels": "; ".join(word["label"] for word in item["services"]),
        "areas": "; ".join(item["coverage"]["areas"]),
        "coverage": item["coverage"]["text"],
        "languages": _codes(item["languages"]),
        "languages_note": item["languages_note"],
        "website": item["website"] or "",
        "part_of": item["part_of"]["id"] if item["part_of"] else "",
        "note": item["note"],
        "confidence": item["confidence"]["code"],
        "rechecked": item["rechecked"] or "",
        "sources": "; ".join(source["id"] for source in item["sources"]),
    }


def _codes(words: list[Word]) -> str:
    return "; ".join(word["code"] for word in words)


def contact_rows(item: Institution) -> Iterator[Row]:
    """An institution's contacts, telephones first."""
    for phone in item["phones"]:
        yield {**_told("phone", phone), **_hours(phone), **_phone(phone)}
    for email in item["emails"]:
        yield {**_told("email", email), "printed": email["address"]}
    for address in item["addresses"]:
        yield {**_told("address", address), **_hours(address), "printed": address["printed"]}
    for opening in item["opening"]:
        yield {**_told("opening", opening), **_hours(opening)}


def _phone(phone: Phone) -> Row:
    return {
        "printed": phone["printed"],
        "dial": phone["dial"] or "",
        "number": phone["number"] or "",
        "short": phone["short"] or "",
        "phone_country": phone["country"] or "",
        "channels": "; ".join(phone["channels"]),
        "shared_with": "; ".join(phone["shared_with"]),
    }


def _hours(item: Phone | Address | Opening) -> Row:
    return {"hours": item["hours"] or "", "hours_printed": item["hours_printed"] or ""}


def _told(kind: str, contact: Contact | Phone | Email | Address | Opening) -> Row:
    verified = contact["verified"]
    row = {
        "contact": kind,
        "label": contact["label"],
        "contact_note": contact["note"],
        "source": contact["source"]["id"],
        "as_of": contact["as_of"] or "",
    }
    if verified:
        row |= {"verified": verified["date"], "verified_by": verified["by"]}
        row |= {"verified_how": verified["how"], "verified_until": verified["until"]}
    return row


def as_csv(directory: Directory) -> str:
    """Both tables in one, under headings that are the same in every language."""
    rows = (
        {**institution_row(item), **contact}
        for item in directory["institutions"]
        for contact in list(contact_rows(item)) or [{}]
    )
    return table_of((*INSTITUTION, *CONTACT), rows)


def columns(keys: Iterable[str], languages: Iterable[str]) -> list[str]:
    """A column's name for each key and language: `name_es`."""
    languages = list(languages)
    return [f"{key}_{lang}" for key in keys for lang in languages]


def table_of(heads: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as CSV under their heads, in which no cell is a formula."""
    out = StringIO()
    writer = csv.DictWriter(out, heads, restval="")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def harmless(value: str) -> str:
    """A cell that no spreadsheet program takes for a formula: text that begins like one gets an apostrophe."""
    return f"'{value}" if _FORMULA.match(value) else value


def as_xlsx(export: Export, directory: Directory) -> bytes:
    """A workbook with a sheet a table and one that says what this is. The same content gives the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    day = datetime.combine(export.settings.today, time(), UTC)
    label, lang = export.kb.label, directory["language"]
    book.set_properties({"title": label("directory", lang), "created": day.replace(tzinfo=None), "comments": LICENSE})
    columns = [key for key in INSTITUTION if key not in _LABELLED]
    rows = [_in_words(institution_row(item)) for item in directory["institutions"]]
    _sheet(book, export, lang, "sheet_institutions", columns, rows)
    contacts = [
        {"id": item["id"], "name": item["name"], **row, "contact": label(f"contact_{row['contact']}", lang)}
        for item in directory["institutions"]
        for row in contact_rows(item)
    ]
    _sheet(book, export, lang, "sheet_contacts", ["id", "name", *CONTACT], contacts)
    about = book.add_worksheet(label("sheet_about", lang))
    about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    built = label("data_built", lang, date=directory["built"])
    told = (label("site_name", lang), label("directory", lang), directory["notice"], built, LICENSE, export.base)
    for number, text in enumerate(told):
        about.write_string(number, 0, text)
    book.close()
    return out.getvalue()


def _in_words(row: Row) -> Row:
    return {**row, **{key: row[labels] for labels, key in _LABELLED.items()}}


def _sheet(book: Workbook, export: Export, lang: str, name: str, columns: list[str], rows: list[Row]) -> None:
    """A table with its headings in the reader's language, ready to be filtered. Every cell is text."""
    sheet = book.add_worksheet(export.kb.label(name, lang))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for number, key in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(key, _WIDTH), wrapped)
        sheet.write_string(0, number, export.kb.label(f"field_{key}", lang), heading)
        for line, row in enumerate(rows, start=1):
            if row.get(key):
                sheet.write_string(line, number, row[key])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
