"""One run over many addresses: hosts side by side, each host's addresses one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from kb.links.outside.ask import AGENT, Answer, Asker, Kind
from kb.links.outside.hosts import Patience
from kb.links.outside.network import Transport

FEW_HOSTS = 3
"""With fewer hosts than this, that none is reached does not tell that the machine is not connected."""


T = TypeVar("T")


def ask_all(
    addresses: Iterable[str],
    learn: Callable[[str, Answer], None],
    patience: Patience,
    *,
    private: bool = False,
    agent: str = AGENT,
) -> bool:
    """Ask every address and hand each answer over as it comes. False if nothing at all was reached: then this machine
    is not connected, and nobody was handed that as an answer. `agent` says to servers who asks."""
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    client = httpx.AsyncClient(transport=Transport(private=private), headers=headers, timeout=None, trust_env=False)  # noqa: S113
    return in_a_loop(_ask_all(_by_host(addresses), learn, patience, client))


def _by_host(addresses: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for address in addresses:
        groups.setdefault(_host(address), []).append(address)
    return groups


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


async def _ask_all(
    groups: dict[str, list[str]], learn: Callable[[str, Answer], None], patience: Patience, client: httpx.AsyncClient
) -> bool:
    places = asyncio.Semaphore(patience.hosts)
    held: list[tuple[str, Answer]] = []
    connected = len(groups) < FEW_HOSTS

    def hand_over(address: str, answer: Answer) -> None:
        nonlocal connected
        connected = connected or answer.kind not in (Kind.UNREACHABLE, Kind.PRIVATE)
        held.append((address, answer))
        while connected and held:
            learn(*held.pop(0))

    async def ask_host(asker: Asker, group: list[str]) -> None:
        async with places:
            for address in group:
                hand_over(address, await asker.ask(address))

    async with client:
        asker = Asker(client, patience)
        await asyncio.gather(*(ask_host(asker, group) for group in groups.values()))
    return connected


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """What the work comes to. A program that already runs a loop of its own (a notebook, a browser's driver) keeps it:
    the work then has another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
