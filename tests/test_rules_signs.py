"""Rules on signs that mean something to a program: links, addresses, braces, tags, drawings, YAML; and on letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_rules_edges import DIF, VOCABULARY, said_by
from tests.test_rules_exact import pages, put, rules_in, told
from tests.test_rules_special import SECTION, problems_in, section, text_of

DRAWING = "docs/assets/route.svg"
NAMESPACE = "xmlns='http://www.w3.org/2000/svg'"


# Links with an address


def test_only_a_link_without_words_is_told_beside_brackets_that_are_empty_or_not() -> None:
    text = "Vea [][CRC-3], [aquí][CRC-12] y ![][RG-1].\n\n- [ ] una tarea\n\n[ ]: https://example.org/a"
    assert [rule for rule in rules_in(section(text, "See it.")) if rule == "empty-link"] == ["empty-link"]


@pytest.mark.parametrize("padding", range(16))
def test_the_address_of_an_e_mail_link_is_not_told_as_words(padding: int) -> None:
    link = "[escriba](mailto:oficina.regional@example.org)"
    assert rules_in(f"# Uno\n\n{'x' * padding} {link}.\n", "docs/es/x.md") == []


def test_an_e_mail_address_after_a_link_is_told() -> None:
    text = "# Uno\n\nVea [la página](https://example.org/uno) o escriba a oficina@example.org.\n"
    assert rules_in(text, "docs/es/x.md") == ["bare-mailto"]
    assert rules_in("# Uno\n\nEscriba a <www.oficina@example.org>.\n", "docs/es/x.md") == ["bare-mailto"]


def test_an_address_without_a_beginning_is_told_where_it_is_defined() -> None:
    text = "# Uno\n\nVea [la página][].\n\n[la página]: //example.org/uno\n"
    assert rules_in(text, "docs/es/x.md") == ["malformed-url"]


def test_long_e_mail_addresses_are_shown_in_part() -> None:
    address = f"{'x' * 60}@{'y' * 60}.org"
    for text in (address, f"<{address}>"):
        said = problems_in(f"# Uno\n\nEscriba a {text}.\n", "docs/es/x.md")
        assert f"the e-mail address {address[:80]} stands" in said


# Links to files and headings


def test_the_page_of_a_folder_is_offered_before_one_of_a_like_name(small: Path) -> None:
    for name in ("guia/index.md", "guias.md"):
        pages(small, "Texto.", name=name)
    pages(small, "[a](guia)")
    assert "did you mean guia/index.md?" in text_of(small)


def test_a_page_may_link_to_a_document_in_another_language(small: Path) -> None:
    put(small, "docs/en/form.pdf", "%PDF")
    pages(small, "[el formulario, en inglés](../en/form.pdf)")
    assert told(small) == []


def test_the_headings_of_a_section_are_looked_at_when_it_links_to_itself(small: Path) -> None:
    put(small, SECTION, section("[a](RG-1.2.md#nada)", "Text."))
    assert "broken-fragment" in " ".join(told(small))
    put(small, SECTION, section("[a](RG-1.1.md#nada)", "Text."))
    assert "broken-fragment" not in " ".join(told(small))


@pytest.mark.parametrize(("number", "there"), [(0, False), (1, True), (2, True), (3, False), (4, False)])
def test_the_headings_inside_a_section_are_counted_from_one(number: int, there: bool, small: Path) -> None:
    put(small, SECTION, section(*(f"[a](#rg-1.2-{number})\n\n## {one}\n\n## B" for one in ("Uno", "One"))))
    assert told(small) == ([] if there else [f"{SECTION}:{line} broken-fragment" for line in (9, 17)])


def test_a_link_that_works_does_not_hide_one_that_does_not(small: Path) -> None:
    pages(small, "[a](../en/otra.md)\n\n[b](#si)\n\n[c](#nada)\n\n## Sí")
    assert told(small) == ["docs/es/otra.md:3 broken-link", "docs/es/otra.md:7 broken-fragment"]


def test_one_anchor_is_offered_and_on_a_page_no_id(small: Path) -> None:
    pages(small, "[a](#como-un)\n\n[b](#rg-1.1)\n\n## Cómo uno\n\n## Cómo dos")
    one, other = said_by(small, "broken-fragment")
    assert "did you mean #como-uno?" in one
    assert "write the heading's own address" in other


# Braces, tags, templates


@pytest.mark.parametrize(
    ("line", "shown"),
    [("a {x=y}b", "{x=y}"), ("a {x=y} b} c", "{x=y} b}"), ("a } *b*{ c", ""), ("**a** } b *c*{", "")],
)
def test_attributes_are_shown_up_to_their_last_brace(line: str, shown: str) -> None:
    said = problems_in(section(f"Texto.\n\n{line}", "Text."))
    assert (f"“{shown}” sets attributes" in said) if shown else said == ""


def test_markup_is_looked_for_in_every_file_that_people_write_but_the_settings() -> None:
    assert rules_in('phases:\n  a: {es: "<b>A</b>", en: A}\n', VOCABULARY) == ["raw-html"]
    assert rules_in(
        "- id: term-x\n  term: {es: <b>a</b>, en: a}\n  text: {es: a., en: b.}\n", "guidelines/glossary.yml"
    ) == ["raw-html"]
    assert rules_in("copyright: <b>RCM</b> {{ year }}\n", "mkdocs.yml") == []


# Drawings


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("", ""), ("<g/>", ""), ("<g>", "mismatched tag: line 1"), (f"<{'x' * 60}/>", f"<{'x' * 40}>;"),
        (f"<g on{'x' * 60}='1'/>", f"on{'x' * 38}=;"), (f"<?{'x' * 60} y?>", f"{'x' * 40};"),
    ],
)  # fmt: skip
def test_what_a_drawing_may_not_hold_is_named(small: Path, inside: str, shown: str) -> None:
    put(small, DRAWING, f"<svg {NAMESPACE}>{inside}</svg>")
    assert (f"more than a drawing, in its line 1: {shown}" in text_of(small)) if shown else told(small) == []


def test_a_drawing_that_breaks_off_is_told(small: Path) -> None:
    put(small, DRAWING, f"<svg {NAMESPACE}><g>\n")
    assert told(small) == [f"{DRAWING}:1 unsafe-file"]


# Labels


def test_a_label_without_the_place_of_the_first_language_is_told_once_and_by_its_own_name() -> None:
    text = 'results: {es: "{count} resultados", en: "{amount} results", fr: "{amount} résultats"}\n'
    assert rules_in(text, "guidelines/labels.yml") == ["label-places"]
    assert "“transit” has the places" in problems_in('phases:\n  transit: {es: "{x}", en: "{y}"}\n', VOCABULARY)


# Letters


@pytest.mark.parametrize("text", ["Vea [СRC].", "Vea [RG–2].", "La autorіdad."])
def test_a_letter_that_only_looks_right_is_told_by_itself(text: str) -> None:
    assert rules_in(section(text, "See 2." if "2" in text else "Text.")) == ["lookalike-letter"]


@pytest.mark.parametrize("text", ["Se avisa de\u00a0de nuevo.", "Se avisa a la\nla familia.", "Y de de nuevo."])
def test_a_word_that_stands_twice_is_told_whatever_the_space_between(text: str) -> None:
    assert rules_in(section(text, "Text.")) == ["repeated-word"]


def test_a_word_that_stands_twice_in_a_record_is_told(small: Path) -> None:
    text = (small / DIF).read_text(encoding="utf-8")
    put(small, DIF, text.replace("Protege a niñas", "Protege a las las niñas"))
    assert told(small) == [f"{DIF}:5 repeated-word"]


# YAML


def test_a_key_that_does_not_fit_is_told_whatever_stands_above() -> None:
    for above in ("", "# nota: uno\n", "# notas: uno\n"):
        said = problems_in(f"{above}a:1\nb: 2\n", "mkdocs.yml")
        assert "this key does not fit after the line above it" in said


@pytest.mark.parametrize("front", ['note: "x', "see: - RG-1", "phases: [transit"])
def test_a_sign_that_cannot_be_seen_does_not_hide_a_mistake_in_the_front_matter(small: Path, front: str) -> None:
    put(small, SECTION, section("Texto\x07.", "Text.", f"{front}\n"))
    assert sorted(line.partition(" ")[2] for line in told(small)) == ["control-character", "yaml-syntax"]
