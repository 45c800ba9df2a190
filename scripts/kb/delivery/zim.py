"""The stick of a language as one file for Kiwix readers (ZIM), with an index that Kiwix itself searches.

Sources: the openZIM project's file format and its list of metadata; Xapian's glass format (the file of its version). It is
written with libzim, which all Kiwix readers read with. What libzim draws by lot (the archive's number and those of its two
indexes) is put in place of afterwards, from what the archive holds: two builds of one commit are the same to the byte.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from kb.base import KnowledgeBase
from kb.delivery.headers import TYPES
from kb.delivery.stick_links import INDEX

if TYPE_CHECKING:
    from libzim.writer import Item

FOLDER = "zim"
ICON = "assets/kb-icon-48.png"
SHORT, LONG = 30, 80
"""The most characters of a title and of a description. Source: openZIM, Metadata."""
_ISO_639_3 = {"es": "spa", "en": "eng"}
_UUID = slice(8, 24)
_CHECKSUM_AT = slice(72, 80)
_INDEX = re.compile(rb"\x0f\x0dXapian Glass..", re.S)


@dataclass(frozen=True, slots=True)
class About:
    """What the archive says of itself."""

    name: str
    title: str
    description: str
    lang: str
    creator: str
    source: str
    day: date


def can_be_made() -> bool:
    """Whether libzim is there: it is installed wherever it comes ready to run."""
    return find_spec("libzim") is not None


def about(kb: KnowledgeBase, lang: str, site_url: str, day: date) -> About:
    """What the archive of a language says of itself, in that language."""
    names = {key: kb.label(key, lang) for key in ("site_name_short", "zim_description", "zim_creator")}
    language = _ISO_639_3.get(lang, lang)
    return About(
        f"crm-proteccion_{lang}_all", names["site_name_short"], names["zim_description"], language, names["zim_creator"], site_url, day
    )  # fmt: skip


def write_zim(stick: Path, target: Path, told: About) -> None:
    """Write the files of a stick, the folder of a language that needs no server, as one archive."""
    from libzim.writer import Creator

    paths = sorted(path for path in stick.rglob("*") if path.is_file())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    creator = Creator(target).config_indexing(True, told.lang).config_nbworkers(1).set_mainpath(INDEX)
    digest = hashlib.sha256()
    with _quiet(), creator:
        for path in paths:
            name, data = path.relative_to(stick).as_posix(), path.read_bytes()
            digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
            creator.add_item(_item(name, data))
        for key, value in _metadata(told):
            creator.add_metadata(key, value)
        creator.add_illustration(48, (stick / ICON).read_bytes())
    target.write_bytes(stamped(target.read_bytes(), digest.hexdigest()))


def _metadata(told: About) -> Iterator[tuple[str, Any]]:
    yield from (("Name", told.name), ("Title", told.title), ("Description", told.description), ("Language", told.lang))
    yield from (("Creator", told.creator), ("Publisher", told.creator), ("Date", told.day), ("Scraper", "kb"))
    yield from (("License", "CC BY 4.0"), ("Tags", "_ftindex:yes;_pictures:yes;_videos:no;_details:yes"))
    if told.source:
        yield "Source", told.source


def _item(name: str, data: bytes) -> Item:
    from libzim.writer import Hint, IndexData, Item, StringProvider

    ending = name.rpartition(".")[2]
    page = LexborHTMLParser(data.decode()) if ending == "html" else None
    title, text = _text(page, "h1"), _text(page, "article")

    class Found(IndexData):  # type: ignore[misc]
        """What a page is found by: its own text, and not the navigation that all pages share."""

        def has_indexdata(self) -> bool:
            return page is not None

        def get_title(self) -> str:
            return without_accents(title)

        def get_content(self) -> str:
            return without_accents(text)

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return len(text.split())

    class File(Item):  # type: ignore[misc]
        """A file of the stick: its pages are what can be found, by their titles too."""

        def get_path(self) -> str:
            return name

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return TYPES[ending]

        def get_contentprovider(self) -> StringProvider:
            return StringProvider(data)

        def get_indexdata(self) -> IndexData:
            return Found()

        def get_hints(self) -> dict[Hint, int]:
            return {Hint.FRONT_ARTICLE: int(page is not None), Hint.COMPRESS: 1}

    return File()


def _text(page: LexborHTMLParser | None, element: str) -> str:
    node = page.css_first(element) if page else None
    return " ".join(node.text(separator=" ").split()) if node else ""


def without_accents(text: str) -> str:
    """A text as libzim's indexes hold it, and as it reads what is typed. Source: libzim, `removeAccents`."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if not unicodedata.category(char).startswith("M")
    )


def stamped(archive: bytes, seed: str) -> bytes:
    """The archive with numbers made from a seed in place of those that libzim drew, and with its sum."""
    data = bytearray(archive)
    data[_UUID] = uuid.uuid5(uuid.NAMESPACE_OID, seed).bytes
    for number, match in enumerate(_INDEX.finditer(archive)):
        data[match.end() : match.end() + 16] = uuid.uuid5(uuid.NAMESPACE_OID, f"{seed} {number}").bytes
    (end,) = struct.unpack("<Q", data[_CHECKSUM_AT])
    return bytes(data[:end]) + hashlib.md5(data[:end], usedforsecurity=False).digest()


@contextmanager
def _quiet() -> Iterator[None]:
    """libzim tells of its steps on the standard output."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
