"""Telephone numbers and addresses letter by letter, one under the other, so that one wrong digit is seen."""

from __future__ import annotations

import difflib

NOTHING = "·"
"""Stands where one of the two has no character."""
SPACE = "␣"


def spelled(text: str) -> str:
    """A text with its characters apart: `+ 5 2 5 5`."""
    return " ".join(text.replace(" ", SPACE))


def compared(old: str, new: str) -> list[str]:
    """Two texts one under the other, character by character, and a line that points to what differs."""
    above, below, marks = [], [], []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for number in range(max(i2 - i1, j2 - j1)):
            above.append(old[i1 + number] if i1 + number < i2 else NOTHING)
            below.append(new[j1 + number] if j1 + number < j2 else NOTHING)
            marks.append(" " if what == "equal" else "^")
    return [spelled("".join(above)), spelled("".join(below)), " ".join(marks).rstrip()]
