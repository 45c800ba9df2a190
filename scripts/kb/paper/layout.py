"""Lays a document out as PDF/UA: paper sizes, style sheets, and the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from kb.paper.document import Document
from kb.paper.lines import fill_lines
from kb.paper.tagging import finish

SIZES = {"both": "210mm 279mm", "a4": "210mm 297mm", "letter": "215.9mm 279.4mm"}
"""Sizes of paper, width and height. `both` is as wide as A4 and as high as Letter, so that one file prints on either."""
CARD_TYPE = tuple(points / 2 for points in range(16, 27))
"""Sizes of type that a card may have, in points, the smallest first: 8 to 13."""
FORM_TYPE = (9, 9.25, 9.5, 9.75)
"""The same of a form: as large as the fewest sheets take, so that no last sheet is nearly empty."""
FOLDER = Path(__file__).parent


_MARGINS = {"card": "margin: 11mm 14mm 14mm", "form": "margin: 18mm 14mm 17mm"}


def string(text: str) -> str:
    """A text as a string of CSS. Source: CSS Syntax Level 3, section 4.3.5."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\\n<' else char for char in text) + '"'


def page_style(made: Document, size: str) -> str:
    """What stands around the text of every page: title, section, status, date, page number."""
    before, between, after = (string(part) for part in made.page_words)
    width, height = SIZES[size].split()
    number = "none" if made.edition.is_card else f"{before} counter(page) {between} counter(pages) {after}"
    return (
        f"@page {{ {_MARGINS.get(made.edition.kind, '')} }} @page wide {{ size: {height} {width} }} @page {{ size: {SIZES[size]};"
        f" @top-center {{ content: {string(made.title)} }}"
        f" @bottom-left {{ content: {string(f'{made.status} · {made.day}')} }}"
        f" @bottom-right {{ content: {number} }} }}"
    )


def render(made: Document, size: str = "both") -> Any:
    """Lay a document out: WeasyPrint's document, whose pages can be counted and looked at.

    A card is set as large as one sheet takes; one that takes more in the smallest type keeps its pages, which a test
    reports. A form is set as large as the fewest sheets take.
    """
    kind = made.edition.kind
    if kind not in ("card", "form"):
        return laid_out(made, size)
    types = CARD_TYPE if made.edition.is_card else FORM_TYPE
    found = laid_out(made, size, types[0])
    fewest = len(found.pages)
    low, high = 1, len(types) - 1
    while low <= high and not (made.edition.is_card and fewest > 1):
        middle = (low + high) // 2
        tried = laid_out(made, size, types[middle])
        if len(tried.pages) == fewest:
            found, low = tried, middle + 1
        else:
            high = middle - 1
    return found


def laid_out(made: Document, size: str, points: float = 0) -> Any:
    """The document in type of so many points; 0: as the style sheet says."""
    fill_lines()
    style = f"html {{ font-size: {points}pt }}" if points else ""
    sheets = [CSS(filename=FOLDER / "paper.css")]
    if made.edition.kind in ("card", "form"):
        sheets.append(CSS(filename=FOLDER / "card.css"))
    sheets.append(CSS(string=page_style(made, size) + style))
    html = HTML(string=made.html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    return html.render(stylesheets=sheets, pdf_variant="pdf/ua-1")


def pdf(made: Document, size: str = "both") -> bytes:
    """The PDF of a document."""
    whole = render(made, size)
    whole.metadata.created = whole.metadata.modified = made.date.isoformat()
    names: Mapping[str, str] = made.link_names
    written: bytes = whole.write_pdf(finisher=lambda _, file: finish(file, names), pdf_variant="pdf/ua-1")
    return written
