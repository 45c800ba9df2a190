"""The last steps of a build: the headers for hosts that read them from a file, what built the site, sums, packed files."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import brotli

from kb.delivery.headers import COMPRESSIBLE, PRIVATE, headers_file
from kb.delivery.s3 import s3_files
from kb.delivery.sbom import write_sbom
from kb.processes import SHARE, in_processes

HEADERS = "_headers"
MANIFEST = "manifest.sha256"
_PACKED = (".gz", ".br")
_WORTH = 256
"""Bytes under which a file fits one network packet anyway, with its headers."""


def finish(root: Path, site_dir: Path, site_url: str, day: date, *, precompress: bool) -> None:
    """Write into a finished site what speaks of all its files; with `precompress`, `.gz` and `.br` beside each text."""
    write_sbom(root, site_dir, day)
    base = urlsplit(site_url).path or "/"
    paths = list(files_of(site_dir))
    (site_dir / HEADERS).write_text(headers_file(base, paths), encoding="utf-8")
    for path, text in s3_files(base, paths):
        (site_dir / path).parent.mkdir(exist_ok=True)
        (site_dir / path).write_text(text, encoding="utf-8")
    (site_dir / MANIFEST).write_text(manifest(site_dir), encoding="utf-8")
    if precompress:
        pack(site_dir)


def files_of(site_dir: Path) -> Iterator[str]:
    """The paths of the files under a folder, in the order of their characters; neither the sums nor packed copies."""
    start = len(f"{site_dir}/")
    found = (f"{folder}/{name}"[start:] for folder, _folders, names in os.walk(site_dir) for name in names)
    return (path for path in sorted(found) if path != MANIFEST and not path.endswith(_PACKED))


def manifest(site_dir: Path) -> str:
    """The SHA-256 sum of every file, as `sha256sum --check` reads them.

    Packed copies are left out: what they hold unpacked is what counts, and how well they are packed may change.
    """
    paths = list(files_of(site_dir))

    def share(number: int) -> str:
        found = ((path, (site_dir / path).read_bytes()) for path in paths[number * SHARE : (number + 1) * SHARE])
        return "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in found)

    return "".join(in_processes(share, -(-len(paths) // SHARE)))


def pack(site_dir: Path) -> None:
    """Write `.gz` and `.br` beside every text file that becomes smaller; no time and no name is written into them."""
    paths = [
        path for path in (*files_of(site_dir), MANIFEST) if path.endswith(tuple(f".{end}" for end in COMPRESSIBLE))
    ]
    served = (site_dir / path for path in paths if not path.startswith(PRIVATE))
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # both packers let other threads run
        for _ in pool.map(_pack_one, served):
            pass


def _pack_one(path: Path) -> None:
    data = path.read_bytes()
    if len(data) < _WORTH:
        return
    mode = brotli.MODE_TEXT
    copies = {".gz": gzip.compress(data, 9, mtime=0), ".br": brotli.compress(data, mode=mode, quality=11)}
    for ending, packed in copies.items():
        if len(packed) < len(data):
            path.with_name(path.name + ending).write_bytes(packed)
