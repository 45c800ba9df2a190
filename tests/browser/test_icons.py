"""The icons as PNG are what their SVG draws today, in the sizes that telephones ask for, and whole under any mask."""

from __future__ import annotations

import json
import re
from itertools import product
from math import hypot
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from tests.icons import ASSETS, SIZES, SOURCE, drawn, fingerprint

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("icons")]
BLUE = (0x0B, 0x4F, 0x6C, 255)
SAFE = 0.4
"""The circle that no mask cuts into, as a share of the width. Source: W3C, Web Application Manifest, "maskable"."""


@pytest.mark.parametrize("name", SIZES)
def test_a_picture_is_current_run_python_m_tests_icons(browser: Browser, name: str) -> None:
    with Image.open(ASSETS / name) as kept:
        assert kept.size == (SIZES[name][1], SIZES[name][1])
        assert kept.text[SOURCE] == fingerprint(name), "run python -m tests.icons"  # type: ignore[attr-defined]
        apart = ImageStat.Stat(ImageChops.difference(kept.convert("RGBA"), drawn(browser, name)))
    assert max(apart.mean) < 1, "run python -m tests.icons"  # edges are drawn a little differently by other browsers


@pytest.mark.parametrize("name", [name for name in SIZES if SIZES[name][0] == "kb-icon-maskable.svg"])
def test_what_is_drawn_on_the_square_stands_where_no_mask_cuts(name: str) -> None:
    with Image.open(ASSETS / name) as opened:
        picture = opened.convert("RGBA")
    width = picture.width
    drawn_at = [at for at in product(range(width), repeat=2) if picture.getpixel(at) != BLUE]
    assert drawn_at
    assert max(hypot(x + 0.5 - width / 2, y + 0.5 - width / 2) for x, y in drawn_at) <= SAFE * width


def test_pages_and_the_app_name_pictures_of_the_sizes_that_they_say(site: Path) -> None:
    html = (site / "rg/2/index.html").read_text(encoding="utf-8")
    app = json.loads((site / "app.webmanifest").read_text(encoding="utf-8"))
    told = {icon["src"]: icon["sizes"] for icon in app["icons"] if icon["type"] == "image/png"}
    told |= {href.removeprefix("../../"): size for size, href in re.findall(r'sizes="(\d+x\d+)" href="([^"]+)"', html)}
    assert set(told.values()) == {"48x48", "180x180", "192x192", "512x512"}
    for src, size in told.items():
        with Image.open(site / src) as picture:
            assert f"{picture.width}x{picture.height}" == size
