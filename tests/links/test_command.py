"""`kb links` says what is wrong in the user's language or as data; `kb build` ends with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import main
from tests.links.sites import kb, write


def test_a_site_without_faults_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "pages", index="<p>x</p>")
    assert kb(capsys, tmp_path / "pages", "--root", tmp_path, "--lang", "en") == (
        0,
        "",
        "1 pages looked at, 0 faulty links\n",
    )
    assert kb(capsys, tmp_path / "pages", "--root", tmp_path, "--format", "json")[:2] == (0, "[]\n")


def test_without_sources_the_line_in_the_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "pages", index='\n\n<p>x</p> <a href="a&b/">x</a>\n<i id="c"></i><i id="c"></i>')
    folder = tmp_path / "pages"
    code, out, _err = kb(capsys, folder, "--root", tmp_path, "--lang", "en")
    assert code == 1
    assert out == (
        f"{folder}/index.html:3:19: error [missing-page] a&b/ leads to no page (on /); correct the address, or take the link out\n"
        f"{folder}/index.html:4:18: error [duplicate-id] two elements have the id c (on /); "
        "give one of them another; links reach only the first\n"
    )


def test_the_same_is_said_in_spanish_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "pages", index='<a href="About/">x</a>', about="")
    _code, out, err = kb(capsys, folder, "--root", tmp_path, "--lang", "es")
    assert "About/ difiere en mayúsculas de lo que existe (en /); escriba about/" in out
    assert err == "2 páginas revisadas, 1 enlaces con errores\n"
    _code, out, _err = kb(capsys, folder, "--root", tmp_path, "--format", "json", "--lang", "en")
    assert [(one["rule"], one["line"], one["column"]) for one in json.loads(out)] == [("wrong-case", 1, 41)]
    _code, out, _err = kb(capsys, folder, "--root", tmp_path, "--format", "github", "--lang", "en")
    assert out.startswith("::error file=") and ",line=1,col=41,title=wrong-case::About/ differs" in out


@pytest.mark.parametrize("args", [["nowhere"], ["empty"], ["empty", "--external"]])
def test_called_wrongly_it_ends_with_2(
    small: Path, args: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "empty").mkdir()
    monkeypatch.chdir(small)
    code, out, err = kb(capsys, *args)
    assert (code, out) == (2, "")
    assert err.startswith("kb links: ")


def test_a_site_with_a_faulty_link_is_built_and_refused(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(root: Path, kb: object, site_dir: Path, **_options: str) -> int:
        write(site_dir, index='<a href="nowhere/">x</a>')
        return 1

    monkeypatch.setattr("kb.build.build", build)
    code = main(["build", "--root", str(small), "--output", "public", "--lang", "en"])
    out, err = capsys.readouterr()
    assert code == 1
    assert "error [missing-page] nowhere/ leads to no page" in out
    assert "the site is built, but 1 of its links are faulty: do not publish it" in err
