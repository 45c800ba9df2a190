"""The icons as PNG, for browsers, telephones and programs that take no SVG. After a change of an SVG:

python -m tests.icons
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image, PngImagePlugin
from playwright.sync_api import Browser

from tests.chromium import chromium
from tests.conftest import ROOT

ASSETS = ROOT / "scripts/kb/theme/assets"
SIZES = {
    "kb-icon-48.png": ("kb-icon.svg", 48),
    "kb-icon-180.png": ("kb-icon-maskable.svg", 180),
    "kb-icon-maskable-192.png": ("kb-icon-maskable.svg", 192),
    "kb-icon-maskable-512.png": ("kb-icon-maskable.svg", 512),
}
"""Each picture, what it is drawn from, and its width and height in pixels. Apple cuts the corners itself: it gets a square."""
SOURCE = "Source SHA-256"
"""The name under which a picture says what it was drawn from."""
PAGE = "<style>html,body{{margin:0}}svg{{display:block;width:{0}px;height:{0}px}}</style>{1}"


def drawn(browser: Browser, name: str) -> Image.Image:
    """A picture as the browser draws it."""
    svg, size = SIZES[name]
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(PAGE.format(size, (ASSETS / svg).read_text(encoding="utf-8")))
    data = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(data)).convert("RGBA")


def fingerprint(name: str) -> str:
    """The sum of what a picture is drawn from."""
    return hashlib.sha256((ASSETS / SIZES[name][0]).read_bytes()).hexdigest()


def write(browser: Browser, folder: Path) -> None:
    """Draw every picture into a folder."""
    for name in SIZES:
        notes = PngImagePlugin.PngInfo()
        notes.add_text(SOURCE, fingerprint(name))
        drawn(browser, name).save(folder / name, optimize=True, pnginfo=notes)


if __name__ == "__main__":
    with chromium() as launched:
        write(launched, ASSETS)
