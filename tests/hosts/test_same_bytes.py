"""Two builds of the same content are the same to the byte, whatever else differs between the machines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.delivery.finish import MANIFEST
from tests import lasting
from tests.hosts.pythons import OWN, equipped, pythons

BACKWARDS = Path(__file__).parent / "backwards"
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "POSIX",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",  # text is ASCII unless the program says what it is
    "PYTHONHASHSEED": "77",
    "PYTHONPATH": str(BACKWARDS),
}
BUILD = """
import sys
from pathlib import Path
from kb.build import build
from kb.read.tree import read_tree
root, folder = map(Path, sys.argv[1:])
build(root, read_tree(root).kb, folder / "site", copies=folder / "copies", site_url="https://example.org/")
"""
LISTED = "import os; print(*[entry.name for entry in os.scandir('.')], *os.listdir('.'))"


def build(root: Path, folder: Path, cache: Path, umask: int, env: dict[str, str], python: str = sys.executable) -> None:
    """Build the site and the copies to carry, in a process of its own."""
    command = [python, "-c", BUILD, str(root), str(folder)]
    given = {name: value for name, value in os.environ.items() if name not in {"LANG", "LANGUAGE", *HERE, *ELSEWHERE}}
    own = {"SOURCE_DATE_EPOCH": "1796083200", "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        command, env={**given, **own, **env}, umask=umask, cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_same(one: Path, two: Path) -> None:
    """Two folders hold the same files: the site, its manifest, the copies to carry."""
    first, second = contents(one), contents(two)
    assert len(first) > 200
    assert {f"site/{MANIFEST}", "copies/usb/es.zip", "copies/zim/en.zim"} <= first.keys()
    assert sorted(first) == sorted(second)
    assert [path for path, data in first.items() if data != second[path]] == []


def test_folders_really_are_listed_backwards(tmp_path: Path) -> None:
    for name in "bac":
        (tmp_path / name).touch()
    env = {**os.environ, "PYTHONPATH": str(BACKWARDS)}
    done = subprocess.run(
        [sys.executable, "-c", LISTED], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["c", "b", "a", "c", "b", "a"]


@pytest.mark.xdist_group("same-bytes")
def test_place_clock_language_rights_chance_and_order_leave_no_trace(tmp_path: Path) -> None:
    one = lasting.tree(tmp_path / "one/tree")
    lasting.publish(one)
    two = Path(shutil.copytree(one, tmp_path / "another/place/tree", copy_function=shutil.copyfile))  # other dates
    build(one, tmp_path / "first", tmp_path / "cache-1", 0o022, HERE)
    build(two, tmp_path / "second", tmp_path / "cache-2", 0o077, ELSEWHERE)
    assert_same(tmp_path / "first", tmp_path / "second")
    assert not [
        path for path in contents(tmp_path / "first") if path.endswith((".gz", ".br"))
    ]  # only with --precompress


@pytest.mark.xdist_group("same-bytes")
@pytest.mark.parametrize("version", sorted(pythons()) or [OWN], ids=lambda version: f"{OWN}-and-{version}")
def test_every_supported_python_that_is_found_builds_the_same(tmp_path: Path, version: str) -> None:
    root = lasting.tree(tmp_path / "tree")
    lasting.publish(root)
    build(root, tmp_path / "own", tmp_path / "cache-1", 0o022, HERE)
    other = equipped(pythons()[version]) if version in pythons() else sys.executable
    build(root, tmp_path / "other", tmp_path / "cache-2", 0o022, HERE, other)
    assert_same(tmp_path / "own", tmp_path / "other")
