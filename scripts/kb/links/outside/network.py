"""Connections to public addresses only. A name is looked up once, and what was judged is what is connected to, so that
no answer of a name server, and no redirect, leads into the network in which this runs."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

_NAT64 = ip_network("64:ff9b::/96")


class Refused(Exception):  # noqa: N818  (an answer, no failure of the program)
    """A host that is not on the public internet."""


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also where it carries an IPv4 address inside.

    Source: IANA special-purpose address registries, as Python's `ipaddress` holds them; RFC 4291, 3056, 4380, 6052.
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _inside(address)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


class PublicOnly(httpcore.AsyncNetworkBackend):
    """Opens connections, after a look at where they lead."""

    def __init__(self, *, private: bool = False) -> None:
        self.private = private
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        """Connect to the first of a host's addresses that answers; refuse if any of them is not public."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"name not found: {host}") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        if not self.private and not all(map(is_public, addresses)):
            raise Refused(host)
        failure: Exception = httpcore.ConnectError(f"no address: {host}")
        for address in addresses[:4]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class Transport(httpx.AsyncBaseTransport):
    """What httpx sends requests with: httpcore's connections, through `PublicOnly`."""

    def __init__(self, *, private: bool = False, context: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, max_connections=64, network_backend=PublicOnly(private=private)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body = _Body(response.stream)
        return httpx.Response(response.status, headers=response.headers, stream=body, extensions=response.extensions)

    async def aclose(self) -> None:
        await self._pool.aclose()
