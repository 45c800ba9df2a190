"""A host on this machine: serves folders compressed, notes what it sends, and can be as slow as a bad line.

The line is slow here and not in the browser, whose own brake leaves out what workers fetch.
"""

from __future__ import annotations

import importlib
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PIECE = 5000
"""Bytes sent between two looks at the clock."""
APART = "/bench/"
"""What is served from here is the benchmark's own: it is neither counted nor slowed."""


@dataclass
class Host:
    """What is served, how fast, and what was sent."""

    mounts: dict[str, Path]
    """Folders by the path under which they are served: `/stock/`."""
    latency: float = 0.0
    """Seconds until a response begins."""
    rate: float = 0.0
    """Bytes a second for all responses together; 0 for no limit."""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Paths, with the bytes of their bodies on the wire."""
    url: str = ""
    _bodies: dict[Path, tuple[bytes, bool]] = field(default_factory=dict)
    _line: threading.Lock = field(default_factory=threading.Lock)

    def slow_3g(self) -> None:
        """50 kB a second and 2 s until each response begins."""
        self.latency, self.rate = 2.0, 50_000.0

    def fast(self) -> None:
        self.latency, self.rate = 0.0, 0.0

    def file(self, path: str) -> Path | None:
        for prefix, folder in self.mounts.items():
            if path.startswith(prefix):
                found = folder / path.removeprefix(prefix)
                found = found / "index.html" if path.endswith("/") else found
                return found if found.is_file() else None
        return None

    def body(self, path: Path) -> tuple[bytes, bool]:
        """A file as a good host sends it, and whether it is compressed (brotli, unless that makes it longer)."""
        if path not in self._bodies:
            raw = path.read_bytes()
            packed: bytes = importlib.import_module("brotli").compress(raw, quality=11 if len(raw) < 2**20 else 9)
            self._bodies[path] = (packed, True) if len(packed) < len(raw) else (raw, False)
        return self._bodies[path]

    def send(self, out: Any, body: bytes) -> None:
        if not self.rate:
            out.write(body)
            return
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            with self._line:
                time.sleep(len(piece) / self.rate)
            out.write(piece)
            out.flush()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *args: Any) -> None:
        self.host = host
        super().__init__(*args)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        found = self.host.file(path)
        if found is None:
            self.send_error(404)
            return
        body, packed = self.host.body(found)
        apart = path.startswith(APART)
        if not apart:
            self.host.sent.append((path, len(body)))
            time.sleep(self.host.latency)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(found.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if packed:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        if apart:
            self.wfile.write(body)
        else:
            self.host.send(self.wfile, body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers that close a connection are no news."""


@contextmanager
def serving(mounts: dict[str, Path]) -> Iterator[Host]:
    """Serve the folders; the host, whose `url` is its root without the last slash."""
    host = Host(mounts)
    server = _Server(("127.0.0.1", 0), partial(_Handler, host))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
