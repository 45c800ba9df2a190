"""Rules on references by id, in texts and in metadata: does the id exist, and may it stand there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.base import Entry, KnowledgeBase, Point
from kb.check.engine import Finding, _, tree_rule
from kb.models.base import SEE, KeyPath
from kb.models.records import Instrument
from kb.models.section import CONTACT_KIND, sort_key
from kb.read.document import Document
from kb.read.markdown import is_id
from kb.read.tree import Citation, Tree

SUGGESTIONS = 60
"""How many different unknown ids get a list of similar ones: looking for them is slow."""


_WORD = re.compile(r"\[([A-Za-z][A-Za-z0-9]{1,40})\]")


def looks_like_id(text: str) -> bool:
    """Whether a writer meant an id: it has the form of one, or would have it in upper case."""
    return is_id(text) or (any(char.isdigit() for char in text) and is_id(text.upper()))


def kind_of(found: Entry | Point) -> str:
    """What an id leads to, in the words of `Ref.kinds`."""
    if isinstance(found, Instrument):
        return "source" if found.id.islower() else "instrument"
    return type(found).__name__.lower()


def _series(ident: str) -> str:
    """The series or the instrument that an upper-case id begins with."""
    return ident.partition("-")[0]


@lru_cache(maxsize=1)
def unresolved(tree: Tree) -> list[Citation]:
    """The citations whose id leads nowhere as it stands, except to what could not be read: that is told elsewhere."""
    return list(_unresolved(tree))


def _unresolved(tree: Tree) -> Iterator[Citation]:
    for citation in tree.citations:
        if tree.kb.find(citation.target) is None:
            if citation.target.lower() in tree.unread or _series(citation.target) in tree.lost:
                continue
            by_kind = citation.mark and "kind" in citation.mark.kinds and citation.target.startswith(CONTACT_KIND)
            contents = (
                citation.entry is None and citation.target == "TOC"
            )  # [TOC] is Python-Markdown's table of contents
            if not by_kind and not contents:
                yield citation


def _instrument_of(kb: KnowledgeBase, target: str) -> Instrument | None:
    """The instrument whose point an id would be."""
    instrument, _dash, point = target.partition("-")
    return kb.library.get(instrument) if point and is_id(target) else None


class _Nearest:
    """Similar ids that may stand in a place, each looked for once, and not without end."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.known: dict[str, list[str]] = {}

    def to(self, citation: Citation) -> list[str]:
        if citation.target not in self.known:
            wanted = len(self.known) < SUGGESTIONS
            self.known[citation.target] = self.kb.nearest(citation.target, 12) if wanted else []
        kinds = citation.mark.kinds if citation.mark else None
        return [ident for ident in self.known[citation.target] if kinds is None or self._kind(ident) in kinds][:3]

    def _kind(self, ident: str) -> str:
        found = self.kb.find(ident)
        return kind_of(found) if found else ""


@tree_rule()
def unknown_reference(tree: Tree) -> Iterator[Finding]:
    """A reference leads to an id that does not exist, so that readers could not follow it.

    Bad:
        The officer asks first about the child ([RG-2.33]).
    Good:
        The officer asks first about the child ([RG-2.3]).
    Fix:
        Write one of the ids that the message suggests, or add what is missing.
    """
    near = _Nearest(tree.kb)
    by_hand: dict[str, set[str]] = {}
    for citation in unresolved(tree):
        target, path = citation.target, citation.document.path
        if target.lower() in tree.kb.by_lower or _instrument_of(tree.kb, target):
            continue
        if citation.mark is None:
            if path not in by_hand:
                by_hand[path] = {label.lower() for _at, label in definitions(citation.document)}
            if not looks_like_id(target) or target.lower() in by_hand[path]:
                continue
        nearest = near.to(citation)
        yield Finding(
            citation.at,
            _("there is nothing with the id {id}"),
            _("did you mean {nearest}?") if nearest else _how_to_add(tree, citation),
            {"id": target, "nearest": ", ".join(nearest)},
            citation.document.path,
        )


def definitions(document: Document) -> Iterator[tuple[int, str]]:
    """The labels of the link definitions that a writer put in by hand, and where they stand."""
    if "]:" in document.text:
        for item in document.brackets:
            if item.form == "definition" and not item.words(document.masked).startswith("^"):
                yield item.start, " ".join(item.words(document.masked).split())


def _how_to_add(tree: Tree, citation: Citation) -> str:
    head = citation.target.partition("-")[0]
    if head == "src":
        return _("add the page to a file in guidelines/library, or write the id of one that is there")
    if head == "term":
        return _("add the term to guidelines/glossary.yml, or write the id of one that is there")
    if head.upper() in tree.kb.vocabulary.words("countries") and head.islower():
        return _("add the institution to the directory, or write the id of one that is there")
    if citation.mark:
        return _("write the id of something that exists, or take it off the list")
    return _("write the id of something that exists, or take away the square brackets")


@tree_rule()
def wrong_case(tree: Tree) -> Iterator[Finding]:
    """An id is written with other capitals than its own, so that search and other people's software would miss it.

    Bad:
        The officer asks first about the child ([rg-2.3]).
    Good:
        The officer asks first about the child ([RG-2.3]).
    Fix:
        Write the id with its own capitals; `kb check --fix` does it.
    """
    for citation in unresolved(tree):
        right = tree.kb.by_lower.get(citation.target.lower())
        if right and (citation.mark or citation.label is None or looks_like_id(citation.target)):
            yield _miswritten(citation.document, citation.at, citation.target, right)
    for document in tree.checked:
        if document.regions and any(_other_case(tree.kb, word) for word in _WORD.findall(document.text)):
            for item in document.brackets:
                words = item.words(document.masked) if item.form == "short" and not item.image else ""
                if right := _other_case(tree.kb, words):
                    yield _miswritten(document, item.start, words, right)


