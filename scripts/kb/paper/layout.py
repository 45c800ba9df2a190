"""Lays a document out as PDF/UA: paper sizes, style sheets, and the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML

from kb.paper.document import Document
from kb.paper.tagging import finish

SIZES = {"both": "210mm 279mm", "a4": "210mm 297mm", "letter": "215.9mm 279.4mm"}
"""Sizes of paper, width and height. `both` is as wide as A4 and as high as Letter, so that one file prints on either."""
FOLDER = Path(__file__).parent


def string(text: str) -> str:
    """A text as a string of CSS. Source: CSS Syntax Level 3, section 4.3.5."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\\n<' else char for char in text) + '"'


def page_style(made: Document, size: str) -> str:
    """What stands around the text of every page: title, section, status, date, page number."""
    before, between, after = (string(part) for part in made.page_words)
    if made.edition.is_card:
        return f"@page {{ size: {SIZES[size]} }}"
    return (
        f"@page {{ size: {SIZES[size]};"
        f" @top-left {{ content: {string(made.title)} }}"
        f" @bottom-left {{ content: {string(f'{made.status} · {made.day}')} }}"
        f" @bottom-right {{ content: {before} counter(page) {between} counter(pages) {after} }} }}"
    )


def render(made: Document, size: str = "both") -> Any:
    """Lay a document out: WeasyPrint's document, whose pages can be counted and looked at."""
    sheets = [CSS(filename=FOLDER / "paper.css"), CSS(string=page_style(made, size))]
    if made.edition.kind in ("card", "form"):
        sheets.insert(1, CSS(filename=FOLDER / "card.css"))
    return HTML(string=made.html, base_url=str(FOLDER)).render(stylesheets=sheets, pdf_variant="pdf/ua-1")


def pdf(made: Document, size: str = "both") -> bytes:
    """The PDF of a document."""
    laid_out = render(made, size)
    laid_out.metadata.created = laid_out.metadata.modified = made.date.isoformat()
    names: Mapping[str, str] = made.link_names
    written: bytes = laid_out.write_pdf(finisher=lambda _, file: finish(file, names), pdf_variant="pdf/ua-1")
    return written
