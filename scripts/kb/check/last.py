"""What the last check of a whole tree found, and for how long it holds.

As long as no file has changed, it holds, and no file is opened. If what makes entries what they are to others has not
changed, their ids, names and the like, it holds for every other file: see `kb.check.identity`. After any other change everything
is worked out anew.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from kb.check.memory import Stamps, stamps_of, store_of, version_of, write_own
from kb.check.problem import Problem, within
from kb.read.files import CONFIGURATION

_read: list[object] = []
"""What was read last. The program ends soon, and taking apart what the system takes back anyway would take time."""

MOST = 20
"""Changed files. If there are more, or more problems, everything is worked out anew."""


@dataclass(frozen=True)
class Last:
    """What a check found, and of what."""

    stamps: Stamps
    problems: list[Problem]
    narrow: bool
    """Whether no problem of one file hangs on the text of another."""


def check(root: Path, paths: Iterable[str] = ()) -> list[Problem]:
    """All problems under a root, sorted, or those in some files and folders; what holds from the last time is not worked
    out again. Finds what `kb.check.run.check` finds."""
    store, version = store_of(root, "last"), version_of([date.today().isoformat()])
    stamps = stamps_of(root)
    wanted = tuple(paths)
    with _opened(store) as file:
        last = _load(file, version) if file else None
        problems = _after(root, last, stamps, file) if file and last else None
    if problems is None:
        problems = _anew(root, wanted if last else (), stamps, store, version)
    return [problem for problem in problems if within(problem.path, wanted)]


@contextmanager
def _opened(store: Path | None) -> Iterator[BinaryIO | None]:
    """What was kept, open to be read, if it is there."""
    try:
        file = store.open("rb") if store else None
    except OSError:
        file = None
    with file or nullcontext():
        yield file


def _load(file: BinaryIO, version: bytes) -> Last | None:
    """What was kept, if the program, its settings and the day are still the same: some rules ask what day it is."""
    try:
        if file.read(len(version)) != version:
            return None
        last = pickle.load(file)  # noqa: S301  (our own, in the user's cache folder)
    except Exception:  # it was cut off or damaged, which can fail in any way
        return None
    return last if isinstance(last, Last) else None


def _anew(root: Path, wanted: tuple[str, ...], stamps: Stamps, store: Path | None, version: bytes) -> list[Problem]:
    """Work out what is wrong in the files wanted, or in all, and keep it if it is all."""
    from kb.check.engine import RULES
    from kb.check.memory import remembered
    from kb.check.outlines import pack
    from kb.check.run import check as check_whole
    from kb.read.configuration import languages_of

    packed: list[bytes] = []
    keep = store is not None and not wanted and all(stamps.values())
    memory = remembered(root, languages_of(root))
    tree, problems = check_whole(
        root, wanted, memory, lambda *found: packed.append(pack(*found)) if keep else None, stamps
    )
    _read[:] = tree, memory
    if store is not None and packed:
        narrow = len(problems) <= MOST and not any(RULES[problem.rule].sees == "texts" for problem in problems)
        _keep(store, [version, pickle.dumps(Last(stamps, problems, narrow), 5), packed[0]])
    return problems


def _keep(store: Path, parts: list[bytes]) -> None:
    """Put what was found in the place of what was found before, in one step: another check may be reading that."""
    new = store.with_name(f"{store.name}.{os.getpid()}")
    with suppress(OSError):  # a full or read-only disk makes checking slower, not impossible
        try:
            with write_own(new) as file:
                file.writelines(parts)
            new.replace(store)
        finally:
            new.unlink(missing_ok=True)


def _after(root: Path, last: Last, stamps: Stamps, file: BinaryIO) -> list[Problem] | None:
    """What holds now, if it can be told from what was found last; else None."""
    if last.stamps == stamps:
        return last.problems
    changed = [path for path, stamp in stamps.items() if last.stamps.get(path) != stamp]
    if not last.narrow or len(changed) > MOST or last.stamps.keys() != stamps.keys():
        return None
    if CONFIGURATION in changed or not all(path.isprintable() for path in changed):
        return None
    from kb.check.outlines import DamagedError

    try:
        return _anew_in(root, last, changed, file)
    except DamagedError:
        return None


def _anew_in(root: Path, last: Last, changed: list[str], file: BinaryIO) -> list[Problem] | None:
    """What holds after a change in some files; None if others may look at what changed. Raises DamagedError if what was
    kept cannot be read."""
    from kb.check.engine import RULES
    from kb.check.identity import changed_fields, same_to_others
    from kb.check.outlines import unpack
    from kb.check.run import check_in, read_and_check

    tree, documents = unpack(root, file)
    found: list[Problem] = []
    fields: set[str] = set()
    only_texts = True
    for path in changed:
        before = tree.documents[path]
        document, problems = read_and_check(root, tree.kb.languages, path, before)
        if not same_to_others(before, document):
            return None
        documents[path] = document
        found += problems
        fields |= changed_fields(before, document)
        only_texts = only_texts and document.kind == "section" and document.text.startswith(before.text)
    lasting = [problem for problem in last.problems if RULES[problem.rule].sees == "outlines"]
    if lasting and not only_texts:
        return None  # they may stand in a line that has moved, or name one
    found += [*lasting, *(problem for problem in last.problems if problem.path not in changed)]
    found += check_in(tree, changed, fields)
    return sorted(set(found)) if len(found) <= MOST else None
