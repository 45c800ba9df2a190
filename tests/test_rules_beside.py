"""Rules beside one another and beside what looks alike: what one rule tells, no other tells again, and what stands next to
a mistake is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.check.rules.references import SUGGESTIONS
from tests.test_rules_edges import DIF, LIBRARY, said_by
from tests.test_rules_exact import pages, put, rules_in, told
from tests.test_rules_special import SECTION, problems_in, section, text_of

LABELS = "guidelines/labels.yml"
FRONT = "---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n---\n\n"


# Languages


def test_a_language_is_missing_though_the_other_has_headings_inside_it() -> None:
    assert rules_in(f"{FRONT}# Uno {{lang=es}}\n\n## Dos\n\nTexto.\n") == ["missing-language"]


@pytest.mark.parametrize("title", ["Uno", "Unos", "Título", "Títulos"])
def test_braces_in_a_text_do_not_hide_that_a_language_is_missing(title: str) -> None:
    assert rules_in(f"{FRONT}# {title} {{lang=es}}\n\nTexto `{{x}}`.\n") == ["missing-language"]


def test_a_page_in_a_folder_of_no_language_names_no_language() -> None:
    assert rules_in("# Un\n\nTexte.\n", "docs/fr/x.md") == []


def test_a_slip_right_below_a_title_is_told_there_and_once() -> None:
    slip = "## A title {lang=en}\n\nText.\n"
    assert rules_in(f"{FRONT}# Uno {{lang=es}}\n\n{slip}") == ["heading-level"]
    twice = f"{FRONT}# Uno {{lang=es}}\n\nTexto.\n\n{slip}\n# One {{lang=en}}\n\nText.\n"
    assert rules_in(twice).count("heading-level") == 1


def test_a_slip_before_every_title_is_told_as_text_of_no_language() -> None:
    assert rules_in(f"{FRONT}## Uno {{lang=es}}\n\nTexto.\n\n# One {{lang=en}}\n\nText.\n") == ["text-outside-language"]


@pytest.mark.parametrize("signs", ["#", "##"])
def test_headings_of_languages_on_a_page_are_attributes_there(signs: str) -> None:
    text = f"{signs} Uno {{lang=es}}\n\nTexto.\n\n{signs} One {{lang=en}}\n\nText.\n"
    assert rules_in(text, "docs/es/x.md") == ["attribute-list"] * 2


def test_a_heading_is_told_its_level_without_one_sign_too_many() -> None:
    said = problems_in(section("## Dos\n\n#### Cuatro", "## Two\n\n### Three"))
    assert "a level is left out; write ###\n" in said


def test_a_heading_too_many_in_a_site_of_three_languages_is_offered_the_last() -> None:
    text = f"{section('Texto.', 'Text.')}\n# Un {{lang=fr}}\n\nTexte.\n\n# Plus\n\nTexte.\n"
    assert "write # … {lang=fr} if another" in problems_in(text, languages=("es", "en", "fr"))


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        ("kind: page\n  title: {en: Page}", 0), ("kind: treaty\n  title: {en: Treaty}", 1),
        ("kind: page\n  title: {en: Page}\n  note: {en: Note}", 1),
        ("kind: page\n  title: {en: Page}\n  points: {'1': {en: One}}", 1),
        ("kind: page\n  title: {en: Page}\n  body: {en: Body}", 1), ("kind: report\n  title: {en: Report}", 1),
    ],
)  # fmt: skip
def test_only_the_title_of_a_page_consulted_may_stand_in_one_language(record: str, missing: int) -> None:
    assert rules_in(f"- id: src-x-page\n  {record}\n", LIBRARY) == ["missing-translation"] * missing


# Languages beside each other


def test_a_text_that_is_empty_or_not_translated_is_told_by_its_own_rule_only() -> None:
    assert rules_in(section("", "Within 30 days.")) == ["empty-body"]
    assert rules_in(section("Within 30 days.", "")) == ["empty-body"]
    assert rules_in(section("En tres días y el 4 de mayo.", "En tres días y el 4 de mayo.")) == ["same-body"]


def test_what_is_told_of_two_languages_is_told_once(small: Path) -> None:
    put(small, SECTION, section("Vea [CRC-3].", "See it."))
    assert told(small) == [f"{SECTION}:9 translation-references"]


def test_what_a_record_cites_in_its_first_language_only_is_told(small: Path) -> None:
    text = (small / DIF).read_text(encoding="utf-8")
    put(small, DIF, text.replace("Protege a niñas y niños.", "'Protege según [CRC-3].'"))
    assert told(small) == [f"{DIF}:5 translation-references"]


@pytest.mark.parametrize(
    ("es", "said"),
    [
        ("[RG-77], [CRC-3]", "only the text in Spanish has CRC-3, only the text in English has RG-1, RG-1.1"),
        ("[RG-77], [RG-78], [CRC-3]", "only the text in Spanish has CRC-3, only the text in English has RG-1.1"),
    ],
)
def test_each_unknown_id_stands_for_one_of_the_other_language(small: Path, es: str, said: str) -> None:
    put(small, SECTION, section(f"Vea {es}.", "See [CRC-12], [RG-1], [RG-1.1]."))
    assert [f"{said};" in line for line in said_by(small, "translation-references")] == [True]


def test_the_list_of_a_record_is_told_when_the_second_language_has_more() -> None:
    record = (
        "- id: IN-1.1\n  status: proposed\n  name: {es: Uno, en: One}\n  definition: {es: Dos., en: Two.}\n"
        "  computation: {es: Tres., en: Three.}\n  disaggregation: {es: [sexo], en: [sex, age]}\n"
        "  data_source: {es: Cuatro., en: Four.}\n  watches: [RG-1.1]\n  basis: [CRC-3]\n"
    )
    assert rules_in(record, "guidelines/indicators/indicators.yml") == ["translation-lists"]


def test_headings_are_compared_in_a_third_language_though_the_second_has_none() -> None:
    text = f"{section('Texto.', 'Text.')}\n# Un {{lang=fr}}\n\nTexte.\n\n## Deux\n\nTexte.\n"
    said = problems_in(text, languages=("es", "en", "fr"))
    assert "headings inside the text: – in Spanish, ## in" in said


def test_a_heading_further_down_in_the_second_language_is_told_where_it_differs() -> None:
    said = problems_in(section("## a\n\n## b", "## a\n\n### b"))
    assert said.startswith(f"{SECTION}:11:1: error [translation-headings] ")


# Lists


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- Escuche\n  sin prisa.\n\nTermine.", []), ("- Escuche\n  sin prisa:\n  - a solas.", [11]),
        ("- Escuche:\n      - a solas.", []), ("- Escuche:\n    - a solas.\n\n    Espere.\n      - Firme.", [13]),
        ("- Escuche.\n\n    Espere.\n  - Firme.", [12]), ("- Escuche.\n\nEspere.\n\n  - Firme.", []),
        ("Uno\n- dos.\n  - tres.", [11]),
    ],
)  # fmt: skip
def test_what_stands_within_an_item_stands_four_spaces_in(text: str, lines: list[int]) -> None:
    said = [line for line in problems_in(section(text, "Text.")).splitlines() if "[shallow-indent]" in line]
    assert [int(line.split(":")[1]) for line in said] == lines


def test_the_same_word_in_the_lists_of_two_telephones_is_not_listed_twice(small: Path) -> None:
    phones = (
        "phones:\n"
        '  - {printed: 55 1234 5678, number: "+525512345678", channels: [voice], source: src-mx-page, as_of: 2025-03}\n'
        '  - {printed: 55 1234 5679, number: "+525512345679", channels: [voice], source: src-mx-page, as_of: 2025-03}\n'
    )
    text = (small / DIF).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "printed" in line)
    put(small, DIF, text.replace(f"phones:\n{line}", phones))
    assert told(small) == []


# References


def test_of_the_ids_that_do_not_exist_so_many_are_compared_with_others_and_no_more(small: Path) -> None:
    ids = [f"RG-1.{number}" for number in range(11, 13 + SUGGESTIONS)]
    text = ", ".join(f"[{ident}]" for ident in ids)
    pages(small, text, "Text.")
    assert ["did you mean" in line for line in said_by(small, "unknown-reference")] == [True] * SUGGESTIONS + [
        False
    ] * 2


def test_a_page_consulted_whose_id_ends_with_a_year_is_a_source(small: Path) -> None:
    text = (small / LIBRARY).read_text(encoding="utf-8")
    put(
        small, LIBRARY, text + "- id: src-mx-2025\n  kind: page\n  title: {es: Otra}\n  url: https://example.org/2025\n"
    )
    put(small, SECTION, section("Texto.", "Text.", "sources: [src-mx-2025]\n"))
    assert told(small) == []


def test_a_label_that_begins_like_a_point_is_no_point(small: Path) -> None:
    put(small, SECTION, section("Vea [la niñez][CRC-3, inciso 1].", "See [the child][CRC-3, inciso 1]."))
    assert told(small) == [f"{SECTION}:9 undefined-label", f"{SECTION}:13 undefined-label"]


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("contacts: [us-zzzzzzzzzzzz]", "add the institution to the directory"),
        ("see: [MX-99.9]", "write the id of something that exists, or take it off the list"),
        ("see: [practice-zzzzzzzz]", "write the id of something that exists, or take it off the list"),
        ("contacts: ['kind:albergue']", "choose one of protection-authority, "),
        ("contacts: ['kind:refugio']", "choose one of protection-authority, "),
    ],
)
def test_what_to_do_depends_on_what_the_missing_thing_would_be(small: Path, front: str, hint: str) -> None:
    put(small, SECTION, section("Texto.", "Text.", f"{front}\n"))
    assert [hint in line for line in text_of(small).splitlines()] == [True]


def test_a_point_with_a_nought_before_its_number_is_offered_its_neighbours(small: Path) -> None:
    points = "".join(f"    '{number}': {{es: Uno, en: One}}\n" for number in (2, 4, 6, 8))
    put(
        small,
        "guidelines/library/ten.yml",
        f"- id: TEN\n  kind: treaty\n  title: {{es: a, en: b}}\n  points:\n{points}",
    )
    put(small, SECTION, section("Vea [TEN-04].", "See [TEN-04]."))
    assert "its points nearby are TEN-2, TEN-4, TEN-6; cite" in text_of(small)


@pytest.mark.parametrize(("length", "wrong"), [(40, True), (41, False)])
def test_a_reference_with_spaces_in_it_is_known_up_to_a_length(small: Path, length: int, wrong: bool) -> None:
    words = f"RG{' ' * (length - 5)}1.1"
    put(small, SECTION, section(f"Vea [{words}].", "See it."))
    assert ("mistyped-reference" in " ".join(told(small))) is wrong


def test_words_that_lead_elsewhere_are_no_mistyped_reference(small: Path) -> None:
    link = "[RG 1.1](https://example.org/1)"
    put(small, SECTION, section(f"Vea {link}.", f"See {link}."))
    assert told(small) == []


def test_references_that_are_read_as_one_are_told_in_either_order() -> None:
    for first, second in (("CRC-3", "RG-1.1"), ("RG-1.1", "CRC-3")):
        assert rules_in(section(f"Vea [{first}][{second}].", "See it.")) == ["adjacent-references"]


@pytest.mark.parametrize(("spaces", "joined"), [(80, True), (81, False)])
def test_references_are_read_as_one_up_to_a_distance(spaces: int, joined: bool) -> None:
    text = section(f"Vea [CRC-3]{' ' * spaces}[RG-1.1]. [RG-1] [RG-1.1]", "See it.")
    assert rules_in(text).count("adjacent-references") == 1 + joined


def test_words_in_brackets_beside_a_link_with_an_address_are_not_read_as_one() -> None:
    link = "[RG-1.1](https://example.org/1)"
    assert rules_in(section(f"Dice [sic] {link}, [sic] [RG-1.1].", "See it.")) == ["adjacent-references"]
