"""What readers can keep on their telephones: a pack for each language and, in it, for each country; the worker; the app.

Each pack holds pages and all that they ask for, so that a copy is of one piece. Permanent addresses (`/id/…`) are held as
one list of where they lead. `offline/packs.json` names the packs with their SHA-256 sums: what arrives is compared.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rjsmin import jsmin

from kb.base import KnowledgeBase
from kb.delivery.pack import pack
from kb.pages.addresses import address_of
from kb.pages.offline import pages_of_country
from kb.processes import in_processes
from kb.roots import prefix_of
from kb.search.write import index_names

FOLDER = "offline"
LIST = f"{FOLDER}/packs.json"
WORKER = "sw.js"
MANIFEST = "app.webmanifest"
PLACES = "places.json"
"""Where the ids lead: only in packs, and there beside the language's offline page."""

_ASKED_FOR = re.compile(r'<(?:script|link|img)\b[^>]* (?:src|href)="([^":?#]+\.(?:css|js|svg|webmanifest))"')
_FOR_MACHINES = re.compile(
    r'<script type="application/ld\+json">.*?</script>|<link rel="(?:canonical|alternate nofollow)"[^>]*>\s*', re.S
)
"""What only search engines and other programs read: no reader's copy needs it, and it is a twentieth of what it weighs."""
MOST = 2_000_000
"""Bytes that the pack of a language may have, packed."""
_COLOUR = "#0b4f6c"
_ICONS = (
    ("kb-icon.svg", "any", "image/svg+xml", "any"),
    ("kb-icon-maskable.svg", "any", "image/svg+xml", "maskable"),
    ("kb-icon-maskable-192.png", "192x192", "image/png", "maskable"),
    ("kb-icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""File, sizes, type and purpose. The PNG are drawn from the SVG by `python -m tests.icons`."""


def write_offline(kb: KnowledgeBase, site_dir: Path, day: date, paths: list[str]) -> None:
    """Write the packs, their list, the service worker and the web app's manifests into a finished site.

    `paths` are the pages' addresses under each language's root, `day` is the day of the build.
    """
    _write_worker(site_dir)
    for lang in kb.languages:
        target = site_dir / prefix_of(kb, lang) / MANIFEST
        target.write_text(manifest(kb, lang), encoding="utf-8")
    (site_dir / FOLDER).mkdir(exist_ok=True)
    packs = list(_packs(kb, paths))
    longest_first = sorted(packs, key=lambda pack: len(pack[2]), reverse=True)
    places = {lang: _places(kb, lang) for lang in kb.languages}

    def write(number: int) -> dict[str, object]:
        name, lang, pages, extras = longest_first[number]
        data = pack({**_read(site_dir, prefix_of(kb, lang), pages, extras), **places[lang]}, day=day.isoformat())
        digest = hashlib.sha256(data).hexdigest()
        file = f"{FOLDER}/{name}.{digest[:12]}.pack"
        (site_dir / file).write_bytes(data)
        return {
            "file": file, "sha256": digest, "bytes": len(data), "lang": lang,
            "prefix": prefix_of(kb, lang), "pages": len(pages),
            "day": day.isoformat(),
        }  # fmt: skip

    written = zip(longest_first, in_processes(write, len(packs)), strict=True)
    by_name = {name: about for (name, *_rest), about in written}
    found = {name: by_name[name] for name, *_rest in packs}
    (site_dir / LIST).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _write_worker(site_dir: Path) -> None:
    """The worker stands at the root: a browser lets it answer for the folder in which it stands."""
    source = site_dir / "assets" / "kb-sw.js"
    (site_dir / WORKER).write_text(jsmin(source.read_text(encoding="utf-8")), encoding="utf-8")
    source.unlink()


def _packs(kb: KnowledgeBase, paths: list[str]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Name, language, addresses of pages, and what else each pack holds."""
    for lang in kb.languages:
        yield lang, lang, paths, list(index_names(kb, lang).values())
        for code in kb.countries:
            own = set(pages_of_country(code))
            pages = [path for path in paths if path in own]
            if f"{code.lower()}/" in pages:
                yield f"{lang}-{code.lower()}", lang, pages, []


def _read(site_dir: Path, prefix: str, pages: list[str], extras: list[str]) -> dict[str, str]:
    """The files of a pack by address; a page's address ends in a slash."""
    files = {}
    asked = set(extras) | {f"{prefix}{MANIFEST}"}
    for path in pages:
        address = prefix + path
        text = (site_dir / address / "index.html").read_text(encoding="utf-8")
        files[address] = as_kept(text)
        asked.update(posixpath.normpath(posixpath.join(address, link)) for link in _ASKED_FOR.findall(text))
    return files | {path: (site_dir / path).read_text(encoding="utf-8") for path in sorted(asked)}


def as_kept(text: str) -> str:
    """The HTML of a page as it stands in packs: all that a reader sees or uses."""
    return _FOR_MACHINES.sub("", text)


def weights(kb: KnowledgeBase, site_dir: Path) -> dict[str, int]:
    """The bytes that the pack of each language has in a finished site."""
    told = json.loads((site_dir / LIST).read_text(encoding="utf-8"))
    return {lang: told[lang]["bytes"] for lang in kb.languages}


def _places(kb: KnowledgeBase, lang: str) -> dict[str, str]:
    """Where each permanent address leads in a language, from the site's root."""
    prefix = prefix_of(kb, lang)
    found = {ident: address_of(kb, ident) for ident in sorted(kb.ids())}
    places = {ident: prefix + place[0] + f"#{place[1]}" * bool(place[1]) for ident, place in found.items() if place}
    return {f"{prefix}{FOLDER}/{PLACES}": json.dumps(places, ensure_ascii=False, separators=(",", ":"))}


def manifest(kb: KnowledgeBase, lang: str) -> str:
    """The web app of a language. Source: W3C, Web Application Manifest."""
    prefix = prefix_of(kb, lang)
    up = "../" * prefix.count("/")
    icons = [
        {"src": f"{up}assets/{name}", "sizes": sizes, "type": kind, "purpose": purpose}
        for name, sizes, kind, purpose in _ICONS
    ]
    app = {
        "id": f"./?{lang}", "name": kb.label("site_name", lang), "short_name": kb.label("site_name_short", lang), "lang": lang,
        "start_url": "./", "scope": up or "./", "display": "minimal-ui", "background_color": "#ffffff", "theme_color": _COLOUR,
        "icons": icons,
    }  # fmt: skip
    return json.dumps(app, ensure_ascii=False, indent=1) + "\n"
