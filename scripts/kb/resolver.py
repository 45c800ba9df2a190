"""The permanent addresses: `/id/RG-2.3/` for everything that has an id, written straight from one small template."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kb.base import KnowledgeBase
from kb.pages.addresses import address_of, title_of

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
_PAGE = (
    '<!doctype html><html lang="{root}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="robots" content="noindex">'
    '<title>{ident}</title><link rel="stylesheet" href="../../assets/kb-plain.css"><script src="../../assets/kb-id.js"></script>'
    "</head><body><main><h1>{ident}</h1><ul>{items}</ul></main></body></html>\n"
)
_ITEM = '<li lang="{lang}"><a href="../../{href}" hreflang="{lang}">{title}</a></li>'


def prefix_of(kb: KnowledgeBase, lang: str) -> str:
    """The folder of a language: none for the one at the root."""
    return "" if lang == kb.languages[0] else f"{lang}/"


def resolver_page(kb: KnowledgeBase, ident: str) -> str:
    """The page at an id's permanent address: a link in each language; a script follows the reader's."""
    found = address_of(kb, ident)
    assert found is not None, ident
    path, anchor = found
    items = "".join(
        _ITEM.format(lang=lang, href=f"{prefix_of(kb, lang)}{path}#{anchor}", title=escape(title_of(kb, ident, lang)))
        for lang in kb.languages
    )
    return _PAGE.format(root=kb.languages[0], policy=POLICY, ident=escape(ident), items=items)


def write_resolver(kb: KnowledgeBase, site_dir: Path) -> int:
    """Write a page for every id; how many there are."""
    count = 0
    for ident in kb.ids():
        folder = site_dir / "id" / ident
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(resolver_page(kb, ident), encoding="utf-8")
        count += 1
    return count
