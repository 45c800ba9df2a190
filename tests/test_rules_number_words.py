"""Every number up to a hundred, the months and the ordinals, in words, digits and Roman numerals."""

from __future__ import annotations

import pytest

from kb.check.figures import compare, spans
from kb.check.number_words import roman


def test_roman_numerals() -> None:
    written = [
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "XI",
        "XII",
        "XIII",
        "XIV",
        "XV",
        "XVI",
        "XVII",
        "XVIII",
        "XIX",
        "XX",
    ]
    assert [roman(number) for number in range(1, 21)] == written
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C"]
    assert [roman(number) for number in range(20, 101)] == [
        tens[number // 10] + (written[number % 10 - 1] if number % 10 else "") for number in range(20, 101)
    ]


ES = [
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta",
]
ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
EN = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def written(number: int, lang: str) -> str:
    """A number from 1 to 100 in words, as a dictionary has it."""
    words, tens, joint, first = (ES, ES_TENS, " y ", 30) if lang == "es" else (EN, EN_TENS, "-", 20)
    if number == 100:
        return {"es": "cien", "en": "hundred"}[lang]
    if number <= len(words):
        return words[number - 1]
    ten, one = tens[(number - first) // 10], number % 10
    return f"{ten}{joint}{words[one - 1]}" if one else ten


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_number_up_to_a_hundred_is_read_in_words(lang: str) -> None:
    days = {"es": "días", "en": "days"}[lang]
    read = [[span.count for span in spans(f"En {written(number, lang)} {days}", lang)] for number in range(1, 101)]
    assert read == [[number] for number in range(1, 101)]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_number_up_to_a_hundred_may_stand_in_words_in_the_other_text(lang: str) -> None:
    other = "en" if lang == "es" else "es"
    for number in range(1, 101):
        words = f"uno: {written(number, lang)}." if number == 1 else f"x: {written(number, lang)}."
        assert not compare(f"x: {number}.", words, other, lang)[0].figures, words
        assert not compare(f"x: {number}.", f"x: {roman(number)}.", other, lang)[0].figures
        assert compare(f"x: {number}.", "x: y.", other, lang)[0].figures


def test_a_hundred_and_one_and_nought_are_not_looked_for_in_words() -> None:
    assert not compare("100 pasos", "C steps", "es", "en")[0].figures
    assert [figure.value for figure in compare("101 pasos", "CI steps", "es", "en")[0].figures] == ["101"]
    assert [figure.value for figure in compare("0 pasos", "no steps", "es", "en")[0].figures] == ["0"]
    assert [figure.value for figure in compare("1000000001", "one hundred", "es", "en")[0].figures] == ["1000000001"]


def test_a_ten_joined_to_a_ten_is_no_number() -> None:
    assert [span.count for span in spans("Entre treinta y diez días", "es")] == [10]


def test_months_and_ordinals_count_as_their_number_in_the_other_language() -> None:
    months = {
        "es": [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        "en": [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    }
    ordinals = {
        "es": ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"],
        "en": [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
    }
    for lang, other in (("es", "en"), ("en", "es")):
        for words in (months[lang], ordinals[lang]):
            for number, word in enumerate(words, start=1):
                assert not compare(f"x {number} x", f"x {word} x", other, lang)[0].figures, word
                assert compare(f"x {number + 1} x", f"x {word} x", other, lang)[0].figures, word


def test_a_month_in_english_has_a_capital() -> None:
    assert compare("el 5 de x", "it may be so", "es", "en")[0].figures
    assert not compare("el 5 de x", "in May", "es", "en")[0].figures
