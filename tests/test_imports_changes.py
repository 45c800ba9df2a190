"""`kb import` shows what tables would change, rejects what `kb check` would, and writes only what it was asked to."""

from __future__ import annotations

import difflib
import gc
import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kb.cli import main
from kb.imports import command, judge, save
from kb.imports.save import Conflict
from kb.imports.yaml_edit import CannotEdit
from kb.read.tree import Tree, read_tree
from kb.read.yaml_text import load
from tests.imported import COMAR, Book, directory, opened

Kb = Callable[..., tuple[int, str]]
COMAR_PATH = "directory/mx/comar.yml"


@pytest.fixture
def root(small: Path) -> Path:
    return directory(small)


@pytest.fixture
def kb(root: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Kb]:
    """Runs `kb import` in the small directory: exit code, and both streams."""

    def run(*args: object, lang: str = "en") -> tuple[int, str]:
        code = main(["import", *map(str, args), "--root", str(root), "--lang", lang])
        streams = capsys.readouterr()
        return code, streams.out + streams.err

    yield run
    gc.enable()


@pytest.fixture
def tables(root: Path, kb: Kb, tmp_path: Path) -> Path:
    """The workbook of the small directory."""
    path = tmp_path / "mx.xlsx"
    assert kb("--export", path, "--country", "MX")[0] == 0
    return path


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def difference(root: Path, before: dict[str, bytes]) -> list[str]:
    """The lines that are other in the directory, `-` and `+` before them."""
    after = files(root)
    found = []
    for path in sorted({*before, *after}):
        old, new = (which.get(path, b"").decode().split("\n") for which in (before, after))
        found += [line for line in difflib.ndiff(old, new) if line[:2] in ("- ", "+ ")]
    return found


def phone(book: Book, nth: int) -> int:
    return book.row("Contacts", "mx-comar", "telephone", nth=nth)


def new_phone(book: Book, **more: object) -> int:
    cells = {
        "institution": "mx-comar", "type": "teléfono", "as_printed": "55 5209 8899", "number": "+525552098899",
        "source": "src-mx-page", "as_of": "2026-03", "label_es": "Guardia", "label_en": "On call",
    }  # fmt: skip
    return book.add("Contacts", **{**cells, **more})


def new_institution(book: Book, **more: object) -> int:
    cells = {
        "id": "mx-nueva", "official_name": "Casa Nueva: la primera", "acronym": "on", "kind": "Albergue",
        "what_it_does_es": "Acoge.", "what_it_does_en": "Takes in.", "services": "Alojamiento; health", "areas": "MX-CHP",
        "where_it_works_es": "Chiapas", "where_it_works_en": "Chiapas", "confidence": "high", "sources": "src-mx-page",
    }  # fmt: skip
    return book.add("Institutions", **{**cells, **more})


# What is shown


def test_what_was_exported_changes_nothing(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0
    assert said.startswith("Added: 0\nChanged: 0\nUnchanged: 2\nRejected: 0\nNothing to write\n")
    assert files(root) == before


def test_a_changed_number_is_shown_digit_by_digit_and_not_written_unasked(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 1), number="+525552098808", as_printed="55 5209 8808")
    code, said = kb(tables, "--country", "mx")
    assert code == 0
    assert (
        "Changed: 1\n"
        "  mx-comar  directory/mx/comar.yml\n"
        "    telephone 2 (Contactos · Contacts, row 4)\n"
        "      as printed:\n"
        "        5 5 ␣ 5 2 0 9 ␣ 8 8 0 1\n"
        "        5 5 ␣ 5 2 0 9 ␣ 8 8 0 8\n"
        "                              ^\n"
        "      number:\n"
        "        + 5 2 5 5 5 2 0 9 8 8 0 1\n"
        "        + 5 2 5 5 5 2 0 9 8 8 0 8\n"
        "                                ^\n"
        "Unchanged: 1\n"
    ) in said
    assert "Nothing was written. To write what is shown, add --write" in said
    assert files(root) == before


