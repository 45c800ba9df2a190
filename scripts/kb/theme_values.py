"""What the theme's templates know of a page. Knows no site generator."""

from __future__ import annotations

from typing import Any

from kb.base import KnowledgeBase
from kb.delivery.headers import PAGE_POLICY
from kb.pages.page import relative
from kb.pages.search import A_TO_Z, search_values
from kb.pages.writer import Context
from kb.roots import prefix_of
from kb.search.documents import other_language
from kb.search.write import index_names


def theme_values(context: Context, path: str) -> dict[str, Any]:
    """What the theme's templates know of a page: its address in each language and the site's own words."""
    kb, lang = context.kb, context.lang
    here = prefix_of(kb, lang) + path
    return {
        "lang": lang,
        "t": {key: texts.get(lang, key) for key, texts in kb.labels.items()},
        "languages": [
            {
                "code": other,
                "name": kb.label("language_name", other),
                "label": kb.label("language_switch", other),
                "href": relative(here, prefix_of(kb, other) + path),
                "path": prefix_of(kb, other) + path,
                "current": other == lang,
            }
            for other in kb.languages
        ],
        "default_path": path,
        "policy": PAGE_POLICY,
        "is_root": lang == kb.languages[0],
        "lang_root": relative(here, prefix_of(kb, lang)),
        "root": relative(here, ""),
        "a_to_z": relative(path, A_TO_Z),
        "footer_ways": _footer_ways(context, path),
        **search_values(context, path, _search_files(kb, lang)),
    }


def _footer_ways(context: Context, path: str) -> list[dict[str, str]]:
    """Where every page's foot leads: everything there is, what this site is, and whether everybody can use it."""
    ways = {A_TO_Z: "a_to_z", **{f"{name}/": name for name in ("about", "accessibility") if name in context.by_hand}}
    return [{"href": relative(path, there), "name": context.kb.label(key, context.lang)} for there, key in ways.items()]


def _search_files(kb: KnowledgeBase, lang: str) -> dict[str, str]:
    """What a search fetches, from the site's root: its language's files, and the index of the other language."""
    return {**index_names(kb, lang), "other": index_names(kb, other_language(kb, lang))["index"]}
