"""No mixture of what content is made of makes the checker raise, or tell what it cannot say."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, check_document, check_tree
from kb.check.formats import as_text
from kb.read.document import parse
from kb.read.tree import assemble
from tests.hostile import PAGE, RECORD, SECTION

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
