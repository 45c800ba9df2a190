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
from itertools import accumulate
from typing import Any

_ENDS = (">", ". ", ": ", "; ", "? ")
_QUOTE = re.compile(r'"(?=[A-ZÁÉÍÓÚÑ¿])')
_CUT = "\0"
"""At tags, and after sentences: what pages say stands again in the texts that the search shows excerpts of. Cut is before
a `<`, after anything else. No page holds the sign that marks a cut."""
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
    first = after = 0
    pieces = _pieces(text)
    cuts = [0, *accumulate(map(len, pieces))]
    far, last = 0, len(pieces)
    for start, piece in zip(cuts, pieces, strict=False):
        while far < last and cuts[far] < start + _WORTH:
            far += 1
        ahead = text[start : cuts[far]]
        goes_on = runs and after < len(parts) and parts[after] == piece
        at = after if goes_on else known.get(ahead, len(parts))
        if at == len(parts):
            parts.append(piece)
        known[ahead] = at
        if runs and at == after:
            runs[-1] += 1
        else:
            runs += [at - first, 1]
            first = at
        after = at + 1
    return runs


def _pieces(text: str) -> list[str]:
    """A text cut into pieces."""
    cut = text.replace("<", f"{_CUT}<")
    for end in _ENDS:
        cut = cut.replace(end, f"{end}{_CUT}")
    return [piece for piece in _QUOTE.sub(f'"{_CUT}', cut).split(_CUT) if piece]
