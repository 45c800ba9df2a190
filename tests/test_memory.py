"""What is remembered makes checking quicker and changes nothing that it finds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kb.check.engine import Problem
from kb.check.memory import Memory, remembered
from kb.check.run import check
from tests.fixtures import cases, name, tree_of

SECTION = "guidelines/regional/1-principles/RG-1.1.md"
LANGUAGES = ("es", "en")


def problems(root: Path, memory: Memory | None = None) -> list[Problem]:
    return check(root, (), memory)[1]


def break_it(root: Path) -> None:
    path = root / SECTION
    path.write_text(path.read_text(encoding="utf-8").replace("[CRC-3]", "[CRC-33]"), encoding="utf-8")


def test_a_changed_file_is_read_again(small: Path) -> None:
    memory = Memory()
    assert problems(small, memory) == []
    break_it(small)
    assert problems(small, memory) == problems(small) != []


def test_a_file_that_is_gone_is_forgotten(small: Path) -> None:
    memory = Memory()
    problems(small, memory)
    (small / "guidelines/regional/1-principles/RG-1.md").unlink()
    assert problems(small, memory) == problems(small) != []


def test_another_run_remembers_what_the_last_one_read(small: Path) -> None:
    break_it(small)
    found = problems(small, remembered(small, LANGUAGES))
    again = remembered(small, LANGUAGES)
    assert SECTION in again.kept
    assert problems(small, again) == found


def test_nothing_is_remembered_in_the_tree_itself(small: Path) -> None:
    before = sorted(path for path in small.rglob("*"))
    problems(small, remembered(small, LANGUAGES))
    assert sorted(path for path in small.rglob("*")) == before


@pytest.mark.parametrize("damage", [b"", b"x", b"\x80\x05garbage", bytes(1000)])
def test_a_damaged_store_is_ignored(small: Path, damage: bytes) -> None:
    problems(small, remembered(small, LANGUAGES))
    store = remembered(small, LANGUAGES).store
    assert store is not None
    store.write_bytes(store.read_bytes()[:40] + damage)
    assert problems(small, remembered(small, LANGUAGES)) == []
    store.write_bytes(damage)
    assert problems(small, remembered(small, LANGUAGES)) == []


def test_other_languages_are_another_memory(small: Path) -> None:
    problems(small, remembered(small, LANGUAGES))
    assert remembered(small, ("es", "en", "fr")).kept == {}


def test_a_cache_folder_that_cannot_be_written_is_no_obstacle(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    break_it(small)
    assert problems(small, remembered(small, LANGUAGES)) == problems(small)


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_asking_about_one_path_finds_what_asking_about_all_finds_there(case: Path, tmp_path: Path) -> None:
    root = tree_of(case, tmp_path)
    everything = problems(root)
    for path in sorted({problem.path for problem in everything}):
        if os.path.lexists(root / path):
            assert check(root, [path])[1] == [problem for problem in everything if problem.path == path]
    shutil.rmtree(root)


def test_without_a_folder_for_caches_the_users_own_is_taken(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    store = remembered(small, ("es",)).store
    assert store is not None
    assert store.parent == tmp_path / ".cache/kb"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert (remembered(small, ("es",)).store or Path()).parent == tmp_path / "x/kb"
