"""Nothing in the own network is asked, whatever it is called and however it is reached."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from kb.links.outside import network
from kb.links.outside.ask import Answer, Kind
from kb.links.outside.network import Refused, is_public
from kb.links.outside.run import in_a_loop
from tests.links.outside.asking import ask
from tests.links.outside.web import Web


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2001:0:53aa:64c:0:0:80ff:fffe", "ff02::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_told_however_it_is_dressed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_whatever_it_is_called(web: Web, host: str) -> None:
    [answer] = ask(web.address("/ok", host), private=False)
    assert answer.kind in (Kind.PRIVATE, Kind.UNREACHABLE, Kind.FAILING)
    assert web.asked == []


@pytest.mark.parametrize("path", ["/to-own-network", "/to-metadata"])
def test_a_redirect_does_not_lead_into_the_own_network(web: Web, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1")
    [answer] = ask(web.address(path), private=False)
    assert answer.kind == Kind.PRIVATE
    assert web.methods(path) == ["HEAD"]


def test_a_name_is_looked_up_once_and_refused_if_any_of_its_addresses_is_private(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    async def getaddrinfo(self: Any, host: str, port: int, **_: Any) -> list[Any]:
        looked_up.append(host)
        addresses = {"rebound.example.org": ["93.184.216.34", "127.0.0.1"], "good.example.org": ["127.0.0.1"]}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    [answer] = ask(web.address("/ok", "rebound.example.org"), private=False)
    assert answer == Answer(Kind.PRIVATE, "rebound.example.org")
    monkeypatch.setattr(network, "is_public", lambda address: True)
    [answer] = ask(web.address("/ok", "good.example.org"), private=False)
    assert answer.kind == Kind.OK
    assert looked_up == ["rebound.example.org", "good.example.org"]


def test_refusing_is_an_error_that_names_the_host() -> None:
    async def run() -> None:
        await network.PublicOnly().connect_tcp("localhost", 80)

    with pytest.raises(Refused, match="localhost"):
        in_a_loop(run())
