"""Every rule finds what its failing fixtures hold, at the place written inside them, and nothing in the passing ones.

A fixture is a folder laid over the small valid tree `rules/_base`: `rules/RULE/pass/CASE/…`, `rules/RULE/fail/CASE/…`.
A failing file says what is expected of it: `expect: LINE:COLUMN [RULE] the beginning of the message`; of a file that
cannot say so itself (a link), a file `EXPECTED` in the case's folder does: `expect: PATH:LINE:COLUMN [RULE] …`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.check.engine import RULES
from kb.check.formats import as_text
from kb.check.run import check
from tests.fixtures import BASE, FIXTURES, cases, expectations, name, tree_of

MADE_BY_CODE = {"too-large", "unreadable"}
"""Rules on files that a repository cannot hold well; `test_rules_special.py` makes them."""


def test_the_base_tree_has_no_problem(tmp_path: Path) -> None:
    assert as_text(check(BASE)[1], "en") == ""


@pytest.mark.parametrize("case", cases("pass"), ids=name)
def test_a_passing_fixture_has_no_problem_of_its_rule(case: Path, tmp_path: Path) -> None:
    _tree, problems = check(tree_of(case, tmp_path))
    assert as_text(problems, "en") == ""


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_a_failing_fixture_has_exactly_the_expected_problems(case: Path, tmp_path: Path) -> None:
    _tree, problems = check(tree_of(case, tmp_path))
    expected = expectations(case)
    assert expected, "a failing fixture says what is expected of it"
    assert {(p.path, p.line, p.column, p.rule) for p in problems} == {place[:4] for place in expected}, as_text(
        problems, "en"
    )
    for path, line, column, rule, message in expected:
        shown = as_text([p for p in problems if (p.path, p.line, p.column, p.rule) == (path, line, column, rule)], "en")
        assert message in shown


@pytest.mark.parametrize("rule", sorted(set(RULES) - MADE_BY_CODE))
def test_every_rule_has_a_failing_and_a_passing_fixture(rule: str) -> None:
    assert (FIXTURES / rule / "fail").is_dir(), f"add tests/rules/{rule}/fail/CASE/"
    assert (FIXTURES / rule / "pass").is_dir(), f"add tests/rules/{rule}/pass/CASE/"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_explains_itself_with_a_bad_and_a_good_example_and_how_to_mend_it(rule: str) -> None:
    doc = RULES[rule].doc
    assert "    Bad:\n" in doc
    assert "    Good:\n" in doc
    assert "    Fix:\n" in doc
