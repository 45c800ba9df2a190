"""Where an address leads. Knows addresses, not files. Source: WHATWG, URL Living Standard; RFC 3986."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_CLEAN = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PORTS = {"http": 80, "https": 443}
_LOCAL = re.compile(r"(?:localhost|127(?:\.[0-9]{1,3}){3}|0\.0\.0\.0|\[::1\])(?::[0-9]+)?", re.I)


class Place(NamedTuple):
    """A place in the site: a path under its root, decoded (`""` for the root, a folder ends in `/`), and a fragment
    as written."""

    path: str
    fragment: str = ""


class Bad(NamedTuple):
    """An address that nobody can follow, or that should not stand so: the rule that it breaks."""

    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the site stands: host with port, in lower case (empty: not known), and the path of its root, `/` or
    `/kb/`."""

    host: str = ""
    root: str = "/"

    @classmethod
    def of(cls, site_url: str) -> Origin:
        """From the site's address; everything absolute leads elsewhere if that is empty."""
        if not site_url:
            return cls()
        parts = urlsplit(site_url)
        return cls(_host(parts.scheme, parts.netloc), f"{unquote(parts.path).rstrip('/')}/")


def _host(scheme: str, netloc: str) -> str:
    """Host and port without user, capitals, and the port that goes without saying."""
    host = netloc.rpartition("@")[2].lower()
    name, colon, port = host.rpartition(":")
    usual = colon and port.isdigit() and int(port) == _PORTS.get(scheme.lower())
    return name if usual else host


def base_of(origin: Origin, path: str, base: str) -> str | None:
    """The path, with the site's own before it, that addresses in a file are relative to. `base` is the page's
    `base href`. None: it lies on another host."""
    here = origin.root + path.replace("%", "%25")
    if not base.strip():
        return here
    found = _joined(origin, here, base.strip())
    return found if isinstance(found, str) else None


def read(origin: Origin, base: str | None, address: str) -> Place | Bad | None:
    """Where an address leads that stands in a file with this base; None: somewhere that is not our concern."""
    text = _CLEAN.sub("", address.strip())
    if not text:
        return Bad("empty-link")
    whole, _hash, fragment = text.partition("#")
    path = _joined(origin, base, whole)
    if not isinstance(path, str):
        return path
    return _under_root(origin, path, fragment)


def _joined(origin: Origin, base: str | None, whole: str) -> str | Bad | None:
    """The path, from the host's root and still encoded, of an address without its fragment."""
    match = _SCHEME.match(whole)
    if match or whole.startswith("//"):
        return _absolute(origin, match[1].lower() if match else "https", whole)
    if base is None:
        return None
    path = whole.partition("?")[0]
    if "\\" in path:
        return Bad("malformed-address")
    if not path:
        return base
    return path if path.startswith("/") else base[: base.rindex("/") + 1] + path


def _absolute(origin: Origin, scheme: str, whole: str) -> str | Bad | None:
    if len(scheme) == 1 or scheme == "file":
        return Bad("local-address")
    if scheme not in _PORTS:
        empty = scheme in ("mailto", "tel", "sms") and not whole.partition(":")[2].strip()
        return Bad("empty-link") if empty else None
    rest = whole.removeprefix(whole.partition("//")[0])
    netloc, slash, path = rest[2:].partition("?")[0].partition("/")
    if not rest or not netloc or " " in netloc:
        return Bad("malformed-address")
    host = _host(scheme, netloc)
    if host == origin.host and origin.host:
        inside = f"/{path}" if slash else "/"
        return inside if f"{unquote(inside)}/".startswith(origin.root) else None
    return Bad("local-address") if _LOCAL.fullmatch(host) else None


def _under_root(origin: Origin, path: str, fragment: str) -> Place | Bad:
    """A path from the host's root as a place in the site."""
    if "%" in path:
        if _BAD_PERCENT.search(path):
            return Bad("malformed-address")
        path = unquote(path)
    if "//" in path:
        return Bad("double-slash")
    parts: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            if not parts:
                return Bad("out-of-root")
            parts.pop()
        elif part != ".":
            parts.append(part)
    folder = path.endswith(("/", "/.", "/..")) and bool(parts) and parts[-1] != ""
    full = "/" + "/".join(parts) + ("/" if folder else "")
    if full + "/" == origin.root:
        full = origin.root
    if not full.startswith(origin.root):
        return Bad("out-of-root")
    return Place(full[len(origin.root) :], fragment)
