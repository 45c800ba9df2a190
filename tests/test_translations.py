"""Translations do not drift unseen: `kb sync`, the notice on a section, the status page, `kb status`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kb.check.formats import as_text
from kb.check.run import check
from kb.cli import main
from kb.editing.sync import confirmed as confirm
from kb.in_step import standing_of
from kb.models.section import Section
from kb.read.document import parse
from kb.read.tree import Tree, read_tree
from kb.translations import progress, to_compare
from tests.test_pages import page_of
from tests.translated import PATH, change, labelled


def state(root: Path) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    standing = standing_of(read_tree(root).kb.sections["RG-1.1"])
    return standing.state, standing.ahead, standing.behind


# kb sync


def test_sync_writes_the_fingerprints_and_nothing_else(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (small / PATH).read_text(encoding="utf-8")
    assert main(["sync", "--root", str(small), "rg-1.1", "--lang", "en"]) == 0
    assert "1 sections confirmed, 0 not" in capsys.readouterr().out
    after = (small / PATH).read_text(encoding="utf-8")
    assert re.sub(r"in_step: .*\n", "", after) == before
    assert state(small) == ("in-step", (), ())
    assert as_text(check(small)[1], "en") == ""


def test_sync_twice_is_sync_once(small: Path) -> None:
    assert main(["sync", "--root", str(small), "--all"]) == 0
    once = {path: path.read_bytes() for path in small.rglob("*.md")}
    assert main(["sync", "--root", str(small), "--all"]) == 0
    assert {path: path.read_bytes() for path in small.rglob("*.md")} == once


def test_sync_replaces_what_was_confirmed_before_and_keeps_the_order_of_keys(small: Path) -> None:
    change(small, "contacts:", "revised: 2026-01-02\ncontacts:")
    main(["sync", "--root", str(small), "RG-1.1"])
    change(small, "La persona funcionaria", "La autoridad")
    change(small, "The official", "The authority")
    main(["sync", "--root", str(small), "RG-1.1"])
    text = (small / PATH).read_text(encoding="utf-8")
    assert text.count("in_step:") == 1
    assert state(small)[0] == "in-step"


def test_what_differs_in_structure_cannot_be_confirmed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(small, "decides under [CRC-3] and", "decides and")
    before = (small / PATH).read_bytes()
    assert main(["sync", "--root", str(small), "RG-1.1", "--lang", "en"]) == 1
    assert "[translation-references]" in capsys.readouterr().out
    assert (small / PATH).read_bytes() == before


@pytest.mark.parametrize("args", [[], ["RG-1.1", "--all"], ["RG-9.9"], ["mx-dif"], ["zzz"]])
def test_a_wrong_call_of_sync_ends_with_2_and_says_why(
    small: Path, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sync", "--root", str(small), *args]) == 2
    assert capsys.readouterr().err


def test_front_matter_that_cannot_be_changed_for_sure_is_left_alone(small: Path) -> None:
    section = read_tree(small).kb.sections["RG-1.1"]
    text = (small / PATH).read_text(encoding="utf-8")
    assert confirm(parse(PATH, text), section) is not None
    assert confirm(parse(PATH, text.replace("status:", "status: [\nstatus:")), section) is None
    folded = text.replace("id: RG-1.1\n", "id: RG-1.1\nin_step: {es: &a x, en: *a}\n")
    assert confirm(parse(PATH, folded), section) is None


def test_a_file_that_changes_meanwhile_is_not_written_over(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def meanwhile(root: Path, *args: object) -> object:
        found = check(root)
        change(root, "The official", "Somebody else's change: the official")
        return found

    monkeypatch.setattr("kb.editing.sync.check", meanwhile)
    assert main(["sync", "--root", str(small), "RG-1.1", "--lang", "en"]) == 2
    assert f"nothing was written, because {PATH} has changed" in capsys.readouterr().err
    assert "in_step" not in (small / PATH).read_text(encoding="utf-8")


# What a change does


def test_one_language_that_changes_is_ahead_of_the_other(confirmed: Path) -> None:
    change(confirmed, "The official", "The authority")
    assert state(confirmed) == ("behind", ("en",), ("es",))
    problems = check(confirmed)[1]
    assert [(p.rule, p.severity, p.path, p.line) for p in problems] == [("out-of-step", "warning", PATH, 12)]


def test_the_message_holds_what_an_editor_without_the_program_can_paste(confirmed: Path) -> None:
    change(confirmed, "The official", "The authority")
    text = as_text(check(confirmed)[1], "es")
    line = re.search(r"in_step: \{.*\}", text)
    assert line
    path = confirmed / PATH
    path.write_text(re.sub(r"in_step: .*", line.group(), path.read_text(encoding="utf-8")), encoding="utf-8")
    assert state(confirmed)[0] == "in-step"


def test_all_languages_that_change_wait_to_be_compared_without_a_warning(confirmed: Path) -> None:
    change(confirmed, "The official", "The authority")
    change(confirmed, "La persona funcionaria", "La autoridad")
    assert state(confirmed) == ("changed", ("es", "en"), ())
    assert check(confirmed)[1] == []
    assert [section.id for section, _standing in to_compare(read_tree(confirmed).kb)] == ["RG-1.1"]


def test_a_language_that_is_added_was_never_confirmed() -> None:
    text = "---\nid: RG-1.1\nstatus: proposed\nin_step: {es: a}\n---\n\n# A {lang=es}\n\nB.\n\n# C {lang=en}\n\nD.\n"
    (section,) = parse(PATH, text).entries
    assert isinstance(section, Section)
    assert standing_of(section).state == "never"


# Where readers and editors see it


def test_a_section_says_on_its_page_which_language_is_ahead(confirmed: Path, content: Tree) -> None:
    change(confirmed, "The official", "The authority")
    tree = labelled(confirmed, content)
    spanish, english = (page_of(tree, "rg/1/", lang) for lang in ("es", "en"))
    assert "Puede que este texto no esté al día: el texto en inglés cambió" in spanish
    assert 'href="../../en/rg/1/#rg-1.1" lang="en"' in spanish
    assert "The text in Spanish may still say what stood here before." in english
    assert 'href="../../../rg/1/#rg-1.1" lang="es"' in english


def test_a_section_in_step_says_nothing(confirmed: Path) -> None:
    assert "kb-drift" not in page_of(read_tree(confirmed), "rg/1/")


def test_the_status_page_counts_and_draws_each_publication(confirmed: Path, content: Tree) -> None:
    change(confirmed, "The official", "The authority")
    page = page_of(labelled(confirmed, content), "status/").split("{#translations}")[1]
    assert re.findall(r"<td>(\d+)</td>", page) == ["2", "1", "0", "0", "1", "0"]
    widths = [float(width) for width in re.findall(r'<rect [^>]*x="[^"]*" width="([\d.]+)"', page)]
    assert widths == [66.67, 33.33]
    assert 'aria-label="Al día: 2, Un idioma atrasado: 1, Cambiaron todos: 0, Sin confirmar: 0"' in page
    assert 'href="../rg/1/#rg-1.1"' in page.split("{#to-compare}")[1]
    assert "style=" not in page


def test_what_changed_is_listed_by_the_day_of_its_revision_with_what_is_behind_first(confirmed: Path) -> None:
    for name, day in (("1-principles/RG-1.1", "2026-05"), ("1-principles/RG-1", "2026-01"), ("RG", "2025-01")):
        path = confirmed / f"guidelines/regional/{name}.md"
        text = path.read_text(encoding="utf-8").replace("status:", f"revised: {day}\nstatus:")
        text = text.rstrip() + " Something new.\n"
        if name == "RG":
            text = text.replace("{lang=es}\n\n", "{lang=es}\n\nAlgo nuevo. ")
        path.write_text(text, encoding="utf-8")
    assert [section.id for section, _ in to_compare(read_tree(confirmed).kb)] == ["RG-1", "RG-1.1", "RG"]


def test_a_withdrawn_section_is_not_counted(confirmed: Path) -> None:
    change(confirmed, "status: proposed", "status: withdrawn")
    assert [item.total for item in progress(read_tree(confirmed).kb)] == [2]


def test_status_tells_people_and_programs_the_same(confirmed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(confirmed, "The official", "The authority")
    capsys.readouterr()
    assert main(["status", "--root", str(confirmed), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["translations"]["RG"] == {
        "in-step": 2, "behind": 1, "changed": 0, "never": 0, "behind_by_language": {"es": 1, "en": 0},
    }  # fmt: skip
    assert found["to_compare"] == [{"id": "RG-1.1", "state": "behind", "changed": ["en"], "revised": None}]
    assert found["sections"]["RG-1"] == "in-step"
    assert found["contacts"]["mx"]["never"] >= 1
    assert main(["status", "--root", str(confirmed), "--lang", "es"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^ +RG +2 +1 +0 +0 +1 +0$", told, re.M)
    assert "RG-1.1  cambió solo en inglés" in told
    assert main(["status", "--root", str(confirmed), "--lang", "en"]) == 0
    assert "RG-1.1  changed only in English" in capsys.readouterr().out
