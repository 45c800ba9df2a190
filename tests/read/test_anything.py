"""Reading never raises and stays bounded, whatever a file holds; and what is found wrong has its place in the file."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Problem, check_document, check_tree
from kb.check.formats import as_text
from kb.read.document import Document, parse, read_document
from kb.read.files import decode, find
from kb.read.markdown import without_code
from kb.read.tree import assemble
from tests.conftest import BASE

SECTION = "guidelines/regional/1-principles/RG-1.1.md"
PATHS = [
    SECTION,
    "directory/mx/dif.yml",
    "guidelines/library/un.yml",
    "guidelines/glossary.yml",
    "guidelines/vocabulary.yml",
    "guidelines/labels.yml",
    "docs/es/index.md",
    "mkdocs.yml",
    "docs/assets/kb.css",
]
YAML_PIECES = [
    "id: ", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ": ", ":", ", ", "'", '"', "&a ", "*a", "!!str ",
    "!x ", "|\n", ">\n", "\t", "es: texto", "en: text", "phones:", "points:", "status: proposed", "basis: [CRC-3]",
    "deadline: {hours: 24}", "null", "~", "true", "066", "2025-02-30", "#", "---\n", "...\n", "%TAG", "? ", "ñ",
    "\u2028", "\x01", "\ufeff", "\x85", "RG-1.1", "kind: page", "title: {es: a, en: b}", "as_of: 2025",
    "every: true", "9" * 30,
]  # fmt: skip
MARKDOWN_PIECES = [
    "# Título {lang=es}\n", "# Title {lang=en}\n", "# {lang=es}\n", "# x\n", "## y\n", "#### z\n", "#", "\n",
    "\n\n", "```\n", "~~~\n", "`", "``", "[", "]", "(", ")", "[RG-1]", "[CRC-3]", "[a][b]", "[a](b)", "![",
    "[^1]: ", "[x]: y\n", "<", ">", "{", "}", "{lang=en}", "- ", "1. ", "  ", "\\", "|", "---\n", "===\n",
    "24 horas", "tres días hábiles", "55 1234 5678", "+52 55 1234 5678", "1.500,25", "6 p.m.", "XIX",
    "https://example.org/", "mailto:a@b.c", "ñ", "\u202e", "\x00", "menores",
]  # fmt: skip
yaml_like = st.lists(st.sampled_from(YAML_PIECES), max_size=40).map("".join)
markdown_like = st.lists(st.sampled_from(MARKDOWN_PIECES), max_size=40).map("".join)
section_like = st.builds("---\n{}\n---\n{}".format, yaml_like, markdown_like)
FRONT = "---\nid: RG-1.1\nstatus: proposed\nbasis: [CRC-3]\ndeadline: {hours: 24}\n---\n\n"
readable_section = markdown_like.map(FRONT.__add__)


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the small valid tree with a few slips in it."""
    path = draw(st.sampled_from([path for path in PATHS if (BASE / path).exists()]))
    text = (BASE / path).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 12))
        text = text[:start] + draw(st.sampled_from(["", *YAML_PIECES, *MARKDOWN_PIECES])) + text[end:]
    return path, text


def in_file(problems: list[Problem], document: Document) -> bool:
    lines = document.text.split("\n")
    return all(
        1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        for problem in problems
    )


def assert_sound(document: Document) -> None:
    """Whatever was found wrong has its place inside the file and can be said in every language of the program."""
    assert all(0 <= document.offset(defect.at) <= len(document.text) for defect in document.defects)
    assert len(document.entries) == len(document.places)
    problems = check_document(document)
    assert in_file(problems, document)
    assert as_text(problems, "en").count("\n") == as_text(problems, "es").count("\n") == len(problems)


thorough = settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(st.sampled_from(PATHS), st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(path: str, raw: bytes) -> None:
    source = decode(raw)
    assert_sound(parse(path, source.text, source.defects, usable=source.usable))


@thorough
@given(st.sampled_from(PATHS), st.text(max_size=300))
def test_any_text_is_read_without_an_exception(path: str, text: str) -> None:
    assert_sound(parse(path, text))


@thorough
@given(st.sampled_from(PATHS), yaml_like)
def test_anything_like_yaml_is_read_without_an_exception(path: str, text: str) -> None:
    assert_sound(parse(path, text))


@thorough
@given(section_like | readable_section)
def test_anything_like_a_section_is_read_without_an_exception(text: str) -> None:
    assert_sound(parse(SECTION, text))


@thorough
@given(changed())
def test_a_file_with_slips_in_it_is_checked_without_an_exception(file: tuple[str, str]) -> None:
    assert_sound(parse(*file))


@settings(max_examples=60, deadline=3000)
@given(st.lists(changed(), max_size=3))
def test_a_tree_with_slips_in_it_is_checked_without_an_exception(files: list[tuple[str, str]]) -> None:
    documents = {path: read_document(BASE, path) for path in ["mkdocs.yml", *find(BASE)]}
    documents |= {path: parse(path, text) for path, text in files}
    tree = assemble(BASE, documents.values())
    problems = check_tree(tree, [rule for rule in RULES.values() if rule.scope == "tree"])
    assert all(in_file([problem], tree.documents[problem.path]) for problem in problems)
    assert as_text(problems, "en").count("\n") == as_text(problems, "es").count("\n") == len(problems)


@thorough
@given(markdown_like | st.text(max_size=200))
def test_setting_code_aside_keeps_every_place(text: str) -> None:
    masked = without_code(text)
    assert len(masked) == len(text)
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in text.split("\n")]


def hostile() -> Iterator[tuple[str, str]]:
    yield "nested lists", "[" * 100_000
    yield "nested mappings", "{a: " * 100_000
    yield "nested blocks", "".join(f"{' ' * (depth % 900)}a{depth}:\n" for depth in range(3_000))
    yield "nested dashes", "- " * 100_000
    yield "alias bomb", "a: &a [x]\n" + "".join(f"b{n}: [*a, *a, *a, *a]\n" for n in range(1_000))
    yield "duplicate keys", "a: 1\n" * 100_000
    yield "many wrong records", "- x\n" * 100_000
    yield "long line", "a: " + "x" * 900_000
    yield "open quotation marks", "a: '" + "x\n" * 200_000
    yield "brackets", "[[]]" * 100_000
    yield "backticks", "`a`` " * 100_000
    yield "list items", "- a\n" * 100_000
    yield "numbers", "18 24 horas 55 1234 5678, " * 10_000
    yield "headings", "# {lang=es}\n" * 20_000
    yield "rules below texts", "a\n---\n" * 50_000
    yield "braces", "{lang" * 100_000


HOSTILE = list(hostile())


@pytest.mark.parametrize("path", [SECTION, "directory/mx/dif.yml", "guidelines/library/un.yml", "mkdocs.yml"])
@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[name for name, _text in HOSTILE])
def test_hostile_files_are_refused_in_bounded_time(path: str, name: str, text: str) -> None:
    started = time.process_time()
    inside = f"---\nid: RG-1.1\nstatus: proposed\n---\n\n# A {{lang=es}}\n\n{text}\n\n# B {{lang=en}}\n\nB\n"
    for content in (text, inside, f"---\n{text}\n---\n") if path == SECTION else (text,):
        assert_sound(parse(path, content))
    assert time.process_time() - started < 10
