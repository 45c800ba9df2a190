"""Which contact of an institution a row of a table speaks of."""

from __future__ import annotations

from pathlib import Path

from kb.read.yaml_text import load
from tests.imports.imported import COMAR, opened
from tests.imports.tables import COMAR_PATH, Kb, new_phone, phone


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
