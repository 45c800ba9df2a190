"""Every hostile pull request is refused with a clear problem, in little memory. `make bench` tells the seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import MEMORY, REQUESTS, ask


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_pull_request_is_refused_with_a_clear_problem(small: Path, name: str) -> None:
    change, rule = REQUESTS[name]
    change(small)
    answer = ask(small)
    assert (answer.code, answer.errors) == (1, "")
    assert rule in answer.rules
    assert "root:" not in answer.said
    assert answer.memory < MEMORY
