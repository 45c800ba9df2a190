"""The pictures on which all pages are looked at hold all pages."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.paper.sheets import ACROSS, DOWN, main


def test_every_page_is_on_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = ACROSS * DOWN + 1
    for name in ("rg.es", "mx.es"):
        file = pypdfium2.PdfDocument.new()
        for _ in range(pages):
            file.new_page(300, 400)
        file.save(tmp_path / f"{name}.pdf")
    main([str(tmp_path), str(tmp_path / "sheets"), "--only", "rg", "--dpi", "72"])
    found = sorted((tmp_path / "sheets").iterdir())
    assert [path.name for path in found] == ["rg.es-01.png", "rg.es-02.png"]
    full, last = (Image.open(path).size for path in found)
    assert full[0] >= ACROSS * 300 and full[1] >= DOWN * 400
    assert 300 <= last[0] < 600 and 400 <= last[1] < 800
    assert f"{pages} pages of 1 editions" in capsys.readouterr().out
