"""Each fate of a web page is told from the others."""

from __future__ import annotations

import ssl

import httpcore
import pytest

from kb.links.outside.ask import Answer, Kind, _not_connected
from kb.links.outside.hosts import Patience
from tests.links.outside.asking import ask
from tests.links.outside.web import Web

HASTY = Patience(gap=0, limit=0.7, tries=8, back_off=0.01)
"""Waits less long than the server takes to be slow, and tries so often that a busy machine is not taken for slow."""


@pytest.mark.parametrize(
    ("path", "kind", "reason"),
    [
        ("/ok", Kind.OK, "200"),
        ("/no-head", Kind.OK, "200"),
        ("/head-missing", Kind.OK, "200"),
        ("/head-error", Kind.OK, "200"),
        ("/flaky", Kind.OK, "200"),
        ("/for-now", Kind.OK, "200"),
        ("/moved-for-now", Kind.OK, "200"),
        ("/endless", Kind.OK, "200"),
        ("/busy", Kind.OK, "200"),
        ("/busy-until", Kind.OK, "200"),
        ("/unavailable", Kind.OK, "200"),
        ("/moved", Kind.MOVED, "200"),
        ("/missing", Kind.GONE, "404"),
        ("/gone", Kind.GONE, "410"),
        ("/moved-to-nowhere", Kind.GONE, "404"),
        ("/blocked", Kind.BLOCKED, "403"),
        ("/strange", Kind.BLOCKED, "999"),
        ("/challenge", Kind.BLOCKED, "503"),
        ("/busy-for-hours", Kind.BLOCKED, "429"),
        ("/busy-always", Kind.BLOCKED, "429"),
        ("/late", Kind.SLOW, "504"),
        ("/error", Kind.FAILING, "500"),
        ("/loop", Kind.FAILING, "redirects without end"),
        ("/to-nonsense", Kind.FAILING, "redirect to a malformed address"),
        ("/other-protocol", Kind.FAILING, "redirect to another protocol"),
    ],
)
def test_each_fate_is_told_from_the_others(web: Web, path: str, kind: Kind, reason: str) -> None:
    [answer] = ask(web.address(path))
    assert (answer.kind, answer.reason) == (kind, reason)


@pytest.mark.parametrize(("path", "kind"), [("/slow", Kind.SLOW), ("/drip", Kind.SLOW), ("/slow-head", Kind.OK)])
def test_a_server_that_takes_too_long_is_told_as_slow(web: Web, path: str, kind: Kind) -> None:
    [answer] = ask(web.address(path), patience=HASTY)
    assert answer.kind == kind


@pytest.mark.parametrize("path", ["/hang-up", "/nonsense", "/long-head"])
def test_a_server_that_does_not_speak_http_is_not_reached(web: Web, path: str) -> None:
    [answer] = ask(web.address(path))
    assert answer.kind == Kind.UNREACHABLE


@pytest.mark.parametrize("address", ["http://nowhere.invalid/", "http://127.0.0.1:1/", "http://x..y/"])
def test_a_host_that_does_not_exist_or_does_not_listen_is_not_reached(address: str) -> None:
    assert ask(address)[0].kind in (Kind.UNREACHABLE, Kind.FAILING)


def test_a_server_without_tls_is_not_reached_by_https(web: Web) -> None:
    assert ask(web.address("/ok").replace("http", "https"))[0].kind == Kind.UNREACHABLE


def test_a_certificate_that_is_not_trusted_is_for_a_person_to_look_at() -> None:
    error = httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    assert _not_connected(error) == Answer(Kind.BLOCKED, "certificate")
    wrapped = httpcore.ConnectError()
    wrapped.__cause__ = ssl.SSLCertVerificationError()
    assert _not_connected(wrapped).kind == Kind.BLOCKED


def test_it_says_where_a_page_has_moved_to(web: Web) -> None:
    moved, again = ask(web.address("/moved"), web.address("/moved-again"))
    assert moved.moved_to == again.moved_to == web.address("/ok")
