"""Nothing that programs may rely on in `/data/v1/` goes away or becomes something else: decisions/0002-contracts.md."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.exports.catalogue import ROOT as DATA
from tests.conftest import ROOT
from tests.promised import COMMAND, kept, promised


def test_every_file_key_column_and_word_that_was_promised_is_there(written: Path) -> None:
    assert sorted(promised() - kept(written)) == [], "what would break programs goes to /data/v2/"


def test_what_is_new_is_promised_too(written: Path) -> None:
    assert sorted(kept(written) - promised()) == [], f"run {COMMAND}"


@pytest.mark.parametrize(
    ("name", "old", "new", "missed"),
    [
        ("openapi.json", '"replaced_by"', '"instead"', "Term.replaced_by: array of Reference"),
        ("openapi.json", '"/data/v1/ids.json"', '"/data/v1/all.json"', "/data/v1/ids.json application/json"),
        ("directory/es.csv", "printed", "number_printed", "/data/v1/directory/{lang}.csv column printed"),
    ],
)
def test_a_promise_that_is_not_kept_would_be_found(
    written: Path, tmp_path: Path, name: str, old: str, new: str, missed: str
) -> None:
    shutil.copytree(written / DATA, tmp_path / DATA, ignore=shutil.ignore_patterns("sections", "hsds", "vcard"))
    text = (tmp_path / DATA / name).read_text(encoding="utf-8")
    (tmp_path / DATA / name).write_text(text.replace(old, new), encoding="utf-8")
    assert missed in promised() - kept(tmp_path)


def test_a_word_of_the_vocabulary_that_is_gone_would_be_found(written: Path, tmp_path: Path) -> None:
    words = (ROOT / "guidelines/vocabulary.yml").read_text(encoding="utf-8")
    renamed = tmp_path / "vocabulary.yml"
    renamed.write_text(words.replace("  transit: ", "  en-route: "), encoding="utf-8")
    assert promised() - kept(written, renamed) == {"vocabulary phases transit"}


def test_a_key_that_may_hold_nothing_says_so(written: Path) -> None:
    schemas = json.loads((written / DATA / "openapi.json").read_text(encoding="utf-8"))["components"]["schemas"]
    assert {"type": "null"} in schemas["Section"]["properties"]["deadline"]["anyOf"]
    assert "Section.deadline: Deadline or null" in kept(written)
