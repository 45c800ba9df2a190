"""Workbooks that mean harm are refused by `kb import` quickly and in little memory, and nothing of them is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile import MEMORY, bring
from tests.imports.workbooks import SHEET, packed, plain, sheet, with_strings

HOSTILE = {
    "bomb": packed({**plain(), "xl/media/picture.png": b"\0" * 300_000_000}),
    "bomb-in-a-sheet.xlsx": packed({**plain(), SHEET: sheet(b"<row/>" * 1_500_000)}),
    "cells.xlsx": packed({**plain(), SHEET: sheet(b"<row>" + b"<c/>" * 1_900_000 + b"</row>")}),
    "nested.xlsx": packed({**plain(), SHEET: b"<a>" * 1_000_000 + b"</a>" * 1_000_000}),
    "attributes.xlsx": packed({**plain(), SHEET: sheet(b"<row " + b" ".join(b'a%d=""' % n for n in range(900_000)) + b"/>")}),
    "texts.xlsx": with_strings(b"<sst>" + b"<si><t>x</t></si>" * 500_000 + b"</sst>"),
    "styles.xlsx": packed({**plain(), "xl/styles.xml": b"<styleSheet><cellXfs>" + b"<xf/>" * 1_500_000 + b"</cellXfs></styleSheet>"}),
    "entities.xlsx": packed({**plain(), SHEET: b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 99_000 + b'">]><x>' + b"&a;" * 9_000 + b"</x>"}),
    "parts.xlsx": packed({str(number): b"" for number in range(40_000)}),
    "random.xlsx": b"PK\x03\x04" + os.urandom(4_000_000),
    "quotation.csv": b'id,kind\n"' + b"x" * 4_000_000,
    "rows.csv": b"id,kind,role_es\n" + b"mx-x,y\n" * 600_000,
    "columns.csv": b"id,kind\n" + b"x," * 2_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_bounded_memory_and_nothing_is_written(small: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / (name if "." in name else f"{name}.xlsx")
    path.write_bytes(HOSTILE[name])
    answer = bring(small, path)
    assert (answer.code, answer.errors) == (1, "")
    assert answer.said.splitlines()[-1].startswith((f"{path.name} is not read: ", "Nothing was written"))
    assert answer.memory < MEMORY
