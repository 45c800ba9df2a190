"""Packs: many pages that share most of their HTML, as one small file that a browser can take apart by itself.

A pack is gzipped JSON: `parts` are pieces of text, cut at tags and after sentences; `files` says, by address, of which runs of parts
a file consists: how far from the last run's first part the next one begins, and how many parts it takes, again and again.
gzip looks back 32 kB, less than one page's navigation and text: most of what pages repeat is found here instead.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

_CUT = re.compile(r'(?=<)|(?<=>)|(?<=[.:;?] )|(?<=")(?=[A-ZÁÉÍÓÚÑ¿])')
"""At tags, and after sentences: what pages say stands again in the texts that the search shows excerpts of."""
_WORTH = 48
"""How many characters must stand somewhere already for a run to begin there; shorter repetitions are left to gzip."""


def pack(files: Mapping[str, str], **about: object) -> bytes:
    """Files (text by address) as a pack; `about` are values that stand in it beside them. The same in, the same out."""
    parts: list[str] = []
    known: dict[str, int] = {}
    runs = {path: _runs(text, parts, known) for path, text in files.items()}
    text = json.dumps({**about, "parts": parts, "files": runs}, ensure_ascii=False, separators=(",", ":"))
    squeezed = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # gzip without a time
    return squeezed.compress(text.encode()) + squeezed.flush()


def unpack(data: bytes) -> dict[str, str]:
    """The files of a pack, as the browser takes it apart (theme/assets/kb-offline.js)."""
    held: dict[str, Any] = json.loads(zlib.decompress(data, 16 + zlib.MAX_WBITS))
    files = {}
    for path, runs in held["files"].items():
        at, found = 0, []
        for step, count in zip(runs[::2], runs[1::2], strict=True):
            at += step
            found += held["parts"][at : at + count]
        files[path] = "".join(found)
    return files


def _runs(text: str, parts: list[str], known: dict[str, int]) -> list[int]:
    """A text as runs; adds to the parts what is new in it. `known` says where the next characters last stood."""
    runs: list[int] = []
    start = after = 0
    pieces = [piece for piece in _CUT.split(text) if piece]
    for number, piece in enumerate(pieces):
        ahead = _ahead(pieces, number)
        goes_on = runs and after < len(parts) and parts[after] == piece
        at = after if goes_on else known.get(ahead, len(parts))
        if at == len(parts):
            parts.append(piece)
        known[ahead] = at
        if runs and at == after:
            runs[-1] += 1
        else:
            runs += [at - start, 1]
            start = at
        after = at + 1
    return runs


def _ahead(pieces: list[str], number: int) -> str:
    """A piece, with as many of those after it as make it worth looking up."""
    found = pieces[number]
    while len(found) < _WORTH and number + 1 < len(pieces):
        number += 1
        found += pieces[number]
    return found
