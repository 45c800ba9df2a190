"""`kb diff` says in words what changes for readers, so that whoever reviews sees it without reading files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kb.cli import main
from kb.editing.changes import MOST, digits_changed, words_changed
from kb.editing.diff import safe
from kb.editing.history import tree_at
from kb.read.tree import read_tree
from tests.conftest import ROOT

RG = "guidelines/regional/1-principles/RG-1.1.md"
DIF = "directory/mx/dif.yml"


def git(root: Path, *args: str) -> str:
    environment = {
        **os.environ,
        **{f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    done = subprocess.run(["git", "-C", str(root), *args], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


@pytest.fixture
def published(small: Path) -> Path:
    """The small tree, with its history so far."""
    (small / "guidelines/vocabulary.yml").write_bytes((ROOT / "guidelines/vocabulary.yml").read_bytes())
    git(small, "init", "--quiet")
    git(small, "add", "--all")
    git(small, "commit", "--quiet", "--message", "All")
    return small


def change(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    text = (root / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (root / path).write_text(text, encoding="utf-8")


def told(root: Path, capsys: pytest.CaptureFixture[str], lang: str = "en") -> str:
    assert main(["diff", "HEAD", "--root", str(root), "--lang", lang]) == 0
    return capsys.readouterr().out


def test_an_earlier_version_is_the_same_tree(published: Path) -> None:
    before = tree_at(published, "HEAD")
    assert before is not None
    now = read_tree(published)
    assert {path: document.text for path, document in before.documents.items()} == {
        path: document.text for path, document in now.documents.items() if not path.startswith(".")
    }
    assert before.kb.sections == now.kb.sections


def test_nothing_changed_is_said(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(published, capsys) == "## What changes for readers\n\nNothing\n"


def test_how_a_file_is_laid_out_is_no_change(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(published, RG, ("La persona", "La\npersona"), ("status:", "revised: 2026-01-01\nstatus:"))
    main(["sync", "--root", str(published), "--all"])
    capsys.readouterr()
    assert "Nothing" in told(published, capsys)


def test_a_changed_text_shows_its_words_and_which_language_did_not_change(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(published, RG, ("The official decides", "The authority now decides"))
    text = told(published, capsys)
    assert "**`RG-1.1` Best interests first**" in text
    assert "- text in English:\n  - The ~~official~~ **authority now** decides under" in text
    assert "- unchanged in Spanish: does it still say the same?" in text


def test_titles_words_and_references_are_told_by_name(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        published,
        RG,
        ("# Best interests first", "# Best interests always"),
        ("# El interés superior primero", "# El interés superior siempre"),
        ("basis: [CRC-3]", "basis: [CRC]\ndeadline: {hours: 24}"),
        ("phases: [identification]", "phases: [identification, transit]"),
        ("[CRC-3]", "the law"),
    )
    text = told(published, capsys)
    assert "title in English: Best interests ~~first~~ **always**" in text
    assert "- `phases`: identification → identification, transit" in text
    assert "- `deadline`: – → 24 hours" in text
    assert "- now cites: `CRC`" in text
    assert "- no longer cites: `CRC-3`" in text
    assert "- título en inglés: Best interests ~~first~~ **always**" in told(published, capsys, "es")


def test_a_number_is_compared_digit_by_digit(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(published, DIF, ("55 1234 5678", "55 1234 5687"), ("+525512345678", "+525512345687"))
    text = told(published, capsys)
    assert "### Directory: compare every digit with its source" in text
    line = next(line for line in text.split("\n") if "→" in line)
    assert line.replace("~~", "").replace("**", "").replace("\\", "") == (
        "- 55 1234 5678 (+525512345678) → 55 1234 5687 (+525512345687)"
    )
    assert line.count("~~") >= 4
    assert line.count("**") >= 4


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("55 1234", "55 1334", [("same", "55 1"), ("old", "2"), ("same", "34")], [("same", "55 1"), ("new", "3"), ("same", "34")]),
        ("12-34", "12 34", [("same", "12-34")], [("same", "12 34")]),
        ("911", "9111", [("same", "911")], [("same", "911"), ("new", "1")]),
    ],
)  # fmt: skip
def test_only_the_digits_that_differ_are_marked(before: str, after: str, left: object, right: object) -> None:
    assert digits_changed(before, after) == (left, right)


def test_a_contact_that_comes_goes_or_is_verified_is_told(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contact = '{printed: 55 1234 5678, number: "+525512345678", source: src-mx-page, as_of: 2025-03}'
    later = contact.replace("as_of: 2025-03", "as_of: 2026-01")
    change(published, DIF, (contact, later))
    assert "**55 1234 5678 (+525512345678)**: changed in `as_of`" in told(published, capsys)
    more = f"{contact}\nemails:\n  - {{address: ni.a@example.org, source: src-mx-page, as_of: 2025-03}}"
    change(published, DIF, (later, more), ("services: [shelter]", "services: [shelter, health]"))
    text = told(published, capsys)
    assert "- new: **ni.a&#64;example.org**" in text
    assert "- changed: `services`" in text
    change(published, DIF, (f"phones:\n  - {contact}\n", ""))
    assert "- gone: **55 1234 5678 (+525512345678)**" in told(published, capsys)


def test_an_address_and_its_hours_are_shown_as_they_are_printed(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = 'addresses:\n  - {printed: "Calle 1", hours: Mo-Fr 09:00-17:00, source: src-mx-page, as_of: 2025-03}\n'
    opening = "opening:\n  - {hours: Mo-Fr 09:00-17:00, source: src-mx-page, as_of: 2025-03}\n"
    change(published, DIF, ("confidence:", f"{place}{opening}confidence:"))
    git(published, "commit", "--quiet", "--all", "--message", "A place")
    change(published, DIF, ("Calle 1", "Calle 2"), ("opening:\n  - {hours: Mo-Fr", "opening:\n  - {hours: Mo-Sa"))
    text = told(published, capsys)
    assert "- Calle 1 → **Calle 2**" in text
    assert "- Mo-Fr 09:00-17:00 → **Mo-Sa 09:00-17:00**" in text


def test_what_is_new_withdrawn_or_gone_is_listed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (published / RG).read_text(encoding="utf-8")
    (published / RG.replace("1.1", "1.2")).write_text(text.replace("RG-1.1", "RG-1.2"), encoding="utf-8")
    (published / DIF.replace("dif", "otro")).write_text(
        (published / DIF).read_text(encoding="utf-8").replace("mx-dif", "mx-otro"), encoding="utf-8"
    )
    (published / DIF).unlink()
    change(published, RG, ("status: proposed", "status: withdrawn\nreplaced_by: [RG-1.2]"))
    change(published, "guidelines/library/un.yml", ("en: ", "en: New "))
    found = told(published, capsys)
    assert "### New\n\n- `RG-1.2` Best interests first\n- `mx-otro` Test DIF system: 55 1234 5678\n" in found
    assert "### Withdrawn\n\n- `RG-1.1` Best interests first\n" in found
    assert "### Gone: nothing leads from their addresses\n\n- `mx-dif`" in found
    assert "### Also changed\n\n- `CRC`" in found
    assert "### Texts" not in found


def test_a_page_written_by_hand_is_named(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / "docs/es/about.md").write_text("# Acerca\n\nTexto.\n", encoding="utf-8")
    assert told(published, capsys).endswith("### Also changed\n\n- `docs/es/about.md`\n")


def test_of_a_text_that_changed_everywhere_only_the_first_places_are_shown(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    change(published, RG, ("La persona funcionaria", "La persona " + "".join(f"{same}a " for _ in range(20))))
    git(published, "commit", "--quiet", "--all", "--message", "Longer")
    change(published, RG, (" a uno", " b uno"))
    assert "  - … and 7 places more" in told(published, capsys)


def test_a_text_that_nobody_would_write_is_not_compared_word_by_word() -> None:
    words = [str(number) for number in range(MOST)]
    assert words_changed(" ".join(words), " ".join([*words, "b"])) == []
    assert words_changed(" ".join(words[:-1]), " ".join([*words[:-1], "b"]))[-1][-1] == ("new", "b")


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD~9", ""])
def test_a_version_that_git_does_not_know_is_a_wrong_call(
    published: Path, revision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "--root", str(published), "--lang", "en", "--", revision]) == 2
    assert "git knows no version" in capsys.readouterr().err


def test_without_a_history_there_is_nothing_to_compare_with(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "HEAD", "--root", str(small)]) == 2
    assert capsys.readouterr().err


def test_a_link_in_an_earlier_version_is_not_followed(published: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (published / "guidelines/regional/link.md").symlink_to(tmp_path / "secret.md")
    git(published, "add", "--all")
    git(published, "commit", "--quiet", "--message", "Link")
    tree = tree_at(published, "HEAD")
    assert tree is not None
    assert "guidelines/regional/link.md" not in tree.documents


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@somebody", "&#64;somebody"),
        ("<img src=x>", "&lt;img src=x>"),
        ("[x](https://example.org)", "\\[x\\](https&#58;//example.org)"),
        ("# a", "\\# a"),
        ("- a - b", "\\- a - b"),
        ("1. a", "1\\. a"),
        ("a\nb  **c**\x1b[0m", "a b \\*\\*c\\*\\*\ufffd\\[0m"),
    ],
)
def test_what_the_content_says_is_never_markup_in_the_comment(text: str, shown: str) -> None:
    assert safe(text) == shown
