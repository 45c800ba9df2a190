"""What a host says with every file: one source, from which the configurations of all hosts are written.

Sources: OWASP HTTP Headers Cheat Sheet; RFC 6797 (HSTS); RFC 8246 (immutable); W3C Content Security Policy Level 3,
Permissions Policy and Trusted Types; WHATWG HTML (Cross-Origin-Opener-Policy).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.delivery.language import VARY

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
"""What a page may load and do. It also stands in every page, for hosts that send no headers of ours."""

_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""What the site never asks a browser for: neither it nor anything put into it can be granted it."""

HEADERS = {
    "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""Sent with every answer, errors too. HSTS speaks for this host alone: its neighbours' names are not ours to bind."""

OPEN_DATA = "data/v1/"
"""Under it other sites' pages may read: it is public, and nothing is told apart by who asks."""
OPEN_HEADER = ("Access-Control-Allow-Origin", "*")

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with what they hold."""
FOR_NOW = "public, max-age=300"
"""For everything else: a number that was put right must reach its readers within minutes."""
FINGERPRINTED = r"assets/[A-Za-z0-9_./-]+\.[0-9a-f]{8,}\.(?:min\.)?(?:css|js)"
"""Files whose name has a fingerprint of what they hold, as a pattern for a path under the site's root."""

PRIVATE = ("_headers", "_redirects", "_nginx/", "_caddy/", "_s3/")
"""Configuration that lies in the site for its host, and is not served."""

TYPES = {
    "atom": "application/atom+xml",
    "bib": "text/x-bibtex",
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "inv": "application/octet-stream",
    "js": "text/javascript",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "map": "application/json",
    "md": "text/markdown",
    "pack": "application/octet-stream",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "sha256": "text/plain",
    "svg": "image/svg+xml",
    "tbx": "application/xml",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "webp": "image/webp",
    "webmanifest": "application/manifest+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zim": "application/x-zim",
    "zip": "application/zip",
}
"""What each kind of file is, by the end of its name: with `nosniff` a wrong type is a file that does not work."""
_BINARY = frozenset({"inv", "pack", "pdf", "png", "webp", "xlsx", "zim", "zip"})
COMPRESSIBLE = tuple(ending for ending in TYPES if ending not in _BINARY)
"""Endings of the files that are text, and become smaller when they are packed."""


def values(base: str) -> dict[str, str]:
    """What the templates of servers' configurations call by these names, for a site that stands under `base`."""
    return {
        "base": base,
        "fingerprinted": FINGERPRINTED,
        "for_ever": FOR_EVER,
        "for_now": FOR_NOW,
        "open_data": OPEN_DATA,
        "open_name": OPEN_HEADER[0],
        "open_value": OPEN_HEADER[1],
        "page": media_type("html"),
        "vary": VARY,
    }


def media_type(ending: str) -> str:
    """The type of a file whose name ends so, with the character set where it is text."""
    charset = "" if ending in _BINARY else "; charset=utf-8"
    return f"{TYPES[ending]}{charset}"


def fingerprinted(paths: Iterable[str]) -> Iterator[str]:
    """Those of the files under the site's root that never change under their name, in order."""
    return (path for path in sorted(paths) if re.fullmatch(FINGERPRINTED, path))


def headers_file(base: str, paths: Iterable[str]) -> str:
    """`_headers` for Netlify and Cloudflare Pages, for a site that holds these files and stands under `base`.

    Both join the values of all blocks that fit an address, so that a header stands in one block only; both let browsers
    ask again for what no block names. Cloudflare reads 100 blocks, of lines of up to 2,000 characters.
    """
    blocks = [
        (f"{base}*", list(HEADERS.items())),
        (f"{base}{OPEN_DATA}*", [OPEN_HEADER]),
        *((f"{base}{path}", [("Cache-Control", FOR_EVER)]) for path in fingerprinted(paths)),
    ]
    return "".join(
        f"{address}\n{''.join(f'  {name}: {value}{chr(10)}' for name, value in lines)}" for address, lines in blocks
    )
