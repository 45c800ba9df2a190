"""What the last check found holds as long as nothing changed; after a change in a text only that section is looked at."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from kb.check import last, outlines
from kb.check.engine import RULES, check_tree
from kb.check.memory import store_of, version_of
from kb.check.run import check
from kb.read.tree import Tree, read_tree
from tests.fixtures import cases, name, tree_of
from tests.remembering import SECTION, break_it, problems, text_changed


def test_without_a_change_nothing_is_worked_out_again(small: Path, no_whole_check: Callable[[], None]) -> None:
    break_it(small)
    found = last.check(small)
    no_whole_check()
    assert last.check(small) == found != []
    assert last.check(small, ["directory"]) == []
    assert last.check(small, [SECTION]) == found


def test_after_a_change_of_text_only_that_section_is_looked_at(small: Path, no_whole_check: Callable[[], None]) -> None:
    assert last.check(small) == []
    text_changed(small, words="See [CRC-33] and <b>.")
    found = problems(small)
    no_whole_check()
    assert last.check(small) == found != []
    assert last.check(small, ["directory"]) == []


def test_after_a_change_of_text_nothing_is_imported_that_only_other_files_need(small: Path) -> None:
    """What is imported takes most of the time of a check of one section."""
    last.check(small)
    text_changed(small)
    others = (
        "yaml",
        "phonenumbers",
        "opening_hours",
        "pydantic.root_model",
        "importlib.metadata",
        "multiprocessing",
        "babel",
    )
    code = f"import sys; from kb.cli import main; main(sys.argv[1:]); print([m for m in {others} if m in sys.modules])"
    command = [sys.executable, "-c", code, "check", "--lang", "en", "--root", str(small)]
    alone = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}  # which imports more
    assert subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout == "[]\n"
    record = small / "directory/mx/dif.yml"
    record.write_text(record.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "yaml" in subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_what_is_found_after_a_change_of_text_is_what_a_new_check_finds(case: Path, tmp_path: Path) -> None:
    root = tree_of(case, tmp_path)
    last.check(root)
    sections = sorted(path for path in root.glob("guidelines/**/*.md") if path.is_file() and not path.is_symlink())
    for path in sections[:3]:
        text_changed(root, path.relative_to(root).as_posix())
        assert last.check(root) == problems(root)
    shutil.rmtree(root)


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_rules_that_look_at_outlines_only_find_the_same_in_outlines(case: Path, tmp_path: Path) -> None:
    tree = read_tree(tree_of(case, tmp_path))
    rules = [rule for rule in RULES.values() if rule.sees == "outline"]
    assert check_tree(outlines.in_outlines(tree), rules) == check_tree(tree, rules)


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_rules_find_the_same_in_outlines_that_were_packed(case: Path, tmp_path: Path) -> None:
    tree = read_tree(tree_of(case, tmp_path))
    rules = [rule for rule in RULES.values() if rule.sees == "outline"]
    unpacked, _documents = outlines.unpack(tree.root, BytesIO(outlines.pack(tree)))
    assert check_tree(unpacked, rules) == check_tree(tree, rules)
    assert list(unpacked.kb.ids()) == list(tree.kb.ids())


def test_of_what_was_packed_only_what_is_asked_for_is_unpacked(content: Tree) -> None:
    tree, documents = outlines.unpack(content.root, BytesIO(outlines.pack(content)))
    assert not documents
    path = content.kb.sections["RG-2.3"].path
    assert tree.kb.find("RG-2.3") == tree.documents[path].entries[0]
    assert tree.kb.find("CRC-12") == content.kb.find("CRC-12")
    assert tree.kb.find("RG-99") is None
    assert set(documents) == {path, content.kb.library["CRC"].path}


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "front matter": (SECTION, lambda text: text.replace("status: proposed", "status: propsoed")),
    "an id": (SECTION, lambda text: text.replace("id: RG-1.1", "id: RG-1.7")),
    "a title": (SECTION, lambda text: text.replace("{lang=en}", "{lang=eng}")),
    "the vocabulary": ("guidelines/vocabulary.yml", lambda text: text.replace("  proposed:", "  proposd:")),
    "the glossary": ("guidelines/glossary.yml", lambda text: f"{text}  avoid: {{es: [niña], en: [child]}}\n"),
    "the library": ("guidelines/library/un.yml", lambda text: text.replace("id: CRC", "id: CRD")),
    "the directory": ("directory/mx/dif.yml", lambda text: text.replace("id: mx-dif", "id: mx-diff")),
    "a page": ("docs/es/index.md", lambda text: f"{text}\n[RG-99]\n"),
    "the settings": ("mkdocs.yml", lambda text: f"{text}\nsite_url: https://example.org/\n"),
    "a new file": ("guidelines/regional/1-principles/RG-1.9.md", lambda text: "no front matter\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_any_other_change_a_new_check_finds_the_same(small: Path, what: str) -> None:
    last.check(small)
    path, change = CHANGES[what]
    before = (small / path).read_text(encoding="utf-8") if (small / path).exists() else ""
    (small / path).parent.mkdir(parents=True, exist_ok=True)
    (small / path).write_text(change(before), encoding="utf-8")
    assert (small / path).read_text(encoding="utf-8") != before
    assert last.check(small) == problems(small)
    assert last.check(small, ["guidelines/regional"]) == check(small, ["guidelines/regional"])[1]


def test_a_file_that_is_gone_is_no_longer_in_the_last_check(small: Path) -> None:
    last.check(small)
    (small / "guidelines/regional/1-principles/RG-1.md").unlink()
    assert last.check(small) == problems(small) != []


def test_a_file_replaced_by_one_with_the_same_time_and_size_is_read_again(small: Path) -> None:
    last.check(small)
    path, info = small / SECTION, os.stat(small / SECTION)
    path.write_text(path.read_text(encoding="utf-8").replace("[CRC-3]", "[CRD-3]"), encoding="utf-8")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert os.stat(path).st_size == info.st_size
    assert last.check(small) == problems(small) != []


def test_many_changed_sections_are_checked_with_the_whole(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last, "MOST", 0)
    last.check(small)
    break_it(small)
    assert last.check(small) == problems(small) != []


@pytest.mark.parametrize("what", ["the day", "the program"])
def test_the_last_check_does_not_outlive_the_day_or_the_program(
    small: Path, what: str, monkeypatch: pytest.MonkeyPatch, no_whole_check: Callable[[], None]
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2101, 1, 1)

    last.check(small)
    if what == "the day":
        monkeypatch.setattr(last, "date", Tomorrow)
    else:
        monkeypatch.setattr(last, "version_of", lambda settings: bytes(32))
    no_whole_check()
    with pytest.raises(pytest.fail.Exception):
        last.check(small)


@pytest.mark.parametrize("damage", [b"", b"x", b"\x80\x05garbage", bytes(1000)])
def test_a_damaged_last_check_is_ignored(small: Path, damage: bytes) -> None:
    last.check(small)
    store = store_of(small, "last")
    assert store is not None
    store.write_bytes(store.read_bytes()[:40] + damage)
    assert last.check(small) == []
    store.write_bytes(damage)
    assert last.check(small) == []


@pytest.mark.parametrize("damage", [bytes(1), pickle.dumps("text"), b"\x80\x05garbage"])
@pytest.mark.parametrize("what", ["index", "document"])
def test_a_damaged_outline_is_ignored(small: Path, what: str, damage: bytes) -> None:
    last.check(small)
    store = store_of(small, "last")
    assert store is not None
    whole = store.read_bytes()
    with store.open("rb") as file:
        file.seek(len(version_of(())))
        pickle.load(file)
        if what == "document":
            pickle.load(file)
        at = file.tell()
    store.write_bytes(whole[:at] + damage * (len(whole[at:]) // len(damage)))
    text_changed(small, words="See [CRC-33] and <b>.")
    assert last.check(small) == problems(small) != []


def test_of_a_check_that_is_kept_nothing_else_is_left(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    last.check(small)
    assert sorted(path.suffix for path in (tmp_path / "cache/kb").iterdir()) == [".kb", ".last"]


def test_a_full_disk_is_no_obstacle(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def writelines(self, _lines: object) -> None:
            raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(last, "write_own", lambda path: path.touch() or Full())
    break_it(small)
    assert last.check(small) == problems(small) != []
    assert [path.suffix for path in (tmp_path / "cache/kb").iterdir()] == [".kb"]