def _other_case(kb: KnowledgeBase, word: str) -> str | None:
    """The id that a single word such as `[crc]` would be in other capitals, which a link would lead to."""
    return kb.by_lower.get(word.lower()) if word.isalnum() and not is_id(word) else None


def _miswritten(document: Document, at: int | KeyPath, target: str, right: str) -> Finding:
    return Finding(
        at,
        _("the id {id} is written with other capitals"),
        _("write {right}"),
        {"id": target, "right": right},
        document.path,
    )


@tree_rule()
def unknown_point(tree: Tree) -> Iterator[Finding]:
    """A reference names a point that its instrument does not have in the library.

    Bad:
        basis: [CRC-99]
    Good:
        basis: [CRC-3]
    Fix:
        Write a point that the instrument has, or add the point to the library, with its own words of what it
        says.
    """
    for citation in unresolved(tree):
        instrument = _instrument_of(tree.kb, citation.target)
        if instrument is None or citation.target.lower() in tree.kb.by_lower:
            continue
        points = sorted((f"{instrument.id}-{key}" for key in instrument.record.points), key=sort_key)
        place = sum(sort_key(point) < sort_key(citation.target) for point in points)
        nearest = points[max(0, place - 2) : place + 2]
        hint = _("its points nearby are {nearest}; cite one of them, or add the point in {path}")
        yield Finding(
            citation.at,
            _("{instrument} has no point {point} in the library"),
            hint if nearest else _("it has no points yet: cite {instrument}, or add the point in {path}"),
            {
                "instrument": instrument.id,
                "point": citation.target.partition("-")[2],
                "nearest": ", ".join(nearest),
                "path": instrument.path,
            },
            citation.document.path,
        )


_FOUND = {
    "section": _("{id} is a section, which does not belong under {key}"),
    "institution": _("{id} is an institution, which does not belong under {key}"),
    "instrument": _("{id} is an instrument, which does not belong under {key}"),
    "point": _("{id} is a point of an instrument, which does not belong under {key}"),
    "source": _("{id} is a page consulted, which does not belong under {key}"),
    "term": _("{id} is a term of the glossary, which does not belong under {key}"),
    "form": _("{id} is a form, which does not belong under {key}"),
    "question": _("{id} is an open question, which does not belong under {key}"),
    "indicator": _("{id} is an indicator, which does not belong under {key}"),
    "practice": _("{id} is a good practice, which does not belong under {key}"),
    "toolkit": _("{id} is a toolkit, which does not belong under {key}"),
}
_ALLOWED = {
    ("instrument", "point"): _("put instruments or their points there, such as CRC-3; pages belong under sources"),
    ("source", "instrument", "point"): _("put pages (src-…), instruments or their points there"),
    ("source",): _("put pages of the library there (src-…)"),
    ("instrument", "source"): _("put instruments or pages of the library there"),
    ("section",): _("put sections there, such as RG-2.3"),
    SEE: _("put sections there, such as RG-2.3, or forms, questions, indicators, practices or toolkits"),
    ("institution", "kind"): _("put institutions of the directory there, or kind: with a kind of institution"),
    ("institution",): _("put institutions of the directory there"),
    ("term",): _("put terms of the glossary there (term-…)"),
    ("form",): _("put forms, checklists or cards there"),
    ("question",): _("put open questions there (question-…)"),
    ("indicator",): _("put indicators there, such as IN-1.2"),
    ("practice",): _("put good practices there (practice-…)"),
    ("toolkit",): _("put toolkits there (toolkit-…)"),
}


@tree_rule()
def wrong_kind(tree: Tree) -> Iterator[Finding]:
    """A list holds the id of something that does not belong there: a section under `basis`, an institution under `see`.

    Bad:
        basis: [RG-2.3]
        see: [mx-comar]
    Good:
        basis: [CRC-3]
        see: [RG-2.3]
        contacts: [mx-comar]
    Fix:
        Move the id to the list that the message names.
    """
    kinds = tree.kb.vocabulary.words("kinds")  # none if the vocabulary could not be read, which is told elsewhere
    for citation in tree.citations:
        if citation.mark is None:
            continue
        found = tree.kb.find(citation.target)
        if found is not None and kind_of(found) not in citation.mark.kinds:
            key = next(part for part in reversed(citation.at) if isinstance(part, str))  # type: ignore[arg-type]
            args = {"id": citation.target, "key": key}
            path = citation.document.path
            yield Finding(citation.at, _FOUND[kind_of(found)], _ALLOWED[citation.mark.kinds], args, path)
        kind = citation.target.removeprefix(CONTACT_KIND)
        if found is None and "kind" in citation.mark.kinds and kind != citation.target and kinds and kind not in kinds:
            yield Finding(
                citation.at,
                _("there is no kind of institution called {kind}"),
                _("choose one of {known}"),
                {"kind": kind, "known": ", ".join(kinds)},
                citation.document.path,
            )


@tree_rule()
def self_reference(tree: Tree) -> Iterator[Finding]:
    """An entry refers to itself, which leads readers nowhere.

    Bad:
        id: RG-2.3
        see: [RG-2.3]
    Good:
        id: RG-2.3
        see: [RG-5.1]
    Fix:
        Remove the reference, or write the id that was meant.
    """
    for citation in tree.citations:
        if citation.entry is not None and citation.target == citation.entry.id:
            yield Finding(
                citation.at,
                _("{id} refers to itself"),
                _("refer to another entry, or remove the reference"),
                {"id": citation.target},
                citation.document.path,
            )
