"""What a cell holds is understood as people mean it, or refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.imports.cells import Erase, Other, Raw, Refusal, clean, entry, looks_like_formula, same
from kb.imports.columns import Column, columns_of
from kb.imports.csv_in import protect, unprotect
from kb.imports.spelled import compared, spelled
from kb.imports.table import letters
from kb.imports.words import OWN, Words, fold
from kb.models.records import Group
from kb.read.tree import Tree
from tests.imports.imported import LANGUAGES

COLUMNS = {
    (table, column.key): column for table in ("institutions", "contacts") for column in columns_of(table, LANGUAGES)
}  # type: ignore[arg-type]


def column(key: str) -> Column:
    return COLUMNS.get(("contacts", key)) or COLUMNS["institutions", key]


@pytest.fixture(scope="session")
def words(content: Tree) -> Words:
    return Words(content.kb.vocabulary, content.kb.languages)


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("printed", "  55  1234\n5678 ", "55 1234 5678"),
        ("number", "+52 (55) 1234-5678", "+525512345678"),
        ("number", "+52.55.12345678", "+525512345678"),
        ("short", " *211 ", "*211"),
        ("role_es", "Nin\u0303os", "Niños"),
        ("services", "shelter; Salud;\nLegal aid", ("shelter", "health", "legal-aid")),
        ("services", "Alojamiento, salud", ("shelter", "health")),
        ("services", "Alojamiento / Shelter", ("shelter",)),
        ("services", " ; ", ()),
        ("kind", "ALBERGUE", "shelter"),
        ("country", "méxico", "MX"),
        ("country", "mx", "MX"),
        ("type", "correo electrónico", "email"),
        ("verified_how", "By telephone", "phone"),
        ("areas", "mx-chp, MX-TAB", ("MX-CHP", "MX-TAB")),
        ("sources", "src-a;src-b\nsrc-c, CRC-3", ("src-a", "src-b", "src-c", "CRC-3")),
        ("as_of", Other("number", "2025"), "2025"),
        ("as_of", Other("date", "2026-03-09"), "2026-03-09"),
        ("verified_date", Other("date", "2026-03-01"), "2026-03-01"),
        ("website", "", None),
        ("website", " \u00a0 ", None),
    ],
)
def test_a_cell_says_what_people_mean(words: Words, key: str, raw: Raw, expected: object) -> None:
    assert entry(column(key), raw, words, "en") == expected


@pytest.mark.parametrize("mark", ["(delete)", "(borrar)", " (BORRAR) "])
def test_a_mark_in_either_language_takes_a_value_out(words: Words, mark: str) -> None:
    assert isinstance(entry(column("website"), mark, words, "en"), Erase)


@pytest.mark.parametrize(
    ("key", "raw", "reason"),
    [
        ("number", Other("number", "5512345678"), "turned the telephone number into the quantity 5512345678"),
        ("short", Other("number", "66"), "turned the telephone number into the quantity 66"),
        ("printed", "5512345678.0", "turned the telephone number into the quantity 5512345678.0"),
        ("number", "5.51235E+11", "turned the telephone number into the quantity 5.51235E+11"),
        ("number", "5,5E9", "turned the telephone number"),
        ("printed", Other("date", "2055-12-01"), "turned the text into the date 2055-12-01"),
        ("hours", Other("date", "2026-07-24"), "turned the text into the date 2026-07-24"),
        ("hours", Other("time", "09:00"), "turned the text into the time 09:00"),
        ("role_es", Other("number", "911"), "turned the text into the number 911"),
        ("role_es", Other("yes-no", "TRUE"), "holds the logical value TRUE"),
        ("role_es", Other("error", "#N/A"), "holds the error #N/A"),
        ("printed", Other("formula", "1"), "holds a formula"),
        ("as_of", Other("formula", "1"), "holds a formula"),
        ("as_of", Other("date", "2026-03-01"), "holds the day 2026-03-01 here, perhaps made from a month"),
        ("as_of", Other("number", "45000"), "turned the text into the number 45000"),
        ("verified_date", Other("number", "2025"), "turned the text into the number 2025"),
        ("services", "albergue; salut", "“albergue” is not a word of the list; choose one of these: "),
        ("kind", "shelteer", "“shelteer” is not a word of the list; choose one of these: Shelter"),
        ("role_es", "a\u200bb", "cannot be seen: U+200B"),
        ("role_es", "a\x07b", "cannot be seen: U+0007"),
        ("role_es", "a\u202eb", "cannot be seen: U+202E"),
        ("role_es", "a\ud800b", "cannot be seen: U+D800"),
        ("role_es", "x" * 4_001, "has 4001 characters; there may be 4000"),
    ],
)
def test_a_cell_that_a_program_or_a_person_spoilt_is_refused_with_the_reason(
    words: Words, key: str, raw: Raw, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        entry(column(key), raw, words, "en")
    refusal = refused.value
    assert reason in f"{refusal.message}; {refusal.hint}".format(**refusal.values)


def test_an_unknown_word_names_the_nearest_in_the_users_language(words: Words) -> None:
    with pytest.raises(Refusal) as refused:
        entry(column("services"), "alojamineto", words, "es")
    assert refused.value.values["near"] == "Alojamiento"


def test_a_word_like_no_other_names_them_all(words: Words) -> None:
    assert words.near("how", "zzzz", "en") == ["by telephone", "by e-mail", "by a visit", "by letter", "on its page"]


@pytest.mark.parametrize(
    "group", ["kinds", "statuses", "services", "languages", "confidence", "countries", "channels", *OWN]
)
def test_every_word_is_read_as_it_is_shown_and_by_each_label(words: Words, group: Group) -> None:
    for word in words.all(group):
        for form in (word, words.show(group, word), *(words.label(group, word, lang) for lang in LANGUAGES)):
            assert words.read(group, form) == word
        assert ";" not in words.show(group, word), "a semicolon stands between words"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1", "@SUM(A1)", "+"])
def test_what_a_spreadsheet_would_run_looks_like_a_formula(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["+525512345678", "+52 55 1234", "+ 502 24", "+(502)", "a=b", "", "*211", "(55) 12"])
def test_a_telephone_number_does_not(text: str) -> None:
    assert not looks_like_formula(text)


@given(st.text())
def test_a_protected_text_comes_back_as_it_was(text: str) -> None:
    assert unprotect(protect(text)) == text


@pytest.mark.parametrize(
    "text", ["=1", "+52", "-1", "@a", "\ta", "089", "24/7", "2025-03", "5E9", "55 1234", "'=1", "''=1"]
)
def test_what_a_spreadsheet_would_run_or_convert_is_protected_in_csv(text: str) -> None:
    assert protect(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "texto", "'texto'", "Mo-Fr 09:00", "src-mx-1", "20 calle 6-57", "3er piso", "'"])
def test_other_texts_stand_in_csv_as_they_are(text: str) -> None:
    assert protect(text) == text


def test_values_are_the_same_whatever_their_spaces_and_accents() -> None:
    assert same(" Nin\u0303os\n y ", "Niños y")
    assert same((), None)
    assert not same("a", ("a",))
    assert not same(("a", "b"), ("b", "a"))
    assert clean("a\u00a0b ") == "a\u00a0b"
    assert fold("  ÁREA  Única ") == "area unica"


def test_one_wrong_digit_is_pointed_to() -> None:
    assert compared("+5255 12", "+5255 13") == ["+ 5 2 5 5 ␣ 1 2", "+ 5 2 5 5 ␣ 1 3", "              ^"]
    assert compared("911", "9111") == ["9 1 1 ·", "9 1 1 1", "      ^"]
    assert compared("066", "66") == ["0 6 6", "· 6 6", "^"]
    assert spelled("55 1") == "5 5 ␣ 1"


@given(st.text("0123456789+ ", max_size=16), st.text("0123456789+ ", max_size=16))
def test_both_numbers_are_shown_whole(old: str, new: str) -> None:
    above, below, _marks = compared(old, new)
    assert above.replace(" ", "").replace("·", "").replace("␣", " ") == old
    assert below.replace(" ", "").replace("·", "").replace("␣", " ") == new
    assert len(above) == len(below)


def test_columns_have_the_letters_that_spreadsheets_give_them() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53, 703)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]
