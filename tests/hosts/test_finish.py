"""What a build writes last: sums that hold, a bill of materials that is valid, packed copies that hold the same."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from datetime import date
from pathlib import Path

import brotli
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from kb.delivery.finish import MANIFEST, files_of
from kb.delivery.headers import COMPRESSIBLE, FOR_EVER, HEADERS, PRIVATE, fingerprinted, headers_file
from kb.delivery.sbom import NAME, pins, sbom, write_sbom
from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("hosts")
LOCK = (ROOT / "requirements/site.txt").read_text(encoding="utf-8")
WANTED = (ROOT / "requirements/site.in").read_text(encoding="utf-8")
VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


def test_the_manifest_has_the_sum_of_every_file_in_the_form_that_sha256sum_checks(packed: Path) -> None:
    lines = (packed / MANIFEST).read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    found = {str(path.relative_to(packed)) for path in packed.rglob("*") if path.is_file()}
    assert set(sums) == {path for path in found if not path.endswith((".gz", ".br"))} - {MANIFEST}
    assert list(sums) == sorted(sums)
    assert all(hashlib.sha256((packed / path).read_bytes()).hexdigest() == digest for path, digest in sums.items())


def test_packed_copies_hold_what_they_stand_beside_and_are_smaller(packed: Path) -> None:
    copies = [path for path in packed.rglob("*") if path.suffix in {".gz", ".br"}]
    for path in copies:
        data, original = path.read_bytes(), path.with_suffix("").read_bytes()
        assert (gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data)) == original
        assert len(data) < len(original)
    assert {path.suffix for path in copies} == {".gz", ".br"}


def test_every_text_of_some_size_has_both_copies_and_nothing_else_has(packed: Path) -> None:
    for name in (*files_of(packed), MANIFEST):
        path = packed / name
        both = [path.with_name(path.name + ending).exists() for ending in (".gz", ".br")]
        if name.startswith(PRIVATE) or path.suffix.lstrip(".") not in COMPRESSIBLE:
            assert both == [False, False], name
        elif path.stat().st_size > 1000:
            assert both == [True, True], name


def test_a_packed_copy_says_nothing_of_when_it_was_made(packed: Path) -> None:
    assert (packed / "index.html.gz").read_bytes()[3:8] == bytes(5)  # no flags, so no name; no time (RFC 1952)


def test_the_headers_file_says_each_header_in_one_block(packed: Path) -> None:
    text = (packed / "_headers").read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in re.split(r"\n(?=/)", text.rstrip("\n"))]
    assert blocks[0] == ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    assert blocks[1] == ["/data/v1/*", "  Access-Control-Allow-Origin: *"]
    fixed = list(fingerprinted(files_of(packed)))
    assert fixed
    assert blocks[2:] == [[f"/{path}", f"  Cache-Control: {FOR_EVER}"] for path in fixed]
    assert len(blocks) <= 100  # what Cloudflare Pages reads
    assert max(map(len, text.splitlines())) <= 2000


def test_the_headers_file_knows_the_path_that_the_site_stands_under() -> None:
    text = headers_file("/kb/", ["assets/site.0123abcd.css", "assets/kb.js", "rg/index.html"])
    assert re.findall(r"^/.*", text, re.M) == ["/kb/*", "/kb/data/v1/*", "/kb/assets/site.0123abcd.css"]


def test_the_pages_own_policy_is_the_headers(packed: Path) -> None:
    html = (packed / "en/rg/index.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert f"{policy[1]}; frame-ancestors 'none'" == HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy[1]


def test_the_bill_of_materials_is_valid_cyclonedx(packed: Path) -> None:
    text = (packed / NAME).read_text(encoding="utf-8")
    assert VALIDATOR.validate_str(text) is None
    bill = json.loads(text)
    del bill["components"][0]["name"]
    assert VALIDATOR.validate_str(json.dumps(bill)) is not None


def test_the_bill_names_every_locked_package_with_its_sums() -> None:
    bill = sbom(LOCK, WANTED, date(2026, 12, 1))
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.M))
    assert {one["name"]: one["version"] for one in bill["components"]} == locked
    named = [part["content"] for one in bill["components"] for part in one["externalReferences"][0]["hashes"]]
    assert sorted(named) == sorted(re.findall(r"sha256:([0-9a-f]{64})", LOCK))
    direct = {line.split("=")[0].split("[")[0].lower() for line in WANTED.splitlines() if not line.startswith("#")}
    assert {ref.removeprefix("pkg:pypi/").split("@")[0] for ref in bill["dependencies"][0]["dependsOn"]} == direct


def test_the_bills_number_changes_with_what_it_says_and_with_nothing_else() -> None:
    same = [sbom(LOCK, WANTED, date(2026, 12, 1))["serialNumber"] for _ in range(2)]
    assert same[0] == same[1]
    other = LOCK.replace("pydantic==2", "pydantic==3")
    assert sbom(other, WANTED, date(2026, 12, 1))["serialNumber"] != same[0]


def test_a_lock_is_read_with_extras_conditions_and_names_in_any_form() -> None:
    lock = (
        "# a comment\nA_b.c[x]==1.0 \\\n    --hash=sha256:"
        + "0" * 64
        + "\nwin==2 ; sys_platform == 'win32' \\\n    --hash=x\n"
    )
    one, two = pins(lock)
    assert (one.purl, one.condition, one.hashes) == ("pkg:pypi/a-b-c@1.0", "", ("0" * 64,))
    assert (two.purl, two.condition) == ("pkg:pypi/win@2", "sys_platform == 'win32'")


def test_without_a_lock_there_is_no_bill(tmp_path: Path) -> None:
    write_sbom(tmp_path, tmp_path, date(2026, 12, 1))
    assert not list(tmp_path.iterdir())
