"""What a rule says that it looks at is all that it looks at: so what was found holds after a change that it cannot see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb.base import Entry, record_of
from kb.check import last
from kb.check.engine import RULES, check_tree
from kb.check.identity import OWN, changed_fields, same_to_others
from kb.check.outlines import outline
from kb.models.section import Section
from kb.read.document import Document, parse
from kb.read.kinds import HELD
from kb.read.tree import Tree, assemble, read_tree
from tests.conftest import ROOT
from tests.fixtures import cases, name, tree_of
from tests.planted.plant import KINDS
from tests.planted.run import clean_tree, plant, problems_with
from tests.remembering import SECTION, copy_of, problems

SHARES = 4
"""Groups of kinds of defect, so that several processes share the work."""


def _bared(document: Document, but: Iterable[str] = ()) -> Document:
    """A document whose entries have nothing left but what makes them what they are, and the fields named: whoever asks for
    another one fails."""
    if not _is_told_apart(document):
        return document
    entries: list[Any] = [_without(entry, OWN.difference(but)) for entry in outline(document).entries]
    return replace(outline(document), entries=entries)


def _mute(document: Document) -> Document:
    """The same, without a text to look at."""
    return replace(_bared(document), text="") if _is_told_apart(document) else document


def _is_told_apart(document: Document) -> bool:
    return not document.defects and (document.kind == "section" or document.kind in HELD)


def _without(entry: Entry, names: frozenset[str]) -> Entry:
    record = record_of(entry).model_copy()
    for field in names & vars(record).keys():
        del vars(record)[field]
    if not isinstance(entry, Section):
        return replace(entry, record=record)
    return replace(entry, front=record, bodies={} if "titles" in names else entry.bodies)


def _focused(tree: Tree, path: str) -> Tree:
    """A tree in which only one document is whole."""
    documents = (document if document.path == path else _mute(document) for document in tree.documents.values())
    return replace(assemble(tree.root, documents), focus=frozenset((path,)))


def _judges(tree: Tree, path: str) -> bool:
    """Whether rules that look at one document find the same in it if they cannot see the others' own fields and texts."""
    rules = [rule for rule in RULES.values() if rule.scope == "tree" and rule.sees in ("outline", "text")]
    found = check_tree(replace(tree, focus=frozenset((path,))), rules)
    return check_tree(_focused(tree, path), rules) == found


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_rules_look_at_nothing_in_others_that_is_their_own_business(case: Path, tmp_path: Path) -> None:
    tree = read_tree(tree_of(case, tmp_path))
    blamed = {problem.path for problem in problems(tree.root)} & tree.documents.keys()
    assert [path for path in (*blamed, *list(tree.documents)[::10]) if not _judges(tree, path)] == []


def test_nor_in_the_real_content(content: Tree) -> None:
    some = [*list(content.documents)[::120], content.kb.sections["RG-2.3"].path, "guidelines/glossary.yml"]
    assert [path for path in some if not _judges(content, path)] == []


@pytest.mark.parametrize("case", cases("fail"), ids=name)
def test_rules_that_look_at_all_files_look_at_no_fields_but_those_that_they_compare(case: Path, tmp_path: Path) -> None:
    tree = read_tree(tree_of(case, tmp_path))
    for rule in RULES.values():
        if rule.sees == "outlines":
            bared = assemble(tree.root, [_bared(document, rule.compares) for document in tree.documents.values()])
            assert check_tree(bared, [rule]) == check_tree(tree, [rule])


def test_only_fields_that_there_are_are_an_entrys_own_or_compared(content: Tree) -> None:
    fields = {field for _d, _p, entry in content.entries() for field in type(record_of(entry)).model_fields}
    assert fields | {"titles"} >= OWN
    assert {"id", "status", "replaced_by", "name", "title", "part_of"}.isdisjoint(OWN)
    assert all(rule.compares <= OWN for rule in RULES.values())


@pytest.mark.parametrize("share", range(SHARES))
def test_of_each_planted_defect_the_last_check_tells_what_a_new_one_tells(share: int, tmp_path: Path) -> None:
    root = copy_of(ROOT, tmp_path)
    clean = clean_tree(root)
    assert last.check(root) == problems_with(clean, []) == []
    for kind in list(KINDS.values())[share::SHARES]:
        planted = plant(clean, kind, 3)
        if planted is None or planted.path != planted.before:
            continue
        path = root / planted.path
        before = path.read_bytes()
        path.write_bytes(planted.change.text.encode("utf-8", "surrogateescape"))
        assert last.check(root) == sorted(set(problems_with(clean, [planted]))), str(planted)
        path.write_bytes(before)


