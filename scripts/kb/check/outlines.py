"""A tree in outlines: what rules may see of a document while they look at another one. Packed so that each document is
unpacked only when a rule asks for it: after a change in one section few are."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from kb.base import Entry, KnowledgeBase, Point
from kb.models.records import Vocabulary
from kb.models.section import Section
from kb.read.document import Document
from kb.read.tree import Tree, assemble

P = TypeVar("P")
V = TypeVar("V")
Place = tuple[str, int]
"""Where an entry stands: its document's path, and its number there."""


def outline(document: Document) -> Document:
    """What rules may see of a document while they look at another one: of a section all but its texts."""
    if document.kind != "section":
        return document
    entries = [
        replace(entry, bodies={lang: body._replace(text="", references=()) for lang, body in entry.bodies.items()})
        for entry in document.entries
        if isinstance(entry, Section)
    ]
    return replace(document, text=document.text[: document.body_start], regions=[], entries=[*entries])


def in_outlines(tree: Tree) -> Tree:
    """The tree that the outlines of a tree's documents make."""
    return assemble(tree.root, [outline(document) for document in tree.documents.values()])


class Later(Mapping[str, V], Generic[P, V]):
    """A mapping whose values are made when somebody asks for them, and then kept in `made`."""

    def __init__(self, places: Mapping[str, P], make: Callable[[P], V]) -> None:
        self.places = places
        self.made: dict[str, V] = {}
        self._make = make

    def __getitem__(self, key: str) -> V:
        if key not in self.made:
            self.made[key] = self._make(self.places[key])
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        return key in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Packed:
    """A tree in outlines: each document by itself, and where the entries stand."""

    documents: dict[str, int]
    """Where each one begins among those that follow, in bytes."""
    groups: dict[str, dict[str, Place]]
    """By the name of the knowledge base's field: `sections`, `institutions` …"""
    points: dict[str, tuple[str, str, str]]
    """Each point's id, instrument and key."""
    phone_lines: Mapping[str, Sequence[str]]
    """By telephone line, the documents of the institutions that answer there."""
    unread: frozenset[str]
    languages: tuple[str, ...]
    vocabulary: Vocabulary
    labels: dict[str, dict[str, str]]
    moves: dict[str, str]


_GROUPS = (
    "sections", "institutions", "library", "terms", "forms", "questions", "indicators", "practices", "toolkits",
)  # fmt: skip


def pack_one(document: Document, whole: bytes = b"") -> bytes:
    """A document in outline, packed; `whole` is all of it, if it is packed already."""
    found = outline(document)
    return whole if whole and found is document else pickle.dumps(found, 5)


def pack(tree: Tree, packed: Mapping[str, bytes] | None = None) -> bytes:
    """A tree in outlines, packed: first where everything stands, then the documents one by one. `packed` are those that
    are packed already, by path."""
    kb, done = tree.kb, packed or {}
    blobs = {path: done.get(path) or pack_one(document) for path, document in tree.documents.items()}
    documents = dict(zip(blobs, accumulate(map(len, blobs.values()), initial=0), strict=False))
    places = {
        id(entry): (path, number)
        for path, document in tree.documents.items()
        for number, entry in enumerate(document.entries)
    }
    groups = {name: {key: places[id(entry)] for key, entry in getattr(kb, name).items()} for name in _GROUPS}
    points = {ident: (ident, point.instrument.id, point.key) for ident, point in kb.points.items()}
    settings = kb.languages, kb.vocabulary, kb.labels, kb.moves
    places_of_all = Packed(documents, groups, points, tree.phone_lines, tree.unread, *settings)
    return b"".join([pickle.dumps(places_of_all, 5), *blobs.values()])


class DamagedError(Exception):
    """What was packed cannot be read."""


def _loaded(file: BinaryIO, kind: type[V]) -> V:
    try:
        found = pickle.load(file)  # noqa: S301  (our own)
    except Exception as error:  # what was cut off or damaged can fail in any way
        raise DamagedError from error
    if not isinstance(found, kind):
        raise DamagedError
    return found


def unpack(root: Path, file: BinaryIO) -> tuple[Tree, dict[str, Document]]:
    """The tree that was packed into a file, from where it is open now, and the documents that have been unpacked so far:
    what is put there takes the place of the packed one. The file must stay open as long as the tree is used."""
    packed = _loaded(file, Packed)
    start = file.tell()

    def document(place: int) -> Document:
        file.seek(start + place)
        return _loaded(file, Document)

    documents = Later(packed.documents, document)

    def entry(place: Place) -> Entry:
        path, number = place
        return documents[path].entries[number]

    def point(place: tuple[str, str, str]) -> Point:
        ident, instrument, key = place
        return Point(ident, kb.library[instrument], key)

    groups: dict[str, Any] = {name: Later(places, entry) for name, places in packed.groups.items()}
    kb = KnowledgeBase(packed.languages, packed.vocabulary, packed.labels, moves=packed.moves, **groups)
    tree = Tree(root, documents, kb)
    vars(kb)["points"] = Later(packed.points, point)  # what would be worked out of all documents is known
    vars(tree).update(unread=packed.unread, phone_lines=packed.phone_lines)
    return tree, documents.made