def test_a_change_is_written_as_one_line_and_importing_again_changes_nothing(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    assert "1 files written" in kb(tables, "--country", "MX", "--write")[1]
    assert difference(root, before) == ['-     as_of: "2025-03"', '+     as_of: "2026-03"']
    written = files(root)
    code, said = kb(tables, "--country", "MX", "--write")
    assert (code, "Changed: 0\nUnchanged: 2" in said, files(root)) == (0, True, written)


def test_fields_are_shown_from_old_to_new(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        row = book.row("Institutions", "mx-comar")
        book.set(
            "Institutions", row, website="https://comar.example/", services="Refugio y asilo; Salud", acronym="(delete)"
        )
        book.set(
            "Institutions", row, what_it_does_en="Decides on applications for refugee status, and on those of children."
        )
        book.set("Contacts", book.row("Contacts", "mx-comar", "e-mail"), as_printed="buson@comar.example")
        book.set("Contacts", phone(book, 1), note_es="(borrar)", note_en="(borrar)")
    said = kb(tables, "--country", "MX")[1]
    for expected in (
        "    acronym: COMAR → (nothing)\n",
        "    website: https://comar.example/\n",
        "    services: Asylum; Information and guidance → Asylum; Health\n",
        "    what it does (English):\n      - Receives applications for refugee status and decides on them.\n      + Decides on ",
        "        b u z o n @ c o m a r . e x a m p l e\n        b u s o n @ c o m a r . e x a m p l e\n            ^\n",
        "      note (Spanish): Lunes: cerrado → (nothing)\n",
    ):  # fmt: skip
        assert expected in said


def test_it_speaks_spanish(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        book.set("Contacts", phone(book, 1), as_of="2026-13")
    code, said = kb(tables, "--country", "MX", lang="es")
    assert code == 1
    assert "Sin cambios: 1\nRechazado: 1\n" in said
    assert "Contactos · Contacts, fila 4, columna O (fecha de la fuente): “2026-13” no es una fecha que exista;" in said


def test_what_is_not_in_the_tables_is_told_and_left(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.sheet("Institutions").delete_rows(book.row("Institutions", "mx-dif"))
        book.sheet("Contacts").delete_rows(book.row("Contacts", "mx-dif"))
        for nth in (1, 0):
            book.sheet("Contacts").delete_rows(phone(book, nth))
        book.sheet("Contacts").delete_rows(book.row("Contacts", "mx-comar", "opening"))
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0
    assert (
        "Not in the tables, left as they are: 4\n  mx-dif\n"
        "  mx-comar: telephone 1  55 5209 8800\n  mx-comar: telephone 2  55 5209 8801\n"
        "  mx-comar: opening hours 1  Mo-Fr 09:00-18:00\n"
    ) in said
    assert files(root) == before


def test_empty_cells_leave_what_is_there_and_are_told(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Institutions", book.row("Institutions", "mx-comar"), acronym=None, status=None)
        book.set("Contacts", phone(book, 1), hours=" ", channels=None)
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0
    assert (
        "Empty cells that leave what the directory has: 2\n  mx-comar: acronym\n  mx-comar: telephone 2: hours\n"
        in said
    )
    assert files(root) == before


# What is written


def test_a_new_institution_gets_a_file_in_the_manner_of_the_others(kb: Kb, tables: Path, root: Path) -> None:
    with opened(tables) as book:
        new_institution(book)
        new_phone(book, institution="mx-nueva", as_printed="066", number=None, short_code="066", country="México")
        book.add(
            "Contacts", institution="mx-nueva", type="opening hours", hours="24/7", source="src-mx-page", as_of="2026"
        )
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0, said
    assert "Added: 1\n  mx-nueva  directory/mx/nueva.yml\n    official name: Casa Nueva: la primera\n" in said
    assert "    telephone 1 (new, Contactos · Contacts, row 9)\n      as printed:\n        0 6 6\n" in said
    assert (root / "directory/mx/nueva.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schemas/institution.json\n"
        "id: mx-nueva\n"
        "name: {official: 'Casa Nueva: la primera'}\n"
        "acronym: 'on'\n"
        "kind: shelter\n"
        "role: {es: Acoge., en: Takes in.}\n"
        "services: [shelter, health]\n"
        "coverage:\n"
        "  areas: [MX-CHP]\n"
        "  text: {es: Chiapas, en: Chiapas}\n"
        "phones:\n"
        '  - printed: "066"\n'
        '    short: "066"\n'
        "    country: MX\n"
        "    label: {es: Guardia, en: On call}\n"
        "    source: src-mx-page\n"
        '    as_of: "2026-03"\n'
        "opening:\n"
        '  - hours: "24/7"\n'
        "    source: src-mx-page\n"
        '    as_of: "2026"\n'
        "confidence: high\n"
        "sources: [src-mx-page]\n"
    )
    assert main(["check", "--root", str(root)]) == 0
    assert "Added: 0\nChanged: 0\nUnchanged: 3\n" in kb(tables, "--country", "MX")[1]


def test_a_new_contact_comes_last_and_a_verification_where_others_have_it(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        new_phone(book, channels="WhatsApp; SMS", as_of=None)
        book.set(
            "Contacts",
            phone(book, 1),
            verified_on=date(2026, 11, 2),
            verified_by="Dirección",
            verified_how="por teléfono",
        )
        book.set("Contacts", phone(book, 1), shared_with="mx-dif")
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0, said
    assert "column O (as of): nobody knows how old this contact is" in said
    assert difference(root, before) == [
        '+     verified: {date: "2026-11-02", by: Dirección, how: phone}',
        "+     shared_with: [mx-dif]",
        '+   - printed: "55 5209 8899"',
        '+     number: "+525552098899"',
        "+     channels: [whatsapp, sms]",
        "+     label: {es: Guardia, en: On call}",
        "+     source: src-mx-page",
        "+     as_of: null",
    ]


def test_values_are_taken_out_with_what_holds_nothing_any_more(kb: Kb, tables: Path, root: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 1), note_es="(delete)", note_en="(delete)", hours="(delete)")
        book.set(
            "Contacts", phone(book, 0), as_of="(delete)", label_es="(delete)", label_en="(delete)", hours="(delete)"
        )
        book.set(
            "Institutions", book.row("Institutions", "mx-comar"), acronym="(delete)", acronym_es="C", acronym_en="D"
        )
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0, said
    assert sorted(difference(root, before)) == sorted(
        [
            "- acronym: COMAR",
            "+ acronym: {es: C, en: D}",
            "-     label: {es: Conmutador, en: Switchboard}",
            '-     as_of: "2025-03"',
            "+     as_of: null",
            "-     note: {es: 'Lunes: cerrado', en: 'Monday: closed'}",
            "-     hours: Mo-Fr 09:00-18:00",
        ]
    )


def test_line_ends_and_byte_order_marks_stay(kb: Kb, tables: Path, root: Path) -> None:
    path = root / COMAR_PATH
    path.write_bytes(b"\xef\xbb\xbf" + COMAR.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    assert kb(tables, "--country", "MX", "--write")[0] == 0
    new = COMAR.replace('as_of: "2025-03"\n', 'as_of: "2026-03"\n', 1)
    assert path.read_bytes() == b"\xef\xbb\xbf" + new.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


# Which contact a row speaks of


def contacts(root: Path) -> list[tuple[str, str]]:
    data = load((root / COMAR_PATH).read_text(encoding="utf-8"))[0]
    return [(item["printed"], item.get("label", {}).get("es", "")) for item in data["phones"]]


def test_rows_may_be_sorted(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        sheet = book.sheet("Contacts")
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        sheet.delete_rows(3, sheet.max_row)
        for row in reversed(values):
            sheet.append(row)
    assert "Changed: 0\nUnchanged: 2\n" in kb(tables, "--country", "MX")[1]


def test_a_row_without_reference_is_known_by_its_number_or_its_label(kb: Kb, tables: Path, root: Path) -> None:
    with opened(tables) as book:
        book.set(
            "Contacts", phone(book, 0), **{"reference_(leave_as_it_is)": None}, label_es="Central", label_en="Desk"
        )
        row = phone(book, 1)
        book.set(
            "Contacts", row, **{"reference_(leave_as_it_is)": None}, number="+525552098808", as_printed="55 5209 8808"
        )
        opening = book.row("Contacts", "mx-comar", "opening")
        book.set("Contacts", opening, **{"reference_(leave_as_it_is)": None}, hours="Mo-Su 08:00-20:00")
    assert kb(tables, "--country", "MX", "--write")[0] == 0
    assert contacts(root) == [("55 5209 8800", "Central"), ("55 5209 8808", "Citas")]
    assert "opening:\n  - hours: Mo-Su 08:00-20:00\n" in (root / COMAR_PATH).read_text(encoding="utf-8")


def test_a_row_like_no_other_is_a_new_contact_and_the_old_one_stays(kb: Kb, tables: Path, root: Path) -> None:
    with opened(tables) as book:
        book.sheet("Contacts").delete_rows(phone(book, 1))
        new_phone(book)
    code, said = kb(tables, "--country", "MX", "--write")
    assert code == 0
    assert "mx-comar: telephone 2  55 5209 8801" in said
    assert [printed for printed, _label in contacts(root)] == ["55 5209 8800", "55 5209 8801", "55 5209 8899"]


def test_a_copied_row_must_lose_its_reference(kb: Kb, tables: Path) -> None:
    with opened(tables) as book:
        sheet = book.sheet("Contacts")
        sheet.append([cell.value for cell in sheet[phone(book, 0)]])
        book.set(
            "Contacts",
            sheet.max_row,
            as_printed="55 5209 8877",
            number="+525552098877",
            label_es="Otra",
            label_en="Other",
        )
    code, said = kb(tables, "--country", "MX")
    assert code == 1
    assert (
        "row 9, column T (reference (leave as it is)): no contact is left to which the reference of this row leads"
        in said
    )


def test_a_table_from_before_a_change_warns_where_it_would_undo_it(kb: Kb, tables: Path, root: Path) -> None:
    path = root / COMAR_PATH
    path.write_text(COMAR.replace("Conmutador", "Central").replace("low", "high"), encoding="utf-8")
    said = kb(tables, "--country", "MX")[1]
    assert said.count("! changed in the directory since this table was exported: compare before writing") == 2
    assert "label (Spanish): Central → Conmutador" in said


# What is rejected


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


# Files


def test_csv_does_the_same(kb: Kb, tmp_path: Path, root: Path) -> None:
    code, said = kb("--export", tmp_path / "t.csv", "--country", "MX")
    assert (code, said.count("written")) == (0, 2)
    ours, theirs = tmp_path / "t-institutions.csv", tmp_path / "t-contacts.csv"
    assert "Changed: 0\nUnchanged: 2\nRejected: 0\n" in kb(ours, theirs, "--country", "MX")[1]
    before = files(root)
    text = theirs.read_text(encoding="utf-8-sig")
    theirs.write_text(text.replace("'2025-03,", "'2026-03,", 1), encoding="utf-8")
    code, said = kb(theirs, "--country", "MX", "--write")
    assert code == 0, said
    assert difference(root, before) == ['-     as_of: "2025-03"', '+     as_of: "2026-03"']


def test_the_template_changes_nothing(kb: Kb, tmp_path: Path) -> None:
    assert kb("--template", tmp_path / "t.xlsx") == (0, f"{tmp_path / 't.xlsx'} written\n")
    code, said = kb(tmp_path / "t.xlsx", "--country", "MX")
    assert code == 0
    assert said.startswith("Added: 0\nChanged: 0\nUnchanged: 0\nRejected: 0\n")
    assert "passed over" not in said


def test_a_file_that_cannot_be_read_is_rejected_as_a_whole(kb: Kb, tables: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(tables.read_bytes())
    code, said = kb(tmp_path / "a.xlsm", "--country", "MX")
    assert (code, said.startswith("a.xlsm is not read: the workbook holds macros; open it")) == (1, True)
    (tmp_path / "a.csv").write_text("nombre,edad\nx,5\n", encoding="utf-8")
    code, said = kb(tmp_path / "a.csv", "--country", "MX")
    assert code == 1
    assert "the sheet “a.csv” has no headings of ours and is passed over\n" in said
    assert "a.csv is not read: it holds no table of institutions or contacts; start from the workbook" in said


def test_one_file_that_cannot_be_read_lets_nothing_be_written(kb: Kb, tables: Path, root: Path, tmp_path: Path) -> None:
    before = files(root)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    (tmp_path / "a.csv").write_bytes(b"\xff")
    code, said = kb(tables, tmp_path / "a.csv", "--country", "MX", "--write")
    assert code == 1
    assert "as of: 2025-03 → 2026-03" in said
    assert files(root) == before


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ([], "give tables, or --template"),
        (["{file}", "--template", "{new}.xlsx"], "give tables, or --template"),
        (["--template", "{new}.xlsx", "--write"], "give tables, or --template"),
        (["{file}"], "say whose directory it is: --country with one of BZ, CA"),
        (["{file}", "--country", "FR"], "say whose directory it is"),
        (["{folder}", "--country", "MX"], "there is no file"),
        (["{new}.xlsx", "--country", "MX"], "there is no file"),
        (["{folder}/tree/mkdocs.yml", "--country", "MX"], "is neither .xlsx nor .csv"),
        (["--template", "{file}"], "exists; choose another name"),
        (["--template", "{new}.csv"], "the file's name must end in .xlsx"),
        (["--export", "{new}.pdf", "--country", "MX"], "the file's name must end in .xlsx, .csv"),
        (["--export", "{new}.xlsx"], "say whose directory it is"),
        (["--export", "{folder}/none/x.xlsx", "--country", "MX"], "cannot be written"),
    ],
)
def test_called_wrongly_it_ends_with_2(kb: Kb, tables: Path, tmp_path: Path, args: list[str], reason: str) -> None:
    code, said = kb(*(arg.format(file=tables, folder=tmp_path, new=tmp_path / "new") for arg in args))
    assert code == 2
    assert reason in said


def test_outside_a_knowledge_base_it_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "x.xlsx", "--country", "MX", "--root", str(tmp_path)]) == 2
    assert "holds no knowledge base" in capsys.readouterr().err
    gc.enable()


def test_an_export_names_the_files_that_it_cannot_hold(kb: Kb, root: Path, tmp_path: Path) -> None:
    (root / "directory/mx/roto.yml").write_text("id: mx-roto\n", encoding="utf-8")
    code, said = kb("--export", tmp_path / "x.xlsx", "--country", "MX")
    assert code == 0
    assert "directory/mx/roto.yml cannot be read and is not in the tables; see kb check\n" in said
    with opened(tmp_path / "x.xlsx") as book:
        new_institution(book, id="mx-roto")
    code, said = kb(tmp_path / "x.xlsx", "--country", "MX")
    assert code == 1
    assert "row 5: the file directory/mx/roto.yml has problems of its own" in said


def test_regional_institutions_have_tables_too(kb: Kb, root: Path, tmp_path: Path) -> None:
    text = COMAR.replace("mx-comar", "reg-oim").replace("5552098", "5552099").replace("55 5209 ", "55 5209 9")
    (root / "directory/regional").mkdir()
    (root / "directory/regional/oim.yml").write_text(text.replace("9880", "880"), encoding="utf-8")
    assert kb("--export", tmp_path / "r.xlsx", "--country", "regional")[0] == 0
    assert "Unchanged: 1\n" in kb(tmp_path / "r.xlsx", "--country", "REGIONAL")[1]


# Writing


def test_a_file_that_changed_in_the_meantime_is_not_overwritten(
    kb: Kb, tables: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*args: object) -> None:
        (root / COMAR_PATH).write_text(COMAR + "# late\n", encoding="utf-8")
        save.save(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "save", late)
    with opened(tables) as book:
        book.set("Contacts", phone(book, 0), as_of="2026-03")
    code, said = kb(tables, "--country", "MX", "--write")
    assert (code, "because directory/mx/comar.yml has changed in the meantime" in said) == (2, True)
    assert (root / COMAR_PATH).read_text(encoding="utf-8") == COMAR + "# late\n"


def test_either_every_file_is_written_or_none(root: Path) -> None:
    tree = read_tree(root)
    before = files(root)
    (root / "directory/mx/there.yml").write_text("id: mx-there\n", encoding="utf-8")
    with pytest.raises(Conflict):
        save.save(root, {COMAR_PATH: "id: x\n", "directory/mx/there.yml": "id: y\n"}, tree.documents)
    (root / "directory/mx/there.yml").unlink()
    assert files(root) == before


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", root / "directory/gt")
    with pytest.raises(Conflict):
        save.save(root, {"directory/gt/new.yml": "id: gt-new\n"}, {})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_first_file_makes_its_folder(root: Path) -> None:
    save.save(root, {"directory/gt/new.yml": "id: gt-new\n"}, {})
    assert (root / "directory/gt/new.yml").read_bytes() == b"id: gt-new\n"


def test_a_change_of_the_real_directory_is_one_line(
    content: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every country, the first contact's `as_of` becomes another."""
    for country in ("MX", "GT", "SV"):
        path = tmp_path / f"{country}.csv"
        assert (
            main(["import", "--export", str(path), "--country", country, "--root", str(content.root), "--lang", "en"])
            == 0
        )
        table = path.with_name(f"{country}-contacts.csv")
        lines = table.read_text(encoding="utf-8-sig").splitlines()
        place = lines[0].split(",").index("as_of")
        at = next(n for n, line in enumerate(lines) if n and '"' not in line and line.split(",")[place])
        cells = lines[at].split(",")
        cells[place] = "'2026-01-31"
        table.write_text("\n".join([lines[0], ",".join(cells)]) + "\n", encoding="utf-8")
        capsys.readouterr()
        assert main(["import", str(table), "--country", country, "--root", str(content.root), "--lang", "en"]) == 0
        said = capsys.readouterr().out
        assert re.search(
            r"Changed: 1\n  \S+  \S+\n    \w+ 1 \(\S+, row 2\)\n      as of: \S+ → 2026-01-31\nUnchanged", said
        )
    gc.enable()
