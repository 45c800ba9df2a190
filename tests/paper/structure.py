"""What a screen reader finds in a tagged PDF: its elements in reading order, with the text that each one holds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

_BFCHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SHOWING = ("Tj", "TJ", "'", '"')


@dataclass
class Element:
    """An element of the structure: its type, what it holds (elements and text), and the PDF object behind it."""

    tag: str
    source: Any
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.elements:
            yield from kid.walk()


@dataclass
class Marks:
    """The text of one page: by mark, outside the structure (headers and footers), and in neither."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""
    unmarked: str = ""


class Tagged:
    """A tagged PDF."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root

    @cached_property
    def pages(self) -> list[Marks]:
        return [_marks(page) for page in self.pdf.pages]

    @cached_property
    def structure(self) -> Element:
        """The root of the structure, its kids in reading order."""
        numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return self._element(self.root.StructTreeRoot, numbers)

    def _element(self, source: Any, numbers: dict[Any, int]) -> Element:
        element = Element(str(source.get("/S", "/Root"))[1:], source)
        kids = source.K if isinstance(source.K, pikepdf.Array) else [source.K]
        for kid in kids:
            if isinstance(kid, int):
                element.kids.append(self.pages[numbers[source.Pg.objgen]].marked[kid])
            elif kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == source.objgen, "an element names another parent than the one that holds it"
                element.kids.append(self._element(kid, numbers))
        return element

    @property
    def bookmarks(self) -> list[str]:
        """The titles of all bookmarks, in order."""

        def titles(items: Any) -> Iterator[str]:
            for item in items:
                yield item.title
                yield from titles(item.children)

        with self.pdf.open_outline() as outline:
            return list(titles(outline.root))

    @property
    def links(self) -> list[Any]:
        return [item for page in self.pdf.pages for item in page.get("/Annots", []) if item.Subtype == "/Link"]

    @property
    def fonts(self) -> dict[str, Any]:
        """The fonts of all pages by name, without the letters that mark a subset."""
        found = {}
        for page in self.pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                found[str(font.BaseFont).lstrip("/").partition("+")[2]] = font
        return found

    @property
    def metadata(self) -> str:
        return self.root.Metadata.read_bytes().decode()


def _marks(page: pikepdf.Page) -> Marks:
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found, open_marks, characters = Marks(), [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            open_marks.append(int(properties["/MCID"]) if "/MCID" in properties else str(operands[0]))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            characters = fonts[str(operands[0])]
        elif name in SHOWING:
            text = "".join(characters[code] for code in _codes(operands[0]))
            mark = open_marks[-1] if open_marks else None
            if isinstance(mark, int):
                found.marked[mark] = found.marked.get(mark, "") + text
            elif mark == "/Artifact":
                found.artifacts += text
            else:
                found.unmarked += text
        if name == "Do" and open_marks and isinstance(open_marks[-1], int):
            found.marked.setdefault(open_marks[-1], "")
        if name in ("BDC", "BMC") and isinstance(open_marks[-1], int):
            found.marked.setdefault(open_marks[-1], "")
    return found


def _codes(shown: Any) -> Iterator[int]:
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            for at in range(0, len(data), 2):
                yield int.from_bytes(data[at : at + 2])


def _characters(font: Any) -> dict[int, str]:
    """The text of each glyph, as copying and reading aloud give it. Source: ISO 32000-1, 9.10.3."""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _BFCHAR.findall(font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
    }
