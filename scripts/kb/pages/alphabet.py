"""The order in which readers look for names."""

from __future__ import annotations

import unicodedata


def alphabetical(text: str) -> str:
    """A sorting key that puts `é` beside `e` and `ñ` after `n`, as both languages' readers expect."""
    text = text.lower().replace("ñ", "n\uffff")
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
