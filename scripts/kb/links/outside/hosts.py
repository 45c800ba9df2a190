"""Courtesy: one request at a time to a host, with a pause in between, and a longer one if it asks for it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds, and how often to try."""

    gap: float = 1.0
    """Between two requests to one host."""
    limit: float = 30.0
    """For one request, from the connection to the head of the answer."""
    tries: int = 3
    back_off: float = 2.0
    """Before the second try; twice as long before each further one."""
    longest: float = 90.0
    """The longest pause that a host may ask for and get within a run."""
    hosts: int = 24
    """Hosts that are asked side by side."""


@dataclass
class Hosts:
    """When each host may be asked again."""

    gap: float
    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _free_at: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn at a host."""
        async with self._locks[host]:
            loop = asyncio.get_running_loop()
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - loop.time()))
            try:
                yield
            finally:
                self._free_at[host] = max(self._free_at.get(host, 0.0), loop.time() + self.gap)

    def pause(self, host: str, seconds: float) -> None:
        """Ask a host nothing for so long."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), asyncio.get_running_loop().time() + seconds)


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header asks for, given as a number or as a date; None if it says nothing that
    makes sense. Source: RFC 9110, section 10.2.3."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
