"""Dated wordings show what was in force, and in plain words what differs today."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ledger.files import write
from kb.ledger.release import release
from kb.permanent.difference import difference, paragraphs
from kb.read.tree import read_tree
from tests import lasting
from tests.permanent.made import FIRST, SECOND, page


def test_each_release_shows_the_wording_in_force_and_what_differs_today(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "tells [mx-dif].", "calls [mx-dif] at once.")
    release(read_tree(root), SECOND)
    first, second = page(root, "id/RG-1.1/2026-12-01"), page(root, "id/RG-1.1/2027-06-01")
    assert "tells <a" in first
    assert "<del>tells</del><ins>calls</ins> mx-dif<ins> at once</ins>." in first
    assert "calls <a" in second
    assert "<del>" not in second
    assert "None." in second


def test_a_release_that_changed_nothing_in_a_text_leads_to_the_one_that_did(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, "guidelines/regional/RG.md", "A test text", "Another test text")
    release(read_tree(root), SECOND)
    assert 'content="0;url=../2026-12-01/"' in page(root, "id/RG-1.1/2027-06-01")


def test_a_new_deadline_shows_in_the_difference(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "actors: [migration]", "actors: [migration]\ndeadline: {hours: 24}")
    assert "<ins>deadline: hours 24</ins>" in page(root, "id/RG-1.1/2026-12-01")


def test_links_in_an_old_wording_lead_to_permanent_addresses(root: Path) -> None:
    release(read_tree(root), FIRST)
    assert 'href="../../../id/CRC-3/"' in page(root, "id/RG-1.1/2026-12-01")


def test_versions_come_from_the_release_files_alone(root: Path) -> None:
    entry = {
        "id": "RG-1.1",
        "kind": "section",
        "at": "rg/1/#rg-1.1",
        "title": {"es": "A"},
        "text": {"es": "Hola <b>x</b>"},
    }
    folder = root / "guidelines/published"
    folder.mkdir()
    (folder / "2026-12-01.jsonl").write_text(write("2026-12-01", [entry], {}), encoding="utf-8")
    text = page(root, "id/RG-1.1/2026-12-01")
    assert "<b>" not in text
    assert "Hola" in text
    assert 'lang="en"><p>' in text


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Uno dos.", "Uno dos.", ""),
        ("Uno dos.", "Uno tres.", "<p>Uno <del>dos</del><ins>tres</ins>.</p>"),
        ("Uno.\n\nDos.", "Uno.", "<p>…</p><p><del>Dos.</del></p>"),
        ("- a\n- b", "- a\n- b\n- c", "<p>…</p><p><ins>- c</ins></p>"),
        ("**Uno**  dos", "Uno\ndos", ""),
        ("Vea [RG-1].", "Vea [el texto][RG-1].", "<p>Vea <del>RG-1</del><ins>el texto</ins>.</p>"),
        ("<script>", "x", "<p><del>&lt;script&gt;</del><ins>x</ins></p>"),
    ],
)
def test_a_difference_names_the_words_that_went_and_came(old: str, new: str, shown: str) -> None:
    assert str(difference(old, new)) == shown


def test_a_paragraph_without_end_is_shown_whole_instead_of_compared_for_ever() -> None:
    old, new = " ".join(f"a{n}" for n in range(5000)), " ".join(f"b{n}" for n in range(5000))
    assert str(difference(old, new)).count("<del>") == 1


def test_paragraphs_are_plain_words() -> None:
    assert paragraphs("## Qué hacer\n\nLlame a [DIF][mx-dif] **ya**.\n\n> Nota") == [
        "Qué hacer",
        "Llame a DIF ya.",
        "Nota",
    ]
