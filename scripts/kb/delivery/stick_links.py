"""The links of a page that is read without a server: each leads to a file beside it, to the public site, or nowhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any

INDEX = "index.html"
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|$", re.I)
_TAG = re.compile(r"<(?:a|form|img|link|script|div)\b[^>]*>")
_ADDRESS = re.compile(r'\s(href|src|action|data-(?:index|texts|worker))="([^"]*)"')
_FOLDER = re.compile(r'\s(data-(?:base|kb-root))="([^"]*)"')
_WORDS = re.compile(r"""\sdata-words=(?:"([^"]*)"|'([^']*)')""")
_OTHER_LANGUAGES = re.compile(r'\sdata-(?:languages|other)="[^"]*"')
_PERMANENT = re.compile(r'\sclass="(?:kb-permanent|kb-permalink)"')
_CITED = re.compile(r"id/([^/]+)/$")


@dataclass(frozen=True, slots=True)
class Stick:
    """What is on the stick of a language, by the addresses that it has on the site."""

    prefix: str
    """The folder of the language on the site; what is under it stands at the stick's root."""
    pages: Collection[str]
    """Addresses of pages, each ending in a slash, or empty for the site's root."""
    files: Collection[str]
    places: Mapping[str, str]
    """Where an id is explained: a page's address, with a fragment."""
    site_url: str
    """Where the rest is; empty if that is not known."""

    def name(self, address: str) -> str:
        """The path on the stick of a page or a file of the site."""
        path = address.removeprefix(self.prefix)
        return f"{path}{INDEX}" if address in self.pages else path


def relinked(text: str, address: str, stick: Stick) -> str:
    """The HTML of the page at an address of the site, with links that hold on the stick."""

    @cache  # menus and texts of a page lead to the same places
    def lead(value: str, *, permanent: bool = False) -> str | None:
        return _lead(unescape(value), address, stick, permanent=permanent)

    return _TAG.sub(lambda match: _tag(match.group(), lead, address, stick), text)


def _tag(tag: str, lead: Callable[..., str | None], address: str, stick: Stick) -> str:
    permanent = bool(_PERMANENT.search(tag))

    def put(match: re.Match[str]) -> str:
        target = lead(match[2], permanent=permanent)
        return "" if target is None else f' {match[1]}="{escape(target)}"'

    if 'rel="manifest"' in tag:
        return ""  # an app is installed from a server
    done = _ADDRESS.sub(put, tag)
    if tag.startswith("<link") and " href=" not in done:
        return ""
    if " data-" not in tag:
        return done
    done = _FOLDER.sub(lambda match: f' {match[1]}="{_root(address, stick)}"', _OTHER_LANGUAGES.sub("", done))
    return _WORDS.sub(lambda match: f' data-words="{escape(_words(unescape(match[1] or match[2]), lead))}"', done)


def _lead(value: str, address: str, stick: Stick, *, permanent: bool) -> str | None:
    """Where a link of the page at `address` leads; None if there is nothing to lead to."""
    if _ABSOLUTE.match(value):
        return value
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", value, re.S).groups()  # type: ignore[union-attr]
    full = _joined(address, path)
    cited = _CITED.fullmatch(full)
    if cited and not permanent and cited[1] in stick.places:
        full, mark, rest = stick.places[cited[1]].partition("#")
    if full in stick.pages or full in stick.files:
        return _way(stick.name(address), stick.name(full)) + mark + rest
    return f"{stick.site_url}{full}{mark}{rest}" if stick.site_url else None


def _way(here: str, there: str) -> str:
    """The relative path from one file to another."""
    folders, parts = here.split("/")[:-1], there.split("/")
    common = 0
    while common < len(folders) and common < len(parts) - 1 and folders[common] == parts[common]:
        common += 1
    return "../" * (len(folders) - common) + "/".join(parts[common:])


def _joined(address: str, path: str) -> str:
    """The site's address that a relative path leads to from a page; a folder's ends in a slash."""
    full = posixpath.normpath(posixpath.join(address, path))
    is_folder = posixpath.basename(path) in ("", ".", "..")
    return ("" if full == "." else f"{full}/") if is_folder else full


def _root(address: str, stick: Stick) -> str:
    """The way to the stick's root, as a folder's address."""
    return "../" * address.removeprefix(stick.prefix).count("/") or "./"


def _words(text: str, lead: Callable[..., str | None]) -> str:
    """The words of the search, with addresses that hold; other values that scripts are given stay as they are."""
    words: dict[str, Any] = json.loads(text)
    if "page" in words:
        words["page"] = lead(words["page"])
        places = {key: lead(place) for key, place in words["places"].items()}
        words["places"] = {key: place for key, place in places.items() if place is not None}
        others = {lang: {**other, "page": lead(other["page"])} for lang, other in words["languages"].items()}
        words["languages"] = {lang: other for lang, other in others.items() if other["page"] is not None}
    return json.dumps(words, ensure_ascii=False)
