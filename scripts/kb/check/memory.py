"""What was read and found in each file, remembered for as long as the file and this program stay the same.

It is kept under the user's cache folder, never in the tree: a tree may come from anybody, and a pickle runs code. What
others could have written is not read either.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from kb.cache import cache_file
from kb.check.problem import Problem
from kb.read.files import CONFIGURATION, find

if TYPE_CHECKING:
    from kb.read.document import Document

Found: TypeAlias = "tuple[Document, list[Problem]]"
Stored = tuple[bytes, list[Problem]]
"""What was read and found in a file, the document as its pickle."""
Stamp = tuple[int, int, int, int]
"""A file's time of change, that of its entry in the folder, its size and number: if one differs, it is read again."""
Stamps = dict[str, Stamp | None]


def stamp_of(path: Path | str) -> Stamp | None:
    """The stamp of a file; None if it cannot be looked at."""
    try:
        info = os.lstat(path)
    except (OSError, ValueError):
        return None
    return info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino


def stamps_of(root: Path) -> Stamps:
    """The stamps of the settings and of every content file under a root."""
    return {path: stamp_of(f"{root}/{path}") for path in [CONFIGURATION, *find(root)]}


@dataclass
class Memory:
    """What is remembered of one tree. Without a store it lasts as long as the process."""

    store: Path | None = None
    version: bytes = b""
    kept: dict[str, tuple[Stamp, Found]] = field(default_factory=dict)

    def recall(self, path: str, stamp: Stamp | None) -> Found | None:
        """What was found in a file, if the file has not changed since."""
        found = self.kept.get(path)
        return found[1] if found and stamp is not None and found[0] == stamp else None

    @contextmanager
    def learning(self) -> Iterator[Callable[[str, Stamp, Found, Stored], None]]:
        """What remembers what was found in a file, in the store too: there it is added at the end, as it came packed."""
        with ExitStack() as stack:
            file: BinaryIO | None = None

            def learn(path: str, stamp: Stamp, found: Found, packed: Stored) -> None:
                nonlocal file
                self.kept[path] = stamp, found
                if self.store is None:
                    return
                try:
                    file = file or stack.enter_context(_appended(self.store, self.version))
                    pickle.dump((path, stamp, packed), file, 5)
                except OSError:
                    self.store = None  # a full or read-only disk makes checking slower, not impossible

            yield learn


@contextmanager
def _appended(store: Path, version: bytes) -> Iterator[BinaryIO]:
    """A store to write at its end, begun if it is empty; what no longer fits on the disk is missing there."""
    file = write_own(store, append=True)
    try:
        if file.tell() == 0:
            file.write(version)
        yield file
    finally:
        with suppress(OSError):
            file.close()


MAX_STORE = 400_000_000
"""Bytes. A store that has grown beyond this through many changes is begun anew."""


def remembered(root: Path, settings: tuple[str, ...]) -> Memory:
    """What earlier runs on this tree left. `settings` are what else the findings depend on (the languages)."""
    version = version_of(settings)
    store = store_of(root, "kb")
    memory = Memory(store, version)
    if store is None:
        return memory
    latest: dict[str, tuple[Stamp, Stored]] = {}
    try:
        with store.open("rb") as file:
            fits = os.fstat(file.fileno()).st_size < MAX_STORE and file.read(len(version)) == version
            while fits:
                path, stamp, packed = pickle.load(file)  # noqa: S301  (our own, in the user's cache folder)
                latest[path] = stamp, packed
    except FileNotFoundError:
        return memory
    except Exception:  # a store that was cut off or damaged can fail in any way; what came before it is good
        fits = True
    if not fits:
        store.unlink(missing_ok=True)
    for path, (stamp, packed) in latest.items():
        memory.kept[path] = stamp, unpacked(packed)
    return memory


def unpacked(packed: Stored) -> Found:
    """What was packed by this program."""
    document, problems = packed
    return pickle.loads(document), problems  # noqa: S301


def store_of(root: Path, ending: str) -> Path | None:
    """The file in the user's cache folder that holds what is remembered of a tree, there or not; None if others could
    write into that folder. A file that others could have written is removed."""
    store = cache_file(root, f".{ending}")
    try:
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_own(store.parent):
            return None
        if os.path.lexists(store) and not _is_own(store):
            store.unlink()
    except OSError:
        return None  # a full or read-only disk makes checking slower, not impossible
    return store


def _is_own(path: Path) -> bool:
    """Whether nobody but this user can have put what is there: it is theirs, only they may write, and it is no link."""
    info = os.lstat(path)
    return info.st_uid == os.geteuid() and not info.st_mode & 0o022 and not stat.S_ISLNK(info.st_mode)


def write_own(store: Path, *, append: bool = False) -> BinaryIO:
    """Open a store to write into, readable and writable for this user alone."""
    way = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(store, way, 0o600), "ab" if append else "wb")


def version_of(settings: Iterable[str]) -> bytes:
    """Changes with the program, with Python and what is installed beside it, and with the settings."""
    pydantic = find_spec("pydantic")
    installed = Path(str(pydantic and pydantic.origin)).parents[1]
    package = Path(__file__).parents[1]
    files = [installed, *sorted(package.rglob("*.py"))]
    facts = [f"{path.name} {info.st_mtime_ns} {info.st_size}" for path in files if (info := path.stat())]
    return hashlib.sha256("\n".join([sys.version, *settings, *facts]).encode()).digest()
