"""`kb links --external`: each fate of a web page is told from the others, politely, safely, and only once it is sure."""

from __future__ import annotations

import asyncio
import io
import json
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

from kb.cli import main
from kb.links.outside import command, network
from kb.links.outside.ask import FAILURES, Answer, Asker, Kind, _not_connected
from kb.links.outside.hosts import Patience, retry_after
from kb.links.outside.memory import Memory
from kb.links.outside.network import Refused, Transport, is_public
from kb.links.outside.progress import Progress
from kb.links.outside.run import ask_all, in_a_loop
from tests.links.web import Web, serving

QUICK = Patience(gap=0, limit=20, tries=3, back_off=0.01, longest=3, hosts=8)
HASTY = Patience(gap=0, limit=0.7, tries=8, back_off=0.01)
"""Waits less long than the server takes to be slow, and tries so often that a busy machine is not taken for slow."""
DAYS = [date(2026, 11, day) for day in range(1, 8)]


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as running:
        yield running


def ask(*addresses: str, patience: Patience = QUICK, private: bool = True) -> list[Answer]:
    """The answers, as one run gets them."""

    async def run() -> list[Answer]:
        async with httpx.AsyncClient(transport=Transport(private=private), timeout=None) as client:
            asker = Asker(client, patience)
            return list(await asyncio.gather(*map(asker.ask, addresses)))

    return in_a_loop(run())


# Each fate


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


# Courtesy


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


# Safety


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


# Memory


def test_a_link_is_broken_after_three_failures_on_different_days(tmp_path: Path) -> None:
    broken = []
    for day in (DAYS[0], DAYS[0], DAYS[1], DAYS[2]):
        memory = Memory.load(tmp_path / "state.json", day)
        memory.learn("https://a.example/", Answer(Kind.GONE, "404"))
        memory.save(memory.records)
        broken.append(memory.records["https://a.example/"].broken)
    assert broken == [False, False, False, True]


def test_a_good_answer_wipes_out_the_failures_and_being_turned_away_does_not(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state.json", DAYS[0])
    kinds = [Kind.GONE, Kind.SLOW, Kind.BLOCKED, Kind.FAILING]
    for memory.today, kind in zip(DAYS, kinds, strict=False):
        memory.learn("a", Answer(kind))
    assert memory.records["a"].broken
    memory.learn("a", Answer(Kind.MOVED, moved_to="b"))
    assert memory.records["a"].failed == []


def test_what_answered_lately_is_not_asked_and_what_failed_is_asked_the_next_day(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state.json", DAYS[0])
    memory.learn("good", Answer(Kind.OK))
    memory.learn("bad", Answer(Kind.GONE))
    assert [memory.is_known(one, 6) for one in ("good", "bad", "new")] == [True, True, False]
    memory.today = DAYS[1]
    assert [memory.is_known(one, 6) for one in ("good", "bad")] == [True, False]
    assert not memory.is_known("good", 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9, "addresses": {}}', '{"version": 1}', '{"version": 1, "addresses": {"a": {}}}',
             '{"version": 1, "addresses": {"a": {"asked": "x", "kind": "ok"}}}', '{"version": 1, "addresses": []}']
)  # fmt: skip
def test_a_damaged_memory_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    assert Memory.load(tmp_path / "state.json", DAYS[0]).records == {}


def test_addresses_that_the_content_no_longer_has_are_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "folder" / "state.json", DAYS[0])
    for address in ("a", "b"):
        memory.learn(address, Answer(Kind.OK, "200"))
    memory.save({"b"})
    assert list(Memory.load(memory.path, DAYS[0]).records) == ["b"]
    assert [path.name for path in memory.path.parent.iterdir()] == ["state.json"]


# A run


def test_where_nothing_is_reached_the_machine_is_not_connected_and_nothing_is_learnt() -> None:
    learnt: list[str] = []
    addresses = [f"http://{name}.invalid/" for name in ("a", "b", "c")]
    assert not ask_all(addresses, lambda address, _answer: learnt.append(address), QUICK)
    assert learnt == []


def test_where_something_is_reached_what_is_not_is_learnt_too(web: Web) -> None:
    learnt: dict[str, Kind] = {}
    addresses = ["http://a.invalid/", "http://b.invalid/", web.address("/missing")]
    assert ask_all(addresses, lambda address, answer: learnt.update({address: answer.kind}), QUICK, private=True)
    assert sorted(learnt.values()) == [Kind.GONE, Kind.UNREACHABLE, Kind.UNREACHABLE]


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, expected in ((Terminal(), "\r[" + "#" * 30 + "] 20/20\n"), (io.StringIO(), "20/20\n")):
        progress = Progress(20, stream)
        for _number in range(20):
            progress.step()
        assert stream.getvalue().endswith(expected)
        assert stream.getvalue().count("\n") == (1 if stream.isatty() else 10)


# The command


LIBRARY = "guidelines/library/un.yml"


