"""Markdown that makes a parser try everything is survived in bounded time and memory, and never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import MANY, PAGE, SECONDS, SECTION, rules_found, section, write

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
