"""Finding and opening files without trusting them: no links out of the tree, no devices, no endless lines."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.read.defects import Defect

MAX_BYTES = 1_000_000
"""No file of content needs a megabyte: the longest has some 60 kB."""
MAX_LINE = 5_000
"""Characters in a line. A whole section in one line has about 2,000."""
CONTENT_FOLDERS = ("guidelines", "directory", "docs")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile(r"[\u200b\u2060-\u2064\u00ad\U000e0000-\U000e007f]")


def find(root: Path, folders: tuple[str, ...] = CONTENT_FOLDERS) -> Iterator[str]:
    """The content files under a root, as sorted posix paths relative to it. Links are listed, never followed."""
    for folder in folders:
        pending = [os.path.join(root, folder)]
        found: list[str] = []
        while pending:
            here = pending.pop()
            try:
                entries = list(os.scandir(here))
            except OSError:
                continue
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    found.append(os.path.relpath(entry.path, root).replace(os.sep, "/"))
        yield from sorted(found)


def printable(path: str) -> str:
    """A path that can be printed and sorted, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text with line ends as `\\n`, what is wrong with its bytes, and whether it may be read on."""

    text: str
    defects: list[Defect]
    usable: bool = True


def _refused(kind: str, **args: str) -> FileText:
    return FileText("", [Defect(kind, 0, args)], usable=False)


def read_text(root: Path, path: str) -> FileText:
    """Open a file of the tree if it is safe to."""
    full = root / path
    try:
        info = os.lstat(full)
        if stat.S_ISLNK(info.st_mode):
            return _refused("symlink", target=printable(os.readlink(full)))
        if not stat.S_ISREG(info.st_mode):
            return _refused("unreadable", why="not a regular file")
        if info.st_size > MAX_BYTES:
            return _refused("too-large", size=str(info.st_size), limit=str(MAX_BYTES))
        raw = full.read_bytes()
    except (OSError, ValueError) as error:
        return _refused("unreadable", why=getattr(error, "strerror", None) or type(error).__name__)
    return decode(raw)


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
    if not text.isascii() or _CONTROL.search(text):
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
