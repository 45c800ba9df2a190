"""Rules on the bytes and names of files."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, found
from kb.read.document import Document


@document_rule()
def encoding(document: Document) -> Iterator[Finding]:
    """A file is not UTF-8, so that accents would be lost or shown wrongly.

    Bad:
        a file saved as “Windows-1252” or “Latin-1” by an office program
    Good:
        the same file saved as “UTF-8”
    """
    yield from found(
        document,
        "encoding",
        _("the byte {byte} is not UTF-8 text"),
        _("save the file with the encoding UTF-8"),
    )
