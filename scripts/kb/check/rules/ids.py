"""Rules on ids: their form, that each is there once, and that a file's name says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname, splitext

from kb.base import Entry
from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.models.base import CITABLE_ID, RECORD_ID, RESERVED_IDS, KeyPath
from kb.models.collections import Indicator, Practice, Question, Toolkit
from kb.models.forms import REGISTRY_CARD, Form
from kb.models.institution import Institution
from kb.models.records import Instrument, Term
from kb.models.section import Section
from kb.read.document import Document
from kb.read.tree import Tree

POINT = re.compile(r"[0-9]+(\.[0-9a-z]+)*")
_SERIES = re.compile(r"[A-Z][A-Z0-9]*")
_CARD_FOLDER = "guidelines/registry-card"
_INDICATOR = re.compile(r"IN-[0-9]+\.[0-9]+")
_PREFIX = re.compile(r"[a-z]{2}|reg")
_BEGINNINGS: dict[type, tuple[str, ...]] = {
    Term: ("term-",),
    Form: ("form-", "checklist-", "card-"),
    Question: ("question-",),
    Practice: ("practice-",),
    Toolkit: ("toolkit-",),
}
"""How the ids of a kind of record begin."""
_FORMS: dict[type, str] = {
    Form: _("write form-, checklist- or card- and a name in lower case, with hyphens: checklist-first-questions"),
    Question: _("write question- and a name in lower case, with hyphens: question-panel-quorum"),
    Indicator: _("write IN-, the number of the subject, a dot and a number: IN-1.2"),
    Practice: _("write practice- and the file's name"),
    Toolkit: _("write toolkit- and a name in lower case, with hyphens: toolkit-uasc-handbook"),
}


def well_formed(entry: Entry) -> bool:
    """Whether an entry's id has the form of its kind."""
    if isinstance(entry, Section):
        return bool(CITABLE_ID.fullmatch(entry.id))
    if isinstance(entry, Institution):
        return bool(RECORD_ID.fullmatch(entry.id))
    if isinstance(entry, Instrument):
        page = entry.id.startswith("src-") and RECORD_ID.fullmatch(entry.id)
        return bool(page or _SERIES.fullmatch(entry.id))
    if isinstance(entry, Indicator):
        return bool(_INDICATOR.fullmatch(entry.id))
    beginnings = next(begin for kind, begin in _BEGINNINGS.items() if isinstance(entry, kind))
    return entry.id.startswith(beginnings) and bool(RECORD_ID.fullmatch(entry.id))


def _form(entry: Entry) -> str:
    hint = next((hint for kind, hint in _FORMS.items() if isinstance(entry, kind)), "")
    if hint:
        return hint
    if isinstance(entry, Section):
        return _("write capitals, then a hyphen and a number with dots: RG, RG-2, RG-2.3")
    if isinstance(entry, Institution):
        return _("write the country, a hyphen and a short name, in lower case without accents: mx-comar, reg-iom")
    if isinstance(entry, Instrument):
        return _(
            "write an instrument in capitals without hyphens (CRC, LON2018), a page as src- and a name in lower case"
        )
    return _("write term- and the English term in lower case, with hyphens: term-best-interests")


