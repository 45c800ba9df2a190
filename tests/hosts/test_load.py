"""The load test's recipe works: both servers send the same bytes, none fails. How fast is for `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.load import Load, compare, read

pytestmark = pytest.mark.xdist_group("hosts")


def test_both_servers_answer_every_request_with_the_packed_copy(packed: Path, tmp_path: Path) -> None:
    ours, plain = compare(packed, tmp_path, ["en/rg/index.html"], seconds=1, rounds=1)["en/rg/index.html"]
    size = (packed / "en/rg/index.html.br").stat().st_size
    assert ours.failed == plain.failed == 0
    assert ours.requests > 100
    assert plain.requests > 100
    assert size < plain.bytes / plain.requests < size + 400  # with a few headers
    assert size + 400 < ours.bytes / ours.requests < size + 2500  # with ours


def test_what_fails_is_counted() -> None:
    said = (
        "  1200 requests in 2.00s, 1.50MB read\n"
        "  Socket errors: connect 1, read 2, write 0, timeout 4\n"
        "  Non-2xx or 3xx responses: 30\nRequests/sec:    600.00\nTransfer/sec:      0.75MB\n"
    )
    assert read(said) == Load(1200, 600.0, 37, 1.5 * 2**20)