RECORD, NUMBER, OTHER = "directory/mx/dif.yml", "+525512345678", "+525587654321"
OWN_CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a line more in front matter": (SECTION, lambda text: text.replace("id:", "\nid:", 1)),
    "a word that is unknown": (SECTION, lambda text: text.replace("[migration]", "[migrations]")),
    "a basis that is unknown": (SECTION, lambda text: text.replace("basis: [CRC-3]", "basis: [CRC-33]")),
    "a basis named twice": (SECTION, lambda text: text.replace("basis: [CRC-3]", "basis: [CRC-3, CRC-3]")),
    "nothing but one language": (SECTION, lambda text: text.partition("# Best")[0]),
    "a title": (SECTION, lambda text: text.replace("# Best interests", "# The best interests")),
    "a role": (RECORD, lambda text: text.replace("en: Protects children.", "en: Protects minors and 3 adults.")),
    "a number": (RECORD, lambda text: text.replace(NUMBER, OTHER)),
    "an instrument's note": (
        "guidelines/library/un.yml",
        lambda text: text.replace("- id: CRC\n", "- id: CRC\n  note: {es: Uno.}\n"),
    ),
    "a page": ("docs/es/index.md", lambda text: f"{text}\nMire [RG-99] y [aquí](nada.md).\n"),
}


@pytest.mark.parametrize("what", OWN_CHANGES)
def test_after_a_change_that_others_cannot_see_only_that_file_is_looked_at(
    small: Path, what: str, no_whole_check: Callable[[], None]
) -> None:
    for lang in ("es", "en"):
        (small / f"docs/{lang}/index.md").write_text("# Inicio\n", encoding="utf-8")
    assert last.check(small) == []
    path, change = OWN_CHANGES[what]
    before = (small / path).read_text(encoding="utf-8")
    (small / path).write_text(change(before), encoding="utf-8")
    assert (small / path).read_text(encoding="utf-8") != before
    found = problems(small)
    no_whole_check()
    assert last.check(small) == found
    assert last.check(small, [path]) == found


SECOND = "directory/mx/comar.yml"


def _answers(root: Path, path: str, number: str) -> None:
    """Write down that the institution of a file answers on a number, and on no other."""
    text = (root / RECORD).read_text(encoding="utf-8").replace("mx-dif", f"mx-{Path(path).stem}")
    printed = f"{number[3:5]} {number[5:9]} {number[9:]}"
    (root / path).write_text(text.replace(NUMBER, number).replace("55 1234 5678", printed), encoding="utf-8")


def test_a_number_that_becomes_anothers_too_is_told_in_both_files(
    small: Path, no_whole_check: Callable[[], None]
) -> None:
    _answers(small, SECOND, OTHER)
    assert last.check(small) == []
    _answers(small, SECOND, NUMBER)
    found = problems(small)
    no_whole_check()
    assert last.check(small) == found
    assert {(problem.rule, problem.path) for problem in found} == {("shared-number", path) for path in (RECORD, SECOND)}


def test_a_number_that_was_anothers_is_nobody_elses_any_more(small: Path, no_whole_check: Callable[[], None]) -> None:
    _answers(small, SECOND, OTHER)
    assert last.check(small) == []
    _answers(small, SECOND, NUMBER)
    _answers(small, RECORD, OTHER[:-1] + "0")
    no_whole_check()
    assert last.check(small) == []


def test_after_a_change_above_what_is_wrong_with_all_files_everything_is_checked(small: Path) -> None:
    (small / "guidelines/regional/1-principles/RG-1.md").unlink()
    assert [problem.rule for problem in last.check(small)] == ["chapter-without-introduction"]
    path = small / SECTION
    path.write_text(path.read_text(encoding="utf-8").replace("id:", "\nid:", 1), encoding="utf-8")
    assert [problem.line for problem in last.check(small)] == [3]
    assert last.check(small) == problems(small)


@pytest.mark.parametrize("change", ["  published: null\n", "  status: withdrawn\n", "  replaced_by: [src-mx-page]\n"])
def test_what_others_see_of_a_record_is_no_business_of_its_own(change: str) -> None:
    record = "- id: CRC\n  kind: treaty\n  title: {es: Convención, en: Convention}\n"
    one, other = (parse("guidelines/library/un.yml", text) for text in (record, record + change))
    assert same_to_others(one, parse("guidelines/library/un.yml", f"{record}  note: {{es: Uno., en: One.}}\n"))
    assert not one.defects
    assert not other.defects
    assert not same_to_others(one, other)


def test_two_documents_that_differ_in_own_fields_only_are_the_same_to_others(content: Tree) -> None:
    document = content.documents[content.kb.institutions["mx-comar"].path]
    other = replace(document, entries=[_with(document.entries[0], confidence="medium", phones=())])
    assert same_to_others(document, other)
    assert changed_fields(document, other) == {"confidence", "phones"}
    assert not same_to_others(document, replace(document, entries=[_with(document.entries[0], part_of="mx-dif")]))
    assert not same_to_others(document, replace(document, entries=[]))
    assert not same_to_others(document, replace(document, usable=False))


def _with(entry: Entry, **values: object) -> Any:
    return replace(entry, record=record_of(entry).model_copy(update=values))
