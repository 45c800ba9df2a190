"""Small sites to look for faulty links in, and `kb links` to look with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.cli import main


def write(root: Path, **files: str) -> Path:
    """A site of these pages: `about="…"` is about/index.html, `index` the first page."""
    for name, body in files.items():
        path = root / ("index.html" if name == "index" else f"{name}/index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>x</title>{body}", encoding="utf-8")
    return root


def kb(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = main(["links", *map(str, args)])
    out, err = capsys.readouterr()
    return code, out, err
