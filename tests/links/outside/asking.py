"""How the tests ask about web pages elsewhere: quickly, all at once, and on which days."""

from __future__ import annotations

import asyncio
from datetime import date

import httpx

from kb.links.outside.ask import Answer, Asker
from kb.links.outside.hosts import Patience
from kb.links.outside.network import Transport
from kb.links.outside.run import in_a_loop

QUICK = Patience(gap=0, limit=20, tries=3, back_off=0.01, longest=3, hosts=8)
DAYS = [date(2026, 11, day) for day in range(1, 8)]


def ask(*addresses: str, patience: Patience = QUICK, private: bool = True) -> list[Answer]:
    """The answers, as one run gets them."""

    async def run() -> list[Answer]:
        async with httpx.AsyncClient(transport=Transport(private=private), timeout=None) as client:
            asker = Asker(client, patience)
            return list(await asyncio.gather(*map(asker.ask, addresses)))

    return in_a_loop(run())
