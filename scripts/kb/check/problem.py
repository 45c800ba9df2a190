"""A problem, as every checker tells it. Imports nothing, so that telling one costs nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong, with its place worked out. Sorted by path, line and column. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str
    args: tuple[tuple[str, str], ...] = ()


def within(path: str, wanted: Collection[str]) -> bool:
    """Whether a file is one of those wanted, or lies in a folder that is; all are if nothing is wanted in particular."""
    return not wanted or any(
        folder in (".", "") or path == folder or path.startswith(folder.rstrip("/") + "/") for folder in wanted
    )
