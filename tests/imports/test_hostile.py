"""Workbooks that mean harm are refused by `kb import` quickly and in little memory, and nothing of them is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports.workbooks import SHEET, packed, plain, sheet, with_strings

MEMORY = 200_000_000
MEASURE = """
import json, re, sys
from kb.cli import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())
print(json.dumps([code, int(peak[1]) * 1024]))
"""
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
def test_it_is_refused_before_the_time_is_up_and_in_bounded_memory(small: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / (name if "." in name else f"{name}.xlsx")
    path.write_bytes(HOSTILE[name])
    command = ["import", path, "--country", "MX", "--write", "--root", small, "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, command)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,  # it takes about two seconds; what hangs is stopped
    )
    *said, measured = done.stdout.splitlines()
    code, memory = json.loads(measured)
    assert (code, done.stderr) == (1, "")
    assert said[-1].startswith((f"{path.name} is not read: ", "Nothing was written"))
    assert memory < MEMORY
