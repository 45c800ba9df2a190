"""A web server that misbehaves, for each test one of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.links.outside.web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as running:
        yield running
