"""`kb check --fix` mends slips and nothing else, shows them first, and leaves nothing for a second time.

A fixture is a folder `fixes/CASE/before`, laid over the small valid tree, and `fixes/CASE/after`, what it becomes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.check.run import check
from kb.cli import main
from kb.editing.fix import mended
from kb.in_step import standing_of
from kb.read.tree import Tree, read_tree
from tests.fixtures import BASE

FIXTURES = Path(__file__).parent / "fixes"
PATH = "guidelines/regional/1-principles/RG-1.2.md"
SECTION = (
    "---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n---\n\n# Uno {{lang=es}}\n\n{}\n\n# One {{lang=en}}\n\n{}\n"
)


def everything(_path: str) -> bool:
    return True


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def laid(case: str, when: str, tmp_path: Path) -> Path:
    root = tmp_path / when
    shutil.copytree(BASE, root)
    shutil.copytree(FIXTURES / case / when, root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("case", sorted(path.name for path in FIXTURES.iterdir()))
def test_a_slip_is_mended_as_its_fixture_says_and_then_there_is_none_left(case: str, tmp_path: Path) -> None:
    root = laid(case, "before", tmp_path)
    assert mended(read_tree(root), everything) == files(FIXTURES / case / "after")
    assert main(["check", "--root", str(root), "--fix", "--write"]) == 0
    assert files(root) == files(laid(case, "after", tmp_path))
    assert check(root)[1] == []
    assert mended(read_tree(root), everything) == {}


def test_the_real_content_has_nothing_to_mend(content: Tree) -> None:
    assert mended(content, everything) == {}


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Vea [RG-1][RG-1.1].", "See [RG-1][RG-1.1]."),
        ("Vea [nada de esto][].", "See [nothing of this][]."),
        ("Vea [RG-9] [ZZ-9].", "See [RG-9] [ZZ-9]."),
        ("```\n[rg-1]  x ,\n\n\n\n\n```", "```\n[rg-1]  y ,\n```"),
        ("| a  b | c |\n| --- | --- |\n| d | e  f , |", "| a | b |\n| --- | --- |\n| c | d |"),
        ("Una línea  \notra.", "A line  \nanother."),
        ("Son 1 .5 y x ...", "They are 1 .5 and x ..."),
    ],
    ids=["full-link", "unknown-words", "unknown-ids", "code", "table", "line-break", "other-signs"],
)
def test_what_is_not_surely_a_slip_is_left_as_it_is(small: Path, spanish: str, english: str) -> None:
    (small / PATH).write_text(SECTION.format(spanish, english), encoding="utf-8")
    assert mended(read_tree(small), everything) == {}


def test_a_title_that_two_entries_have_leads_to_neither(small: Path) -> None:
    (small / PATH).write_text(SECTION.format("Vea [Uno][].", "See [One][]."), encoding="utf-8")
    other = SECTION.format("Otro.", "Other.").replace("RG-1.2", "RG-1.3")
    (small / PATH.replace("1.2", "1.3")).write_text(other, encoding="utf-8")
    assert mended(read_tree(small), everything) == {}


def test_a_comment_keeps_the_keys_where_they_are(small: Path) -> None:
    text = SECTION.format("Uno.", "One.").replace("status:", "# why\nstatus:").replace("id: RG-1.2\n", "", 1)
    text = text.replace("basis: [CRC-3]\n", "basis: [CRC-3]\nid: RG-1.2\n")
    (small / PATH).write_text(text, encoding="utf-8")
    assert mended(read_tree(small), everything) == {}


def test_mending_puts_nothing_out_of_step(tmp_path: Path) -> None:
    for case in ("case-of-ids", "two-references", "spaces"):
        root = laid(case, "before", tmp_path / case)
        assert main(["check", "--root", str(root), "--fix", "--write"]) == 0
        assert main(["sync", "--root", str(root), "RG-1.2"]) == 0
        text = (root / PATH).read_text(encoding="utf-8")
        front = next(line for line in text.split("\n") if line.startswith("in_step:"))
        before = (FIXTURES / case / "before" / PATH).read_text(encoding="utf-8")
        (root / PATH).write_text(before.replace("basis:", f"{front}\nbasis:"), encoding="utf-8")
        section = read_tree(root).kb.sections["RG-1.2"]
        assert standing_of(section).state == "in-step"


def test_the_difference_is_shown_first_and_written_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = laid("case-of-ids", "before", tmp_path)
    before = files(root)
    assert main(["check", "--root", str(root), "--fix", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert "-Vea [rg-1.1], [eso][Rg-1] y [MX-DIF].\n+Vea [RG-1.1], [eso][RG-1] y [mx-dif].\n" in shown.out
    assert "1 files can be mended as shown; to write them, add --write" in shown.err
    assert files(root) == before


def test_only_the_files_that_are_named_are_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = laid("case-of-ids", "before", tmp_path)
    assert main(["check", "--root", str(root), "--fix", "--write", "directory"]) == 0
    assert "nothing to mend" in capsys.readouterr().err
    assert files(root)[PATH] == (FIXTURES / "case-of-ids/before" / PATH).read_text(encoding="utf-8")


def test_the_line_ends_of_a_file_stay(tmp_path: Path) -> None:
    root = laid("case-of-ids", "before", tmp_path)
    (root / PATH).write_bytes((root / PATH).read_bytes().replace(b"\n", b"\r\n"))
    main(["check", "--root", str(root), "--fix", "--write"])
    raw = (root / PATH).read_bytes()
    assert b"[RG-1.1]" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_file_that_changes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = laid("case-of-ids", "before", tmp_path)

    def meanwhile(path: Path) -> Tree:
        tree = read_tree(path)
        (root / PATH).write_text("somebody else's", encoding="utf-8")
        return tree

    monkeypatch.setattr("kb.editing.fix.read_tree", meanwhile)
    assert main(["check", "--root", str(root), "--fix", "--write", "--lang", "en"]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert (root / PATH).read_text(encoding="utf-8") == "somebody else's"


def test_what_a_terminal_could_obey_is_not_shown(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / PATH).write_text(SECTION.format("Uno \x1b[31m [rg-1].", "One [rg-1]."), encoding="utf-8")
    main(["check", "--root", str(small), "--fix"])
    assert "\x1b" not in capsys.readouterr().out
