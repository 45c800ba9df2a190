"""Where one language is ahead, its page shows what was said when somebody last confirmed: from git or the release files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kb.cli import main
from kb.ledger.confirmed import Said, confirmed_texts
from kb.ledger.history import History
from kb.read.tree import Tree, read_tree
from tests.test_pages import page_of
from tests.translated import PATH, change, labelled

IDENTITY = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def committed(root: Path) -> None:
    for command in (["init", "-q"], ["add", "."], [*IDENTITY, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)


def said(root: Path) -> dict[tuple[str, str], Said]:
    return confirmed_texts(root, read_tree(root).kb, History.of(root))


def test_the_notice_shows_what_the_language_ahead_said_before(confirmed: Path, content: Tree) -> None:
    committed(confirmed)
    change(confirmed, "The official", "The authority")
    tree = labelled(confirmed, content)
    spanish, english = (page_of(tree, "rg/1/", lang) for lang in ("es", "en"))
    assert "<summary>Qué cambió en inglés</summary>" in spanish
    assert '<div lang="en"><p>The <del>official</del><ins>authority</ins>' in spanish
    assert "<summary>What changed in English</summary>" in english


def test_what_was_confirmed_is_found_among_later_versions(confirmed: Path) -> None:
    committed(confirmed)
    for old, new in (("The official", "The authority"), ("The authority", "Any authority")):
        change(confirmed, old, new)
        subprocess.run(["git", "-C", str(confirmed), *IDENTITY, "commit", "-q", "-a", "-m", new], check=True)
    ((key, found),) = said(confirmed).items()
    assert key == ("RG-1.1", "en")
    assert found.text.lstrip().startswith("The official")


def test_without_git_the_release_files_tell_it(confirmed: Path) -> None:
    assert main(["release", "--root", str(confirmed), "--date", "2026-01-01"]) == 0
    change(confirmed, "The official", "The authority")
    assert said(confirmed)["RG-1.1", "en"].text.lstrip().startswith("The official")


def test_where_nobody_knows_what_was_confirmed_nothing_is_claimed(confirmed: Path, content: Tree) -> None:
    change(confirmed, "The official", "The authority")
    assert said(confirmed) == {}
    committed(confirmed)  # too late: this history begins after the change
    assert said(confirmed) == {}
    page = page_of(labelled(confirmed, content), "rg/1/")
    assert "kb-drift" in page
    assert "<details" not in page.split("kb-drift")[1].split("</div>")[0]


def test_a_file_that_was_broken_or_elsewhere_in_between_does_no_harm(confirmed: Path) -> None:
    committed(confirmed)
    path = confirmed / PATH
    text = path.read_text(encoding="utf-8")
    for number, between in enumerate(("---\nno: [end", None, text.replace("The official", "The authority"))):
        path.unlink() if between is None else path.write_text(between, encoding="utf-8")
        subprocess.run(["git", "-C", str(confirmed), *IDENTITY, "commit", "-q", "-a", "-m", str(number)], check=False)
        subprocess.run(["git", "-C", str(confirmed), "add", "."], check=True)
    assert said(confirmed)["RG-1.1", "en"].text.lstrip().startswith("The official")


def test_a_section_in_step_asks_git_nothing(confirmed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object) -> None:
        raise AssertionError("git was asked")

    monkeypatch.setattr("kb.ledger.confirmed.git", never)
    assert said(confirmed) == {}
