"""Other people's servers are asked no more than is needed, one thing at a time, and are left alone when they say so."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import httpx
import pytest

from kb.links.outside.ask import Asker, Kind
from kb.links.outside.hosts import Patience, retry_after
from kb.links.outside.network import Transport
from kb.links.outside.run import in_a_loop
from tests.links.outside.asking import ask
from tests.links.outside.web import Web


def test_what_head_answers_well_is_not_asked_a_second_time(web: Web) -> None:
    ask(web.address("/ok"), web.address("/no-head"))
    assert web.methods("/ok") == ["HEAD"]
    assert web.methods("/no-head") == ["HEAD", "GET"]


def test_what_is_gone_is_not_tried_again_and_what_fails_is_no_more_than_agreed(web: Web) -> None:
    ask(web.address("/gone"), web.address("/error"))
    assert len(web.methods("/gone")) == 2
    assert web.methods("/error") == ["HEAD", "GET", "GET"]


def test_of_a_body_without_end_next_to_nothing_is_taken(web: Web) -> None:
    ask(web.address("/endless"))
    assert web.sent < 20_000_000


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_in_between(web: Web) -> None:
    patience = Patience(gap=0.1, limit=2, tries=1, back_off=0)
    ask(*(web.address(f"/ok?{number}") for number in range(5)), patience=patience)
    times = [moment for _method, _path, moment in web.asked]
    assert web.most_at_once == 1
    assert all(later - sooner > 0.08 for sooner, later in pairwise(times))


def test_a_host_that_asks_for_a_pause_gets_it_from_every_address(web: Web) -> None:
    patience = Patience(gap=0, limit=2, tries=2, back_off=0, longest=3)

    async def run() -> None:
        async with httpx.AsyncClient(transport=Transport(private=True), timeout=None) as client:
            asker = Asker(client, patience)
            await asker._request("HEAD", web.address("/busy"))
            await asker.ask(web.address("/ok"))

    in_a_loop(run())
    (_, _, first), (_, _, second) = web.asked
    assert second - first > 0.9


def test_a_host_that_asks_to_be_left_alone_for_long_is_left_alone(web: Web) -> None:
    answers = ask(web.address("/busy-for-hours"), web.address("/ok"))
    assert [answer.kind for answer in answers] == [Kind.BLOCKED, Kind.BLOCKED]
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 60.0),
        ("Wed, 21 Oct 2026 07:28:00 -0000", 60.0),
        ("Wed, 21 Oct 2020 07:28:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_retry_after_is_read_as_a_number_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 10, 21, 7, 27, tzinfo=UTC)) == seconds