@pytest.fixture
def linked(small: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small knowledge base that leads to the server."""
    for path in small.rglob("*"):
        if path.suffix in (".yml", ".md") and path.name != "mkdocs.yml":
            plain = path.read_text(encoding="utf-8")
            path.write_text(
                "\n".join(line for line in plain.split("\n") if "http" not in line or "$schema" in line),
                encoding="utf-8",
            )
    text = (small / LIBRARY).read_text(encoding="utf-8")
    for name, extra in (
        ("gone", f"  archived: {web.address('/archived')}\n"),
        ("moved-to-front", ""),
        ("blocked", ""),
        ("ok", ""),
    ):
        text += f"- id: src-{name}\n  kind: page\n  title: {{es: x, en: x}}\n  url: {web.address('/' + name)}\n{extra}"
    (small / LIBRARY).write_text(text, encoding="utf-8")
    monkeypatch.setattr(command, "Patience", lambda: QUICK)
    return small


def on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Clock:
            return cls(day.year, day.month, day.day, tzinfo=tz)

    monkeypatch.setattr(command, "datetime", Clock)


def run(capsys: pytest.CaptureFixture[str], root: Path, *args: str) -> tuple[int, str, str]:
    state = str(root / "state.json")
    code = main(["links", "--external", "--root", str(root), "--state", state, "--lang", "en", *args])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_run_tells_what_is_wrong_and_where_it_stands(
    linked: Path, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = []
    for day in DAYS[:3]:
        on(day, monkeypatch)
        results.append(run(capsys, linked, "--allow-private"))
    assert [code for code, _out, _err in results] == [0, 0, 1]
    assert "2 warnings; 1 failed, but not yet on 3 different days" in results[0][2]
    lines = results[2][1].splitlines()
    text = (linked / LIBRARY).read_text(encoding="utf-8").splitlines()
    told = {}
    for line in lines:
        path, number, column, rest = line.split(":", 3)
        assert path == LIBRARY
        told[rest.split("]")[0].strip()] = rest
        assert text[int(number) - 1][int(column) - 1 :].startswith("http://127.0.0.1")
    assert set(told) == {"error [link-gone", "warning [link-moved", "warning [link-blocked"}
    assert (
        f"{web.address('/gone')} is gone (410), as asked on 2026-11-01, 2026-11-02, 2026-11-03"
        in told["error [link-gone"]
    )
    assert f"lead to the archived copy that the record names: {web.address('/archived')}" in told["error [link-gone"]
    assert "that is only a front page" in told["warning [link-moved"]


def test_what_was_asked_is_not_asked_again_on_the_same_day(
    linked: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, linked, "--allow-private")
    asked = len(web.asked)
    code, out, err = run(capsys, linked, "--allow-private", "--format", "json")
    assert (code, len(web.asked)) == (0, asked)
    assert [one["rule"] for one in json.loads(out)] == ["link-moved", "link-blocked"]
    assert err.startswith("Asking 0 of ")


def test_a_run_that_is_stopped_goes_on_from_there(
    linked: Path, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(addresses: list[str], learn: Any, *_: Any, **__: Any) -> bool:
        learn(addresses[0], Answer(Kind.OK, "200"))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(command, "ask_all", stopped)
        patched.setattr(command, "SAVE_EVERY", 1)
        code, _out, err = run(capsys, linked, "--allow-private")
    assert code == 2
    assert "the same command goes on from here" in err
    assert "Asking 4 of 5" in run(capsys, linked, "--allow-private")[2]


def test_own_network_is_refused_unless_told_and_that_is_an_error(
    linked: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _err = run(capsys, linked)
    assert code == 1
    assert out.count("error [link-private]") == 5
    assert web.asked == []


def test_without_a_connection_it_ends_with_2_and_notes_nothing(
    linked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "ask_all", lambda *_, **__: False)
    code, out, err = run(capsys, linked)
    assert (code, out) == (2, "")
    assert "is this machine connected?" in err
    assert json.loads((linked / "state.json").read_text(encoding="utf-8"))["addresses"] == {}


def test_the_memory_has_a_place_of_its_own_for_each_knowledge_base(linked: Path, tmp_path: Path) -> None:
    places = {command._usual_place(linked), command._usual_place(tmp_path)}
    assert len(places) == 2
    assert all(place.parent.name == "kb" for place in places)


@pytest.mark.parametrize("address", ["http:nonsense", "http://[nonsense", "http://"])
def test_an_address_that_is_none_is_told_as_such_and_does_not_end_the_run(web: Web, address: str) -> None:
    learnt: dict[str, Answer] = {}
    ask_all([address, web.address("/ok")], learnt.__setitem__, QUICK, private=True)
    assert learnt[address].kind in FAILURES
    assert learnt[web.address("/ok")].kind == Kind.OK


def test_servers_are_told_who_asks(linked: Path) -> None:
    with (linked / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_url: https://kb.example.org\n")
    assert re.fullmatch(r"kb-links/[0-9]+ \(\+https://\S+/\)", command._agent(linked))


def test_where_answers_cannot_be_kept_nobody_is_asked(
    linked: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["links", "--external", "--root", str(linked), "--state", "/dev/null/state.json", "--lang", "en"])
    assert code == 2
    assert "cannot be kept in /dev/null/state.json" in capsys.readouterr().err
    assert web.asked == []
