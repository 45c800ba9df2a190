"""A web server on this machine that misbehaves in every way that the web does, one way a path."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REDIRECTS = {
    "/moved": (301, "/ok"),
    "/moved-again": (308, "/moved"),
    "/moved-to-front": (301, "/"),
    "/moved-to-nowhere": (301, "/missing"),
    "/for-now": (302, "/ok"),
    "/moved-for-now": (301, "/for-now"),
    "/loop": (302, "/loop"),
    "/to-nonsense": (301, "http://[nonsense"),
    "/other-protocol": (301, "ftp://example.org/x"),
    "/to-own-network": (302, "http://127.0.0.2/secret"),
    "/to-metadata": (301, "http://169.254.169.254/latest/"),
}
STATUSES = {
    "/": 200,
    "/ok": 200,
    "/missing": 404,
    "/gone": 410,
    "/blocked": 403,
    "/strange": 999,
    "/error": 500,
    "/late": 504,
}
HEAD_ONLY = {"/no-head": 405, "/head-missing": 404, "/head-error": 500}
"""What HEAD is answered; GET is answered well."""


class Web(ThreadingHTTPServer):
    """The server, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, float]] = []
        """Method, path and time of each request."""
        self.counts: Counter[str] = Counter()
        self.sent = 0
        """Bytes of bodies that clients took."""
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _time in self.asked if asked == path]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what some of this is about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        web, path = self.server, self.path.partition("?")[0]
        with web.lock:
            web.asked.append((self.command, path, time.monotonic()))
            web.counts[path] += 1
            number = web.counts[path]
            web.at_once += 1
            web.most_at_once = max(web.most_at_once, web.at_once)
        try:
            self._by_path(path, number)
        finally:
            with web.lock:
                web.at_once -= 1

    def _by_path(self, path: str, number: int) -> None:
        head = self.command == "HEAD"
        if path in REDIRECTS:
            status, to = REDIRECTS[path]
            self._send(status, Location=to)
        elif path in HEAD_ONLY:
            self._send(HEAD_ONLY[path] if head else 200)
        elif path == "/flaky":
            self._send(500 if number <= 2 else 200)
        elif path in ("/busy", "/busy-until", "/unavailable", "/busy-for-hours", "/busy-always"):
            self._busy(path, number)
        elif path == "/challenge":
            self._send(503, **{"cf-mitigated": "challenge"})
        elif path in ("/slow", "/slow-head"):
            if head or path == "/slow":
                time.sleep(1.5)
            self._send(200)
        elif path == "/drip":
            self._drip()
        elif path == "/endless":
            self._send(405) if head else self._endless()
        elif path == "/hang-up":
            self.close_connection = True
        elif path == "/nonsense":
            self.wfile.write(b"nonsense\r\n\r\n")
            self.close_connection = True
        elif path == "/long-head":
            self._send(200, **{f"X-{n}": "x" * 1000 for n in range(300)})
        else:
            self._send(STATUSES.get(path, 200))

    def _busy(self, path: str, number: int) -> None:
        if number > 1 and path != "/busy-always":
            self._send(200)
        elif path == "/busy-until":
            self._send(429, **{"Retry-After": formatdate(time.time() + 1, usegmt=True)})
        elif path == "/busy-for-hours":
            self._send(429, **{"Retry-After": "7200"})
        else:
            self._send(503 if path == "/unavailable" else 429, **{"Retry-After": "1" if path == "/busy" else "0"})

    def _send(self, status: int, **headers: str) -> None:
        self.send_response(status, "x")
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        """A header a moment, for longer than anybody waits."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(60):
            self.wfile.write(f"X-{number}: x\r\n".encode())
            self.wfile.flush()
            time.sleep(0.05)

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        for _number in range(4000):
            self.wfile.write(b"x" * 65536)
            self.server.sent += 65536

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serving() -> Iterator[Web]:
    """A running server."""
    web = Web()
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
