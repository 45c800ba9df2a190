"""Finding and opening files without trusting them: no links out of the tree, no devices, no endless lines."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.read.defects import Defect

MAX_BYTES = 1_000_000
"""No file of content needs a megabyte: the longest has some 60 kB."""
MAX_LINE = 5_000
"""Characters in a line. A whole section in one line has about 2,000."""
CONFIGURATION = "mkdocs.yml"
CONTENT_FOLDERS = ("guidelines", "directory", "docs")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile(r"[\u200b\u2060-\u2064\u00ad\U000e0000-\U000e007f]")


def is_knowledge_base(root: Path) -> bool:
    """Whether a folder is a knowledge base: it holds `mkdocs.yml` and `guidelines/`."""
    return (root / CONFIGURATION).is_file() and (root / "guidelines").is_dir()


def find(root: Path, folders: tuple[str, ...] = CONTENT_FOLDERS) -> Iterator[str]:
    """The content files under a root, as sorted posix paths relative to it.

    Links are listed, never followed; a folder that cannot be opened is listed like a file, so that somebody is told.
    """
    for folder in folders:
        pending = [folder]
        found: list[str] = []
        while pending:
            here = pending.pop()
            full = root / here
            if full.is_symlink():
                found.append(here)
                continue
            try:
                entries = list(os.scandir(full))
            except FileNotFoundError:
                continue
            except OSError:
                found.append(here)
                continue
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{here}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                else:
                    found.append(path)
        yield from sorted(found)


def printable(path: str) -> str:
    """A path that can be printed on one line and sorted, whatever bytes its name holds."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


class FileText(NamedTuple):
    """A file's text with line ends as `\\n`, what is wrong with its bytes, and whether it may be read on."""

    text: str
    defects: list[Defect]
    usable: bool = True


def _refused(kind: str, **args: str) -> FileText:
    return FileText("", [Defect(kind, 0, args)], usable=False)


def look_at(root: Path, path: str) -> FileText:
    """What can be said of a file of the tree without opening it: no text, only what is wrong."""
    full = os.path.join(root, path)  # a Path would take longer to make than the file to open
    try:
        info = os.lstat(full)
        if stat.S_ISLNK(info.st_mode):
            return _refused("symlink", target=printable(os.readlink(full)))
    except (OSError, ValueError) as error:
        return _refused("unreadable", why=_reason(error))
    if not stat.S_ISREG(info.st_mode):
        return _refused("unreadable", why="folder" if stat.S_ISDIR(info.st_mode) else "not a regular file")
    return FileText("", [])


def read_text(root: Path, path: str, limit: int = MAX_BYTES) -> FileText:
    """Open a file of the tree if it is safe to: an ordinary file of at most `limit` bytes."""
    looked = look_at(root, path)
    if not looked.usable:
        return looked
    try:
        with open(os.path.join(root, path), "rb") as file:
            raw = file.read(min(os.fstat(file.fileno()).st_size, limit) + 1)  # to make room for more takes longer
            if len(raw) > limit:
                return _refused("too-large", size=str(os.fstat(file.fileno()).st_size), limit=str(limit))
    except OSError as error:
        return _refused("unreadable", why=_reason(error))
    return decode(raw)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "permission"
    return getattr(error, "strerror", None) or type(error).__name__


def decode(raw: bytes) -> FileText:
    """Bytes as text. A byte order mark is dropped; bytes that are not UTF-8 make the file unusable."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _unix(raw.decode("utf-8", "replace"))
        at = len(_unix(raw[: error.start].decode("utf-8")))
        return FileText(text, [Defect("encoding", at, {"byte": f"0x{raw[error.start]:02X}"})], usable=False)
    text = _unix(text)
    return FileText(text, list(_suspicious(text)))


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _suspicious(text: str) -> Iterator[Defect]:
    if not text.replace("\n", "").isprintable():  # a quick look first: most texts are clean
        for kind, pattern in (("control-character", _CONTROL), ("bidi-control", _BIDI), ("invisible", _INVISIBLE)):
            match = pattern.search(text)
            if match:
                rule = "bidirectional-control" if kind == "bidi-control" else "control-character"
                yield Defect(rule, match.start(), {"code": f"U+{ord(match.group()):04X}"})
    if len(text) > MAX_LINE:
        start = 0
        for line in text.split("\n"):
            if len(line) > MAX_LINE:
                yield Defect("long-line", start, {"length": str(len(line)), "limit": str(MAX_LINE)})
                return
            start += len(line) + 1
