"""What stands beside the pages: the 404 page, the sitemap. Knows no site generator."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from kb.base import KnowledgeBase
from kb.exports.write import write_data
from kb.ledger.history import History
from kb.machines.feeds import feeds
from kb.machines.inventory import NAME as INVENTORY
from kb.machines.inventory import inventory
from kb.pages.search import A_TO_Z
from kb.permanent.plain import Plain, put
from kb.permanent.write import write_addresses, write_side_by_side
from kb.redirects import redirect_files
from kb.roots import POLICY, prefix_of
from kb.settings import Settings
from kb.stages import stage

_NOT_FOUND = (
    '<!doctype html><html lang="{root}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><title>404</title>'
    '<link rel="stylesheet" href="{base}assets/kb-plain.css"><script src="{base}assets/kb-404.js"></script></head>'
    '<body data-base="{base}"><main>{parts}</main></body></html>\n'
)
_PART = (
    '<section lang="{lang}"><{h}>{title}</{h}><p>{text}</p><p><a href="{href}">{home}</a></p>'
    '<p><a href="{href}#urgent">{urgent}</a></p><p><a href="{href}{a_to_z_path}">{a_to_z}</a></p></section>'
)


def write_extras(kb: KnowledgeBase, site_dir: Path, settings: Settings, history: History, paths: list[str]) -> None:
    """Write everything that is not a page. `paths` are the pages' addresses under each language's root."""
    write_addresses(Plain(kb, settings, history), site_dir)
    write_beside(kb, site_dir, settings, history)
    write_sitemap(kb, site_dir, settings, paths)


def write_beside(kb: KnowledgeBase, site_dir: Path, settings: Settings, history: History) -> None:
    """Write what can be written without knowing the pages, while they are being made, but for the permanent addresses."""
    with stage("languages side by side"):
        write_side_by_side(Plain(kb, settings, history), site_dir)
    with stage("data"):
        write_data(kb, site_dir, settings)
    (site_dir / "404.html").write_text(not_found(kb, settings), encoding="utf-8")
    for path, text in (*redirect_files(kb, settings), *feeds(kb, settings, history.releases)):
        put(site_dir, path, text)
    for lang in kb.languages:
        target = site_dir / prefix_of(kb, lang) / INVENTORY
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(inventory(kb, lang, settings))


def write_sitemap(kb: KnowledgeBase, site_dir: Path, settings: Settings, paths: list[str]) -> None:
    """Write the sitemap, and take away the one that MkDocs packed."""
    (site_dir / "sitemap.xml").write_text(sitemap(kb, settings, paths), encoding="utf-8")
    (site_dir / "sitemap.xml.gz").unlink(missing_ok=True)


def not_found(kb: KnowledgeBase, settings: Settings) -> str:
    """One page for all languages, since nobody knows in which one an address was meant."""
    base = urlsplit(settings.site_url).path or "/"
    parts = "".join(
        _PART.format(
            lang=lang,
            h="h1" if number == 0 else "h2",
            title=escape(kb.label("not_found", lang)),
            text=escape(kb.label("not_found_text", lang)),
            href=f"{base}{prefix_of(kb, lang)}",
            home=escape(kb.label("home", lang)),
            urgent=escape(kb.label("urgent", lang)),
            a_to_z_path=A_TO_Z,
            a_to_z=escape(kb.label("a_to_z", lang)),
        )
        for number, lang in enumerate(kb.languages)
    )
    return _NOT_FOUND.format(root=kb.languages[0], policy=POLICY, base=base, parts=parts)


def sitemap(kb: KnowledgeBase, settings: Settings, paths: list[str]) -> str:
    """Every page in every language, each naming the others. Source: sitemaps.org, and hreflang in sitemaps."""
    root = settings.site_url or "/"
    entries = []
    for path in paths:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(root + prefix_of(kb, lang) + path)}"/>'
            for lang in kb.languages
        )
        alternates += f'<xhtml:link rel="alternate" hreflang="x-default" href="{escape(root + path)}"/>'
        for lang in kb.languages:
            loc = escape(root + prefix_of(kb, lang) + path)
            entries.append(f"<url><loc>{loc}</loc><lastmod>{settings.today.isoformat()}</lastmod>{alternates}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(entries)}</urlset>\n'
    )