@document_rule()
def id_pattern(document: Document) -> Iterator[Finding]:
    """An id does not have the form that its kind of entry has, so that it could not be cited or would have no address.

    Bad:
        id: rg_2.3
        id: mx-Comar
    Good:
        id: RG-2.3
        id: mx-comar
    Fix:
        Write the id in the form that the message shows; if other entries have it already, take the next number.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        if not well_formed(entry):
            yield Finding((*place, "id"), _("“{id}” does not have the form of an id"), _form(entry), {"id": entry.id})
        for key in entry.record.points if isinstance(entry, Instrument) else ():
            if not POINT.fullmatch(key):
                message = _("“{point}” does not have the form of a point's number")
                hint = _('write digits, dots and lower-case letters, in single or double quotation marks: "2.b"')
                yield Finding((*place, "points", key), message, hint, {"point": key}, on_key=True)


@tree_rule(sees="outlines")
def duplicate_id(tree: Tree) -> Iterator[Finding]:
    """Two entries have the same id, or an id is a name that the site itself needs: links would lead to the wrong one.

    Capitals make no difference: addresses do not know them.

    Bad:
        id: RG-2.3 in two files
        id: SEARCH
    Good:
        id: RG-2.3 in one file, id: RG-2.4 in the other
    Fix:
        Give the newer entry the next free id. An id that was published stays where it is.
    """
    first: dict[str, tuple[Document, KeyPath]] = {}
    for document in sorted(tree.documents.values(), key=_last_if_misnamed):
        for place, entry in zip(document.places, document.entries, strict=True):
            at = (*place, "id")
            low = entry.id.lower()
            if low in RESERVED_IDS or low in tree.kb.languages:
                hint = _("choose another id")
                yield Finding(at, _("the site itself needs the name “{id}”"), hint, {"id": entry.id}, document.path)
            elif low in first:
                yield _twice(document, at, entry.id, *first[low])
                continue  # its points are the other's points, too: one problem is enough
            else:
                first[low] = document, at
            for key in entry.record.points if isinstance(entry, Instrument) else ():
                point = f"{low}-{key}".lower()
                if point in first:
                    yield _twice(document, (*place, "points", key), f"{entry.id}-{key}", *first[point], on_key=True)
                else:
                    first[point] = document, (*place, "points", key)


def _last_if_misnamed(document: Document) -> tuple[bool, str]:
    """Order of documents: of two files with one id, the one that is named after it comes first, and keeps the id."""
    return document.kind not in ("library", "glossary") and any(file_name(document)), document.path


def _twice(
    document: Document, at: KeyPath, ident: str, other: Document, there: KeyPath, *, on_key: bool = False
) -> Finding:
    line, _column = other.line_and_column(other.offset(there))
    args = {"id": ident, "other": other.path, "line": line}
    hint = _("give one of them another id; an id that has been published stays where it is")
    message = _("the id {id} stands already in {other}, line {line}")
    return Finding(at, message, hint, args, document.path, on_key)


@document_rule()
def file_name(document: Document) -> Iterator[Finding]:
    """A file is not named after its id, so that nobody would find the file of what they see on the site.

    Bad:
        guidelines/regional/2-identification/RG-2.3.md with id: RG-2.4
        directory/mx/comar.yml with id: mx-refugios
    Good:
        guidelines/regional/2-identification/RG-2.3.md with id: RG-2.3
        directory/mx/comar.yml with id: mx-comar
    Fix:
        Rename the file after its id; if the id is the mistake, correct the id.
    """
    name = basename(document.path)
    for entry in document.entries:
        if isinstance(entry, Section) and well_formed(entry):
            yield from _named(entry.id, name, f"{entry.id}.md")
        elif isinstance(entry, Form | Practice) and well_formed(entry):
            card = isinstance(entry, Form) and dirname(document.path) == _CARD_FOLDER
            if card and entry.id != REGISTRY_CARD:
                args = {"right": REGISTRY_CARD, "id": entry.id}
                yield Finding(("id",), _("the registry card has the id {right}"), _("write {right}"), args)
            elif not card:
                yield from _named(entry.id, name, f"{entry.id.removeprefix('practice-')}.yml")
        elif isinstance(entry, Institution) and well_formed(entry):
            prefix = prefix_of(entry.folder)
            start, _dash, rest = entry.id.partition("-")
            if start == prefix:
                yield from _named(entry.id, name, f"{rest}.yml")
            elif _PREFIX.fullmatch(prefix):
                args = {"id": entry.id, "right": f"{prefix}-{splitext(name)[0].lower()}"}
                message = _("the id {id} does not begin like the ids of its folder")
                yield Finding(("id",), message, _("write {right}, or move the file to the right folder"), args)


def _named(ident: str, name: str, right: str) -> Iterator[Finding]:
    if name != right:
        args = {"id": ident, "name": name, "right": right}
        message = _("the id {id} and the file name {name} do not go together")
        yield Finding(("id",), message, _("rename the file to {right}, or correct the id"), args)


def prefix_of(folder: str) -> str:
    """What the ids of a folder of the directory begin with: its name, `reg` for `regional`."""
    return "reg" if folder == "regional" else folder
