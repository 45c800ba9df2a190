"""Front matter, languages, references and lists are found where they stand, and not in code."""

from __future__ import annotations

import pytest

from kb.read.markdown import headings, list_items, references, split_front_matter, split_languages, without_code


def test_front_matter_is_what_stands_between_the_first_two_lines_of_hyphens() -> None:
    text = "---\nid: RG\n---\nText\n\n---\n"
    split = split_front_matter(text)
    assert split
    start, end, body = split
    assert (text[start:end], text[body:]) == ("id: RG\n", "Text\n\n---\n")


@pytest.mark.parametrize("text", ["", "id: RG\n", "---\nid: RG\n", "----\nid: RG\n----\n", " ---\nid: RG\n---\n"])
def test_a_text_without_closed_front_matter_has_none(text: str) -> None:
    assert split_front_matter(text) is None


def test_code_is_set_aside() -> None:
    text = "a `[RG-1]` b ``[RG-2] ` `` c\n\n```\n[RG-3]\n# x\n```\n\n~~~ yaml\n[RG-4]\n~~~\n[RG-5]"
    assert [reference.target for reference in references(without_code(text))] == ["RG-5"]
    assert headings(without_code(text)) == []


def test_a_fence_that_nobody_closes_hides_nothing() -> None:
    assert [reference.target for reference in references(without_code("```\n[RG-3]\n"))] == ["RG-3"]


def test_a_backtick_by_itself_hides_nothing() -> None:
    assert [reference.target for reference in references(without_code("a ` b [RG-3]"))] == ["RG-3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[RG-2.3]", [("RG-2.3", None)]),
        ("[RG-2.3][]", [("RG-2.3", None)]),
        ("[the first questions][RG-2.3]", [("RG-2.3", "the first questions")]),
        ("[two\nlines][RG-2.3]", [("RG-2.3", "two lines")]),
        ("[mx-comar], [term-best-interests]", [("mx-comar", None), ("term-best-interests", None)]),
        ("([CRC])", [("CRC", None)]),
        ("[sic] [words](https://example.org) ![picture](a.png) \\[RG-2\\] [^1]", []),
        ("[x]: https://example.org", []),
    ],
)
def test_references_are_links_by_id_and_nothing_else(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(reference.target, reference.label) for reference in references(text)] == found


def test_a_reference_knows_its_place() -> None:
    text = "ñandú [RG-2.3] y [palabras][CRC-3]."
    assert [text[ref.start : ref.end] for ref in references(text)] == ["[RG-2.3]", "[palabras][CRC-3]"]


def split(body: str) -> list[tuple[str, str, str]]:
    found = split_languages(body, without_code(body), 0)
    assert all(body[item.start : item.start + len(item.text)] == item.text for item in found.bodies)
    assert all(body.startswith("# ", item.title_start) for item in found.bodies)
    return [(item.lang, item.title, item.text) for item in found.bodies]


def test_each_language_stands_under_its_heading() -> None:
    assert split("\n# Uno {lang=es}\n\nTexto.\n\n## Parte\n\n# One { lang = en }\n\nText.\n") == [
        ("es", "Uno", "Texto.\n\n## Parte"),
        ("en", "One", "Text."),
    ]


def test_a_heading_of_a_language_in_code_begins_no_language() -> None:
    assert [lang for lang, *_ in split("# A {lang=es}\n\n```\n# B {lang=en}\n```\n\n`# C {lang=en}`\n")] == ["es"]


@pytest.mark.parametrize(
    "line", ["## A {lang=es}", "#A {lang=es}", "# A {lang: es}", '# A {lang="es"}', "# A {lang=es} x"]
)
def test_what_is_only_like_the_heading_of_a_language_begins_none(line: str) -> None:
    assert split(f"{line}\n\nText.\n") == []


def test_a_title_may_be_empty_and_may_hold_braces() -> None:
    assert split("# {lang=es}\n\n# What {x} is {lang=en}\n") == [("es", "", ""), ("en", "What {x} is", "")]


def test_list_items_are_those_of_lists() -> None:
    text = (
        "Text\n- no item\n\n- one\n  more\n- two\n\n  - inner\n\n1. first\n2. second\n\nborn in\n18. No\n\n## H\n* x\n"
    )
    assert [text[start:].split()[1] for start in list_items(text)] == ["one", "two", "inner", "first", "second", "x"]
