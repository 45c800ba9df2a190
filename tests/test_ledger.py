"""Releases: what they write down, that alteration is seen, that two branches merge, that history is told from them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.check.formats import as_text
from kb.check.run import check
from kb.cli import main
from kb.ledger.files import FOLDER, Fields, read, write
from kb.ledger.history import History
from kb.ledger.release import release
from kb.read.tree import read_tree

SECTION = "guidelines/regional/1-principles/RG-1.1.md"
FIRST, SECOND = date(2026, 12, 1), date(2027, 6, 1)


def edit(root: Path, before: str, after: str, path: str = SECTION) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after), encoding="utf-8")


def published(root: Path, day: date = FIRST) -> Path:
    release(read_tree(root), day)
    return root / FOLDER / f"{day}.jsonl"


def test_a_first_release_holds_every_id_and_every_page(small: Path) -> None:
    kb = read_tree(small).kb
    lines = [line.fields for line in read(published(small).read_text(encoding="utf-8")).lines]
    assert [fields["id"] for fields in lines if "id" in fields] == list(kb.ids())
    assert {"page": "rg/1/", "made": "program"} in lines
    assert as_text(check(small)[1], "en") == ""


def test_a_later_release_holds_only_what_is_new_or_changed(small: Path) -> None:
    published(small)
    edit(small, "tells [mx-dif]", "tells [mx-dif] at once")
    edit(small, "avisa a [mx-dif]", "avisa a [mx-dif] de inmediato")
    lines = read(published(small, SECOND).read_text(encoding="utf-8")).lines
    assert [line.fields["id"] for line in lines] == ["RG-1.1"]
    assert lines[0].fields["text"]["en"] == "The official decides under [CRC-3] and tells [mx-dif] at once."


def test_a_release_is_never_written_twice_nor_before_another(small: Path) -> None:
    path = published(small, SECOND)
    before = path.read_bytes()
    edit(small, "tells [mx-dif]", "informs [mx-dif]")
    assert release(read_tree(small), SECOND).refused == "exists"
    assert release(read_tree(small), FIRST).refused == "later"
    assert path.read_bytes() == before
    assert len(list(path.parent.glob("*.jsonl"))) == 1


def test_nothing_is_written_when_nothing_is_new(small: Path) -> None:
    published(small)
    assert release(read_tree(small), SECOND).refused == "nothing"


def test_the_history_says_what_each_release_changed(small: Path) -> None:
    published(small)
    edit(small, "status: proposed", "status: withdrawn\nreplaced_by: [RG-1]")
    edit(small, "Protege a niñas y niños.", "Protege a la niñez.", "directory/mx/dif.yml")
    published(small, SECOND)
    newest, oldest = History.of(small).releases
    assert [(change.id, change.what) for change in newest.changes] == [("RG-1.1", "withdrawn"), ("mx-dif", "changed")]
    assert {change.what for change in oldest.changes} == {"new"}


def test_a_wording_is_in_force_until_another_is_released(small: Path) -> None:
    published(small)
    edit(small, "tells [mx-dif]", "informs [mx-dif]", SECTION)
    published(small, SECOND)
    edit(small, "A test text", "Another test text", "guidelines/regional/RG.md")
    published(small, date(2028, 1, 1))
    history = History.of(small)
    held = {day: wording.day for day, wording in history.in_force("RG-1.1")}
    assert held == {"2026-12-01": "2026-12-01", "2027-06-01": "2027-06-01", "2028-01-01": "2027-06-01"}
    assert [wording.day for wording in history.wordings("RG-1")] == ["2026-12-01"]
    assert list(history.in_force("mx-dif")) == []


def test_changing_who_acts_or_by_when_is_a_new_wording(small: Path) -> None:
    published(small)
    edit(small, "actors: [migration]", "actors: [migration]\ndeadline: {hours: 24}")
    published(small, SECOND)
    assert [wording.day for wording in History.of(small).wordings("RG-1.1")] == ["2026-12-01", "2027-06-01"]


@given(st.data())
def test_any_change_of_a_release_file_is_noticed(data: st.DataObject) -> None:
    text = write("2026-12-01", [{"id": f"RG-{n}", "kind": "section", "at": "rg/#rg", "n": n} for n in range(4)], {})
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from(["", "0", "x", "\n", '"', "ñ"]))
    altered = text[:at] + new + text[at + 1 :]
    if altered.rstrip("\n") != text.rstrip("\n"):
        assert read(altered).damage


@given(st.permutations(range(5)))
def test_the_order_of_lines_does_not_count_so_that_a_merge_may_change_it(order: list[int]) -> None:
    text = write("2026-12-01", [{"id": f"RG-{n}", "kind": "section", "at": "rg/#rg"} for n in range(4)], {})
    lines = text.splitlines(keepends=True)
    assert read("".join(lines[n] for n in order)).damage == []


def git(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *command], cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("days", [("2027-01-01", "2027-02-01"), ("2027-01-01", "2027-01-01")], ids=["two", "one-day"])
@pytest.mark.parametrize("first", [True, False], ids=["after-a-release", "first-ever"])
def test_two_branches_that_both_release_merge_without_a_conflict(
    small: Path, days: tuple[str, str], first: bool
) -> None:
    if first:
        published(small)
    git(small, "init", "-b", "main")
    git(small, "add", "-A")
    git(small, "commit", "-m", "start")
    texts = ((SECTION, "tells [mx-dif]", "informs [mx-dif]"), ("guidelines/regional/RG.md", "A test", "Another test"))
    for name, day, (path, before, after) in zip(("one", "other"), days, texts, strict=True):
        git(small, "checkout", "-b", name, "main")
        edit(small, before, after, path)
        published(small, date.fromisoformat(day))
        git(small, "add", "-A")
        assert git(small, "commit", "-m", name).returncode == 0
    merged = git(small, "merge", "one", "-m", "merge")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert as_text(check(small)[1], "en") == ""
    edit(small, "informs", "calls")
    published(small, date(2028, 1, 1))
    assert as_text(check(small)[1], "en") == ""
    latest = History.of(small).latest
    assert latest["RG-1.1"]["text"]["en"].endswith("calls [mx-dif].")
    assert latest["RG"]["text"]["en"].startswith("Another test")


def test_a_page_that_only_lists_may_not_vanish_either(small: Path) -> None:
    published(small)
    kept = {"page": "roles/judge/", "made": "program"}
    later = {"2026-12-01": read((small / FOLDER / "2026-12-01.jsonl").read_text(encoding="utf-8")).digests}
    (small / FOLDER / "2027-01-01.jsonl").write_text(write("2027-01-01", [kept], later), encoding="utf-8")
    edit(small, "tells [mx-dif]", "informs [mx-dif]")
    done = release(read_tree(small), SECOND)
    assert (done.refused, done.about) == ("lost", "roles/judge/")
    (small / "guidelines/moved.yml").write_text("- {old: roles/judge/, new: roles/}\n", encoding="utf-8")
    assert release(read_tree(small), SECOND).refused == ""


def test_the_command_says_what_it_wrote(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--root", str(small), "--date", "2026-12-01", "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"{FOLDER}/2026-12-01.jsonl: 9 new, 0 changed, 0 withdrawn\n"
    assert main(["release", "--root", str(small), "--date", "2026-12-02", "--lang", "es"]) == 0
    assert "no hay nada nuevo" in capsys.readouterr().err
    assert main(["release", "--root", str(small), "--date", "2026-12-01", "--lang", "en"]) == 2
    assert "a release is never changed" in capsys.readouterr().err
    assert main(["release", "--root", str(small), "--date", "tomorrow", "--lang", "en"]) == 2
    assert "is not a day" in capsys.readouterr().err


def test_content_with_errors_is_not_released(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(small, "[CRC-3] and", "[CRC-33] and")
    assert main(["release", "--root", str(small), "--lang", "en"]) == 1
    assert "not released, because of" in capsys.readouterr().err
    assert not (small / FOLDER).exists()


def written(root: Path, day: str, entries: list[Fields], **after: list[str]) -> None:
    """Put a release file there that somebody else has made."""
    (root / FOLDER).mkdir(exist_ok=True)
    text = write(
        day, entries, {known.removeprefix("of_").replace("_", "-"): digests for known, digests in after.items()}
    )
    (root / FOLDER / f"{day}.jsonl").write_text(text, encoding="utf-8")


def told(root: Path) -> list[str]:
    """The problems of a tree: path, line and rule of each."""
    return [f"{problem.path}:{problem.line} {problem.rule}" for problem in check(root)[1]]


GONE: Fields = {"id": "RG-1.9", "kind": "section", "at": "rg/1/#rg-1.9", "title": {"es": "Uno", "en": "One"}}


def test_a_file_renamed_to_a_later_day_is_told_its_name(small: Path) -> None:
    path = published(small)
    path.rename(path.with_name(f"{SECOND}.jsonl"))
    assert told(small) == [f"{FOLDER}/{SECOND}.jsonl:1 release-altered"]


def test_a_file_that_a_merge_has_made_longer_since_is_no_other_one(small: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(small, tmp_path / "other"))
    one = published(small)
    edit(small, "tells [mx-dif]", "informs [mx-dif]")
    published(small, SECOND)
    edit(other, "A test", "Another test", "guidelines/regional/RG.md")
    one.write_text(one.read_text(encoding="utf-8") + published(other).read_text(encoding="utf-8"), encoding="utf-8")
    assert told(small) == []


def test_notes_beside_the_releases_are_no_release(small: Path) -> None:
    published(small)
    (small / FOLDER / "README.md").write_text("Notes.\n", encoding="utf-8")
    assert not [line for line in told(small) if "release" in line.partition(" ")[2] or "published-" in line]


def test_an_id_that_is_gone_is_told_once_though_it_was_published_again(small: Path) -> None:
    written(small, "2026-12-01", [GONE])
    digests = read((small / FOLDER / "2026-12-01.jsonl").read_text(encoding="utf-8")).digests
    written(small, "2027-06-01", [{**GONE, "at": "rg/9/#rg-1.9"}], of_2026_12_01=digests)
    assert told(small) == [f"{FOLDER}/2026-12-01.jsonl:2 published-id-gone"]


def test_an_id_that_cannot_be_read_is_not_gone_and_hides_none_that_is(small: Path) -> None:
    written(small, "2026-12-01", [{**GONE, "id": "RG-1.8"}, GONE])
    path = "guidelines/regional/1-principles/RG-1.8.md"
    (small / path).write_text("no front matter\n", encoding="utf-8")
    assert told(small) == [f"{FOLDER}/2026-12-01.jsonl:3 published-id-gone", f"{path}:1 front-matter"]


def test_an_id_of_another_kind_is_told_whichever_it_was(small: Path) -> None:
    written(small, "2026-12-01", [{**GONE, "id": "RG-1.1", "kind": kind} for kind in ("form", "section", "term")])
    rules = [line for line in told(small) if "published-id-gone" in line]
    assert rules == [f"{FOLDER}/2026-12-01.jsonl:2 published-id-gone"]
    written(small, "2026-12-01", [{**GONE, "id": "RG-1.1", "kind": "term"}])
    assert told(small) == rules


def test_an_id_that_is_gone_does_not_hide_a_page_that_is(small: Path) -> None:
    written(small, "2026-12-01", [{**GONE, "at": "rg/9/#rg-1.9"}, {"page": "visits/", "made": "hand"}])
    assert told(small) == [
        f"{FOLDER}/2026-12-01.jsonl:2 published-id-gone",
        f"{FOLDER}/2026-12-01.jsonl:3 published-address-lost",
    ]


def test_a_page_by_hand_is_looked_for_in_the_language_at_the_root(small: Path) -> None:
    written(small, "2026-12-01", [{"page": "visits/", "made": "hand"}])
    for lang, rule in (("en", "published-address-lost"), ("es", "page-without-translation")):
        page = small / f"docs/{lang}/visits.md"
        page.write_text("# Visits\n", encoding="utf-8")
        assert ("published-address-lost" in " ".join(told(small))) is (rule == "published-address-lost")
        page.unlink()
