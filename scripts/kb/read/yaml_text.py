"""YAML read as text: only `null`, `true` and `false` have a meaning of their own, every other scalar stays a string.

YAML 1.1 turns `on` into true, `066` into 54, `18:00` into 1080 and `10.10` into 10.1, and forgets duplicate keys. Here
none of that happens; duplicate keys, aliases, anchors, tags and deep nesting are refused. libyaml's events are read in
one loop, so that neither nesting nor aliases can cost more than the text is long.
"""

from __future__ import annotations

from typing import Any

from kb.models.paths import KeyPath
from kb.read.defects import Defect

MAX_DEPTH = 24
"""Levels of nesting. The deepest record that the models know has six."""

Value = Any
Positions = dict[KeyPath, tuple[int, int]]
"""Where each key and its value begin, in characters from the start of the YAML text."""


def load(text: str) -> tuple[Value, list[Defect]]:
    """Read YAML text: the value (None if nothing could be read), and what is wrong. Never raises on content."""
    from kb.read.yaml_events import Builder, run

    builder = Builder()
    run(text, builder)
    stopped = any(defect.kind != "duplicate-key" for defect in builder.defects)
    return (None if stopped else builder.result), builder.defects


def readable_part(text: str) -> Value:
    """What stands before the first thing that is wrong."""
    from kb.read.yaml_events import Builder, run

    builder = Builder()
    run(text, builder)
    return builder.result


def positions(text: str) -> Positions:
    """Where every key and value of a YAML text begins, as far as the text can be read."""
    from kb.read.yaml_events import Builder, run

    found: Positions = {}
    run(text, Builder(found))
    return found


def nearest(found: Positions, path: KeyPath, *, on_value: bool = True) -> int:
    """The offset of a key path among these positions, or of its nearest ancestor that exists."""
    for end in range(len(path), -1, -1):
        if path[:end] in found:
            key_start, value_start = found[path[:end]]
            return value_start if on_value and end == len(path) else key_start
    return 0
