"""An XLSX file as the archive that it is: opened without trusting it, its parts read as XML within bounds.

Only the parts that hold cells are ever looked at. Macros, links to other files, pictures and styles of no use here stay
packed. Every limit is checked before, or while, something is unpacked or parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from kb.imports import _
from kb.imports.cells import Refusal

MAX_FILE = 5_000_000
"""Bytes. The whole directory of eleven countries takes some 150,000."""
MAX_UNPACKED = 10_000_000
"""Bytes of all parts together, as the archive states them; no part can be unpacked further than it states."""
MAX_PARTS = 300
MAX_ELEMENTS = 200_000
"""XML elements of all parts that are read. The directory has some 40,000."""
MAX_TAG = 200_000
"""Bytes of one tag, or of the text after it. A cell of a spreadsheet program holds 32,767 characters."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How files of old Excel and files with a password begin. Source: MS-CFB, 2.2."""
_MACROS = ("vbaproject.bin", "macrosheets/", "dialogsheets/", "activex/")


_LONG_TAG = re.compile(rb"[^<]{%d}" % MAX_TAG)


_SAVE_ANEW = _("open it in a spreadsheet program and save it as .xlsx, without macros and without a password")
_TOO_LARGE = _("the workbook is too large: {what}")
_SEND_LESS = _("send one country's tables in a workbook of their own, without pictures and empty formatted rows")


def damaged() -> Refusal:
    """What is said of a file that does not keep to its format."""
    return Refusal(_("the file is damaged, or is no .xlsx workbook"), _SAVE_ANEW)


def too_large(what: str) -> Refusal:
    """What is said of a file beyond a limit; `what` is a number and a unit."""
    return Refusal(_TOO_LARGE, _SEND_LESS, {"what": what})


def macros() -> Refusal:
    """What is said of a workbook with programs in it."""
    return Refusal(_("the workbook holds macros"), _SAVE_ANEW)


class Archive:
    """The parts of a workbook. Raises Refusal for what is too large, damaged, or holds macros."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD_OR_LOCKED):
            raise Refusal(_("the workbook is in an old format or has a password"), _SAVE_ANEW)
        self._elements = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise damaged() from error
        self._parts = {info.filename.lower(): info for info in infos}
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > MAX_PARTS or unpacked > MAX_UNPACKED:
            raise too_large(f"{unpacked:,} B, {len(infos)} parts")
        if len(self._parts) != len(infos):
            raise damaged()
        if any(name in part for part in self._parts for name in _MACROS):
            raise macros()

    def walk(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Tell the elements of a part, by their names without prefix, in order. Nothing for a part that is missing."""
        if part.lower() not in self._parts:
            return

        def count(name: str, attributes: Mapping[str, str]) -> None:
            self._elements += 1
            if self._elements > MAX_ELEMENTS:
                raise too_large(f"> {MAX_ELEMENTS:,} XML elements")
            start(_local(name), {_local(key): value for key, value in attributes.items()})

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = count
        parser.StartDoctypeDeclHandler = _refuse_declarations
        if end:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text:
            parser.CharacterDataHandler = text
        data = self._read(part)
        if _LONG_TAG.search(data):
            raise too_large(f"> {MAX_TAG:,} B in one place")
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise damaged() from error

    def _read(self, part: str) -> bytes:
        try:
            return self._zip.read(self._parts[part.lower()])
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise damaged() from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_declarations(*_declaration: object) -> None:
    """No spreadsheet program writes a document type, in which entities could be declared that unfold without end."""
    raise damaged()
