"""Old addresses: one ledger of moves, written for each kind of host. Fragments go along: browsers carry them over a
redirect, and the HTML page's script does.

Source: Netlify's and Cloudflare Pages' `_redirects` (Cloudflare reads the first 2,000 lines, GitLab Pages the first 1,000:
moves come first). For nginx and Caddy they stand in the configuration that `kb.delivery` writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.delivery.caddy import caddy_file
from kb.delivery.nginx import nginx_files
from kb.pages.page import html, relative
from kb.roots import POLICY, prefix_of
from kb.settings import Settings

_STUB = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="robots" content="noindex">'
    '<title>{title}</title><link rel="canonical" href="{canonical}"><link rel="stylesheet" href="{up}assets/kb-plain.css">'
    '<noscript><meta http-equiv="refresh" content="0;url={new}"></noscript><script src="{up}assets/kb-moved.js"></script>'
    '</head><body><main><h1>{title}</h1><p><a href="{new}">{link}</a></p></main></body></html>\n'
)


def redirect_files(kb: KnowledgeBase, settings: Settings) -> Iterator[tuple[str, str]]:
    """Everything that leads from old addresses to new ones: paths under the site's root, and what they hold."""
    base = urlsplit(settings.site_url).path or "/"
    moved = [
        (f"{base}{prefix_of(kb, lang)}{old}", f"{base}{prefix_of(kb, lang)}{new}")
        for lang in kb.languages
        for old, new in kb.moves.items()
    ]
    yield "_redirects", _redirects(kb, base, moved)
    languages = {lang: prefix_of(kb, lang) for lang in kb.languages}
    yield from nginx_files(base, languages, moved, list(kb.ids()))
    yield caddy_file(base, languages, moved, list(kb.ids()))
    for lang in kb.languages:
        for old, new in kb.moves.items():
            path = f"{prefix_of(kb, lang)}{old}"
            yield path, _stub(kb, lang, settings, path, f"{prefix_of(kb, lang)}{new}")


def _redirects(kb: KnowledgeBase, base: str, moved: list[tuple[str, str]]) -> str:
    """A line a move, with and without the slash at the end; then permanent addresses typed in lower case."""
    lines = []
    for old, new in moved:
        lines += [f"{form} {new} 301" for form in dict.fromkeys((old, old.rstrip("/")))]
    lower = ((ident.lower(), ident) for ident in kb.ids() if ident != ident.lower())
    lines += [f"{base}id/{typed}/ {base}id/{ident}/ 301" for typed, ident in lower]
    return "".join(f"{line}\n" for line in lines)


def _stub(kb: KnowledgeBase, lang: str, settings: Settings, old: str, new: str) -> str:
    """A page for hosts that know no redirects. It names the new address, goes there, and works without script."""
    here = old if old.endswith("/") else f"{old.rpartition('/')[0]}/".lstrip("/")
    return str(
        html(
            _STUB,
            lang=lang,
            policy=Markup(POLICY),  # noqa: S704  (a constant)
            title=kb.label("moved", lang),
            canonical=f"{settings.site_url or '/'}{new}",
            up="../" * here.count("/"),
            new=relative(here, new),
            link=kb.label("moved_to", lang),
        )
    )
