"""Ask one web address whether it is still there: HEAD, then GET; redirects followed by hand; nothing of a body read."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

import httpcore
import httpx

from kb.links.outside.hosts import Hosts, Patience, retry_after
from kb.links.outside.network import Refused

AGENT = "kb-links/1"
MOST_REDIRECTS = 8


class Kind(StrEnum):
    """What became of an address."""

    OK = "ok"
    MOVED = "moved"
    """It answers, and says that it has another address for good."""
    GONE = "gone"
    BLOCKED = "blocked"
    """Somebody answers, but not to a program: only a person can tell."""
    SLOW = "slow"
    FAILING = "failing"
    """The server answers that it is broken."""
    UNREACHABLE = "unreachable"
    """No such host, or no connection to it."""
    PRIVATE = "private"
    """It leads to a host that is not on the public internet; it was not asked."""


FAILURES = frozenset({Kind.GONE, Kind.SLOW, Kind.FAILING, Kind.UNREACHABLE})


@dataclass(frozen=True)
class Answer:
    """What became of an address, why (a status, or a few words), and where it is now."""

    kind: Kind
    reason: str = ""
    moved_to: str = ""
    again: bool = False
    """Whether it may be otherwise in a moment."""


_BLOCKED = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 501, 999})
_GONE = frozenset({404, 410})
_SLOW = frozenset({408, 504, 522, 524})
_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Asker:
    """Asks addresses, with patience and courtesy."""

    def __init__(self, client: httpx.AsyncClient, patience: Patience) -> None:
        self.client, self.patience = client, patience
        self.hosts = Hosts(patience.gap)
        self._closed: dict[str, Answer] = {}
        """Hosts that asked for a longer pause than a run gives, with the answer for all that they have."""

    async def ask(self, address: str) -> Answer:
        """The answer of an address, after as many tries as it takes and patience allows."""
        answer = Answer(Kind.UNREACHABLE)
        for number in range(self.patience.tries):
            if number:
                await asyncio.sleep(self.patience.back_off * 2 ** (number - 1))
            answer = await self._once(address, first=number == 0)
            if not answer.again:
                break
        return answer

    def _is_settled(self, answer: Answer) -> bool:
        """Whether GET could tell nothing else, or would be discourteous."""
        return answer.again or answer.kind in (Kind.OK, Kind.MOVED, Kind.PRIVATE) or answer in self._closed.values()

    async def _once(self, address: str, *, first: bool) -> Answer:
        """One try: HEAD, and GET if that is not well answered; after the first try GET alone, for some servers
        stumble over HEAD."""
        if first:
            answer = await self._follow("HEAD", address)
            if self._is_settled(answer):
                return answer
        return await self._follow("GET", address)

    async def _follow(self, method: str, address: str) -> Answer:
        """Follow an address to where it leads."""
        here, for_good = address, True
        for _number in range(MOST_REDIRECTS + 1):
            found = await self._request(method, here)
            if isinstance(found, Answer):
                return found
            status, to = found
            if not to:
                return _judged(status, address, here, for_good=for_good)
            try:
                here, for_good = urljoin(here, to), for_good and status in _FOR_GOOD
            except ValueError:
                return Answer(Kind.FAILING, "redirect to a malformed address")
            if not here.startswith(("http://", "https://")):
                return Answer(Kind.FAILING, "redirect to another protocol")
        return Answer(Kind.FAILING, "redirects without end")

    async def _request(self, method: str, address: str) -> Answer | tuple[int, str]:
        """One request: the answer if it is known by now, else the status and where it is redirected to."""
        try:
            url = httpx.URL(address)
            async with self.hosts.turn(url.host):
                if url.host in self._closed:
                    return self._closed[url.host]
                async with asyncio.timeout(self.patience.limit), self.client.stream(method, url) as response:
                    status, headers = response.status_code, response.headers
        except Refused as error:
            return Answer(Kind.PRIVATE, str(error))
        except (TimeoutError, httpcore.TimeoutException):
            return Answer(Kind.SLOW, f"{self.patience.limit:.0f} s", again=True)
        except (httpcore.ConnectError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            return _not_connected(error)
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError):
            return Answer(Kind.FAILING, "malformed address")
        if status in _REDIRECTS:
            return status, headers.get("location", "")
        if headers.get("cf-mitigated"):
            return Answer(Kind.BLOCKED, str(status))
        if status == 429 or (status == 503 and "retry-after" in headers):
            return self._later(url.host, status, headers.get("retry-after", ""))
        return status, ""

    def _later(self, host: str, status: int, header: str) -> Answer:
        """What to make of a host that asks for a pause."""
        kind = Kind.BLOCKED if status == 429 else Kind.FAILING
        seconds = retry_after(header)
        if seconds is not None and seconds > self.patience.longest:
            return self._closed.setdefault(host, Answer(kind, str(status)))
        if seconds is not None:
            self.hosts.pause(host, seconds)
        return Answer(kind, str(status), again=True)


def _not_connected(error: Exception) -> Answer:
    """A certificate that this machine does not trust may well be one that browsers do: they fetch what is missing."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error) or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return Answer(Kind.BLOCKED, "certificate")
    return Answer(Kind.UNREACHABLE, type(error).__name__ if not str(error) else str(error)[:80], again=True)


def _judged(status: int, first: str, last: str, *, for_good: bool) -> Answer:
    """What a status means. Source: RFC 9110, section 15."""
    if 200 <= status < 300:
        return Answer(Kind.MOVED, str(status), last) if for_good and last != first else Answer(Kind.OK, str(status))
    if status in _GONE:
        return Answer(Kind.GONE, str(status))
    if status in _BLOCKED:
        return Answer(Kind.BLOCKED, str(status))
    if status in _SLOW:
        return Answer(Kind.SLOW, str(status), again=True)
    return Answer(Kind.FAILING, str(status), again=status >= 500)
