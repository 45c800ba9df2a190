"""The pictures of the guide for editors: `docs/assets/guide/pictures.json` says how large each is and what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kb.read.files import read_text

FOLDER = "guide"
"""Under `docs/assets/`."""
LIST = f"docs/assets/{FOLDER}/pictures.json"


def listed(root: Path) -> dict[str, dict[str, Any]]:
    """What the list says of each picture, by its path under the guide's folder; nothing if it cannot be read."""
    try:
        data = json.loads(read_text(root, LIST).text)
    except (ValueError, RecursionError):
        return {}
    return {name: about for name, about in data.items() if isinstance(about, dict)} if isinstance(data, dict) else {}


def sizes(root: Path) -> dict[str, tuple[int, int]]:
    """Width and height of each picture as pages show it, in CSS pixels, by its path under `docs/assets/`."""
    found = {}
    for name, about in listed(root).items():
        width, height = about.get("width"), about.get("height")
        if isinstance(width, int) and isinstance(height, int):
            found[f"{FOLDER}/{name}"] = (width, height)
    return found
