"""A problem, as every checker tells it. Imports nothing, so that telling one costs nothing."""

from __future__ import annotations

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
