"""Numbers, telephone numbers and lengths of time, as two languages write them, and what is told of a difference."""

from __future__ import annotations

import random
import time

import pytest

from kb.check.figures import at_once, compare, figures, spans
from kb.check.number_words import LANGUAGES
from tests.test_rules_special import problems_in, section


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.500 y 1,500 y 1 500", ["1500", "1500", "1500"]),
        ("3,5 and 3.5 and 1.234,56 and 1,234.56", ["3.5", "3.5", "1234.56", "1234.56"]),
        ("18:00, 6 p.m., 6:30 p. m., 12 a.m.", ["18", "18", "18:30", "0"]),
        ("3.º, 3rd, 12–17, 12-17, 50 %", ["3", "3", "12", "17", "12", "17", "50"]),
        ("055 and 55", ["55", "55"]),
        ("[CRC-3], [three 3][GC14-46], [x](https://a.b/2020), www.x.org/7 &#160; {w=3}", ["3"]),
        ("[anexo] 3\n\n[anexo]: ../anexo-2024.pdf\n[el 2 de 3]: x-7.pdf\n\n[^1]: Hasta 12 meses.", ["3", "12"]),
        ("\n1. uno\n2. dos\n\nnacida\n18. No", ["18"]),
        ("\n1. [RG-2.3]\n2. [CRC-3][]\n3. dos", []),
        ("24/7 y A/RES/64/142", ["24"]),
        ("+52 55 1234-5678 and (502) 2414-3535 and 55 1234 5678", ["525512345678", "50224143535", "5512345678"]),
        ("2014-2018, 2018-05-24, 24-05-2018", ["2014", "2018", "2018", "5", "24", "24", "5", "2018"]),
        ("no digits, not even three", []),
    ],
)
def test_a_number_has_one_value_however_it_is_written(text: str, values: list[str]) -> None:
    assert [figure.value for figure in figures(text)] == values
    assert all(text.startswith(figure.text, figure.start) for figure in figures(text))


def test_a_telephone_number_is_known_by_its_shape() -> None:
    text = "Llame al 55 1234 5678 o al 911, de 2014 a 2018, 1 500 000 veces"
    assert [figure.text for figure in figures(text) if figure.phone] == ["55 1234 5678"]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("es", "en 24 horas y tres días hábiles", [(24, "hours"), (3, "working_days")]),
        ("es", "setenta y dos (72) horas, setenta y dos horas", [(72, "hours"), (72, "hours")]),
        ("es", "treinta y un días, dos meses, un año", [(31, "days"), (2, "months"), (1, "years")]),
        ("en", "a 72-hour period, five full days, twenty-four hours", [(72, "hours"), (5, "days"), (24, "hours")]),
        ("en", "within 3 business days or the next working day", [(3, "working_days"), (1, "working_days")]),
        ("es", "el siguiente día hábil o el próximo mes", [(1, "working_days"), (1, "months")]),
        ("es", "los días de visita y la hora de llegada, en ² días", []),
        ("fr", "24 heures", []),
    ],
)  # fmt: skip
def test_a_length_of_time_is_a_number_with_its_unit(lang: str, text: str, found: list[tuple[int, str]]) -> None:
    assert [(span.count, span.unit) for span in spans(text, lang)] == found
    assert all(" ".join(text[span.start :].split()).startswith(span.text) for span in spans(text, lang))


def test_the_same_number_twice_on_one_side_is_told_once() -> None:
    here, there = compare("12 y 12 y 15", "12, 15, 15 y 15", "es", "es")
    assert [figure.start for figure in here.figures] == [5]
    assert [figure.start for figure in there.figures] == [8, 13]


def test_the_same_length_of_time_twice_on_one_side_is_told_once() -> None:
    here, there = compare("2 días, 2 días, 3 horas", "3 hours, 2 days, 3 hours", "es", "en")
    assert [(span.count, span.unit, span.start) for span in here.spans] == [(2, "days", 8)]
    assert [(span.count, span.unit, span.start) for span in there.spans] == [(3, "hours", 17)]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("123-4567", True), ("12-34-56", False), ("+123 456 789 012 345", True), ("+1234 5678 9012 3456", False),
        ("2014-2018", False), ("2018-05-24", False), ("24-05-2018", False), ("2014 2018", False), ("123 456", False),
        ("1 234 567", False), ("1234-5678", True), ("(55) 1234-5678", True), ("0034-5678", True), ("55 1234 5678/9", False),
    ],
)  # fmt: skip
def test_a_telephone_number_has_seven_to_fifteen_digits_and_is_no_date_and_no_large_number(
    text: str, phone: bool
) -> None:
    assert any(figure.phone for figure in figures(f"x {text} x")) is phone


