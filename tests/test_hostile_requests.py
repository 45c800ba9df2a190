"""Every hostile pull request is refused with a clear problem, in little memory. `make bench` tells the seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.check.run import check
from tests.hostile import MEMORY, REQUESTS, SCRIPTED, ask


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_pull_request_is_refused_with_a_clear_problem(small: Path, name: str) -> None:
    change, rule = REQUESTS[name]
    change(small)
    answer = ask(small)
    assert (answer.code, answer.errors) == (1, "")
    assert rule in answer.rules
    assert "root:" not in answer.said
    assert answer.memory < MEMORY


@pytest.mark.parametrize("name", SCRIPTED)
def test_a_script_is_refused_wherever_an_address_may_stand(small: Path, name: str) -> None:
    change, rule = SCRIPTED[name]
    change(small)
    assert rule in {problem.rule for problem in check(small)[1]}
