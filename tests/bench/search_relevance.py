"""How well search finds: the graded queries put to our search, Material's, Pagefind's and MiniSearch, on the same pages."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from kb.read.tree import read_tree
from kb.settings import Settings, context_of
from tests.bench.generate import ROOT
from tests.bench.search_browser import Engine, engines, mounts, page_for
from tests.bench.search_ours import make_ours
from tests.bench.search_pages import Ids, Pages, make_pages
from tests.bench.search_scores import Score, mean, score
from tests.bench.search_server import serving
from tests.bench.search_tools import Tools, fetch_tools
from tests.chromium import chromium
from tests.search.queries import CLASSES, HELD_OUT, PAGE, Query, read_queries

Answers = dict[str, list[list[list[str]]]]
"""For each engine: for each query, one or more orders of addresses or ids."""
Result = dict[str, dict[tuple[str, str], Score]]
"""For each engine, the means by language and class; `all`, and `held out`: queries on which nothing was tuned."""
NOTE = """Each cell: nDCG@10 / recall@5 / share of queries without any graded answer among the first ten.
An answer counts for all ids under its heading; of two ways to order Pagefind's answers the better one counts."""


def ask_engines(pages: Pages, queries: list[Query], ours: dict[str, str]) -> Answers:
    """Put the queries to every engine, in a browser."""
    texts = [query.text for query in queries]
    answers: Answers = {}
    with serving(mounts(pages.folder)) as host, chromium() as browser:
        for engine in engines(pages.folder, ours):
            with page_for(browser, host) as page:
                _load(page.evaluate, engine)
                answers[engine.name] = page.evaluate(
                    "([name, options, texts]) => bench.askAll(name, options, texts)",
                    [engine.name, engine.options, texts],
                )
    return answers


def _load(evaluate: Callable[..., object], engine: Engine) -> None:
    evaluate("([name, options]) => bench.load(name, options)", [engine.name, engine.options])


def score_engine(pages: Pages, queries: list[Query], answers: list[list[list[str]]]) -> list[Score]:
    """Each query's score; where an engine orders in two ways, in the way that is better on the whole."""
    ways = [
        [score(query, _ids(pages, orders[way])) for query, orders in zip(queries, answers, strict=True)]
        for way in range(len(answers[0]))
    ]
    return max(ways, key=lambda scores: mean(scores).ndcg)


def _ids(pages: Pages, found: Iterable[str]) -> list[Ids]:
    known = pages.kb.by_lower
    return [(item,) if item.lower() in known or item.startswith(PAGE) else pages.ids_at(item) for item in found]


def measure(folder: Path, tools: Tools, kept: Path | None = None) -> Result:
    """The mean scores of each engine by language and class; every single answer goes into `kept`, if given."""
    tree = read_tree(ROOT)
    everything = [*read_queries(), *read_queries(HELD_OUT)]
    graded = {ident.removeprefix(PAGE) for query in everything for ident in query.answers if ident.startswith(PAGE)}
    result: Result = {}
    for lang in tree.kb.languages:
        pages = make_pages(tree, lang, folder / lang, tools, frozenset(graded))
        ours = make_ours(context_of(tree, lang, Settings()), pages.folder / "ours")
        queries = [query for query in everything if query.lang == lang]
        known = sum(query.lang == lang for query in read_queries())
        for name, found in ask_engines(pages, queries, ours).items():
            scores = score_engine(pages, queries, found)
            rows = result.setdefault(name, {})
            for kind in CLASSES:
                rows[lang, kind] = mean([scores[at] for at in range(known) if queries[at].kind == kind])
            rows[lang, "all"] = mean(scores[:known])
            rows[lang, "held out"] = mean(scores[known:])
            if kept:
                _keep(kept / f"{lang}-{name}.json", queries, scores, found)
    return result


def _keep(path: Path, queries: list[Query], scores: list[Score], found: list[list[list[str]]]) -> None:
    rows = [
        {"class": q.kind, "query": q.text, "ndcg": s.ndcg, "recall": s.recall, "wanted": q.answers, "found": orders}
        for q, s, orders in zip(queries, scores, found, strict=True)
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def table(result: Result) -> str:
    """The scores as text, a row a language and class, a column an engine."""
    names = list(result)
    lines = [f"{'':16}" + "".join(f"{name:>22}" for name in names)]
    for lang, kind in result[names[0]]:
        cells = [result[name][lang, kind] for name in names]
        best = max(cell.ndcg for cell in cells)
        texts = [
            f"{cell.ndcg:.2f}{'*' if cell.ndcg == best else ' '}/ {cell.recall:.2f} / {cell.nothing:.2f}"
            for cell in cells
        ]
        lines.append(f"{lang} {kind:13}" + "".join(f"{text:>22}" for text in texts))
    return "\n".join(lines)


def report(tools: Tools, kept: Path | None = None) -> str:
    """The table, and what it says."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        result = measure(Path(name), tools, kept)
    return "\n".join((NOTE, *tools.missing, table(result)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write every answer of every engine into this folder")
    args = parser.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    print(report(fetch_tools(), args.keep))


if __name__ == "__main__":
    main()
