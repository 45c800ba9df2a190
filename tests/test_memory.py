"""What is remembered makes checking quicker and changes nothing that it finds."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.machinery import ModuleSpec
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from kb.check import last, outlines, run
from kb.check.engine import RULES, Problem, check_tree
from kb.check.memory import Memory, Stamp, remembered, store_of, version_of, write_own
from kb.check.run import check
from kb.read.document import Document
from kb.read.tree import Tree, read_tree
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


# What the last check found


def text_changed(root: Path, path: str = SECTION, words: str = "One more sentence.") -> None:
    """A sentence more in the last language of a section: its outline stays."""
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")


@pytest.fixture
def no_whole_check(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, whoever checks a whole tree fails."""

    def refuse(*_args: object) -> None:
        pytest.fail("the whole tree was checked")

    return lambda: monkeypatch.setattr(run, "check", refuse)


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
