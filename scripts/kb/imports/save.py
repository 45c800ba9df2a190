"""Writing files of the directory: all that were agreed on or none, each as a whole, in its own line ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from kb.read.document import Document
from kb.read.files import read_text

_MARK = b"\xef\xbb\xbf"


class Conflict(Exception):  # noqa: N818  (an answer, no failure of the program)
    """A file has changed, or has appeared, since it was read. Its path is the argument."""


def save(root: Path, texts: Mapping[str, str], read: Mapping[str, Document]) -> None:
    """Write these texts by path. `read` are the documents as they were when the texts were made. Raises Conflict, and
    writes nothing, if a file is not what it was."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            ready.append((_beside(root / path), root / path))
            _prepare(root, path, text, read.get(path), ready[-1][0])
        for temporary, target in ready:
            os.replace(temporary, target)
    finally:
        for temporary, _target in ready:
            temporary.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """A name for a file's next version: it begins with a point, so that nothing reads it."""
    return target.with_name(f".{target.name}.{os.getpid()}.new")


def _prepare(root: Path, path: str, text: str, before: Document | None, temporary: Path) -> None:
    target = root / path
    if before is None:
        target.parent.mkdir(exist_ok=True)
        if os.path.lexists(target) or target.parent.is_symlink():
            raise Conflict(path)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        return
    now = read_text(root, path)
    if not now.usable or now.text != before.text:
        raise Conflict(path)
    raw = target.read_bytes()
    ends = "\r\n" if b"\r\n" in raw else "\n"
    mark = _MARK if raw.startswith(_MARK) else b""
    temporary.write_bytes(mark + text.replace("\n", ends).encode("utf-8"))
    shutil.copymode(target, temporary)
