"""Rules on what a repository cannot hold well: devices, permissions, giants; and rules with many branches."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.check.engine import check_document
from kb.check.formats import as_text
from kb.check.rules.yaml_rules import _SYNTAX
from kb.check.run import check
from kb.read.document import parse
from kb.read.files import MAX_BYTES

SECTION = "guidelines/regional/1-principles/RG-1.2.md"


def text_of(root: Path, lang: str = "en") -> str:
    return as_text(check(root)[1], lang)


def problems_in(text: str, path: str = SECTION, languages: tuple[str, ...] = ("es", "en")) -> str:
    return as_text(check_document(parse(path, text, languages=languages)), "en")


def section(es: str, en: str, front: str = "") -> str:
    head = f"---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n{front}---\n\n"
    return f"{head}# Uno {{lang=es}}\n\n{es}\n\n# One {{lang=en}}\n\n{en}\n"


# Files


def test_a_file_that_is_too_large_is_told(small: Path) -> None:
    (small / "guidelines/library/big.yml").write_bytes(b"# x\n" * (MAX_BYTES // 4 + 1))
    assert text_of(small) == (
        "guidelines/library/big.yml:1:1: error [too-large] the file has 1000004 bytes; at most 1000000 are read;"
        " split it into several files, and take out whatever was pasted in by mistake\n"
    )


def test_a_file_that_is_as_large_as_allowed_is_read(small: Path) -> None:
    (small / "guidelines/library/big.yml").write_bytes(b"[]".ljust(MAX_BYTES, b"\n"))
    assert text_of(small) == ""


def test_a_picture_may_be_large(small: Path) -> None:
    (small / "docs/assets").mkdir(parents=True)
    (small / "docs/assets/map.png").write_bytes(b"\xff" * (MAX_BYTES + 1))
    assert text_of(small) == ""


def test_a_named_pipe_is_told_and_not_opened(small: Path) -> None:
    os.mkfifo(small / "guidelines/regional/1-principles/RG-1.2.md")
    said = "this is not an ordinary file; replace it with an ordinary file that may be read"
    assert text_of(small) == f"{SECTION}:1:1: error [unreadable] {said}\n"


def test_a_file_without_permission_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lstat = os.lstat

    def refuse(path: str | Path) -> os.stat_result:
        if str(path).endswith("dif.yml"):
            raise PermissionError(13, "Permission denied")
        return lstat(path)

    monkeypatch.setattr(os, "lstat", refuse)
    shown = text_of(small)
    assert "directory/mx/dif.yml:1:1: error [unreadable] the permissions of this file do not let it be read;" in shown
    assert shown.count("\n") == 1, "nobody is told that mx-dif, which stands there, does not exist"


def test_a_folder_without_permission_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("library"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "guidelines/library:1:1: error [unreadable] this folder cannot be opened;" in text_of(small)


def test_a_content_folder_that_is_a_link_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(small / "docs")
    (small / "docs").symlink_to(tmp_path / "elsewhere")
    assert text_of(small).startswith("docs:1:1: error [symlink] this is not a file but a link to “")


def test_a_file_name_with_a_line_break_stays_on_one_line(small: Path) -> None:
    (small / "directory/mx/a\nb.txt").write_text("x")
    assert text_of(small).startswith("directory/mx/a�b.txt:1:1: error [file-place] ")
    assert text_of(small).count("\n") == 1


def test_words_without_a_vocabulary_are_told_once(small: Path) -> None:
    (small / "guidelines/vocabulary.yml").unlink()
    shown = text_of(small)
    assert shown.count("[missing-vocabulary]") == shown.count("\n") == 1
    assert "error [missing-vocabulary] there is no vocabulary that could hold this word;" in shown
    assert "bring back the file guidelines/vocabulary.yml from an earlier version\n" in shown


def test_a_vocabulary_that_cannot_be_read_is_the_only_problem(small: Path) -> None:
    (small / "guidelines/vocabulary.yml").write_text("phases: [\n", encoding="utf-8")
    assert [line.split("[")[1].split("]")[0] for line in text_of(small).splitlines()] == ["yaml-syntax"]


def test_an_entry_that_cannot_be_read_leaves_the_chapter_as_it_is(small: Path) -> None:
    (small / "guidelines/regional/1-principles/RG-1.md").write_text("no front matter", encoding="utf-8")
    assert [line.split("[")[1].split("]")[0] for line in text_of(small).splitlines()] == ["front-matter"]


def test_a_tag_in_the_settings_is_told_and_never_run(small: Path, tmp_path: Path) -> None:
    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    evil = f"extra: !!python/object/apply:os.system ['touch {tmp_path}/ran']\n"
    (small / "mkdocs.yml").write_text(settings + evil, encoding="utf-8")
    assert "error [yaml-feature] a value that begins with ! is a command" in text_of(small)
    assert not (tmp_path / "ran").exists()


# YAML, as people get it wrong: what stands in the file (the place that is to be told is marked), what is said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ('title: ‹"no end\nnote: x\n', "this quotation mark is never closed"),
        ("title: ‹'no end\n--- \n", "this quotation mark is not closed before the line ---"),
        ("a: 1\n‹two words\nb: 2\n", "this line is neither a key with its value nor the continuation of a text"),
        ("a:1\nb‹: 2\n", "this key does not fit after the line above it"),
        ("title: Guide‹: part two\n", "a value cannot hold a colon and a space"),
        ("a: ‹[x, y\nb: 2\n", "the list in square brackets is not closed here"),
        ("a: ‹{x: 1\nb: 2\n", "the entries in braces are not closed here"),
        ("a: {x: 1 y‹: 2}\n", "the entries in braces are not closed here"),
        ("a: [x]‹]\n", "there is a bracket too many"),
        ("a: [x] ‹y\n", "text stands after the closing bracket"),
        ("a: 'l'‹hôtel'\n", "the value ends at the quotation mark before this place"),
        ("a:\n    b: 1\n  ‹c: 2\n", "the indentation of this line does not fit the lines above it"),
        ("  a: 1\n‹b: 2\n", "this line is indented less than the lines above it"),
        ("- a: 1\n ‹b: 2\n", "this line stands among the entries of a list but does not begin with a hyphen"),
        ("a: ‹- x\n", "a list cannot begin on the same line as its key"),
        ('a: "x‹\\dir"\n', "a backslash has a special meaning between double quotation marks"),
        ("a: |‹x\n  y\n", "after | or > nothing else may stand on the line"),
        ("a: ‹& b\n", "a value cannot begin with & or *"),
        ("a: ‹, b\n", "a value is missing, or begins with a sign that no value begins with"),
        ("a:\n‹\tb: 1\n", "a tab stands at the start of the line"),
        ("a: ‹@b\n", "a value cannot begin with “@”"),
        ("a: ‹`b`\n", "a value cannot begin with “`”"),
        ("a: ‹!x!y b\n", "a value cannot begin with an exclamation mark"),
        ("‹%FOO\n---\na: 1\n", "a line cannot begin with a percent sign"),
        ("a: 1\n‹---\nb: 2\n", "a line with only --- or ... divides the file in two"),
        ("? ‹[a]\n: 1\n", "a bracket stands where a key was expected"),
        ("a: ‹\x07\n", "an invisible character stands here"),
        ("!<‹ a: 1\n", "this cannot be read as YAML: "),
    ],
)
def test_what_libyaml_finds_is_told_in_plain_words_at_the_place_of_the_mistake(marked: str, said: str) -> None:
    at = marked.index("‹")
    text = marked.replace("‹", "")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    shown = problems_in(text, "mkdocs.yml")
    assert f"mkdocs.yml:{line}:{column}: error [yaml-syntax] {said}" in shown
    assert shown.count("\n") == 1


def test_no_word_for_a_problem_of_libyaml_is_out_of_use() -> None:
    assert len(_SYNTAX) >= 15
