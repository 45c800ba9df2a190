"""The set of graded queries is large, covers every class in both languages, and grades only what exists."""

from __future__ import annotations

from collections import Counter

from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from tests.search.queries import CLASSES, HELD_OUT, PAGE, read_queries, without_accents

AT_LEAST = 300
IN_A_CLASS = 12


def test_there_are_enough_queries_of_every_class_in_both_languages() -> None:
    queries = read_queries()
    counts = Counter((query.lang, query.kind) for query in queries)
    assert len(queries) >= AT_LEAST
    assert set(counts) == {(lang, kind) for lang in ("es", "en") for kind in CLASSES}
    assert min(counts.values()) >= IN_A_CLASS


def test_every_query_has_answers_with_a_grade_from_1_to_3() -> None:
    for query in read_queries():
        assert query.answers, query.text
        assert set(query.answers.values()) <= {1, 2, 3}, query.text


def test_no_query_stands_twice_in_a_class_of_a_language() -> None:
    counts = Counter((query.lang, query.kind, query.text.casefold()) for query in read_queries())
    assert [query for query, count in counts.items() if count > 1] == []


def test_a_query_without_accents_differs_from_its_twin_in_nothing_else() -> None:
    queries = [query for query in read_queries() if query.kind == "accentless"]
    for query in queries:
        assert query.twin is not None, query.text
        assert query.text == without_accents(query.text)
        assert query.text != query.twin
        assert query.text == without_accents(query.twin)


def test_every_graded_id_exists(content: Tree) -> None:
    ids = set(content.kb.ids())
    for lang in ("es", "en"):
        ids |= {f"{PAGE}{page.path}" for page in all_pages(context_of(content, lang, Settings()))}
    queries = [*read_queries(), *read_queries(HELD_OUT)]
    assert {ident for query in queries for ident in query.answers} - ids == set()


def test_what_is_held_out_is_not_tuned_on() -> None:
    known = {(query.lang, query.text) for query in read_queries()}
    assert [query.text for query in read_queries(HELD_OUT) if (query.lang, query.text) in known] == []
