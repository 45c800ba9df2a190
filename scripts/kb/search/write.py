"""Writes what a browser searches with: the index of a language, its texts for excerpts, and the worker that answers."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from rjsmin import jsmin

from kb.base import KnowledgeBase
from kb.pages.writer import Context
from kb.roots import prefix_of
from kb.search.documents import documents, other_language, records_of
from kb.search.index import Words, compact, texts_of
from kb.search.pairs import Meanings, meanings
from kb.search.thesaurus import groups

ASSETS = Path(__file__).parent.parent / "theme" / "assets"
SCRIPTS = (
    "kb-search-analysis.js",
    "kb-search-reader.js",
    "kb-search-slips.js",
    "kb-search-question.js",
    "kb-search-ranking.js",
    "kb-search-excerpts.js",
    "kb-search-engine.js",
    "kb-search-worker.js",
)
"""What the worker is made of, in this order, after lunr.js."""
_LUNR = "var lunr=(function(){{var module={{exports:{{}}}},exports=module.exports;\n{}\nreturn module.exports}})();\n"


def index_names(kb: KnowledgeBase, lang: str) -> dict[str, str]:
    """Where the search of a language stands, from the site's root: the index, the texts for excerpts, the worker."""
    folder = f"{prefix_of(kb, lang)}search/"
    return {"index": f"{folder}{lang}.json", "texts": f"{folder}{lang}-text.json", "worker": f"{folder}worker.js"}


def learn(kb: KnowledgeBase, today: date) -> dict[str, Meanings]:
    """What the texts tell of the words of each language and of its other one. Two that are each other's learn it once."""
    found: dict[str, Meanings] = {}
    for lang in kb.languages:
        other = other_language(kb, lang)
        if other in found and other_language(kb, other) == lang:
            found[lang] = found[other].turned
        else:
            there = records_of(Context(kb, other, today)) if other != lang else []
            found[lang] = meanings(records_of(Context(kb, lang, today)), there, lang, other)
    return found


def search_data(context: Context, learnt: Meanings | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The compact index of a language, and what is shown of its documents. `learnt`: what is known of its words, if that has
    been learnt already."""
    kb, lang = context.kb, context.lang
    other = other_language(kb, lang)
    found = documents(context)
    learnt = learnt or learn(kb, context.today)[lang]
    words = Words(groups(kb, lang, other), learnt.foreign, learnt.alike)
    return compact(found, words, lang, other), texts_of(found)


def write_search(context: Context, site_dir: Path, learnt: Meanings | None = None) -> None:
    """Write the search of one language into a site. `learnt`: see `search_data`."""
    index, texts = search_data(context, learnt)
    version = hashlib.sha256(_as_json([index, texts]).encode()).hexdigest()[:12]
    names = index_names(context.kb, context.lang)
    contents = {
        "index": _as_json({"version": version, **index}),
        "texts": _as_json({"version": version, **texts}),
        "worker": worker(),
    }
    for name, path in names.items():
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")  # whoever fetches it meanwhile gets a whole one
        part.write_text(contents[name], encoding="utf-8")
        part.replace(target)


def worker() -> str:
    """The worker with all that it needs, in one file: lunr.js as MkDocs ships it, and our own scripts, without comments."""
    ours = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return str(jsmin(_LUNR.format(lunr_js()) + ours))


def lunr_js() -> str:
    """lunr.js 2.3.9, which ships inside MkDocs."""
    return files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text(encoding="utf-8")


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
