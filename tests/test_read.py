"""Reading never raises and stays bounded, whatever a file holds; and what it reads is what stands there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Problem, check_document, check_tree
from kb.check.formats import as_text
from kb.read import yaml_text
from kb.read.configuration import DEFAULT_LANGUAGES, languages_of
from kb.read.document import Document, parse, read_document
from kb.read.files import MAX_BYTES, decode, find, read_text
from kb.read.kinds import kind_of
from kb.read.markdown import headings, list_items, references, split_front_matter, split_languages, without_code
from kb.read.tree import assemble

BASE = Path(__file__).parent / "rules" / "_base"
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


# YAML


def load(text: str) -> object:
    value, defects = yaml_text.load(text)
    assert defects == []
    return value


@pytest.mark.parametrize(
    "written",
    ["on", "no", "yes", "off", "Y", "066", "18:00", "10.10", "1e3", "0x1F", "12345678901234567890", "2025-02-30"],
)
def test_what_yaml_would_reinterpret_stays_the_text_that_stands_there(written: str) -> None:
    assert load(f"key: {written}") == {"key": written}


def test_a_very_long_integer_stays_text() -> None:
    assert load("key: " + "9" * 5000) == {"key": "9" * 5000}


def test_only_null_true_and_false_have_a_meaning_of_their_own() -> None:
    assert load("[null, ~, true, false, True, NULL, 'null', \"true\"]") == [
        None, None, True, False, "True", "NULL", "null", "true",
    ]  # fmt: skip


def test_a_key_without_a_value_has_none() -> None:
    assert load("a:\nb: ''\nc: [1, ]") == {"a": None, "b": "", "c": ["1"]}


def test_an_empty_text_has_no_value_and_no_defect() -> None:
    assert load("") is None
    assert load("# only a comment\n") is None


def test_keys_stay_text() -> None:
    assert load("3: a\ntrue: b\nnull: c\n1.10: d") == {"3": "a", "true": "b", "null": "c", "1.10": "d"}


def test_a_key_that_stands_twice_is_told_at_its_second_place_and_the_rest_is_read() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    value, defects = yaml_text.load(text)
    assert value == {"a": "3", "b": "2"}
    assert [(defect.kind, defect.at) for defect in defects] == [("duplicate-key", text.rindex("a"))]


@pytest.mark.parametrize(
    ("text", "what"),
    [("a: &x 1", "anchor"), ("a: *x", "alias"), ("a: !!python/name:os.system ''", "tag"), ("a: !x 1", "tag")],
)
def test_anchors_aliases_and_tags_are_refused(text: str, what: str) -> None:
    value, defects = yaml_text.load(text)
    assert value is None
    assert [(defect.kind, defect.args["what"], defect.at) for defect in defects] == [("yaml-feature", what, 3)]


def test_a_second_document_is_refused() -> None:
    assert yaml_text.load("a: 1\n---\nb: 2\n")[1][0].kind == "yaml-syntax"


def test_half_a_character_is_refused() -> None:
    assert [defect.kind for defect in yaml_text.load("a: \ud800")[1]] == ["yaml-syntax"]


def test_a_control_character_is_told_at_its_place_among_characters() -> None:
    assert [defect.at for defect in yaml_text.load("título: ñandú \x01")[1]] == [14]


def test_a_list_used_as_a_key_is_refused() -> None:
    assert yaml_text.load("[a, b]: 1")[1][0].kind == "yaml-syntax"


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


# Markdown


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


# Files and places


def test_a_byte_order_mark_is_dropped_and_line_ends_become_one_character() -> None:
    document = parse(SECTION, decode("\ufeff---\r\nid: RG-1.1\r\nstatus: nope\r\n---\r".encode()).text)
    assert document.text == "---\nid: RG-1.1\nstatus: nope\n---\n"
    assert document.line_and_column(document.offset(("status",))) == (3, 9)


def test_the_first_byte_that_is_not_utf8_is_told_with_its_place() -> None:
    source = decode("línea\r\nse\u00f1al".encode() + b"\xe1 x")
    assert not source.usable
    assert [(defect.kind, defect.args["byte"]) for defect in source.defects] == [("encoding", "0xE1")]
    document = parse(SECTION, source.text, source.defects, usable=False)
    assert document.line_and_column(document.offset(source.defects[0].at)) == (2, 6)


def test_columns_count_characters() -> None:
    document = Document("x", "other", "👩‍👧 ñ\nsegunda")
    assert document.line_and_column(document.text.index("ñ")) == (1, 5)
    assert document.line_and_column(document.text.index("gunda")) == (2, 3)
    assert document.line_and_column(10**9) == (2, 8)


def test_a_key_path_that_is_not_there_leads_to_its_nearest_ancestor() -> None:
    document = parse("directory/mx/dif.yml", "id: mx-dif\nphones:\n  - printed: x\n")
    assert document.line_and_column(document.offset(("phones", 0, "number"))) == (3, 5)
    assert document.line_and_column(document.offset(("phones",), on_value=False)) == (2, 1)
    assert document.line_and_column(document.offset(("nothing",))) == (1, 1)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("secret")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/in.md").symlink_to("../outside.md")
    source = read_text(tmp_path / "tree", "in.md")
    assert (source.text, source.usable, [defect.kind for defect in source.defects]) == ("", False, ["symlink"])


def test_a_folder_that_is_a_link_is_listed_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/RG.md").write_text("secret")
    (tmp_path / "tree/guidelines").mkdir(parents=True)
    (tmp_path / "tree/guidelines/sub").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "tree/directory").symlink_to(tmp_path / "elsewhere")
    assert list(find(tmp_path / "tree")) == ["guidelines/sub", "directory"]


def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [defect.kind for defect in read_text(tmp_path, "pipe.md").defects] == ["unreadable"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "b.md").write_bytes(b"x\n" * (MAX_BYTES // 2))
    assert [defect.kind for defect in read_text(tmp_path, "a.md").defects] == ["too-large"]
    assert read_text(tmp_path, "b.md").usable


def test_a_file_that_is_gone_or_whose_name_no_system_takes_is_told() -> None:
    assert [defect.kind for defect in read_text(Path("/"), "no/such/file").defects] == ["unreadable"]
    assert [defect.kind for defect in read_text(Path("/"), "nul\0l").defects] == ["unreadable"]


def test_files_that_are_no_content_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "docs/assets").mkdir(parents=True)
    (tmp_path / "docs/assets/a.png").write_bytes(b"\x89PNG\xff" + b"x" * MAX_BYTES)
    document = read_document(tmp_path, "docs/assets/a.png")
    assert (document.kind, document.text, document.defects) == ("other", "", [])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("guidelines/regional/RG.md", "section"), ("guidelines/vocabulary.yml", "vocabulary"),
        ("guidelines/labels.yml", "labels"), ("guidelines/glossary.yml", "glossary"),
        ("guidelines/library/un.yml", "library"), ("directory/mx/a.yml", "institution"),
        ("docs/es/index.md", "page"), ("mkdocs.yml", "configuration"), ("directory/a.yml", "other"),
        ("directory/mx/b/a.yml", "other"), ("guidelines/RG.MD", "other"), ("guidelines/un.yml", "other"),
        ("x/mkdocs.yml", "other"),
    ],
)  # fmt: skip
def test_a_path_says_how_a_file_is_read(path: str, kind: str) -> None:
    assert kind_of(path) == kind


# The site's languages


def configured(root: Path, text: str) -> tuple[str, ...]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return languages_of(root)


LANGUAGES = "plugins:\n  - i18n:\n      languages:\n        - {locale: en}\n        - {locale: es, default: true}\n"


def test_the_default_language_comes_first(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES) == ("es", "en")
    assert configured(tmp_path, LANGUAGES + "        - {locale: fr}\n") == ("es", "en", "fr")


def test_a_slip_further_down_in_the_settings_leaves_the_languages_as_they_are(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES + "        - {locale: ht}\nextra: *x\n") == ("es", "en", "ht")


def test_a_language_is_a_code_and_nothing_else(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES + "        - {locale: ../../x}\n        - {locale: pt-BR}\n") == (
        "es",
        "en",
        "pt-BR",
    )


@pytest.mark.parametrize(
    "text", ["", "plugins: x", "plugins: [x]", "plugins: [{i18n: x}]", "plugins: [{i18n: {languages: [x]}}]"]
)
def test_settings_without_languages_stand_for_spanish_and_english(text: str, tmp_path: Path) -> None:
    assert configured(tmp_path, text) == DEFAULT_LANGUAGES
