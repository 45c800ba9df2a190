"""`kb links --external`: a run tells what is wrong and where, shows its progress, can be stopped and goes on."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kb.cli import main
from kb.links.outside import command
from kb.links.outside.ask import FAILURES, Answer, Kind
from kb.links.outside.progress import Progress
from kb.links.outside.run import ask_all
from tests.links.outside.asking import DAYS, QUICK
from tests.links.outside.web import Web

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


@pytest.mark.parametrize("address", ["http:nonsense", "http://[nonsense", "http://"])
def test_an_address_that_is_none_is_told_as_such_and_does_not_end_the_run(web: Web, address: str) -> None:
    learnt: dict[str, Answer] = {}
    ask_all([address, web.address("/ok")], learnt.__setitem__, QUICK, private=True)
    assert learnt[address].kind in FAILURES
    assert learnt[web.address("/ok")].kind == Kind.OK


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
