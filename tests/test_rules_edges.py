"""Rules that compare: what is suggested, what is told where, and that one finding does not hide the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.check.formats import as_text
from kb.check.rules.phones import is_printed
from kb.check.run import check
from tests.test_rules_exact import pages, put, rules_in, told
from tests.test_rules_special import SECTION, problems_in, section, text_of

LIBRARY = "guidelines/library/un.yml"
VOCABULARY = "guidelines/vocabulary.yml"
DIF = "directory/mx/dif.yml"


def said_by(root: Path, rule: str) -> list[str]:
    """What a rule says of a tree: line and column, what is wrong and what to do."""
    problems = [problem for problem in check(root)[1] if problem.rule == rule]
    return [line.partition(":")[2] for line in as_text(problems, "en").splitlines()]


# References


@pytest.mark.parametrize(
    ("point", "nearest"),
    [
        ("1", "TEN-2, TEN-4"), ("3", "TEN-2, TEN-4, TEN-6"), ("5", "TEN-2, TEN-4, TEN-6, TEN-8"), ("11", "TEN-8, TEN-10"),
        ("7", "TEN-4, TEN-6, TEN-8, TEN-10"),
    ],
)  # fmt: skip
def test_the_points_before_and_after_a_missing_one_are_offered(small: Path, point: str, nearest: str) -> None:
    record = "- id: TEN\n  kind: treaty\n  title: {es: Diez, en: Ten}\n  points:\n"
    points = "".join(f'    "{number}": {{es: Uno, en: One}}\n' for number in (10, 2, 8, 4, 6))
    put(small, "guidelines/library/ten.yml", record + points)
    put(small, SECTION, section(f"Vea [TEN-{point}].", f"See [TEN-{point}]."))
    assert (
        f"its points nearby are {nearest}; cite one of them, or add the point in guidelines/library/ten.yml"
        in text_of(small)
    )


def test_one_unknown_id_does_not_hide_the_next(small: Path) -> None:
    text = "Vea [crc-3], [CRC-99], [RG-77], [crc-12], [CRC-98], [RG-78] y [TOC]."
    put(small, SECTION, section(text, text.replace("Vea", "See").replace(" y ", " and ")))
    es = [line for line in told(small) if line.startswith(f"{SECTION}:9 ")]
    assert (
        sorted(line.partition(" ")[2] for line in es)
        == ["unknown-point"] * 2 + ["unknown-reference"] * 3 + ["wrong-case"] * 2
    )


def test_what_a_writer_has_defined_is_no_unknown_id(small: Path) -> None:
    put(small, SECTION, section("Vea [RG-77] y [RG-78].\n\n[rg-77]: https://example.org/a", "See [RG-78]."))
    assert [line for line in text_of(small).splitlines() if "id RG-77" in line and "unknown-reference" in line] == []
    assert [line for line in text_of(small).splitlines() if "id RG-78" in line and "unknown-reference" in line]


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("sources: [src-zzzzzzzz]", "add the page to a file in guidelines/library"),
        ("contacts: [mx-zzzzzzzzzzzz]", "add the institution to the directory"),
        ("see: [ZZ-99.9]", "write the id of something that exists, or take it off the list"),
    ],
)
def test_how_to_add_what_is_missing_depends_on_what_it_would_be(small: Path, front: str, hint: str) -> None:
    put(small, SECTION, section("Texto.", "Text.", f"{front}\n"))
    assert [hint in line for line in said_by(small, "unknown-reference")] == [True]


def test_no_more_than_three_ids_are_suggested(small: Path) -> None:
    for number in range(3, 8):
        put(
            small, SECTION.replace("1.2", f"1.{number}"), section("Texto.", "Text.").replace("RG-1.2", f"RG-1.{number}")
        )
    put(small, SECTION, section("Vea [RG-1.9].", "See [RG-1.9]."))
    hint = said_by(small, "unknown-reference")[0].partition("did you mean ")[2]
    assert len(hint.split(", ")) == 3


# Words


def test_words_like_an_unknown_one_are_suggested_three_at_most(small: Path) -> None:
    text = (small / VOCABULARY).read_text(encoding="utf-8")
    more = "".join(f"  phase{letter}: {{es: Fase, en: Phase}}\n" for letter in "abcde")
    put(small, VOCABULARY, text.replace("phases:\n", f"phases:\n{more}", 1))
    put(small, SECTION, section("Texto.", "Text.", "phases: [phasef]\n"))
    hint = said_by(small, "unknown-word")[0].partition("did you mean ")[2]
    assert len(hint.split(", ")) == 3


def test_a_group_that_is_missing_is_told_once_and_each_of_them(small: Path) -> None:
    lines = (small / VOCABULARY).read_text(encoding="utf-8").split("\n")
    kept, skipping = [], False
    for line in lines:
        skipping = line.startswith(("phases:", "actors:")) or (skipping and line.startswith((" ", "#")))
        kept += [] if skipping else [line]
    put(small, VOCABULARY, "\n".join(kept))
    put(small, SECTION, section("Texto.", "Text.", "phases: [identification]\nactors: [migration]\n"))
    assert [line.partition("group “")[2].partition("”")[0] for line in said_by(small, "missing-vocabulary")] == [
        "actors",
        "phases",
    ]


def test_the_places_of_a_label_are_those_of_the_first_language(small: Path) -> None:
    put(
        small,
        "guidelines/labels.yml",
        'a: {es: "{x} y {y}", en: "{y} and {x}"}\nb: {es: "{x}", en: "{z}"}\nc: {es: "–", en: "{z}"}\n',
    )
    assert said_by(small, "label-places") == [
        "2:1: error [label-places] “b” has the places {z} in English, and {x} in another language;"
        " write the same words between braces in every language",
        "3:1: error [label-places] “c” has the places {z} in English, and – in another language;"
        " write the same words between braces in every language",
    ]


# Languages beside each other


def test_differences_are_told_at_the_first_of_them() -> None:
    assert problems_in(section("De 20 y 30.", "Of.")).startswith(f"{SECTION}:9:4: ")
    assert problems_in(section("De.", "Of 20 and 30.")).startswith(f"{SECTION}:13:4: ")


def test_five_differences_are_named_and_more_are_hinted_at() -> None:
    numbers = "20, 30, 40, 50, 60"
    assert "has 20, 30, 40, 50, 60, the text in English has not" in problems_in(section(f"De {numbers}.", "Of."))
    assert "has 20, 30, 40, 50, 60 …, the text in English has not" in problems_in(section(f"De {numbers}, 70.", "Of."))


@pytest.mark.parametrize(
    ("es", "en", "line", "said"),
    [
        ("- a\n- b\n- c", "- a", 10, "list items: 3 in Spanish, 1 in English"),
        ("- a\n- b", "- a", 10, "list items: 2 in Spanish, 1 in English"),
        ("- a", "- a\n- b\n- c", 14, "list items: 1 in Spanish, 3 in English"),
        ("a", "- a", 13, "list items: 0 in Spanish, 1 in English"),
    ],
)
def test_lists_are_told_at_the_first_item_that_has_no_counterpart(es: str, en: str, line: int, said: str) -> None:
    shown = problems_in(section(es, en))
    assert shown.startswith(f"{SECTION}:{line}:1: error [translation-lists] {said};")
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    ("es", "en", "line", "said"),
    [
        ("## a\n\n### b\n\n## c", "## a\n\n## b\n\n## c", 11, "## ### ## in Spanish, ## ## ## in English"),
        ("## a\n\n## b", "## a", 11, "## ## in Spanish, ## in English"),
        ("## a", "## a\n\n## b", 15, "## in Spanish, ## ## in English"),
        ("Uno.", "## a", 13, "– in Spanish, ## in English"),
        ("## a", "One.", 9, "## in Spanish, – in English"),
    ],
)
def test_headings_are_told_at_the_first_that_differs(es: str, en: str, line: int, said: str) -> None:
    shown = problems_in(section(es, en))
    assert shown.startswith(f"{SECTION}:{line}:1: error [translation-headings] headings inside the text: {said};")
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    ("es", "en", "said"),
    [
        ("[CRC-3] [CRC-3]x", "[CRC-3]", "only the text in Spanish has CRC-3, the text in English has not"),
        ("[CRC-3], [CRC-3]", "[CRC-3], [crc-3]", ""),
        ("[CRC-3]", "[CRC-12]", "only the text in Spanish has CRC-3, only the text in English has CRC-12"),
        ("Uno", "[CRC-12]", "only the text in English has CRC-12, the text in Spanish has not"),
        ("[RG-77]", "[CRC-12]", ""),
        ("[RG-77]", "[CRC-12], [CRC-3]", "only the text in English has CRC-3, the text in Spanish has not"),
    ],
)
def test_references_are_compared_as_often_as_they_stand(small: Path, es: str, en: str, said: str) -> None:
    put(small, SECTION, section(es.replace("] [", "], ["), en))
    found = said_by(small, "translation-references")
    assert [said in line for line in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("es", "en", "front", "rules"),
    [
        ("En 12 horas.", "Within 12 hours.", "deadline: {hours: 24}\n", ["translation-deadlines"] * 2),
        ("En 48 horas.", "Within 48 hours.", "deadline: {hours: 24}\n", ["translation-deadlines"] * 2),
        ("En 24 días.", "Within 24 days.", "deadline: {hours: 24}\n", ["translation-deadlines"] * 2),
        ("En 12 y en 24 horas.", "Within 12 and 24 hours.", "deadline: {hours: 24}\n", []),
        ("De inmediato.", "At once.", "deadline: {immediately: true}\n", []),
        ("Luego.", "Later.", "deadline: {immediately: true}\n", ["translation-deadlines"] * 2),
        ("En tres días.", "Within three hours.", "", ["translation-deadlines"]),
        ("En tres días.", "Within five days.", "", ["translation-deadlines"]),
        ("En tres días.", "Within five hours.", "", []),
        ("En tres días.", "Within two hours.", "", []),
        ("En tres horas.", "Within five days.", "", []),
        ("En 24 horas.", "Within 24 hours.", "deadline: {days: 24}\n", ["translation-deadlines"] * 2),
        ("En tres días.", "Soon.", "", []),
    ],
)
def test_a_deadline_is_the_same_in_the_front_matter_and_in_every_language(
    es: str, en: str, front: str, rules: list[str]
) -> None:
    assert rules_in(section(es, en, front)) == rules


# Telephone numbers that several have


def test_five_of_those_who_share_a_number_are_named(small: Path) -> None:
    dif = (small / DIF).read_text(encoding="utf-8")
    for letter in "abcdef":
        put(small, f"directory/mx/{letter}.yml", dif.replace("mx-dif", f"mx-{letter}"))
    assert "the number of mx-a, mx-b, mx-c, mx-d, mx-e; compare" in text_of(small)
    assert len(said_by(small, "shared-number")) == 7


# Words to avoid


def test_a_word_to_avoid_is_looked_for_in_its_own_language_only(small: Path) -> None:
    put(small, SECTION, section("Texto.", "The word menores is Spanish."))
    assert told(small) == []
    put(small, SECTION, section("Los menores.", "Text."))
    assert told(small) == [f"{SECTION}:9 term-to-avoid"]


def test_an_official_title_that_holds_a_word_to_avoid_is_fine_from_its_first_letter(small: Path) -> None:
    text = (small / LIBRARY).read_text(encoding="utf-8")
    put(small, LIBRARY, text.replace("Convención sobre los Derechos del Niño", "Convenio de los menores de edad"))
    put(small, SECTION, section("Convenio de los menores de edad.", "Text."))
    assert told(small) == []
    put(small, SECTION, section("Convenio de los menores.", "Text."))
    assert told(small) == [f"{SECTION}:9 term-to-avoid"]


# Pages


def test_the_last_line_of_a_page_may_be_a_heading_without_a_line_end(small: Path) -> None:
    pages(small, "[a](#fin-del-texto)")
    path = small / "docs/es/otra.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n## Fin del texto", encoding="utf-8")
    assert told(small) == []


@pytest.mark.parametrize("text", ["https://example.org/a2020", "www.example.org/a2020", "\n\n[la guía]: a2020.md"])
def test_the_numbers_of_an_address_are_not_compared(text: str) -> None:
    assert "translation-numbers" not in rules_in(section(f"Vea {text}", "See it."))


def test_a_page_written_by_hand_names_only_what_there_is(small: Path) -> None:
    pages(small, "[TOC]\n\nVea [ZZ-99], [AA-99] y [TOC].", "[TOC]\n\nSee.")
    assert [line.partition(" id ")[2][:5] for line in said_by(small, "unknown-reference")] == ["ZZ-99", "AA-99"]


def test_a_word_to_avoid_is_looked_for_on_the_pages_of_its_own_language(small: Path) -> None:
    pages(small, "An illegal child.", "Los menores.")
    assert told(small) == []
    pages(small, "Los menores.", "An illegal child.")
    assert [line.partition(" ")[2] for line in told(small)] == ["term-to-avoid"] * 2


@pytest.mark.parametrize(
    ("es", "en"), [("# {lang=es}", "# In 30 days {lang=en}"), ("# A 30 días {lang=es}", "# {lang=en}")]
)
def test_a_title_that_is_missing_is_all_that_is_told(es: str, en: str) -> None:
    text = section("Texto.", "Text.").replace("# Uno {lang=es}", es).replace("# One {lang=en}", en)
    assert rules_in(text) == ["missing-title"]


def test_a_sentence_after_a_reference_does_not_hide_a_script() -> None:
    text = section("[RG-1.1]: data: uno.\n\n[a](javascript:x)", "[RG-1.1]: data: one.")
    assert rules_in(text).count("script-url") == 1


def test_what_could_not_be_read_does_not_hide_an_unknown_id(small: Path) -> None:
    put(small, "guidelines/regional/1-principles/RG-1.3.md", "no front matter")
    put(small, SECTION, section("Vea [RG-1.3], [RG-77].", "See [RG-1.3], [RG-77]."))
    assert [line.partition(" id ")[2][:5] for line in said_by(small, "unknown-reference")] == ["RG-77"] * 2


# Dates


@pytest.mark.parametrize("length", [len("2026"), len("2026-12"), len("2026-12-31")])
def test_today_and_this_month_and_this_year_are_not_in_the_future(small: Path, length: int) -> None:
    today = max(date.today(), date(2026, 12, 31)).isoformat()
    record = (small / DIF).read_text(encoding="utf-8")
    put(small, DIF, record.replace("as_of: 2025-03", f"as_of: {today[:length]}"))
    assert said_by(small, "future-date") == []
    put(small, DIF, record.replace("as_of: 2025-03", f"as_of: {int(today[:4]) + 1}{today[4:length]}"))
    assert len(said_by(small, "future-date")) == 1


# Telephones


def test_a_printed_number_is_read_to_its_two_hundredth_character() -> None:
    assert is_printed("5512345678", "5512345678".rjust(200, "-"))
    assert not is_printed("5512345678", "5512345678".rjust(201, "-"))


@pytest.mark.parametrize("sign", ["ext. ", "EXT ", "Extensión ", "x", "ext.\n"])
def test_an_extension_is_no_second_number(sign: str) -> None:
    assert is_printed("22302563", f"2230-2563 {sign}2564")
    assert not is_printed("22302564", f"2230-2563 {sign}2564")
    assert is_printed("22302564", "2230-2563, 2564")
