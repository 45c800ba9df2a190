"""Where what may be forgotten is kept. Source: XDG Base Directory Specification, version 0.8."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def cache_file(root: Path, ending: str, beginning: str = "") -> Path:
    """A knowledge base's file in the user's cache folder, there or not; its name tells it from those of others."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kb"
    return folder / f"{beginning}{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}{ending}"
