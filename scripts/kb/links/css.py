"""The addresses in a style sheet. Source: W3C, CSS Syntax Module Level 3."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"/\*.*?(?:\*/|\Z)"  # a comment
    r"|@import\s+(?:\"(?P<import1>[^\"\n]*)\"|'(?P<import2>[^'\n]*)')"
    r"|url\(\s*(?:\"(?P<url1>(?:\\.|[^\"\\\n])*)\"|'(?P<url2>(?:\\.|[^'\\\n])*)'|(?P<url3>[^\s\"'()]*))\s*\)"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",  # a string: `url(` in it is no address
    re.S | re.I,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.S)


def addresses(text: str) -> Iterator[str]:
    """Every address in `url(…)` and `@import`, unescaped; comments and strings are passed over."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup:
            yield _ESCAPE.sub(_unescaped, match[match.lastgroup])


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 0 < code < 0x110000 else match[2] or "\ufffd"
