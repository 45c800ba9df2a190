"""A tree that nobody vouches for: it is refused or survived, in bounded time and memory, and never with a traceback.

The sizes are such that work that grows with the square of the input would not end before the ceiling.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, check_document, check_tree
from kb.check.formats import as_text
from kb.read.document import parse
from kb.read.tree import assemble

SECONDS = 180  # a ceiling against hanging, not a measure: under coverage on a busy machine everything is slow
MEMORY = 2_000_000_000
SECTION = "guidelines/regional/1-principles/RG-1.2.md"
RECORD = "directory/mx/otra.yml"
PAGE = "docs/es/otra.md"
MANY = 50_000


def rules_found(root: Path) -> set[str]:
    """The rules that `kb check` names. Fails if it crashes, takes too long or needs too much memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "--root", str(root), "--format", "json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        preexec_fn=limit,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return {item["rule"] for item in found}


def section(body: str) -> str:
    return (
        "---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n---\n\n"
        f"# Un título {{lang=es}}\n\nTexto.\n\n{body}\n\n# A title {{lang=en}}\n\nText.\n"
    )


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def record(root: Path, more: str) -> str:
    return (root / "directory/mx/dif.yml").read_text(encoding="utf-8").replace("mx-dif", "mx-otra") + more


# Files that are no files, or too much


def link_out(root: Path) -> None:
    (root / SECTION).symlink_to("/etc/passwd")


def link_to_a_folder(root: Path) -> None:
    (root / "guidelines/countries").symlink_to("/")


def link_to_itself(root: Path) -> None:
    (root / "guidelines/countries").symlink_to(".")
    (root / "guidelines/loop").symlink_to("loop")


def link_to_nothing(root: Path) -> None:
    write(root, "docs/assets/x.txt", "x")
    (root / "docs/assets/logo.png").symlink_to("nothing")


def settings_that_are_a_link(root: Path) -> None:
    (root / "mkdocs.yml").rename(root / "other.yml")
    (root / "mkdocs.yml").symlink_to("other.yml")


def fifo(root: Path) -> None:
    os.mkfifo(root / SECTION)


def fifo_in_the_library(root: Path) -> None:
    os.mkfifo(root / "guidelines/library/mx.yml")


def a_socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "directory/mx")  # a socket's path may have a hundred characters only
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("otra.yml")
    finally:
        os.chdir(here)


def folder_named_like_a_file(root: Path) -> None:
    (root / SECTION).mkdir()


def ten_megabytes(root: Path) -> None:
    write(root, SECTION, section("Una línea.\n" * 900_000))


def one_line_of_ten_megabytes(root: Path) -> None:
    write(root, RECORD, "id: " + "a" * 10_000_000)


def a_sparse_file_of_a_terabyte(root: Path) -> None:
    with open(root / RECORD, "wb") as file:
        file.truncate(10**12)


def bytes_that_are_no_text(root: Path) -> None:
    write(root, SECTION, bytes(range(256)) * 100)


REFUSED_FILES: dict[Callable[[Path], None], set[str]] = {
    link_out: {"symlink"},
    link_to_a_folder: {"symlink"},
    link_to_itself: {"symlink"},
    link_to_nothing: {"symlink"},
    settings_that_are_a_link: {"symlink"},
    fifo: {"unreadable"},
    fifo_in_the_library: {"unreadable"},
    a_socket: {"unreadable"},
    folder_named_like_a_file: set(),
    ten_megabytes: {"too-large"},
    one_line_of_ten_megabytes: {"too-large"},
    a_sparse_file_of_a_terabyte: {"too-large"},
    bytes_that_are_no_text: {"encoding"},
}


@pytest.mark.parametrize("make", REFUSED_FILES, ids=lambda make: make.__name__)
def test_what_is_no_ordinary_file_is_refused_and_not_opened(small: Path, make: Callable[[Path], None]) -> None:
    make(small)
    assert rules_found(small) == REFUSED_FILES[make]


def test_nothing_of_a_linked_file_is_shown(small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("id: SECRET-1\nstatus: the password is xyzzy\n")
    (small / SECTION).symlink_to(tmp_path / "secret")
    done = subprocess.run([sys.executable, "-m", "kb", "check", "--root", small], capture_output=True, text=True)
    assert "[symlink]" in done.stdout
    assert "xyzzy" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    ["a\nb.md", "a\x1b[2Jb.md", "a\u202eb.md", "x" * 200 + ".md", "RG-1.2.md ", "CON.md", "ñ.md", "🙂.md"],
    ids=ascii,
)
def test_a_file_name_cannot_break_or_hide_a_line(small: Path, name: str) -> None:
    write(small, f"guidelines/regional/1-principles/{name}", "x")
    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "--root", small], capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert done.returncode == 1
    assert all(line.isprintable() and line.startswith("guidelines/") for line in done.stdout.splitlines())
    assert done.stdout


def test_a_name_that_is_not_utf_8_is_shown_and_refused(small: Path) -> None:
    with open(os.fsencode(small / "guidelines") + b"/RG-\xff.md", "wb") as file:
        file.write(section("").encode())
    assert "file-name" in rules_found(small)


