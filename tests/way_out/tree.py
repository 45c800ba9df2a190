"""The Markdown tree that `kb pages` writes, as another generator builds it, and what stands where in a built site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser

from kb.cli import main

ARTICLE = "article.md-content__inner"
"""Where Material, and Zensical after it, put a page's text."""
_LINKS = "a[href]:not([rel=edit]:not([class]))"
"""The text's own links: the theme adds one beside the title, to the page's source."""


@dataclass(frozen=True)
class Standing:
    """What a page holds that others lead to, and where it leads itself."""

    ids: frozenset[str]
    links: tuple[str, ...]


def markdown_tree(root: Path, folder: Path) -> Path:
    """Write the pages of a knowledge base as Markdown into `folder/docs`, languages where the site has them."""
    assert main(["pages", "--root", str(root), str(folder / "pages")]) == 0
    first, *others = _settings(root)["plugins"][1]["i18n"]["languages"]
    docs = (folder / "pages" / first["locale"]).rename(folder / "docs")
    for lang in others:
        (folder / "pages" / lang["locale"]).rename(docs / lang["locale"])
    return docs


def configure(root: Path, path: Path, **settings: Any) -> None:
    """Write another generator's settings, with the site's Markdown extensions and no plugin."""
    extensions = {"markdown_extensions": _settings(root)["markdown_extensions"], "plugins": []}
    path.write_text(yaml.safe_dump({"site_name": "Way out", **extensions, **settings}), encoding="utf-8")


def _settings(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return found


def standing(site: Path, text: str) -> dict[str, Standing]:
    """What stands at each address of a built site, in the element that holds a page's text. Pages without one are left
    out: those that no generator makes."""
    found = {}
    for path in site.rglob("index.html"):
        part = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first(text)
        if part is not None:
            ids = frozenset(node.attributes["id"] or "" for node in part.css("[id]"))
            links = tuple(node.attributes["href"] or "" for node in part.css(_LINKS))
            found[path.parent.relative_to(site).as_posix()] = Standing(ids, links)
    return found


def differences(ours: dict[str, Standing], theirs: dict[str, Standing]) -> list[str]:
    """What another generator makes otherwise, a line each."""
    faults = [f"{page}/: no such page" for page in sorted(ours.keys() - theirs.keys())]
    faults += [f"{page}/: a page too many" for page in sorted(theirs.keys() - ours.keys())]
    for page in sorted(ours.keys() & theirs.keys()):
        one, other = ours[page], theirs[page]
        faults += [f"{page}/#{ident}: no such id" for ident in sorted(one.ids - other.ids)]
        faults += [f"{page}/#{ident}: an id too many" for ident in sorted(other.ids - one.ids)]
        if one.links != other.links:
            faults.append(f"{page}/: leads elsewhere")
    return faults
