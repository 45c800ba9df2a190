"""The permanent addresses: `/id/RG-2.3/` for everything that has an id, written straight from one small template."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase, Point
from kb.ledger.history import History
from kb.pages.addresses import address_of, title_of
from kb.pages.names import Names
from kb.permanent.side_by_side import has_both
from kb.roots import POLICY, prefix_of

_PAGE = (
    '<!doctype html><html lang="{root}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="robots" content="noindex">'
    '<title>{ident}</title><link rel="stylesheet" href="../../assets/kb-plain.css"><script src="../../assets/kb-id.js"></script>'
    "</head><body><main{stay}><h1>{ident}</h1>{notes}<ul>{items}</ul>{ways}</main></body></html>\n"
)
_ITEM = '<li lang="{lang}"><a href="../../{href}" hreflang="{lang}">{title}</a></li>'
_WAYS = '<p lang="{lang}">{both}<a href="cite/">{cite}</a> · <a href="index.json">JSON</a></p>'
_BOTH = '<a href="side-by-side/">{}</a> · '
_NOTE = '<p lang="{lang}">{text} {instead}</p>'
_INSTEAD = '<a href="../{id}/">{id}</a> {title}'
WITHDRAWN = "withdrawn"


def said_of_itself(kb: KnowledgeBase, ident: str) -> Any:
    """What an entry says of itself beside its texts: its status, what replaces it. A point says what its instrument does."""
    entry: Any = kb.find(ident)
    entry = entry.instrument if isinstance(entry, Point) else entry
    return getattr(entry, "front", None) or getattr(entry, "record", None)


def resolver_page(kb: KnowledgeBase, ident: str, *, both: bool = False) -> str:
    """The page at an id's permanent address: a link in each language, and to all that stands under it; a script follows
    the reader's language. What has been withdrawn keeps the reader there and says what replaces it. `both`: there is a
    page that shows both languages side by side."""
    found = address_of(kb, ident)
    assert found is not None, ident
    path, anchor = found
    items = "".join(
        _ITEM.format(lang=lang, href=f"{prefix_of(kb, lang)}{path}#{anchor}", title=escape(title_of(kb, ident, lang)))
        for lang in kb.languages
    )
    ways = "".join(
        _WAYS.format(
            lang=lang,
            both=_BOTH.format(escape(kb.label("side_by_side", lang))) if both else "",
            cite=escape(kb.label("cite", lang)),
        )
        for lang in kb.languages
    )
    own = said_of_itself(kb, ident)
    withdrawn = own.status == WITHDRAWN
    return _PAGE.format(
        root=kb.languages[0],
        policy=POLICY,
        ident=escape(ident),
        items=items,
        ways=ways,
        stay=" data-stay" if withdrawn else "",
        notes="".join(_note(kb, lang, own.replaced_by) for lang in kb.languages) if withdrawn else "",
    )


def _note(kb: KnowledgeBase, lang: str, instead: tuple[str, ...]) -> str:
    """That something has been withdrawn, and what replaces it."""
    links = "; ".join(_INSTEAD.format(id=escape(other), title=escape(title_of(kb, other, lang))) for other in instead)
    key = "withdrawn_replaced" if instead else "withdrawn_nothing"
    return _NOTE.format(lang=lang, text=escape(kb.label(key, lang)), instead=links)


def resolver_json(kb: KnowledgeBase, ident: str, base: str, history: History, *, both: bool = False) -> str:
    """The same for programs: titles, addresses, status, what replaces it, its dated wordings."""
    path, anchor = address_of(kb, ident) or ("", "")
    own = said_of_itself(kb, ident)
    here = f"{base}id/{ident}/"
    data: dict[str, Any] = {
        "id": ident,
        "url": here,
        "title": {lang: title_of(kb, ident, lang) for lang in kb.languages},
        "pages": {lang: f"{base}{prefix_of(kb, lang)}{path}#{anchor}" for lang in kb.languages},
        "status": own.status,
        "replaced_by": [f"{base}id/{other}/" for other in own.replaced_by],
        "cite": f"{here}cite/",
    }
    if both:
        data["side_by_side"] = f"{here}side-by-side/"
    if ident in kb.sections:
        data["data"] = f"{base}data/v1/sections/{ident}.json"
    data["versions"] = {day: f"{here}{day}/" for day, _wording in history.in_force(ident)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_resolver(kb: KnowledgeBase, site_dir: Path, base: str = "/", history: History | None = None) -> int:
    """Write a page for every id; how many there are."""
    count, names = 0, Names(kb)
    for ident in kb.ids():
        folder = site_dir / "id" / ident
        folder.mkdir(parents=True, exist_ok=True)
        both = has_both(kb, ident)
        page, data = (
            names.marked(resolver_page(kb, ident, both=both), kb.languages[0]),
            resolver_json(kb, ident, base, history or History({}), both=both),
        )
        (folder / "index.html").write_text(page, encoding="utf-8")
        (folder / "index.json").write_text(data, encoding="utf-8")
        count += 1
    return count