# YAML that asks for more than it holds


YAML = {
    "alias bomb": (
        "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in pairwise("abcdefghi")),
        "yaml-feature",
    ),
    "many aliases": ("a: &a [x]\n" + "".join(f"b{number}: *a\n" for number in range(MANY)), "yaml-feature"),
    "python tag": ("id: !!python/object/apply:os.system [touch /tmp/never]\n", "yaml-feature"),
    "own tag": ("id: !evil x\n", "yaml-feature"),
    "binary tag": ("id: !!binary aGVsbG8=\n", "yaml-feature"),
    "merge key": ("a: &a {x: 1}\n<<: *a\n", "yaml-feature"),
    "nested lists": ("id: " + "[" * MANY, "too-deep"),
    "nested mappings": ("id: " + "{a: " * MANY, "too-deep"),
    "nested blocks": ("".join(" " * level + "a:\n" for level in range(1_000)), "too-deep"),
    "nested dashes": ("- " * MANY + "a", "too-deep"),
    "quotation mark": ('id: "' + "a\n" * MANY, "yaml-syntax"),
    "escapes": ('id: "' + "\\u0000" * MANY + '"', ""),
    "keys": ("".join(f"k{number}: x\n" for number in range(MANY)), "unknown-key"),
    "one key again and again": ("id: x\n" * MANY, "duplicate-key"),
    "commas": ("id: [" + "," * MANY, "yaml-syntax"),
    "colons": (":" * MANY, ""),
    "hyphens": ("-" * MANY, ""),
    "documents": ("---\na: b\n" * MANY, "yaml-syntax"),
    "long number": ("id: " + "9" * MANY, ""),
    "comments": ("#\n" * MANY, "wrong-type"),
}


@pytest.mark.parametrize("case", YAML)
@pytest.mark.parametrize(
    "path", [RECORD, "guidelines/library/mx.yml", SECTION], ids=["record", "library", "front matter"]
)
def test_yaml_is_refused_in_bounded_time(small: Path, case: str, path: str) -> None:
    text, rule = YAML[case]
    write(small, path, f"---\n{text}\n---\n" if path == SECTION else text)
    found = rules_found(small)
    assert found
    assert not Path("/tmp/never").exists()
    if path == RECORD and rule:
        assert rule in found


def test_thousands_of_problems_in_a_record_are_told_in_bounded_time(small: Path) -> None:
    contact = "  - {address: a.b@gmail.com, source: src-nothing, as_of: null}\n"
    write(small, RECORD, record(small, "emails:\n" + contact * 12_000))
    assert {"personal-contact", "unknown-reference"} <= rules_found(small)


def test_thousands_of_unknown_ids_are_told_in_bounded_time(small: Path) -> None:
    ids = ", ".join(f"[RG-{number}.{number}] y [CRC-{number}{number}]" for number in range(20, 12_020))
    write(small, SECTION, section(ids.replace(", ", "\n")))
    assert {"unknown-reference", "unknown-point"} <= rules_found(small)


# Markdown that makes a parser try everything


