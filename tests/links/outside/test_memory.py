"""What was asked is remembered: a link is called broken only once that is sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.links.outside.ask import Answer, Kind
from kb.links.outside.memory import Memory
from tests.links.outside.asking import DAYS


def test_a_link_is_broken_after_three_failures_on_different_days(tmp_path: Path) -> None:
    broken = []
    for day in (DAYS[0], DAYS[0], DAYS[1], DAYS[2]):
        memory = Memory.load(tmp_path / "state.json", day)
        memory.learn("https://a.example/", Answer(Kind.GONE, "404"))
        memory.save(memory.records)
        broken.append(memory.records["https://a.example/"].broken)
    assert broken == [False, False, False, True]


def test_a_good_answer_wipes_out_the_failures_and_being_turned_away_does_not(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state.json", DAYS[0])
    kinds = [Kind.GONE, Kind.SLOW, Kind.BLOCKED, Kind.FAILING]
    for memory.today, kind in zip(DAYS, kinds, strict=False):
        memory.learn("a", Answer(kind))
    assert memory.records["a"].broken
    memory.learn("a", Answer(Kind.MOVED, moved_to="b"))
    assert memory.records["a"].failed == []


def test_what_answered_lately_is_not_asked_and_what_failed_is_asked_the_next_day(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state.json", DAYS[0])
    memory.learn("good", Answer(Kind.OK))
    memory.learn("bad", Answer(Kind.GONE))
    assert [memory.is_known(one, 6) for one in ("good", "bad", "new")] == [True, True, False]
    memory.today = DAYS[1]
    assert [memory.is_known(one, 6) for one in ("good", "bad")] == [True, False]
    assert not memory.is_known("good", 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9, "addresses": {}}', '{"version": 1}', '{"version": 1, "addresses": {"a": {}}}',
             '{"version": 1, "addresses": {"a": {"asked": "x", "kind": "ok"}}}', '{"version": 1, "addresses": []}']
)  # fmt: skip
def test_a_damaged_memory_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    assert Memory.load(tmp_path / "state.json", DAYS[0]).records == {}


def test_addresses_that_the_content_no_longer_has_are_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "folder" / "state.json", DAYS[0])
    for address in ("a", "b"):
        memory.learn(address, Answer(Kind.OK, "200"))
    memory.save({"b"})
    assert list(Memory.load(memory.path, DAYS[0]).records) == ["b"]
    assert [path.name for path in memory.path.parent.iterdir()] == ["state.json"]
