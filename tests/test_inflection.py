"""Words of the glossary are found in the forms in which people write them, and in no other word."""

from __future__ import annotations

import pytest

from kb.inflection import pattern, stems
from kb.pages.text import abbreviations


@pytest.mark.parametrize(
    ("phrase", "lang", "text"),
    [
        ("menor ilegal", "es", "menores ilegales"),
        ("niño ilegal", "es", "NIÑAS ilegales"),
        ("expulsión colectiva", "es", "expulsiones colectivas"),
        ("niños deportados", "es", "niñas deportadas"),
        ("centro de recepción", "es", "Centros de\nrecepción"),
        ("coyote", "es", "coyotes"),
        ("juez veloz", "es", "jueces veloces"),
        ("unaccompanied child", "en", "unaccompanied children"),
        ("stateless person", "en", "stateless people"),
        ("refugee agency", "en", "refugee agencies"),
        ("durable solution", "en", "Durable solutions"),
        ("family crisis", "en", "family crisis"),
        ("absconded", "en", "absconding"),
        ("enfant migrant", "fr", "enfants migrants"),
        ("MENA", "es", "MENAS"),
    ],
)
def test_a_form_of_a_phrase_is_found(phrase: str, lang: str, text: str) -> None:
    assert pattern(phrase, lang).fullmatch(text)
    assert all(stem in text.lower() for stem in stems(phrase, lang))


@pytest.mark.parametrize(
    ("phrase", "lang", "text"),
    [
        ("los menores", "es", "un plazo menor"),
        ("menor ilegal", "es", "menor legal"),
        ("infante", "es", "infantería"),
        ("MENA", "es", "al menos, mena"),
        ("abandoned child", "en", "they abandon children"),
        ("juvenile", "en", "juvenilia"),
        ("minor child", "en", "minor childcare"),
    ],
)
def test_another_word_is_not(phrase: str, lang: str, text: str) -> None:
    assert not pattern(phrase, lang).search(text)


def test_a_tooltip_explains_a_term_in_each_form_that_stands_in_the_text() -> None:
    terms = {"durable solution": "Meaning.", "BID": "Another.", "route map": "Third."}
    found = abbreviations(terms, "Durable solutions. A durable solution. BID, bid.", "en")
    assert found.split("\n") == ["*[durable solution]: Meaning.", "*[Durable solutions]: Meaning.", "*[BID]: Another."]
