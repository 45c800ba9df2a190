"""`kb search`: the answers of the site's search, in a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kb.messages import _, translate
from kb.read.tree import read_tree
from kb.roots import prefix_of
from kb.search.engine import Engine, Result
from kb.search.write import search_data
from kb.settings import Settings, build_date, context_of, site_url_of


def run(root: Path, query: str, lang: str, limit: int, as_json: bool) -> int:
    """Print the answers to a query on the site in `lang`. 0: some; 1: none."""
    print(translate(_("Reading the texts …"), lang), file=sys.stderr)
    tree = read_tree(root)
    context = context_of(tree, lang, Settings(today=build_date(root)))
    base = site_url_of(root) + prefix_of(tree.kb, lang)
    found = Engine(*search_data(context)).search(query, limit)
    if as_json:
        print(json.dumps([_shape(result, base) for result in found], ensure_ascii=False))
    elif found:
        print("\n".join(f"{result.id}  {result.title}\n    {base}{result.url}" for result in found))
    else:
        print(translate(_("nothing found for {query}"), lang, query=query))
    return 0 if found else 1


def _shape(result: Result, base: str) -> dict[str, str | float]:
    return {"id": result.id, "title": result.title, "url": base + result.url, "score": result.score}
