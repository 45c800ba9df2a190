"""Reading what has been published: release files, and the ledger of pages that moved."""

from __future__ import annotations

from pathlib import Path

from kb.ledger.files import MAX_BYTES, Line, ReleaseFile, read
from kb.read.files import FileText, read_text

_WORDING = {"text", "front"}


def read_release_text(root: Path, path: str) -> FileText:
    """The text of a release file, which is longer than other files and in long lines: a program wrote it."""
    source = read_text(root, path, MAX_BYTES)
    defects = [defect for defect in source.defects if defect.kind != "long-line"]
    return FileText(source.text, defects, source.usable)


def without_wording(text: str) -> tuple[ReleaseFile, str]:
    """A release file without its wordings, which no rule looks at, and as many empty lines as it has: what is
    remembered of it from run to run stays small, and its problems still have their line."""
    found = read(text)
    found.lines = [
        Line(line.number, line.part, {key: value for key, value in line.fields.items() if key not in _WORDING})
        for line in found.lines
    ]
    return found, "\n" * text.count("\n")
