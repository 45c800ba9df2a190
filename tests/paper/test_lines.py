"""Where lines end: none before it is full, whatever WeasyPrint would do of itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import BlockBox
from weasyprint.layout import inline

from kb.paper.lines import fill_lines, split_by_weasyprint

pytestmark = pytest.mark.xdist_group("paper")
BEFORE_A_LINK = (
    "Quien encuentre uno lo tacha y avisa. Qué campos son obligatorios está por decidir: <a href='#'>véalo</a>."
)
AFTER_A_NAME = (
    "<strong>Ayuda:</strong> <span>Una línea por persona: nombre, relación, si es adulta, contacto; de hermanas y "
    "hermanos, su número de ficha. Si no hay nadie, «nadie».</span>"
)
WIDTHS = range(4000, 6600, 20)
"""Tenths of a pixel: the mistakes show at some widths only."""
SHORT = 0.6
"""A line is too short if it is shorter than this part of the longest: no word of these texts takes so much."""


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Other tests in this process find the lines as they left them."""
    before = inline.split_first_line
    yield
    inline.split_first_line = before


def too_short(text: str) -> list[list[str]]:
    """The lines of the text at each width at which one of them, not the last, ends too early."""
    paragraphs = "".join(f'<p style="width: {width / 10}px">{text}</p>' for width in WIDTHS)
    style = "<style>@page { size: 190mm 9000mm; margin: 5mm } p { margin: 0; font: 9.75pt/1.45 Lato }</style>"
    (page,) = HTML(string=f"<html lang='es'>{style}{paragraphs}").render().pages
    found = []
    for paragraph in (
        box for box in page._page_box.descendants() if isinstance(box, BlockBox) and box.element_tag == "p"
    ):
        lines = ["".join(box.text for box in line.descendants() if hasattr(box, "text")) for line in paragraph.children]
        if any(len(line) < SHORT * max(map(len, lines)) for line in lines[:-1]):
            found.append(lines)
    return found


@pytest.mark.parametrize("text", [BEFORE_A_LINK, AFTER_A_NAME])
def test_no_line_ends_before_it_is_full(text: str) -> None:
    fill_lines()
    assert too_short(text) == []


@pytest.mark.parametrize("text", [BEFORE_A_LINK, AFTER_A_NAME])
def test_weasyprint_alone_still_ends_lines_too_early(text: str) -> None:
    """When this fails, WeasyPrint has been mended: kb/paper/lines.py can go."""
    inline.split_first_line = split_by_weasyprint
    assert too_short(text)
