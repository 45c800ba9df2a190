"""The compact index is lunr's index: nothing is lost that scoring needs, and every answer leads somewhere."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lunr.query import Query

from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.search.codes import decode, encode, fronted, unfronted
from kb.search.documents import PAGE, documents
from kb.search.engine import Engine
from kb.search.index import built
from kb.search.write import index_names, worker, write_search
from kb.settings import Settings, context_of
from tests.search.conftest import Data

SETTINGS = Settings(today=date(2026, 1, 1))


@given(st.lists(st.integers(0, 800_000)))
def test_numbers_come_back_from_text(numbers: list[int]) -> None:
    text = encode(numbers)
    assert decode(text) == numbers
    assert '"' not in text
    assert "\\" not in text


@given(st.lists(st.text("abcñ", min_size=1, max_size=6), min_size=1, unique=True))
def test_words_come_back_from_their_endings(words: list[str]) -> None:
    words.sort()
    assert unfronted(*fronted(words)) == words


def test_the_compact_index_scores_as_the_one_that_lunr_builds(content: Tree, engines: dict[str, Engine]) -> None:
    lang, other = content.kb.languages
    reader = engines[lang].reader
    whole = built(documents(context_of(content, lang, SETTINGS)), lang, other).build()
    for words in (["entrevist"], ["inter", "superi", "niñ"], ["rg-2.3", "consul"], ["#911", "telefon", "mexic"]):
        known = [word for word in words if word in reader.place]

        def ask(query: Query, known: list[str] = known) -> None:
            for word in known:
                query.term(word, use_pipeline=False)

        theirs = {hit["ref"]: hit["score"] for hit in whole.query(callback=ask)}
        ours = {hit["ref"]: hit["score"] for hit in reader.index(known).query(callback=ask)}
        assert known
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[ref] - theirs[ref]) < 0.002 * len(known) for ref in ours)


def test_every_answer_leads_to_a_place_that_exists(content: Tree) -> None:
    for lang in content.kb.languages:
        context = context_of(content, lang, SETTINGS)
        pages = {page.path: page.markdown for page in all_pages(context)}
        anchors = {path: set(re.findall(r'\{#([^ }]+)|id="([^"]+)"', text)) for path, text in pages.items()}
        for document in documents(context):
            there = {one or two for one, two in anchors[document.path]}
            for part in document.parts:
                assert document.kind == PAGE or part.anchor in there or part.anchor == document.anchor, part.anchor
            assert not document.anchor or document.anchor in there, document.id


def test_everything_with_an_id_is_found_but_pages_elsewhere_and_withdrawn_texts(
    content: Tree, engines: dict[str, Engine]
) -> None:
    known = set(engines["es"].reader.ids)
    kb = content.kb
    missing = {ident for ident in kb.ids() if ident not in known and not ident.startswith("src-")}
    assert {
        ident for ident in missing if ident not in kb.sections or kb.sections[ident].front.status != "withdrawn"
    } == set()


def test_the_files_stand_where_the_pages_look_for_them(small: Any, tmp_path: Any) -> None:
    from kb.read.tree import read_tree

    tree = read_tree(small)
    for lang in tree.kb.languages:
        write_search(context_of(tree, lang, SETTINGS), tmp_path / "site")
        for path in index_names(tree.kb, lang).values():
            assert (tmp_path / "site" / path).stat().st_size > 0


def test_the_same_content_gives_the_same_index(content: Tree, search_files: dict[str, Data]) -> None:
    from kb.search.write import search_data

    assert search_data(context_of(content, "en", SETTINGS)) == search_files["en"]


def test_the_worker_is_one_file_with_all_that_it_needs() -> None:
    text = worker()
    used = set(re.findall(r"\bkb[A-Z][a-z]+(?=\.)", text))
    assert used <= set(re.findall(r"var (kb[A-Z][a-z]+)=", text))
    assert "kbSearch" in used
    assert "importScripts" not in text


def test_no_text_shows_the_marks_of_a_link(content: Tree) -> None:
    for lang in content.kb.languages:
        found = documents(context_of(content, lang, SETTINGS))
        guide = "page:contributing/"  # shows editors how such marks are written
        texts = [part.text for item in found if not item.id.startswith(guide) for part in item.parts]
        assert texts
        assert [text for text in texts if "][" in text or "{." in text or "{lang=" in text] == []
