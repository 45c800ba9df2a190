"""Editions for paper as pictures, several pages a picture, to look at all of them.

    .venv/bin/kb pdf build/pdf && .venv/bin/python -m tests.paper.sheets build/pdf build/sheets --only rg,cards

Each page has its number above it. README.md says which pages were looked at last, and when.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

ACROSS, DOWN = 3, 2
"""Pages beside and under each other: at 64 dots an inch the text can still be read."""
GAP = 14
"""Pixels around a page; the page's number stands there."""


def pages_of(path: Path, dpi: int) -> list[Image.Image]:
    """Every page of a PDF as a picture."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(path)]


def sheets(pages: list[Image.Image]) -> list[Image.Image]:
    """The pages put together in their order, so many a sheet; each as wide and as high as its largest page asks."""
    made = []
    for first in range(0, len(pages), ACROSS * DOWN):
        shown = pages[first : first + ACROSS * DOWN]
        width, height = (max(page.size[side] for page in shown) + GAP for side in (0, 1))
        rows = -(-len(shown) // ACROSS)
        sheet = Image.new("RGB", (width * min(ACROSS, len(shown)) + GAP, height * rows + GAP), "#777")
        pen = ImageDraw.Draw(sheet)
        for place, page in enumerate(shown):
            left, top = GAP + place % ACROSS * width, GAP + place // ACROSS * height
            sheet.paste(page, (left, top))
            pen.text((left, top - 12), f"{first + place + 1}", fill="white")
        made.append(sheet)
    return made


def write_sheets(path: Path, folder: Path, dpi: int) -> int:
    """Write the sheets of one PDF; the count of its pages."""
    pages = pages_of(path, dpi)
    for number, sheet in enumerate(sheets(pages), start=1):
        sheet.save(folder / f"{path.stem}-{number:02}.png")
    return len(pages)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Put the pages of PDF files together on pictures, to look at them.")
    parser.add_argument("pdf", type=Path, help="a folder of editions (kb pdf DIR)")
    parser.add_argument("folder", type=Path, help="the folder to write into")
    parser.add_argument("--only", default="", help="names that begin so, set apart by commas: rg, role, card")
    parser.add_argument("--dpi", type=int, default=64)
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    wanted = tuple(args.only.split(","))
    paths = [path for path in sorted(args.pdf.glob("*.pdf")) if path.name.startswith(wanted)]
    counts = {path.name: write_sheets(path, args.folder, args.dpi) for path in paths}
    for name, count in counts.items():
        print(f"{count:4} {name}")
    print(f"{sum(counts.values()):4} pages of {len(counts)} editions")


if __name__ == "__main__":
    main()
