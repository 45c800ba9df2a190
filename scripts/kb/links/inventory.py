"""The files of a built site, and which of them answers at a path."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

INDEX = ("index.html", "index.htm")
PAGES = (".html", ".htm", ".xhtml")
REDIRECTS = "_redirects"


class Found(NamedTuple):
    """What answers at a path: a file; or, with the rule that is broken, what would be right (empty: nobody knows)."""

    file: str
    rule: str = ""


def same(text: str) -> str:
    """One spelling for what looks the same: an accent that is part of its letter, or written after it."""
    return text if text.isascii() else normalize("NFC", text)


@dataclass
class Inventory:
    """Every file under a folder, by its path from there with forward slashes."""

    root: Path
    files: dict[str, int] = field(default_factory=dict)
    """Each file's size in bytes."""
    folders: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path) -> Inventory:
        """Look at a folder, once. Symbolic links are followed, as servers do, but not in circles."""
        inventory = cls(root)
        pending = [("", frozenset({os.path.realpath(root)}))]
        while pending:
            folder, above = pending.pop()
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    if entry.is_file():
                        inventory.files[path] = entry.stat().st_size
                    elif entry.is_dir() and (real := os.path.realpath(entry.path)) not in above:
                        inventory.folders.add(path)
                        pending.append((f"{path}/", above | {real}))
        return inventory

    @property
    def pages(self) -> list[str]:
        """The HTML files."""
        return sorted(path for path in self.files if path.endswith(PAGES))

    def read(self, path: str) -> str:
        """A file's text; what is not UTF-8 in it is replaced."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def find(self, path: str) -> Found:
        """What answers at a path: a place's, so that a folder ends in `/` and the root is empty."""
        if path in self.files:
            return Found(path)
        folder = path.rstrip("/")
        if not path or folder in self.folders:
            index = next((file for name in INDEX if (file := f"{folder}/{name}".lstrip("/")) in self.files), "")
            if not index:
                return Found("", "no-index")
            return Found(index) if path.endswith("/") or not path else Found(f"{path}/", "link-to-redirect")
        if path in self._forwarded:
            return Found(self._forwarded[path], "link-to-redirect")
        return self._almost(path)

    def _almost(self, path: str) -> Found:
        """A path at which nothing stands: spelt in another Unicode form, in other capitals, or missing."""
        plain = self._by_form.get(same(path))
        if plain is not None:
            return self.find(plain)
        other = self._by_lower.get(same(path).lower())
        return Found(other, "wrong-case") if other is not None else Found("", "missing")

    def nearest(self, path: str) -> str:
        """The page or file that is most like a missing one; empty if none is. A folder stands for its index."""
        matches = difflib.get_close_matches(path, self._names, n=1, cutoff=0.8) if len(path) < 200 else []
        return matches[0] if matches else ""

    @cached_property
    def _names(self) -> list[str]:
        """Pages by their addresses, other files by their paths."""
        return [path.removesuffix("index.html") for path in self.files if not path.endswith(".map")]

    @cached_property
    def _all(self) -> list[str]:
        return [*self.files, *self.folders, *(f"{folder}/" for folder in self.folders)]

    @cached_property
    def _by_form(self) -> dict[str, str]:
        return {same(path): path for path in self._all if not path.isascii()}

    @cached_property
    def _by_lower(self) -> dict[str, str]:
        return {same(path).lower(): path for path in self._all}

    @cached_property
    def _forwarded(self) -> dict[str, str]:
        """What a host's list of redirects forwards, without patterns. Source: Netlify, `_redirects`: from, to, status."""
        if REDIRECTS not in self.files:
            return {}
        rows = (line.split("#")[0].split() for line in self.read(REDIRECTS).splitlines())
        return {row[0].lstrip("/"): row[1] for row in rows if len(row) > 1 and "*" not in row[0] and ":" not in row[0]}
