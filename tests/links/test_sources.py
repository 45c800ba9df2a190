"""A faulty link is told at the file and line that an editor can change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.links.report import MOST
from tests.links.sites import kb

PAGE = """<!doctype html><html lang="{lang}"><head><link rel="canonical" href="{canonical}"></head><body>
<header><a href="../../nowhere-in-frame/">x</a></header>
<main><h1 id="rg-1">x</h1><h2 id="rg-1.1">x</h2><h2 id="rg-1.2">x</h2><h3 id="rg-1.2-1">x</h3>
<p>{body}</p></main></body></html>"""
SECTION = "guidelines/regional/1-principles/RG-1.2.md"


def page(small: Path, path: str, body: str, lang: str = "es") -> None:
    folder = small / "public" / path
    folder.mkdir(parents=True)
    canonical = f"https://proteccion.example.org/{path}/"
    (folder / "index.html").write_text(PAGE.format(lang=lang, body=body, canonical=canonical), encoding="utf-8")


def problems(small: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each rule is broken: file and rule to line and column."""
    site_url = "https://proteccion.example.org/"
    _code, out, _err = kb(capsys, small / "public", "--root", small, "--site-url", site_url, "--format", "json")
    return {(one["path"], one["rule"]): (one["line"], one["column"]) for one in json.loads(out)}


def section(spanish: str, english: str) -> str:
    return (
        "---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n---\n\n"
        f"# Un título {{lang=es}}\n\n{spanish}\n\n# A title {{lang=en}}\n\n{english}\n"
    )


def test_the_source_file_and_line_are_named_in_the_language_of_the_page(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("Vea [aquí](../perdida/) eso.", "See [here](../perdida/) that.")
    (small / SECTION).write_text(text, encoding="utf-8")
    page(small, "en/rg/1", '<a href="../../perdida/">here</a>', "en")
    found = problems(small, capsys)
    assert found[SECTION, "missing-page"] == (13, 12)


def test_a_link_that_every_page_has_is_told_once_and_of_the_theme(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = small / "scripts/kb/theme"
    theme.mkdir(parents=True)
    (theme / "main.html").write_text("<p>\n<a href=\"{{ 'nowhere-in-frame/' | url }}\">\n", encoding="utf-8")
    page(small, "rg/1", "x")
    page(small, "en/rg/1", "x", "en")
    assert problems(small, capsys) == {("scripts/kb/theme/main.html", "missing-page"): (2, 14)}


def test_where_no_text_is_found_the_beginning_of_the_section_is_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    page(small, "rg/1", '<a href="../../qqq/www/">§</a>')
    assert (SECTION, "missing-page") in problems(small, capsys)


def test_a_permanent_address_leads_to_its_entry_and_an_asset_to_its_file(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    (small / "docs/assets").mkdir(parents=True)
    (small / "docs/assets/x.css").write_text("p {}\np { background: url(gone.png) }", encoding="utf-8")
    (small / "public/assets").mkdir(parents=True)
    (small / "public/assets/x.css").write_text("p {}\np { background: url(gone.png) }", encoding="utf-8")
    (small / "public/id/RG-1.2").mkdir(parents=True)
    (small / "public/id/RG-1.2/index.html").write_text('<a href="../../rg/1/#rg-1.2">x</a>', encoding="utf-8")
    (small / "public/404.html").write_text('<a href="gone/">x</a>', encoding="utf-8")
    found = problems(small, capsys)
    assert (SECTION, "missing-page") in found
    assert found["docs/assets/x.css", "missing-file"] == (2, 21)
    assert found["public/404.html", "missing-page"] == (1, 10)


def test_a_fault_of_a_template_does_not_bury_the_others(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    page(small, "rg/1", "".join(f'<a href="../../q{n}q/">§</a>' for n in range(MOST + 5)))
    _code, out, _err = kb(capsys, small / "public", "--root", small, "--lang", "en")
    lines = [line for line in out.splitlines() if SECTION in line]
    assert len(lines) == MOST + 1
    assert sum("from here on, more of the same" in line for line in lines) == 1


def test_in_a_file_of_many_records_the_record_is_named(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small / "public" / "library"
    folder.mkdir(parents=True)
    body = '<form action=""></form><main><p id="crc">x</p><p id="crc-3">x</p><a href="">x</a></main>'
    (folder / "index.html").write_text(body, encoding="utf-8")
    records = (small / "guidelines/library/un.yml").read_text(encoding="utf-8").splitlines()
    [((path, rule), (line, _column))] = problems(small, capsys).items()
    assert (path, rule) == ("guidelines/library/un.yml", "empty-link")
    assert records[line - 1] == "- id: CRC"


def test_on_a_page_that_no_file_is_the_source_of_some_file_of_ours_is_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "guidelines/labels.yml").write_text("home: {es: Inicio, en: Home}\n", encoding="utf-8")
    folder = small / "public" / "status"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(
        '<main><img src="x.png"></main><style>p { background: url(gone.png) }</style>', encoding="utf-8"
    )
    assert {path for path, _rule in problems(small, capsys)} <= {"mkdocs.yml", "guidelines/labels.yml"}