MARKDOWN = {
    "brackets": "[" * MANY,
    "closing brackets": "]" * MANY,
    "nested brackets": "[" * MANY + "]" * MANY,
    "empty brackets": "[]" * MANY,
    "pairs": "[a]" * MANY,
    "pairs with spaces": "[a] " * MANY,
    "links that do not end": "[](" * MANY,
    "links with words that do not end": "[a](b" * MANY,
    "nested links": "[](" * MANY + ")" * MANY,
    "a link and spaces": "[](" + " " * MANY,
    "labels": "[a][" * MANY,
    "nested labels": "[a][" * MANY + "]" * MANY,
    "definitions": "[a]: b\n" * MANY,
    "definitions without address": "[a]:\n" * MANY,
    "a definition and spaces": "[a]:" + " " * MANY,
    "a definition and quotation marks": '[a]: b "' + '" "' * MANY,
    "footnotes": "[^1]" * MANY,
    "footnote definitions": "[^1]: a\n" * MANY,
    "images": "![" * MANY,
    "backticks": "`" * MANY,
    "pairs of backticks": "`` ` " * MANY,
    "runs of backticks": " ".join("`" * number for number in range(1, 300)),
    "escaped backticks": "\\`" * MANY,
    "fences": "```\n" * (MANY + 1),
    "a fence of backticks": "```" + "`" * MANY + "\n",
    "fences of every length": "\n".join("`" * number for number in range(3, 400)),
    "tildes": "~" * MANY,
    "less-than signs": "<" * MANY,
    "tags": "<a" * MANY,
    "tags with spaces": "<a " * MANY,
    "closed tags": "<a>" * MANY,
    "comments": "<!--" * MANY,
    "autolinks": "<a:" * MANY,
    "mail": "<a@" * MANY,
    "entities": "&#" * MANY,
    "asterisks": "*" * MANY,
    "asterisks and words": "*a **a " * MANY,
    "underscores": "_" * MANY,
    "hashes": "#" * MANY,
    "headings": "## a\n" * MANY,
    "a heading and spaces": "# " + " " * MANY + "x",
    "a heading and hashes": "# a " + "# " * MANY,
    "a heading and braces": "# a {lang" + " {" * MANY,
    "language headings": "# a {lang=es}\n" * MANY,
    "languages": "".join(
        f"# a {{lang={a}{b}}}\n" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz"
    ),
    "braces": "{" * MANY,
    "attributes": "{: a=b " * MANY,
    "templates": "{{" * MANY,
    "snippets": "-8<-" * MANY,
    "hyphens": "-" * MANY,
    "equals signs": "a\n" + "=" * MANY,
    "rules": "---\n\n" * MANY,
    "lists": "- a\n" * MANY,
    "nested lists": "".join("    " * level + "- a\n" for level in range(600)),
    "nested list marks": "- " * MANY,
    "quotations": "> a\n" * MANY,
    "nested quotations": "> " * MANY,
    "numbers": "1 " * MANY,
    "a long number": "1" * MANY,
    "numbers with dots": "1.2." * MANY,
    "a table": "| a | b |\n| --- | --- |\n" + "| [RG-1] | b |\n" * MANY,
    "a wide table": "|" + " a |" * MANY + "\n|" + " - |" * MANY,
    "pipes": "|" * MANY,
    "spaces": " " * MANY + "x",
    "empty lines": "\n" * MANY + "x",
    "lines of spaces": " \n" * MANY,
    "tabs": "\t" * MANY + "x",
    "backslashes": "\\" * MANY,
    "quotation marks": '"' * MANY + "“" * MANY,
    "words to avoid": "infante los menores " * 10_000,
    "scripts": "[a](javascript:" * MANY,
    "data in spaces": "[a](" + " data " * MANY,
    "addresses": "https://example.org/" * 10_000,
    "percent signs": "[a](%" * MANY,
    "one word": "a" * MANY,
    "letters with marks": "e\u0301" * MANY,
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown_is_survived_in_bounded_time(small: Path, case: str) -> None:
    body = MARKDOWN[case][:400_000]
    write(small, SECTION, section(body))
    write(small, PAGE, body + "\n")
    rules_found(small)


@pytest.mark.parametrize(
    ("sign", "rule"),
    [
        ("\x00", "control-character"),
        ("\x1b[31m", "control-character"),
        ("\u2028", "control-character"),
        ("\u202e", "bidirectional-control"),
        ("\u2066", "bidirectional-control"),
        ("\u200b", "control-character"),
        ("\U000e0041", "control-character"),
    ],
)
def test_signs_that_nobody_sees_are_told_and_do_not_reach_the_terminal(small: Path, sign: str, rule: str) -> None:
    write(small, SECTION, section(f"Texto {sign}[RG-9.9{sign}]."))
    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "--root", small], capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert f"[{rule}]" in done.stdout
    assert all(line.isprintable() for line in done.stdout.splitlines())


# Anything at all


PIECES = [
    *"[](){}<>`*_#!|\\:;,.\"'“”«»-+=~^&%@/? \n\t0aZé中🙂\x00\u202e\u200b", "\n\n", "\n# ", "\n## ", "\n- ",
    "\n> ", "\n```\n", "\n~~~\n", "\n---\n", "# T {lang=es}\n", "# T {lang=en}\n", "{lang=", "[RG-1]",
    "[RG-1.1][]", "[a][CRC-3]", "[rg-1]", "[^1]", "\n[^1]: ", "\n[a]: ", "](", "](b)", "![", "](javascript:a)",
    "<script>", "<!--", "-->", "<https://example.org>", "<a@b.org>", "&lt;", "{: ", "{#a}", "{{", "{% ",
    "--8<--", "CRC-99", "los menores", "https://example.org:x/", "mailto:", "../", "%00", "kind:x", "id: ",
    "basis: ", "- ", "null", "true", "[1, 2]", "{es: a, en: b}", "phones:\n", "  ", "status: withdrawn",
    "2025-02-30", "+52", "&a ", "*a", "!!x ", "|\n", ">-\n",
]  # fmt: skip
ANYTHING = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
PATHS = [
    SECTION, RECORD, PAGE, "guidelines/library/mx.yml", "guidelines/glossary.yml", "guidelines/vocabulary.yml",
    "guidelines/labels.yml", "mkdocs.yml", "guidelines/x/y.md", "docs/assets/x.png", "x.md",
]  # fmt: skip
STARTS = ["", "---\nid: RG-1.2\nstatus: proposed\n---\n\n# T {lang=es}\n\n", "---\n", "- id: X\n  kind: law\n  title: "]


@settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(PATHS), start=st.sampled_from(STARTS), text=ANYTHING)
def test_no_text_makes_the_checker_raise(small: Path, path: str, start: str, text: str) -> None:
    document = parse(path, start + text)
    tree_rules = [rule for rule in RULES.values() if rule.scope == "tree"]
    problems = check_document(document) + check_tree(assemble(small, [document]), tree_rules)
    for problem in problems:
        assert problem.path == path
        assert problem.line >= 1 <= problem.column
    for lang in ("en", "es"):
        assert len(as_text(problems, lang).splitlines()) == len(problems)
