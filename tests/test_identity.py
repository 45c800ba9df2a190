"""What a rule says that it looks at is all that it looks at: so what was found holds after a change that it cannot see."""

from __future__ import annotations

from collections.abc import Iterable
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
from kb.read.document import Document
from kb.read.kinds import HELD
from kb.read.tree import Tree, assemble, read_tree
from tests.conftest import ROOT
from tests.fixtures import cases, name, tree_of
from tests.planted.plant import KINDS
from tests.planted.run import clean_tree, plant, problems_with
from tests.remembering import copy_of, problems

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
