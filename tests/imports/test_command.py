"""The files that `kb import` takes and makes, and how it writes them."""

from __future__ import annotations

import gc
import os
import re
from pathlib import Path

import pytest

from kb.cli import main
from kb.imports import command, save
from kb.imports.save import Conflict
from kb.read.tree import Tree, read_tree
from tests.imports.imported import COMAR, opened
from tests.imports.tables import COMAR_PATH, Kb, difference, files, new_institution, phone

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
