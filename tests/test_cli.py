"""`kb check` as a contract: exit codes, what stands on which stream, and what programs may rely on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parent / "rules" / "_base"
SECTION = "guidelines/regional/1-principles/RG-1.2.md"
KEYS = ["rule", "severity", "path", "line", "column", "message", "hint"]


def kb(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kb", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", **env},
        timeout=60,
    )


def section(spanish: str, english: str, front: str = "basis: [CRC-3]", ident: str = "RG-1.2") -> str:
    return (
        f"---\nid: {ident}\nstatus: proposed\n{front}\n---\n\n"
        f"# Un título {{lang=es}}\n\n{spanish}\n\n# A title {{lang=en}}\n\n{english}\n"
    )


def warning() -> str:
    """An institution that only a warning can be given for."""
    text = (BASE / "directory/mx/dif.yml").read_text(encoding="utf-8")
    return text.replace("as_of: 2025-03", "as_of: null")


def write(small: Path, path: str, text: str) -> None:
    (small / path).parent.mkdir(parents=True, exist_ok=True)
    (small / path).write_text(text, encoding="utf-8")


def problems(small: Path, *args: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(kb("check", "--root", small, "--format", "json", *args).stdout)
    return found


# Exit codes


def test_content_without_problems_ends_with_0(small: Path) -> None:
    done = kb("check", "--root", small)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "0 errors, 0 warnings\n"


def test_an_error_ends_with_1(small: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9].", "See [RG-9.9]."))
    assert kb("check", "--root", small).returncode == 1


def test_a_warning_ends_with_0_and_with_1_where_warnings_count(small: Path) -> None:
    write(small, "directory/mx/dif.yml", warning())
    done = kb("check", "--root", small)
    assert "warning [contact-date-unknown]" in done.stdout
    assert done.returncode == 0
    assert kb("check", "--root", small, "--strict").returncode == 1


@pytest.mark.parametrize("what", ["nothing", "a file", "no settings", "no guidelines"])
def test_a_root_without_a_knowledge_base_ends_with_2(small: Path, tmp_path: Path, what: str) -> None:
    if what == "no settings":
        (small / "mkdocs.yml").unlink()
    elif what == "no guidelines":
        shutil.rmtree(small / "guidelines")
    else:
        small = tmp_path / "other"
        if what == "a file":
            small.write_text("x")
    done = kb("check", "--root", small, "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{small} holds no knowledge base" in done.stderr


@pytest.mark.parametrize("args", [["--format", "xml"], ["--lang", "fr"], ["--unknown"], ["guidelines/nothing.md"]])
def test_a_wrong_call_ends_with_2(small: Path, args: list[str]) -> None:
    done = kb("check", "--root", small, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_a_path_outside_the_knowledge_base_is_a_wrong_call(small: Path, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("x")
    for path in (tmp_path / "other.md", "..", "guidelines/../.."):
        assert kb("check", "--root", small, path, cwd=small).returncode == 2, path


# What programs may rely on


def test_json_without_problems_is_an_empty_array(small: Path) -> None:
    assert kb("check", "--root", small, "--format", "json").stdout == "[]\n"


def test_json_has_every_key_in_order_and_nothing_else_stands_on_the_stream(small: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9].", "See [RG-9.9]."))
    done = kb("check", "--root", small, "--format", "json")
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        {
            "rule": "unknown-reference",
            "severity": "error",
            "path": SECTION,
            "line": line,
            "column": 5,
            "message": "there is nothing with the id RG-9.9",
            "hint": "did you mean RG-1.2, RG-1.1, RG-1?",
        }
        for line in (9, 13)
    ]
    assert [list(item) for item in json.loads(done.stdout)] == [KEYS, KEYS]


def test_problems_are_sorted_by_path_line_and_column(small: Path) -> None:
    text = "Vea [RG-9.9], <b> y [CRC-99].\n\n- [RG-9.8]"
    write(small, SECTION, section(text, text.replace("Vea", "See").replace(" y ", " and ")))
    write(small, SECTION.replace("1.2", "1.10"), section("Vea [RG-9.9].", "See [RG-9.9].", ident="RG-1.10"))
    write(small, "directory/mx/dif.yml", warning())
    places = [(item["path"], item["line"], item["column"]) for item in problems(small)]
    assert len(places) == 11
    assert places == sorted(places)


def test_text_and_json_say_the_same(small: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9] y <b>.", "See [RG-9.9] and <b>."))
    lines = [
        "{path}:{line}:{column}: {severity} [{rule}] {message}; {hint}".format_map(item) for item in problems(small)
    ]
    assert kb("check", "--root", small).stdout.splitlines() == lines


def test_paths_are_relative_to_the_root_wherever_the_command_is_called(small: Path, tmp_path: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9].", "See [RG-9.9]."))
    assert {item["path"] for item in problems(small)} == {SECTION}
    done = kb("check", "--format", "json", cwd=small)
    assert {item["path"] for item in json.loads(done.stdout)} == {SECTION}
    done = kb("check", "--root", "tree", "--format", "json", cwd=tmp_path)
    assert {item["path"] for item in json.loads(done.stdout)} == {SECTION}


def test_paths_narrow_what_is_reported_and_not_what_is_read(small: Path) -> None:
    write(small, SECTION, section("Vea [mx-dif] y [RG-9.9].", "See [mx-dif] and [RG-9.9]."))
    write(small, "directory/mx/dif.yml", warning())
    both = {SECTION, "directory/mx/dif.yml"}
    for args, expected in {
        (): both,
        (".",): both,
        ("guidelines",): {SECTION},
        ("guidelines/regional/",): {SECTION},
        (SECTION,): {SECTION},
        ("directory",): {"directory/mx/dif.yml"},
        ("directory", SECTION): both,
        ("guidelines/library",): set(),
    }.items():
        done = kb("check", "--root", small, "--format", "json", *args, cwd=small)
        assert {item["path"] for item in json.loads(done.stdout)} == expected, args
    assert kb("check", "--root", small, "directory", cwd=small).returncode == 0
    done = kb("check", "--root", small, "--format", "json", "regional", cwd=small / "guidelines")
    assert {item["path"] for item in json.loads(done.stdout)} == {SECTION}


# Places


@pytest.mark.parametrize(
    "before",
    ["", "áéíóúñ ¿", "👩‍👧 🇲🇽 ", "中文 ", "e\u0301 ", "“«»” – ", "\u00a0"],
    ids=["nothing", "accents", "emoji", "chinese", "combining", "quotes", "no-break-space"],
)
def test_columns_count_characters_from_1(small: Path, before: str) -> None:
    write(small, SECTION, section(f"Texto {before}[RG-9.9].", f"Text {before}[RG-9.9]."))
    places = [(item["line"], item["column"]) for item in problems(small)]
    assert places == [(9, len(f"Texto {before}") + 1), (13, len(f"Text {before}") + 1)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_lines_are_the_same_whatever_ends_them(small: Path, line_end: str) -> None:
    text = section("Á.\n\nVea [RG-9.9].", "A.\n\nSee [RG-9.9].")
    (small / SECTION).write_bytes(("\ufeff" + text).replace("\n", line_end).encode())
    places = [(item["line"], item["column"]) for item in problems(small) if item["rule"] == "unknown-reference"]
    assert places == [(11, 5), (17, 5)]


def test_a_place_in_yaml_is_that_of_the_value(small: Path) -> None:
    front = 'basis:\n  - CRC-3\n  - "CRC-99"  # ñ\nsee: [RG-1, RG-9.9]'
    write(small, SECTION, section("Texto.", "Text.", front=front))
    places = [(item["rule"], item["line"], item["column"]) for item in problems(small)]
    assert places == [("unknown-point", 6, 5), ("unknown-reference", 7, 13)]


# Languages


def test_messages_come_in_the_language_asked_for_and_names_of_rules_stay(small: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9].", "See [RG-9.9]."))
    write(small, "directory/mx/dif.yml", warning())
    english, spanish = (kb("check", "--root", small, "--lang", lang) for lang in ("en", "es"))
    assert "error [unknown-reference] there is nothing with the id RG-9.9" in english.stdout
    assert "error [unknown-reference] no existe nada con el id RG-9.9" in spanish.stdout
    assert "aviso [contact-date-unknown]" in spanish.stdout
    assert english.stderr == "2 errors, 1 warnings\n"
    assert spanish.stderr != english.stderr
    first, second = problems(small, "--lang", "en"), problems(small, "--lang", "es")
    for key in ("rule", "severity", "path", "line", "column"):
        assert [item[key] for item in first] == [item[key] for item in second]
    assert [item["severity"] for item in second] == ["warning", "error", "error"]


def test_without_a_language_the_locale_decides(small: Path) -> None:
    write(small, SECTION, section("Vea [RG-9.9].", "See [RG-9.9]."))
    assert "no existe nada" in kb("check", "--root", small, LC_ALL="es_MX.UTF-8").stdout
    assert "there is nothing" in kb("check", "--root", small, LC_ALL="fr_CA.UTF-8").stdout


# The engine's limits


def test_past_a_hundred_of_a_kind_the_rest_of_a_file_is_not_told(small: Path) -> None:
    text = ", ".join(f"[ZZ-{number}]" for number in range(1, 131))
    write(small, SECTION, section(text, "Text."))
    found = [item for item in problems(small) if item["rule"] == "unknown-reference"]
    assert len(found) == 101
    assert found[-1]["message"] == "from here on, more of the same in this file"
