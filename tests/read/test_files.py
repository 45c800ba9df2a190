"""Files are read as they stand, with their places; what is no ordinary file is not opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.read.document import Document, parse, read_document
from kb.read.files import MAX_BYTES, decode, find, read_text
from kb.read.kinds import kind_of
from tests.read.test_anything import SECTION


def test_a_byte_order_mark_is_dropped_and_line_ends_become_one_character() -> None:
    document = parse(SECTION, decode("\ufeff---\r\nid: RG-1.1\r\nstatus: nope\r\n---\r".encode()).text)
    assert document.text == "---\nid: RG-1.1\nstatus: nope\n---\n"
    assert document.line_and_column(document.offset(("status",))) == (3, 9)


def test_the_first_byte_that_is_not_utf8_is_told_with_its_place() -> None:
    source = decode("línea\r\nse\u00f1al".encode() + b"\xe1 x")
    assert not source.usable
    assert [(defect.kind, defect.args["byte"]) for defect in source.defects] == [("encoding", "0xE1")]
    document = parse(SECTION, source.text, source.defects, usable=False)
    assert document.line_and_column(document.offset(source.defects[0].at)) == (2, 6)


def test_columns_count_characters() -> None:
    document = Document("x", "other", "👩‍👧 ñ\nsegunda")
    assert document.line_and_column(document.text.index("ñ")) == (1, 5)
    assert document.line_and_column(document.text.index("gunda")) == (2, 3)
    assert document.line_and_column(10**9) == (2, 8)


def test_a_key_path_that_is_not_there_leads_to_its_nearest_ancestor() -> None:
    document = parse("directory/mx/dif.yml", "id: mx-dif\nphones:\n  - printed: x\n")
    assert document.line_and_column(document.offset(("phones", 0, "number"))) == (3, 5)
    assert document.line_and_column(document.offset(("phones",), on_value=False)) == (2, 1)
    assert document.line_and_column(document.offset(("nothing",))) == (1, 1)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("secret")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/in.md").symlink_to("../outside.md")
    source = read_text(tmp_path / "tree", "in.md")
    assert (source.text, source.usable, [defect.kind for defect in source.defects]) == ("", False, ["symlink"])


def test_a_folder_that_is_a_link_is_listed_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/RG.md").write_text("secret")
    (tmp_path / "tree/guidelines").mkdir(parents=True)
    (tmp_path / "tree/guidelines/sub").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "tree/directory").symlink_to(tmp_path / "elsewhere")
    assert list(find(tmp_path / "tree")) == ["guidelines/sub", "directory"]


def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [defect.kind for defect in read_text(tmp_path, "pipe.md").defects] == ["unreadable"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "b.md").write_bytes(b"x\n" * (MAX_BYTES // 2))
    assert [defect.kind for defect in read_text(tmp_path, "a.md").defects] == ["too-large"]
    assert read_text(tmp_path, "b.md").usable


def test_a_file_that_is_gone_or_whose_name_no_system_takes_is_told() -> None:
    assert [defect.kind for defect in read_text(Path("/"), "no/such/file").defects] == ["unreadable"]
    assert [defect.kind for defect in read_text(Path("/"), "nul\0l").defects] == ["unreadable"]


def test_files_that_are_no_content_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "docs/assets").mkdir(parents=True)
    (tmp_path / "docs/assets/a.png").write_bytes(b"\x89PNG\xff" + b"x" * MAX_BYTES)
    document = read_document(tmp_path, "docs/assets/a.png")
    assert (document.kind, document.text, document.defects) == ("other", "", [])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("guidelines/regional/RG.md", "section"), ("guidelines/vocabulary.yml", "vocabulary"),
        ("guidelines/labels.yml", "labels"), ("guidelines/glossary.yml", "glossary"),
        ("guidelines/library/un.yml", "library"), ("directory/mx/a.yml", "institution"),
        ("docs/es/index.md", "page"), ("mkdocs.yml", "configuration"), ("directory/a.yml", "other"),
        ("directory/mx/b/a.yml", "other"), ("guidelines/RG.MD", "other"), ("guidelines/un.yml", "other"),
        ("x/mkdocs.yml", "other"),
    ],
)  # fmt: skip
def test_a_path_says_how_a_file_is_read(path: str, kind: str) -> None:
    assert kind_of(path) == kind
