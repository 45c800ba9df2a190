"""What git knows of a knowledge base, read without writing anything to the disk."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path


def git(root: Path, *args: str, stdin: bytes = b"") -> bytes | None:
    """What git answers; None if it does not."""
    command = ["git", "-C", str(root), "--literal-pathspecs", *args]
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def objects(root: Path, names: Iterable[bytes]) -> Iterator[bytes | None]:
    """What these objects hold, all fetched at once, in order; None for one that is not there."""
    answer = git(root, "cat-file", "--batch", stdin=b"".join(name + b"\n" for name in names)) or b""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        size = answer[at:end].rpartition(b" ")[2]
        if not size.isdigit():
            yield None
            at = end + 1
            continue
        yield answer[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
