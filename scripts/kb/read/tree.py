"""A whole knowledge base, read from a folder: every document, and the knowledge base that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kb.base import Entry, KnowledgeBase, record_of
from kb.models.base import KeyPath, Ref, Word, marked
from kb.models.collections import Record
from kb.models.institution import Institution
from kb.models.records import Vocabulary
from kb.models.section import Section
from kb.processes import map_files
from kb.read.configuration import DEFAULT_LANGUAGES, languages_of
from kb.read.document import Document, read_document
from kb.read.files import CONFIGURATION, find
from kb.read.kinds import Kind, kind_of

__all__ = [
    "CONFIGURATION",
    "DEFAULT_LANGUAGES",
    "Citation",
    "Tree",
    "assemble",
    "languages_of",
    "phone_lines_of",
    "read_tree",
]


_RUN = 32
"""Documents read one after another lie side by side in memory. A process that looks at them changes how often they are used,
so that it gets the place copied: few should look at the same place."""


class Citation(NamedTuple):
    """An id that stands somewhere: in a text (no `mark`), or in a field that takes ids."""

    document: Document
    at: int | KeyPath
    target: str
    entry: Entry | None
    """The entry that cites; None for a page written by hand."""
    mark: Ref | None = None
    label: str | None = None


@dataclass(eq=False)
class Tree:
    """A knowledge base and the documents that it was made of, by path."""

    root: Path
    documents: Mapping[str, Document]
    kb: KnowledgeBase
    focus: frozenset[str] | None = None
    """The paths that one wants to know about; None: all. What is wrong elsewhere need not be found."""

    @property
    def checked(self) -> list[Document]:
        """The documents that one wants to know about."""
        return [self.documents[path] for path in self.documents if self.focus is None or path in self.focus]

    def entries(self, kind: Kind | None = None) -> Iterator[tuple[Document, KeyPath, Entry]]:
        """Every entry, or those in files of a kind, with its document and its place in the document's YAML."""
        for document in self.of_kind(kind) if kind else self.documents.values():
            for place, entry in zip(document.places, document.entries, strict=True):
                yield document, place, entry

    def of_kind(self, kind: Kind) -> Iterator[Document]:
        """Every document of a kind."""
        return (self.documents[path] for path in self.documents if kind_of(path) == kind)

    def prepare(self) -> None:
        """Work out what the parts of the tree share, once, before they are looked at side by side."""
        _ = self.kb.by_lower, self.kb.points, self.kb.series, self.kb.find(""), self.unread

    def parts(self, count: int) -> list[Tree]:
        """The tree as often as that, each time with other documents in focus; together they are those in focus now."""
        paths = [document.path for document in self.checked]
        runs = [paths[start : start + _RUN] for start in range(0, len(paths), _RUN)]
        parts = [replace(self, focus=frozenset(chain(*runs[number::count]))) for number in range(count)]
        for part in parts:
            vars(part).update(claimed=self.claimed, unread=self.unread)
        return parts

    @cached_property
    def marks(self) -> list[tuple[Document, Entry, KeyPath, Word | Ref, str]]:
        """Every word and every id in the fields that take words or ids, and where it stands."""
        return [
            (document, entry, *found)
            for document in self.checked
            for place, entry in zip(document.places, document.entries, strict=True)
            for found in marked(record_of(entry), place)
        ]

    @cached_property
    def phone_lines(self) -> Mapping[str, Sequence[str]]:
        """By telephone line, the files of the institutions that answer there."""
        found: dict[str, list[str]] = {}
        for document in self.of_kind("institution"):
            for line in phone_lines_of(document):
                found.setdefault(line, []).append(document.path)
        return found

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Ids, lower-cased, that have a file or a record, whether or not it could be read. If they are missing, the
        reason is told elsewhere, so that nobody should be told that they do not exist."""
        return frozenset(ident.lower() for document in self.documents.values() for ident in document.claimed_ids())

    @cached_property
    def unread(self) -> frozenset[str]:
        """Those of them that nothing could be read of."""
        return self.claimed.difference(self.kb.by_lower)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Those of them, in upper case, that nothing else begins with, neither a publication nor an instrument."""
        known = {*(ident.partition("-")[0] for ident in self.kb.sections), *self.kb.library}
        return frozenset(ident.upper() for ident in self.unread) - known

    @cached_property
    def citations(self) -> list[Citation]:
        """Everything that names an entry by its id, in texts and in metadata."""
        found = [
            Citation(document, at, target, entry, mark)
            for document, entry, at, mark, target in self.marks
            if isinstance(mark, Ref)
        ]
        for document in self.checked:
            for entry in document.entries:
                for body in entry.bodies.values() if isinstance(entry, Section) else ():
                    found += [
                        Citation(document, ref.start, ref.target, entry, None, ref.label) for ref in body.references
                    ]
            for place, entry in zip(document.places, document.entries, strict=True):
                for at, ref in entry.references if isinstance(entry, Record) else ():
                    found.append(Citation(document, (*place, *at), ref.target, entry, None, ref.label))
            if document.kind == "page":
                found += [
                    Citation(document, ref.start, ref.target, None, None, ref.label) for ref in document.references
                ]
        return found


def phone_lines_of(document: Document) -> set[str]:
    """The telephone lines on which the institutions of a document answer."""
    institutions = (entry for entry in document.entries if isinstance(entry, Institution))
    return {phone.line for entry in institutions for phone in entry.record.phones if phone.line}


def assemble(root: Path, documents: Iterable[Document]) -> Tree:
    """The tree that these documents make."""
    by_path = {document.path: document for document in documents}
    vocabulary = by_path.get("guidelines/vocabulary.yml")
    labels = by_path.get("guidelines/labels.yml")
    moved = by_path.get("guidelines/moved.yml")
    kb = KnowledgeBase.of(
        (entry for document in by_path.values() for entry in document.entries),
        languages=languages_of(root),
        vocabulary=vocabulary.data if vocabulary and isinstance(vocabulary.data, Vocabulary) else None,
        labels=labels.data if labels and isinstance(labels.data, dict) else None,
        moves={move.old: move.new for move in moved.data.values()} if moved and moved.data else None,
    )
    return Tree(root, by_path, kb)


def read_tree(root: Path) -> Tree:
    """Read every content file under a root."""
    read = partial(read_document, root, languages=languages_of(root))
    return assemble(root, map_files(read, list(find(root))))
