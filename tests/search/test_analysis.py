"""Words are read alike in Python and in JavaScript, with accents or without, in any form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kb.read.tree import Tree
from kb.search.analysis import STOP_WORDS, fold, stem, terms, tokens, without_tilde

FURTHER = 100_000
"""Words of each language, besides the site's own."""


def site_words(content: Tree) -> list[str]:
    """Every word of the site as it is written, in all languages."""
    kb = content.kb
    texts = [
        text for section in kb.sections.values() for body in section.bodies.values() for text in (body.title, body.text)
    ]
    texts += [document.text for document in content.documents.values()]
    return sorted({word for text in texts for word in text.split()})


def words_of(lang: str) -> list[str]:
    """Words of a language, evenly taken from a dictionary of inflected forms."""
    known = sorted(word for word in DefaultDictionaryFactory().get_dictionary(lang) if word.isalpha())
    found = known[:: max(1, len(known) // FURTHER)]
    assert len(found) >= FURTHER
    return found


@pytest.mark.parametrize("lang", ["es", "en"])
def test_python_and_javascript_agree_on_every_word(lang: str, content: Tree, scripts: Page) -> None:
    words = [*site_words(content), *words_of(lang)]
    script = "([words, lang]) => words.map((word) => [kbAnalysis.tokens(word), kbAnalysis.terms(word, lang)])"
    for start in range(0, len(words), 20_000):
        some = words[start : start + 20_000]
        theirs = scripts.evaluate(script, [some, lang])
        ours = [[tokens(word), terms(word, lang)] for word in some]
        assert [pair for pair in zip(some, ours, theirs, strict=True) if pair[1] != pair[2]][:5] == []


def test_both_leave_out_the_same_words(scripts: Page) -> None:
    theirs = scripts.evaluate(
        "Object.fromEntries(Object.entries(kbAnalysis.STOP_WORDS).map(([lang, words]) => [lang, [...words].sort()]))"
    )
    assert theirs == {lang: sorted(words) for lang, words in STOP_WORDS.items()}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_word_without_accents_has_the_same_stem(lang: str) -> None:
    for word in words_of(lang):
        plain = fold(word)
        assert stem(plain, lang) == stem(fold(plain), lang)
        assert without_tilde(stem(plain, lang)) == stem(without_tilde(plain), lang), word


def test_n_with_tilde_is_a_letter_of_its_own() -> None:
    assert tokens("AÑO año ano Niñez n\u0303") == ["año", "año", "ano", "niñez", "ñ"]
    assert terms("años", "es") != terms("anos", "es")


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("es", "entrevista entrevistas entrevistar entrevistó entrevistado entrevistando entrevistarlo"),
        ("es", "niño niña niños niñas"),
        ("es", "niñez niñeces"),
        ("es", "deportación deportaciones deportar deportada deportados"),
        ("es", "consulado consulados cónsul consular consulares"),
        ("es", "interés intereses"),
        ("es", "autoridad autoridades"),
        ("es", "mes meses"),
        ("en", "child children child's"),
        ("en", "interview interviews interviewing interviewed"),
        ("en", "detain detained detaining detention"),
        ("en", "country countries"),
        ("en", "consulate consulates consular"),
        ("es", "denunciar denuncia denunciaron"),
        ("es", "pedir pide pidió"),
        ("es", "decisión decisiones decidir"),
        ("en", "decision decisions decide"),
        ("en", "travel travelling traveled"),
        ("es", "devolución devoluciones devolver devuelto"),
        ("es", "resolución resolver resuelto resuelve"),
        ("en", "return returnee returnees returned"),
        ("en", "refuge refugee refugees"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(lang: str, forms: str) -> None:
    assert len(set(terms(forms, lang))) == 1, terms(forms, lang)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [("es", "caso", "casa"), ("es", "año", "ano"), ("en", "police", "policy"), ("en", "committee", "commit")],
)
def test_different_words_stay_different(lang: str, one: str, other: str) -> None:
    assert terms(one, lang) != terms(other, lang)


def test_an_id_is_one_word() -> None:
    text = "RG-2.3, (MXLM-112.iii). LON2018-2.b; art. 2.3 de mx-comar"
    assert tokens(text) == ["rg-2.3", "mxlm-112.iii", "lon2018-2.b", "art", "2.3", "de", "mx", "comar"]


def test_a_language_without_rules_keeps_its_words() -> None:
    assert terms("les enfants séparés", "fr") == ["les", "enfants", "separes"]