def test_the_parts_of_what_is_no_telephone_number_stand_in_their_places() -> None:
    assert [(figure.value, figure.start, figure.text) for figure in figures("de 2014-2018 x")] == [
        ("2014", 3, "2014"), ("2018", 8, "2018"),
    ]  # fmt: skip
    assert [(figure.value, figure.start) for figure in figures("x 0055-1234-5678 x")] == [("5512345678", 2)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12:00 a.m.", ["0"]), ("12:30 am", ["0:30"]), ("12 p.m.", ["12"]), ("12:05 p.m.", ["12:05"]), ("1 a.m.", ["1"]),
        ("11 pm", ["23"]), ("11:59 PM", ["23:59"]), ("00:00", ["0"]), ("24:00", ["24"]), ("9:30", ["9:30"]),
        ("6 a.m. y 6 p.m.", ["6", "18"]),
        ("1.234,5", ["1234.5"]), ("1,50", ["1.50"]), ("000", ["0"]), ("007", ["7"]), ("12.345.678", ["12345678"]),
    ],
)  # fmt: skip
def test_times_of_day_and_parts_of_a_number_have_one_value(text: str, values: list[str]) -> None:
    assert [figure.value for figure in figures(text)] == values


def test_only_a_number_that_begins_its_line_is_a_list_marker() -> None:
    assert [figure.value for figure in figures("1. uno\n2. dos 3. tres\n\n4) cuatro\n\nVea 5. Y 6) y 7")] == [
        "3", "5", "6", "7",
    ]  # fmt: skip


def test_words_far_before_a_unit_do_not_count() -> None:
    assert [span.count for span in spans("tres" + " " * 3 + "días", "es")] == [3]
    assert [span.count for span in spans("tres" + " " * 5 + "días", "es")] == []
    assert [span.count for span in spans("12345 días", "es")] == []
    assert [(span.count, span.start) for span in spans("x" * 60 + " setenta y dos (72) horas", "es")] == [(72, 76)]


def test_a_length_of_time_knows_whether_it_is_written_in_digits() -> None:
    assert [span.digits for span in spans("3 días, tres días", "es")] == [True, False]
    assert [span.text for span in spans("en 3\n días  hábiles", "es")] == ["3 días hábiles"]


def test_what_is_done_at_once_is_known_in_its_language() -> None:
    assert at_once("Avise de inmediato.", "es")
    assert at_once("Tell them AT ONCE.", "en")
    assert not at_once("Avise mañana.", "es")
    assert not at_once("Avise de inmediato.", "fr")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_unit_is_found_by_the_quick_look_and_has_a_name(lang: str) -> None:
    words = LANGUAGES[lang]
    for stem, unit in words.unit_stems.items():
        assert (
            words.may_have_units(f"3 {stem}")
            and words.may_have_units(f"3\n{stem}")
            and words.may_have_units(f"3-{stem}")
        )
        assert words.unit(stem.upper()) == unit
    assert not words.may_have_units("3 pasos")


def test_each_language_is_compared_with_the_first_one() -> None:
    text = section("En 24 horas.", "Within 24 hours.") + "\n# Un {lang=fr}\n\nDans les 48 heures.\n"
    shown = problems_in(text, languages=("es", "en", "fr"))
    assert "[translation-numbers] only the text in Spanish has 24, only the text in French has 48" in shown
    assert shown.count("\n") == 1


def test_a_language_without_a_table_of_words_is_not_asked_for_its_deadline() -> None:
    text = (
        section("En 24 horas.", "Within 24 hours.", "deadline: {hours: 24}\n") + "\n# Un {lang=fr}\n\nEn 24 heures.\n"
    )
    assert problems_in(text, languages=("es", "en", "fr")) == ""


def test_one_cause_gives_one_problem_of_numbers_or_deadlines() -> None:
    front = "deadline: {hours: 24}\n"
    assert problems_in(section("En 24 horas.", "Within 48 hours.", front)).count("\n") == 1
    assert problems_in(section("En 24 horas.", "Within 24 days.", front)).count("\n") == 1
    assert problems_in(section("En tres días.", "Within 5 days.")).count("\n") == 1
    assert problems_in(section("Si tiene menos de 18 años.", "If under 18.")) == ""


def test_any_change_of_a_number_in_one_language_is_found() -> None:
    rng = random.Random(7)
    words = ["la autoridad", "responde", "en", "con", "según", "el artículo"]
    for _ in range(50):
        numbers = rng.sample(range(13, 999), 4)
        text = " ".join(f"{rng.choice(words)} {number}" for number in numbers)
        changed = text.replace(str(numbers[2]), str(numbers[2] + 1000))
        assert problems_in(section(text + ".", text + " x.")) == ""
        assert "[translation-numbers]" in problems_in(section(text + ".", changed + " x."))


def test_long_texts_that_differ_in_everything_are_compared_in_bounded_time() -> None:
    numbers = " ".join(str(number % 97) for number in range(60_000))
    started = time.process_time()
    problems_in(section(f"{numbers} días 18", "x " * 100_000))
    assert time.process_time() - started < 5
