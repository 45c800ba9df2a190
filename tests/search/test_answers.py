"""What people type, and what they are answered: alike in Python and in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from kb.search.engine import Engine
from tests.search.conftest import Data
from tests.search.engines import ask_in_browser
from tests.search.queries import read_queries

UNFINISHED = ["entrev", "acompañad", "ref", "nin", "RG-", "mexico telef"]
ODD = [
    "",
    " ",
    "de la",
    '"',
    '""',
    "<b>",
    "😀",
    "a" * 300,
    "%00",
    "constructor __proto__ toString",
    "«",
    "112",
    "*",
    "+",
]


def ids(engine: Engine, query: str, limit: int = 10) -> list[str]:
    return [result.id for result in engine.search(query, limit)]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_both_engines_give_the_same_answers_in_the_same_order(
    lang: str, search_files: dict[str, Data], engines: dict[str, Engine], scripts: Page
) -> None:
    queries = [query.text for query in read_queries() if query.lang == lang] + UNFINISHED + ODD
    theirs = ask_in_browser(scripts, *search_files[lang], queries)
    for query, answer in zip(queries, theirs, strict=True):
        ours = [(r.id, r.title, r.url, r.score) for r in engines[lang].search(query, 25)]
        assert [(r["id"], r["title"], r["url"], r["score"]) for r in answer["results"]] == ours, query
        assert answer["total"] == len(engines[lang].ranked(engines[lang].asker.ask(query))), query


@pytest.mark.parametrize(("lang", "query", "spoken"), [("es", "help for progress", "en"), ("es", "COMAR", "")])
def test_an_answer_says_in_which_language_its_title_is_where_it_is_another(
    lang: str, query: str, spoken: str, search_files: dict[str, Data], scripts: Page
) -> None:
    (answer,) = ask_in_browser(scripts, *search_files[lang], [query])
    assert answer["results"][0]["lang"] == spoken


def test_without_accents_one_finds_the_same_in_the_same_order(engines: dict[str, Engine]) -> None:
    for query in read_queries():
        if query.twin:
            assert ids(engines[query.lang], query.text) == ids(engines[query.lang], query.twin), query.text


def test_n_finds_both_and_tilde_only_itself(engines: dict[str, Engine]) -> None:
    assert ids(engines["es"], "ninos") == ids(engines["es"], "niños")
    assert ids(engines["es"], "año") != []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("RG-2.3", "RG-2.3"),
        ("rg 2.3", "RG-2.3"),
        ("rg2.3", "RG-2.3"),
        ("managua 3", "MANAGUA-3"),
        ("mx-comar", "mx-comar"),
        ("lon2018 2.b", "LON2018-2.b"),
        ("art. 112 ley de migración", "MXLM-112"),
        ("55 80 55 93 75", "mx-comar"),
        ("+525580559375", "mx-comar"),
        ("PANI", "cr-pani"),
    ],
)
def test_an_id_a_number_or_a_name_comes_first(query: str, first: str, engines: dict[str, Engine]) -> None:
    assert ids(engines["es"], query)[0] == first


def test_an_answer_leads_to_the_exact_paragraph(engines: dict[str, Engine]) -> None:
    found = {result.id: result.url for result in engines["es"].search("MX-5 estudio socioeconómico en Tampico")}
    assert found["MX-5"] == "mx/#mx-5-1"


def test_a_quoted_phrase_stands_in_every_answer(engines: dict[str, Engine]) -> None:
    engine = engines["es"]
    assert engine.texts is not None
    numbers = {ident: number for number, ident in enumerate(engine.reader.ids)}
    found = ids(engine, '"rescatar primero"')
    assert found
    for ident in found:
        text = " ".join(part[2] for part in engine.texts[numbers[ident]]) + engine.reader.titles[numbers[ident]]
        assert "rescatar primero" in text.lower()
    assert ids(engine, '"primero rescatar"') == []


def test_a_country_that_is_named_comes_before_others(engines: dict[str, Engine]) -> None:
    engine = engines["es"]
    for query, country in (("pedir refugio en panamá", "PA"), ("asylum honduras", "HN")):
        numbers = [number for _, number, _ in engine.ranked(engine.asker.ask(query))[:5]]
        countries = [engine.reader.values("country", number) for number in numbers]
        assert countries[0] == [country]
        assert all(found in ([country], []) for found in countries), countries


@pytest.mark.parametrize(
    ("lang", "query", "wanted"),
    [
        ("es", "best interests", "term-best-interests"),
        ("es", "age assessment", "term-age-assessment"),
        ("en", "tutoría", "term-guardian"),
        ("en", "no devolución", "term-non-refoulement"),
    ],
)
def test_words_of_the_other_language_find_texts_in_the_readers(
    lang: str, query: str, wanted: str, engines: dict[str, Engine]
) -> None:
    assert wanted in ids(engines[lang], query, 5)


@pytest.mark.parametrize(
    ("slip", "meant"), [("alvergue", "albergue"), ("refujio", "refugio"), ("interprte", "intérprete")]
)
def test_a_slip_finds_what_was_meant(
    slip: str, meant: str, engines: dict[str, Engine], scripts: Page, search_files: Any
) -> None:
    assert set(ids(engines["es"], slip, 5)) & set(ids(engines["es"], meant, 5))
    [answer] = ask_in_browser(scripts, *search_files["es"], [slip])
    assert answer["corrected"]
    assert answer["corrected"] != slip


def test_a_word_that_is_being_typed_finds_what_it_may_become(engines: dict[str, Engine]) -> None:
    for begun in ("entrev", "entrevis", "entrevista"):
        assert "RG-6.4" in ids(engines["es"], begun)


def test_facets_narrow_and_count(scripts: Page, search_files: dict[str, Data]) -> None:
    found = scripts.evaluate(
        """([index, facets]) => {
          const engine = kbSearch.load(index);
          return [engine.search("refugio", {limit: 9999, facets: {}}), engine.search("refugio", {limit: 9999, facets: facets})];
        }""",
        [search_files["es"][0], {"country": ["MX"], "kind": ["institution"]}],
    )
    whole, narrowed = found
    assert narrowed["total"] == len(narrowed["results"]) > 0
    assert all(r["facets"]["country"] == ["MX"] and r["kind"] == "institution" for r in narrowed["results"])
    assert whole["counts"]["kind"]["institution"] == sum(r["kind"] == "institution" for r in whole["results"])
    in_mexico = sum("MX" in r["facets"]["country"] for r in whole["results"])
    assert whole["counts"]["country"]["MX"] == in_mexico
    assert narrowed["counts"]["kind"]["section"] == sum(
        "MX" in r["facets"]["country"] and r["kind"] == "section" for r in whole["results"]
    )


def test_an_excerpt_is_text_with_marks_and_never_html(scripts: Page, search_files: dict[str, Data]) -> None:
    pieces = scripts.evaluate(
        """([index, texts]) => {
          const engine = kbSearch.load(index);
          const before = engine.snippet("RG-2.5", ["interpret"]);
          engine.addTexts(texts);
          const found = engine.search("intérprete").results[0];
          return [before, engine.snippet(found.id, found.matched, found.marked), engine.snippet("no-such", [], [])];
        }""",
        list(search_files["es"]),
    )
    assert pieces[0] == []
    assert any(piece["mark"] and piece["text"].lower().startswith("intérprete") for piece in pieces[1])
    assert all(set(piece) == {"text", "mark"} for piece in pieces[1])
    assert pieces[2] == []


def test_where_nothing_is_known_one_is_told_of_the_nearest_id_or_the_other_language(
    scripts: Page, search_files: dict[str, Data]
) -> None:
    unknown, foreign, known = ask_in_browser(scripts, *search_files["es"], ["XQ-9", "wqzx", "albergue"])
    assert unknown["total"] == 0
    assert foreign["other"] == {"lang": "en", "total": None}
    assert known["other"] is None
    [near] = ask_in_browser(scripts, *search_files["es"], ["MANAGUA-99"])
    assert near["results"] or near["suggestions"]


@pytest.mark.parametrize(
    ("lang", "query", "wanted"),
    [
        ("es", "me quieren deportar y tengo miedo", "AD-7"),  # said by the child itself
        ("es", "foto", "RC-9"),
        ("es", "cónsul hondureño", "HN-17"),
        ("en", "what if the registry card leaks", "RC-11"),  # the card is named by its publication alone
        ("en", "rape", "RG-2.10"),
        ("en", "9-1-1", "us-911"),
        ("es", "no devolución", "RG-1.7"),  # whose title says: no devolver
        ("es", "alternativas a la detención", "RG-5.2"),
        ("en", "the boy is afraid of going back", "RG-2.11"),
        ("en", "she says she is 16", "RG-1.11"),
        ("en", "deported children", "term-returnee"),
    ],
)
def test_people_are_understood_who_do_not_use_the_words_of_the_texts(
    lang: str, query: str, wanted: str, engines: dict[str, Engine]
) -> None:
    assert wanted in ids(engines[lang], query, 5)


@pytest.mark.parametrize(
    ("lang", "one", "same"),
    [
        ("es", "separar de mi mamá", "separar de la mamá"),
        ("en", "separated from my mother", "separated from the mother"),
        ("en", "determination of age", "age determination"),
        ("en", "protection of the child", "child protection"),
        ("es", "age determination", "determination of the age"),
    ],
)
def test_an_expression_is_known_whosever_it_is_and_with_of(
    lang: str, one: str, same: str, engines: dict[str, Engine]
) -> None:
    known = [[slot.options for slot in engines[lang].asker.ask(query).slots] for query in (one, same)]
    assert len(known[0]) == len(known[1]) == 1
    assert [option.words for option in known[0][0][1:]] == [option.words for option in known[1][0][1:]] != []


def test_of_two_countries_that_are_named_a_text_of_one_that_speaks_of_the_other_answers_both(
    engines: dict[str, Engine],
) -> None:
    engine = engines["en"]
    number = engine.reader.ids.index("US-13")  # Mexico and Canada: screen within 48 hours
    both = engine.asker.ask("mexican child in the united states")
    terms = engine.found(engine.boosts(both))[number][1]
    named = [slot for slot in both.slots if slot.country]
    assert {slot.country for slot in named} == {"MX", "US"}
    assert engine.covers(named, number, terms) > 0.85
    assert engine.covers([slot for slot in named if slot.country == "MX"], number, terms) < 0.35


def test_an_open_question_is_found_by_the_publication_that_it_is_about(engines: dict[str, Engine]) -> None:
    assert "question-card-breach" in ids(engines["en"], "what if the registry card leaks", 5)


@pytest.mark.parametrize(
    ("query", "country"), [("US border", "US"), ("a child at the us border", "US"), ("tell us what happened", "")]
)
def test_the_united_states_are_told_from_a_pronoun(query: str, country: str, engines: dict[str, Engine]) -> None:
    slots = engines["en"].asker.ask(query).slots
    assert {slot.country for slot in slots} - {""} == ({country} if country else set())


def test_an_excerpt_marks_what_was_typed_and_what_is_declared_to_mean_the_same(
    scripts: Page, search_files: dict[str, Data]
) -> None:
    marked, matched = scripts.evaluate(
        """([index, query]) => {
          const found = kbSearch.load(index).search(query, {limit: 30}).results;
          return [found.flatMap((r) => r.marked), found.flatMap((r) => r.matched)];
        }""",
        [search_files["es"][0], "albergue"],
    )
    assert {"alberg", "aloj"} <= set(marked)
    beside = {"centr", "asist", "social"}  # of expressions that are synonyms only as a whole, or learnt from the texts
    assert beside <= set(matched)
    assert not beside & set(marked)
