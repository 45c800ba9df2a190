"""What is remembered makes checking quicker and changes nothing that it finds; nobody else can have written it."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from datetime import date
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import cast

import pytest

from kb.check import last
from kb.check.memory import Memory, Stamp, remembered, store_of, version_of, write_own
from kb.check.run import check
from kb.read.document import Document
from tests.fixtures import cases, name, tree_of
from tests.remembering import LANGUAGES, SECTION, break_it, problems, text_changed


def test_a_changed_file_is_read_again(small: Path) -> None:
    memory = Memory()
    assert problems(small, memory) == []
    break_it(small)
    assert problems(small, memory) == problems(small) != []


def test_what_was_found_in_a_file_holds_for_no_other_time_size_or_file() -> None:
    stamp, found = (5, 5, 5, 5), (cast(Document, None), [])
    memory = Memory(kept={SECTION: (stamp, found)})
    assert memory.recall(SECTION, stamp) == found
    for at in range(4):
        for other in (4, 6):
            changed = (*stamp[:at], other, *stamp[at + 1 :])
            assert memory.recall(SECTION, cast(Stamp, changed)) is None
    assert memory.recall(SECTION, None) is None
    assert memory.recall("another.md", stamp) is None


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


# What others could have written


class Bomb:
    """Reading its pickle makes a folder."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (os.environ["BOMB"],)


@pytest.mark.parametrize("ending", ["kb", "last"])
@pytest.mark.parametrize("who", ["group", "everybody", "link", "folder"])
def test_a_store_that_others_could_have_written_is_not_read(
    small: Path, tmp_path: Path, ending: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    last.check(small)
    store = tmp_path / "cache" / "kb" / store_of(small, ending).name  # type: ignore[union-attr]
    settings = LANGUAGES if ending == "kb" else (date.today().isoformat(),)
    text_changed(small)
    store.write_bytes(version_of(settings) + pickle.dumps(Bomb(), 5))
    if who == "link":
        store.rename(tmp_path / "elsewhere")
        store.symlink_to(tmp_path / "elsewhere")
    elif who == "folder":
        store.parent.chmod(0o777)
    else:
        store.chmod({"group": 0o660, "everybody": 0o606}[who])
    assert last.check(small) == []
    assert not (tmp_path / "exploded").exists()


def test_a_store_of_ones_own_is_read(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above plants does explode where nobody refuses to read it."""
    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    last.check(small)
    store = store_of(small, "last")
    assert store is not None
    store.write_bytes(version_of((date.today().isoformat(),)) + pickle.dumps(Bomb(), 5))
    last.check(small)
    assert (tmp_path / "exploded").exists()


def test_stores_are_for_their_owner_alone(small: Path) -> None:
    last.check(small)
    for ending in ("kb", "last"):
        store = store_of(small, ending)
        assert store is not None
        assert store.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("rights", "kept"), [(0o755, True), (0o720, False), (0o702, False)])
def test_what_only_its_owner_can_write_is_ones_own(small: Path, rights: int, kept: bool) -> None:
    last.check(small)
    store = store_of(small, "last")
    assert store is not None
    store.chmod(rights)
    assert store_of(small, "last") == store
    assert store.exists() == kept


@pytest.mark.parametrize("step", [-1, 1])
def test_a_folder_of_somebody_else_is_not_used(small: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store_of(small, "kb") is not None
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + step)
    assert store_of(small, "kb") is None


def test_a_store_is_begun_anew_or_added_to_and_never_written_through_a_link(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for words, append in ((b"a long first", False), (b"second", False), (b" third", True)):
        with write_own(store, append=append) as file:
            assert file.tell() == (len(b"second") if append else 0)
            file.write(words)
    assert store.read_bytes() == b"second third"
    link = tmp_path / "link"
    link.symlink_to(store)
    for append in (True, False):
        with pytest.raises(OSError, match="link"):
            write_own(link, append=append)
    assert store.read_bytes() == b"second third"


def test_what_is_installed_beside_it_makes_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packages/pydantic").mkdir(parents=True)
    spec = ModuleSpec("pydantic", None, origin=str(tmp_path / "packages/pydantic/__init__.py"))
    monkeypatch.setattr("kb.check.memory.find_spec", lambda name: spec)
    before = version_of(LANGUAGES)
    os.utime(tmp_path / "packages/pydantic", ns=(1, 1))
    os.utime(tmp_path, ns=(1, 1))
    assert version_of(LANGUAGES) == before
    os.utime(tmp_path / "packages", ns=(1, 1))
    assert version_of(LANGUAGES) != before


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
