"""`kb import` rejects what `kb check` would, with its place and its reason."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kb.imports import judge
from kb.imports.yaml_edit import CannotEdit
from tests.imports.imported import COMAR, opened
from tests.imports.tables import COMAR_PATH, Kb, files, new_institution, new_phone, phone


def test_a_rejected_row_does_not_hold_up_the_others_until_they_are_to_be_written(
    kb: Kb, tables: Path, root: Path
) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
        book.set("Contacts", phone(book, 1), number=525552098801)
    code, said = kb(tables, "--country", "MX")
    assert code == 1
    assert "as of: 2025-03 → 2026-03" in said
    assert "row 4, column D (number): the spreadsheet program has turned the telephone number into the quantity" in said
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert "Nothing was written; nothing can be until the 1 things that are rejected are put right" in said
    assert files(root) == before


REJECTED = [
    ({"number": "+52555209880"}, "column D (number): +52555209880 has too many or too few digits"),
    ({"number": "5552098801"}, "column D (number): “5552098801” does not have the form that “number” takes"),
    ({"number": "+525552098802"}, "column D (number): +525552098802 is not the number that is printed: 55 5209 8801"),
    ({"short_code": "911"}, "row 4, column C (as printed): a telephone has either a number or a short code, not both"),
    ({"number": "(delete)", "short_code": "911"}, "a short code works in one country only, and none is given"),
    ({"source": "src-mx-pgae"}, "column N (source): there is nothing with the id src-mx-pgae; did you mean src-mx-page"),
    ({"source": "CRC-3"}, "column N (source): CRC-3 is a point of an instrument, which does not belong under source"),
    ({"source": "(delete)"}, "column N (source): the key “source” is missing"),
    ({"hours": "L-V 9 a 18"}, "column J (hours): the hours “L-V 9 a 18” are not written as programs read them"),
    ({"as_of": "09/03/2026"}, "column O (as of): “09/03/2026” is not a date that exists"),
    ({"as_of": date(2026, 3, 1)}, "column O (as of): the spreadsheet program holds the day 2026-03-01 here"),
    ({"note_es": "=HYPERLINK(\"x\")"}, "column L (note (Spanish)): the cell holds a formula"),
    ({"note_es": "@todos"}, "column L (note (Spanish)): the text begins like a formula"),
    ({"note_en": "(delete)"}, "“note” has no text in English"),
    ({"country": "Mexiko"}, "column F (country): “Mexiko” is not a word of the list; choose one of these: Mexico"),
    ({"shared_with": "mx-diff"}, "column S (shared with): there is nothing with the id mx-diff; did you mean mx-dif"),
    ({"shared_with": "mx-comar"}, "column S (shared with): mx-comar refers to itself"),
    ({"verified_by": "Dirección"}, "column P (verified on): the key “date” is missing"),
    ({"type": "fax"}, "column B (type): “fax” is not a word of the list"),
    ({"type": None}, "column B (type): the cell “type” is empty"),
    ({"institution": None}, "column A (institution): the cell “institution” is empty"),
    ({"institution": "mx-comer"}, "column A (institution): there is no institution mx-comer"),
    ({"institution": "gt-pgn"}, "column A (institution): gt-pgn belongs to another part of the directory"),
    ({"institution": "MX Comar"}, "column A (institution): “MX Comar” does not have the form of an id"),
    ({"institution": "../../etc"}, "column A (institution): “../../etc” does not have the form of an id"),
    ({"type": "address"}, "row 4, column D (number): a contact of this type has no “number”; empty the cell"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "reason"), REJECTED, ids=[reason for _cells, reason in REJECTED])
def test_a_wrong_contact_is_rejected_with_its_place_and_reason(
    kb: Kb, tables: Path, root: Path, cells: dict[str, object], reason: str
) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 1), **cells)
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert reason in said
    assert "Contactos · Contacts, row 4" in said
    assert files(root) == before


INSTITUTIONS = [
    ({"id": "mx_nueva"}, "column A (id): “mx_nueva” does not have the form of an id; write mx- and a short name"),
    ({"id": "mx-comarr."}, "column A (id): “mx-comarr.” does not have the form of an id; did you mean mx-comar"),
    ({"id": "mx-comar"}, "mx-comar has a row already: row 3 of “Instituciones · Institutions”; keep one of them"),
    ({"id": None}, "column A (id): the cell “id” is empty"),
    ({"official_name": None}, "column B (official name): "),
    ({"kind": None}, "the key “kind” is missing"),
    ({"services": None}, "the key “services” is missing"),
    ({"sources": None}, "the key “sources” is missing"),
    ({"areas": "MX-DIF"}, "column O (areas): MX-DIF is no code of a country or of a part of a member country"),
    ({"where_it_works_en": None}, "“text” has no text in English"),
    ({"website": "www.example.org"}, "column U (website): “www.example.org” is not a web address"),
    ({"website": "javascript:alert(1)"}, "column U (website): "),
    ({"part_of": "RG-1.1"}, "column K (part of): RG-1.1 is a section, which does not belong under part_of"),
    ({"rechecked": "hoy"}, "column Y (rechecked): “hoy” is not a date that exists"),
    ({"what_it_does_es": "x\u202ey"}, "column L (what it does (Spanish)): the text holds a character that cannot be seen"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "reason"), INSTITUTIONS, ids=[reason for _cells, reason in INSTITUTIONS])
def test_a_wrong_institution_is_rejected_and_so_are_its_contacts(
    kb: Kb, tables: Path, root: Path, cells: dict[str, object], reason: str
) -> None:
    before = files(root)
    with opened(tables) as book:
        row = new_institution(book, **cells)
        new_phone(book, institution="mx-nueva")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert reason in said
    assert f"Instituciones · Institutions, row {row}" in said
    assert "row 9, column A (institution): there is no institution mx-nueva" in said
    assert files(root) == before


def test_everything_that_is_wrong_in_a_row_is_told_at_once(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        new_phone(book, number="+525552098", as_of="2026-13", source="src-none", hours=5)
    said = kb(tables, "--country", "MX")[1]
    rejected = re.findall(r"row 9, column (\w) \(", said)
    assert rejected == ["D", "J", "N", "O"]


def test_merged_cells_are_rejected_in_the_rows_that_lost_their_value(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        new_phone(book)
        row = new_phone(book, as_printed="55 5209 8898", number="+525552098898", label_es="Otra", label_en="Other")
        book.sheet("Contacts").merge_cells(f"N{row - 1}:N{row}")
    said = kb(tables, "--country", "MX")[1]
    assert (
        f"row {row}, column N (source): the cell is merged with others, and only the first of them holds the value"
        in said
    )
    assert "Rejected: 1\n" in said


def test_warnings_are_told_beside_rejections_and_reject_nothing(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        new_phone(book, as_of=None)
        new_phone(book, as_printed="55 5209 8898", number="+525552098898", source="src-none")
    said = kb(tables, "--country", "MX")[1]
    assert "Rejected: 1\n  Contactos · Contacts, row 10, column N (source): " in said
    assert "Warnings: 1\n  Contactos · Contacts, row 9, column O (as of): nobody knows how old this contact is" in said
    assert "telephone 3 (new, Contactos · Contacts, row 9)" in said


def test_a_number_of_somebody_else_rejects_the_new_row_and_not_the_old_one(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        new_phone(book, as_printed="55 1234 5678", number="+525512345678")
    said = kb(tables, "--country", "MX")[1]
    assert (
        "Rejected: 1\n  Contactos · Contacts, row 9, column D (number): +525512345678 is also the number of mx-dif"
        in said
    )


def test_a_change_that_makes_another_row_wrong_names_that_row(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        new_phone(book, as_printed="55 1234 5678", number="+525512345678", shared_with="mx-dif")
    code, said = kb(tables, "--country", "MX")
    assert code == 1
    assert (
        "Rejected: 1\n  Contactos · Contacts, row 8, column D (number): +525512345678 is also the number of mx-comar"
        in said
    )
    with opened(tables) as book:
        book.set("Contacts", 8, shared_with="mx-comar")
    assert kb(tables, "--country", "MX", "--write")[0] == 0


def test_a_change_that_makes_a_file_wrong_of_which_no_row_speaks_is_rejected(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        for table in ("Institutions", "Contacts"):
            book.sheet(table).delete_rows(book.row(table, "mx-dif"))
        new_phone(book, as_printed="55 1234 5678", number="+525512345678", shared_with="mx-dif")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert (
        "Errors that would appear in other files: 1\n  directory/mx/dif.yml: +525512345678 is also the number" in said
    )
    assert files(root) == before


def test_what_was_wrong_before_does_not_hold_up_an_import(kb: Kb, tables: Path, root: Path) -> None:
    path = root / "directory/mx/dif.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[MX]", "[MX-DIF]"), encoding="utf-8")
    with opened(tables) as book:
        book.set("Institutions", book.row("Institutions", "mx-dif"), areas=None, website="https://dif.example/")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0, said
    assert "website: https://dif.example/" in path.read_text(encoding="utf-8")


def test_a_file_with_problems_of_its_own_is_left_alone(kb: Kb, tables: Path, root: Path) -> None:
    path = root / COMAR_PATH
    path.write_text(COMAR + "unknown: key\n", encoding="utf-8")
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert "row 3: the file directory/mx/comar.yml has problems of its own" in said
    assert path.read_text(encoding="utf-8") == COMAR + "unknown: key\n"


def test_a_file_that_cannot_be_changed_without_harm_is_left_alone(
    kb: Kb, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> str:
        raise CannotEdit

    monkeypatch.setattr(judge, "rewrite", refuse)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 1
    assert "row 3: the file directory/mx/comar.yml is written in a way that this program cannot change" in said


def test_rounds_come_to_an_end(kb: Kb, tables: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setattr(judge, "MAX_ROUNDS", 1)
    before = files(root)
    with opened(tables) as book:
        new_phone(book, as_of="2026-13")
    assert kb(tables, "--country", "MX", "--write")[0] == 1
    assert files(root) == before
