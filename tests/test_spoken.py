"""The command line speaks its user's language, in its help and when it is called wrongly."""

from __future__ import annotations

import argparse
import inspect
import re

import pytest

from kb.cli import main
from kb.spoken import WORDS, language_asked_for


def said(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(args)
    told = capsys.readouterr()
    return int(str(ended.value.code)), told.out + told.err


@pytest.mark.parametrize("command", ["", "check", "build", "import", "sync", "status", "new", "diff", "schema"])
def test_help_is_in_spanish_to_the_last_word(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said([*command.split(), "--help", "--lang", "es"], capsys)
    assert code == 0
    assert text.startswith("uso: kb")
    assert "opciones:" in text
    assert "mostrar esta ayuda y terminar" in text
    assert not re.search(r"usage|options:|show this|arguments", text)


@pytest.mark.parametrize(
    ("args", "spanish", "english"),
    [
        (["chek"], "no vale (elija entre", "invalid choice"),
        (["check", "--format", "xml"], "argumento --format: 'xml' no vale", "argument --format: invalid choice"),
        (["check", "--nothing"], "argumentos desconocidos: --nothing", "unrecognized arguments: --nothing"),
        (["check", "--root"], "argumento --root: se espera un valor", "expected one argument"),
        (["serve", "--port", "x"], "'x' no es un valor de tipo int", "invalid int value: 'x'"),
        (["diff"], "faltan estos argumentos: REV", "the following arguments are required: REV"),
    ],
)
def test_a_wrong_call_is_told_in_the_language_asked_for(
    args: list[str], spanish: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, expected in (("es", spanish), ("en", english)):
        code, text = said([*args[:1], "--lang", lang, *args[1:]], capsys)
        assert code == 2
        assert expected in text


def test_without_a_language_the_locale_decides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "es_GT.UTF-8")
    assert said(["check", "--help"], capsys)[1].startswith("uso: ")


@pytest.mark.parametrize(
    ("argv", "lang"),
    [
        (["check", "--lang", "es"], "es"),
        (["check", "--lang=es"], "es"),
        (["check", "--lang", "fr"], "en"),
        (["check", "--lang"], "en"),
        (["check", "--", "--lang", "es"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_known_before_the_arguments_are_read(
    argv: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language_asked_for(argv) == lang


@pytest.mark.parametrize("word", WORDS)
def test_the_words_are_those_that_argparse_says(word: str) -> None:
    assert word in inspect.getsource(argparse).replace("\\n", "\n")
