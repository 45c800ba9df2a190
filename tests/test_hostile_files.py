"""A tree that nobody vouches for: what is no ordinary file, or too much, is refused and never shown."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import RECORD, SECONDS, SECTION, rules_found, section, write


def link_out(root: Path) -> None:
    (root / SECTION).symlink_to("/etc/passwd")


def link_to_a_folder(root: Path) -> None:
    (root / "guidelines/countries").symlink_to("/")


def link_to_itself(root: Path) -> None:
    (root / "guidelines/countries").symlink_to(".")
    (root / "guidelines/loop").symlink_to("loop")


def link_to_nothing(root: Path) -> None:
    write(root, "docs/assets/x.txt", "x")
    (root / "docs/assets/logo.png").symlink_to("nothing")


def settings_that_are_a_link(root: Path) -> None:
    (root / "mkdocs.yml").rename(root / "other.yml")
    (root / "mkdocs.yml").symlink_to("other.yml")


def fifo(root: Path) -> None:
    os.mkfifo(root / SECTION)


def fifo_in_the_library(root: Path) -> None:
    os.mkfifo(root / "guidelines/library/mx.yml")


def a_socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "directory/mx")  # a socket's path may have a hundred characters only
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("otra.yml")
    finally:
        os.chdir(here)


def folder_named_like_a_file(root: Path) -> None:
    (root / SECTION).mkdir()


def ten_megabytes(root: Path) -> None:
    write(root, SECTION, section("Una línea.\n" * 900_000))


def one_line_of_ten_megabytes(root: Path) -> None:
    write(root, RECORD, "id: " + "a" * 10_000_000)


def a_sparse_file_of_a_terabyte(root: Path) -> None:
    with open(root / RECORD, "wb") as file:
        file.truncate(10**12)


def bytes_that_are_no_text(root: Path) -> None:
    write(root, SECTION, bytes(range(256)) * 100)


REFUSED_FILES: dict[Callable[[Path], None], set[str]] = {
    link_out: {"symlink"},
    link_to_a_folder: {"symlink"},
    link_to_itself: {"symlink"},
    link_to_nothing: {"symlink"},
    settings_that_are_a_link: {"symlink"},
    fifo: {"unreadable"},
    fifo_in_the_library: {"unreadable"},
    a_socket: {"unreadable"},
    folder_named_like_a_file: set(),
    ten_megabytes: {"too-large"},
    one_line_of_ten_megabytes: {"too-large"},
    a_sparse_file_of_a_terabyte: {"too-large"},
    bytes_that_are_no_text: {"encoding"},
}


@pytest.mark.parametrize("make", REFUSED_FILES, ids=lambda make: make.__name__)
def test_what_is_no_ordinary_file_is_refused_and_not_opened(small: Path, make: Callable[[Path], None]) -> None:
    make(small)
    assert rules_found(small) == REFUSED_FILES[make]


def test_nothing_of_a_linked_file_is_shown(small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("id: SECRET-1\nstatus: the password is xyzzy\n")
    (small / SECTION).symlink_to(tmp_path / "secret")
    done = subprocess.run([sys.executable, "-m", "kb", "check", "--root", small], capture_output=True, text=True)
    assert "[symlink]" in done.stdout
    assert "xyzzy" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    ["a\nb.md", "a\x1b[2Jb.md", "a\u202eb.md", "x" * 200 + ".md", "RG-1.2.md ", "CON.md", "ñ.md", "🙂.md"],
    ids=ascii,
)
def test_a_file_name_cannot_break_or_hide_a_line(small: Path, name: str) -> None:
    write(small, f"guidelines/regional/1-principles/{name}", "x")
    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "--root", small], capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert done.returncode == 1
    assert all(line.isprintable() and line.startswith("guidelines/") for line in done.stdout.splitlines())
    assert done.stdout


def test_a_name_that_is_not_utf_8_is_shown_and_refused(small: Path) -> None:
    with open(os.fsencode(small / "guidelines") + b"/RG-\xff.md", "wb") as file:
        file.write(section("").encode())
    assert "file-name" in rules_found(small)
