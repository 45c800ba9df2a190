"""Old addresses: one ledger of moves, written for each kind of host. Fragments go along: browsers carry them over a
redirect, and the HTML page's script does.

Sources: Netlify's and Cloudflare Pages' `_redirects` (Cloudflare reads the first 2,000 lines: moves come first); nginx's
`map` and `try_files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.pages.page import html, relative
from kb.resolver import POLICY, prefix_of
from kb.settings import Settings

NGINX = "_nginx/"
_STUB = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="robots" content="noindex">'
    '<title>{title}</title><link rel="canonical" href="{canonical}"><link rel="stylesheet" href="{up}assets/kb-plain.css">'
    '<noscript><meta http-equiv="refresh" content="0;url={new}"></noscript><script src="{up}assets/kb-moved.js"></script>'
    '</head><body><main><h1>{title}</h1><p><a href="{new}">{link}</a></p></main></body></html>\n'
)
_MAPS = """# For nginx: include this file in the http block, and server.conf in the server block.
map $uri $kb_moved {{
    default "";
{moved}}}
map $kb_key $kb_id {{
    default "";
{ids}}}
"""
_SERVER = """# For nginx: include this file in the server block of the site, beside `root`; it needs maps.conf in the http block.
index index.html;
absolute_redirect off;
error_page 403 404 {base}404.html;
if ($kb_moved) {{ return 301 $kb_moved$is_args$args; }}
location ~ ^{base}id/(?<kb_key>[^/]+)(?<kb_rest>/.*)?$ {{ try_files $uri $uri/ @kb_id; }}
location @kb_id {{
    if ($kb_id = "") {{ return 404; }}
    if ($kb_id = $kb_key) {{ return 404; }}
    return 301 {base}id/$kb_id$kb_rest$is_args$args;
}}
"""


def redirect_files(kb: KnowledgeBase, settings: Settings) -> Iterator[tuple[str, str]]:
    """Everything that leads from old addresses to new ones: paths under the site's root, and what they hold."""
    base = urlsplit(settings.site_url).path or "/"
    moved = [
        (f"{base}{prefix_of(kb, lang)}{old}", f"{base}{prefix_of(kb, lang)}{new}")
        for lang in kb.languages
        for old, new in kb.moves.items()
    ]
    yield "_redirects", _redirects(kb, base, moved)
    yield f"{NGINX}maps.conf", _maps(kb, moved)
    yield f"{NGINX}server.conf", _SERVER.format(base=base)
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


def _maps(kb: KnowledgeBase, moved: list[tuple[str, str]]) -> str:
    """The same for nginx, whose maps do not tell capitals: an id arrives however it is typed."""
    both = "".join(f"    {form} {new};\n" for old, new in moved for form in dict.fromkeys((old, old.rstrip("/"))))
    ids = "".join(f"    {ident.lower()} {ident};\n" for ident in kb.ids())
    return _MAPS.format(moved=both, ids=ids)


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
