"""`kb import` shows what tables would change, and writes only what it was asked to."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

from kb.cli import main
from tests.imports.imported import COMAR, opened
from tests.imports.tables import COMAR_PATH, Kb, difference, files, new_institution, new_phone, phone

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
