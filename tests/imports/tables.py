"""What the tests of `kb import` do to a directory and to its tables."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from tests.imports.imported import Book

Kb = Callable[..., tuple[int, str]]
COMAR_PATH = "directory/mx/comar.yml"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def difference(root: Path, before: dict[str, bytes]) -> list[str]:
    """The lines that are other in the directory, `-` and `+` before them."""
    after = files(root)
    found = []
    for path in sorted({*before, *after}):
        old, new = (which.get(path, b"").decode().split("\n") for which in (before, after))
        found += [line for line in difflib.ndiff(old, new) if line[:2] in ("- ", "+ ")]
    return found


def phone(book: Book, nth: int) -> int:
    return book.row("Contacts", "mx-comar", "telephone", nth=nth)


def new_phone(book: Book, **more: object) -> int:
    cells = {
        "institution": "mx-comar", "type": "teléfono", "as_printed": "55 5209 8899", "number": "+525552098899",
        "source": "src-mx-page", "as_of": "2026-03", "label_es": "Guardia", "label_en": "On call",
    }  # fmt: skip
    return book.add("Contacts", **{**cells, **more})


def new_institution(book: Book, **more: object) -> int:
    cells = {
        "id": "mx-nueva", "official_name": "Casa Nueva: la primera", "acronym": "on", "kind": "Albergue",
        "what_it_does_es": "Acoge.", "what_it_does_en": "Takes in.", "services": "Alojamiento; health", "areas": "MX-CHP",
        "where_it_works_es": "Chiapas", "where_it_works_en": "Chiapas", "confidence": "high", "sources": "src-mx-page",
    }  # fmt: skip
    return book.add("Institutions", **{**cells, **more})
