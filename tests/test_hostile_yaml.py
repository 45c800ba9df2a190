"""YAML that asks for more than it holds is refused in bounded time and memory, and never with a traceback."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.hostile import MANY, RECORD, SECTION, rules_found, section, write


def record(root: Path, more: str) -> str:
    return (root / "directory/mx/dif.yml").read_text(encoding="utf-8").replace("mx-dif", "mx-otra") + more


YAML = {
    "alias bomb": (
        "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in pairwise("abcdefghi")),
        "yaml-feature",
    ),
    "many aliases": ("a: &a [x]\n" + "".join(f"b{number}: *a\n" for number in range(MANY)), "yaml-feature"),
    "python tag": ("id: !!python/object/apply:os.system [touch /tmp/never]\n", "yaml-feature"),
    "own tag": ("id: !evil x\n", "yaml-feature"),
    "binary tag": ("id: !!binary aGVsbG8=\n", "yaml-feature"),
    "merge key": ("a: &a {x: 1}\n<<: *a\n", "yaml-feature"),
    "nested lists": ("id: " + "[" * MANY, "too-deep"),
    "nested mappings": ("id: " + "{a: " * MANY, "too-deep"),
    "nested blocks": ("".join(" " * level + "a:\n" for level in range(1_000)), "too-deep"),
    "nested dashes": ("- " * MANY + "a", "too-deep"),
    "quotation mark": ('id: "' + "a\n" * MANY, "yaml-syntax"),
    "escapes": ('id: "' + "\\u0000" * MANY + '"', ""),
    "keys": ("".join(f"k{number}: x\n" for number in range(MANY)), "unknown-key"),
    "one key again and again": ("id: x\n" * MANY, "duplicate-key"),
    "commas": ("id: [" + "," * MANY, "yaml-syntax"),
    "colons": (":" * MANY, ""),
    "hyphens": ("-" * MANY, ""),
    "documents": ("---\na: b\n" * MANY, "yaml-syntax"),
    "long number": ("id: " + "9" * MANY, ""),
    "comments": ("#\n" * MANY, "wrong-type"),
}


@pytest.mark.parametrize("case", YAML)
@pytest.mark.parametrize(
    "path", [RECORD, "guidelines/library/mx.yml", SECTION], ids=["record", "library", "front matter"]
)
def test_yaml_is_refused_in_bounded_time(small: Path, case: str, path: str) -> None:
    text, rule = YAML[case]
    write(small, path, f"---\n{text}\n---\n" if path == SECTION else text)
    found = rules_found(small)
    assert found
    assert not Path("/tmp/never").exists()
    if path == RECORD and rule:
        assert rule in found


def test_thousands_of_problems_in_a_record_are_told_in_bounded_time(small: Path) -> None:
    contact = "  - {address: a.b@gmail.com, source: src-nothing, as_of: null}\n"
    write(small, RECORD, record(small, "emails:\n" + contact * 12_000))
    assert {"personal-contact", "unknown-reference"} <= rules_found(small)


def test_thousands_of_unknown_ids_are_told_in_bounded_time(small: Path) -> None:
    ids = ", ".join(f"[RG-{number}.{number}] y [CRC-{number}{number}]" for number in range(20, 12_020))
    write(small, SECTION, section(ids.replace(", ", "\n")))
    assert {"unknown-reference", "unknown-point"} <= rules_found(small)
