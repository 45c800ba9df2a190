"""How far a long run has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO

WIDTH = 30


@dataclass
class Progress:
    """A bar on a terminal; elsewhere a line at each tenth."""

    total: int
    stream: TextIO
    done: int = 0

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.stream.isatty():
            filled = WIDTH * self.done // self.total
            end = "\n" if self.done == self.total else ""
            self.stream.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {self.done}/{self.total}{end}")
        elif self.done * 10 // self.total != (self.done - 1) * 10 // self.total:
            self.stream.write(f"{self.done}/{self.total}\n")
        self.stream.flush()
