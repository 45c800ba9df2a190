"""What was learnt of the words, handed from the process that learns it to those that make the indexes meanwhile."""

from __future__ import annotations

import json
import time
from pathlib import Path

from kb.search.pairs import Meanings

PATIENCE = 60.0
"""Seconds after which a process that waits learns by itself."""
_MOMENT = 0.02


def hand_over(found: dict[str, Meanings], path: Path) -> None:
    """Write down what was learnt for each language: whoever waits finds a whole file or none."""
    part = path.with_name(f"{path.name}.part")
    told = {lang: [meanings.there, meanings.back] for lang, meanings in found.items()}
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(path)


def take_over(path: Path, lang: str, patience: float = PATIENCE) -> Meanings | None:
    """What was learnt for a language; None if that does not come within so many seconds."""
    end = time.monotonic() + patience
    while not path.exists():
        if time.monotonic() > end:
            return None
        time.sleep(_MOMENT)
    return Meanings(*json.loads(path.read_text(encoding="utf-8"))[lang])
