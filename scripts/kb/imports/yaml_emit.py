"""Values as YAML, in the manner of the directory's files, so that every reader sees the same strings.

A string stands plain only if every reader takes it for itself: `066`, `18:00`, `on` and `2026` stand between quotation
marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 150
"""Characters of a line in the directory's files."""
BRACES = 120
"""Characters of a line on which a whole mapping stands between braces."""
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"})
"""Words that some version of YAML, or a program on top of it, does not take for strings."""


def scalar(value: str | None, *, flow: bool) -> str:
    """One value on one line. `flow`: it will stand between braces or brackets."""
    if value is None:
        return "null"
    if plain_is_safe(value, flow=flow):
        return value
    return single_quoted(value) if any(char.isalpha() for char in value) and _is_easy(value) else double_quoted(value)


def plain_is_safe(value: str, *, flow: bool) -> bool:
    """Whether every reader takes a value without quotation marks for the string that it is. Some values that would do
    are left out: none that would not is let in."""
    pattern = _PLAIN_IN_FLOW if flow else _PLAIN
    return bool(pattern.fullmatch(value)) and _is_easy(value) and value.casefold() not in _WORDS


_START = r"(?:[^\W\d_]|[¿¡«“(]|[0-9]+[^\W\d_]*[ ](?=[^\d]*[^\W\d_]))"
"""A letter or a sign of Spanish; or a number, if more words follow: `20 calle 6-57`."""
_PLAIN = re.compile(_START + r"(?:(?!: |:$| #).)*")
_PLAIN_IN_FLOW = re.compile(_START + r"(?:(?! #)[^:?,\[\]{}])*")


def _is_easy(value: str) -> bool:
    return value.isprintable() and value == value.strip()


def single_quoted(value: str) -> str:
    """A printable value between single quotation marks."""
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """Any value between double quotation marks."""
    return '"' + "".join(map(_escaped, value)) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def flow(value: Any) -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def block(data: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of a mapping, each key on a line of its own, `indent` spaces from the left."""
    return [line for key, value in data.items() for line in pair(key, value, indent)]


def pair(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one key and its value."""
    start = f"{' ' * indent}{scalar(key, flow=False)}:"
    if isinstance(value, Mapping):
        short = f"{start} {flow(value)}"
        if len(short) <= BRACES and all(isinstance(item, str) for item in value.values()):
            return [short]
        return [start, *block(value, indent + 2)]
    if isinstance(value, str) or value is None:
        return _wrapped(f"{start} {scalar(value, flow=False)}", indent + 2)
    if value and all(isinstance(entry, Mapping) for entry in value):
        return [start, *(line for entry in value for line in item(entry, indent + 2))]
    return _wrapped(f"{start} {flow(value)}", indent + 2)


def item(data: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of a mapping in a list, its hyphen `indent` spaces from the left."""
    first, *others = block(data, indent + 2)
    return [f"{' ' * indent}- {first[indent + 2 :]}", *others]


def _wrapped(line: str, indent: int) -> list[str]:
    """A line broken at single spaces, where readers put a space again."""
    lines = []
    if "\\" not in line and "  " not in line.lstrip():
        while len(line) > WIDTH and (at := line.rfind(" ", indent + 1, WIDTH + 1)) > 0:
            lines.append(line[:at])
            line = " " * indent + line[at + 1 :]
    return [*lines, line]
