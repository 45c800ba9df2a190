"""What a kind of defect is, and the tools with which kinds change a file: one function a kind, registered by `kind`.

A kind's function gets a place (a document of the real content and a source of chance) and returns the changed file with
the places where the checker must tell of it, or None if the document has nothing that could go wrong in this way.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from kb.models.base import KeyPath
from kb.read.document import Document
from kb.read.tree import Tree


@dataclass(frozen=True)
class Change:
    """A changed file: its text, the offsets in it of what is wrong (one of them must be told), and where it stands if
    it has been moved. A lone surrogate stands for a byte that is not UTF-8."""

    text: str
    at: tuple[int, ...]
    path: str = ""
    is_copy: bool = False
    """Whether the file from which it was made stays where it is."""

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(self.text.count("\n", 0, at) + 1 for at in self.at)


@dataclass(frozen=True)
class Place:
    """Where a defect is to be planted."""

    document: Document
    tree: Tree
    chance: random.Random

    @property
    def text(self) -> str:
        return self.document.text

    def one(self, pattern: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """A random match of a pattern in a part of the file."""
        matches = list(re.compile(pattern, re.M).finditer(self.text, start, len(self.text) if end is None else end))
        return self.chance.choice(matches) if matches else None

    def swap(self, match: re.Match[str] | None, new: str, at: int | None = None) -> Change | None:
        """The file with a match (its group 1, if there is one) replaced; what is wrong stands there, or at `at`."""
        if match is None:
            return None
        start, end = match.span(1) if match.re.groups else match.span()
        return self.put(start, end, new, at)

    def put(self, start: int, end: int, new: str, at: int | None = None) -> Change:
        """The file with a part replaced; what is wrong stands at its beginning, or at `at`."""
        return Change(self.text[:start] + new + self.text[end:], (start if at is None else at,))

    @property
    def front_end(self) -> int:
        return self.document.yaml_end

    def word(self) -> re.Match[str] | None:
        """A word and the space after it, in the middle of a line of a section's or a page's text."""
        regions = [region for region in self.document.regions if region.end - region.start > 80]
        if not regions:
            return None
        region = self.chance.choice(regions)
        found = [
            match
            for match in re.finditer(
                r"(?<=[a-zé,] )(?=[a-z]{3,} [a-z])", self.document.masked[region.start : region.end]
            )
            if _is_plain(self.text, region.start + match.start())
        ]
        if not found:
            return None
        at = region.start + self.chance.choice(found).start()
        return re.compile("").match(self.text, at)

    def insert(self, words: str, shift: int = 0) -> Change | None:
        """The file with words put into a sentence; what is wrong begins `shift` characters into them."""
        spot = self.word()
        return self.put(spot.start(), spot.start(), words + " ", spot.start() + shift) if spot else None

    def is_cited(self, ident: str) -> bool:
        """Whether anything names an id."""
        return ident in _cited(self.tree)

    def lines_of(self, pattern: str) -> list[re.Match[str]]:
        return list(re.compile(pattern, re.M).finditer(self.text))


_cited_in: dict[int, frozenset[str]] = {}


def _cited(tree: Tree) -> frozenset[str]:
    """Every id that something names, once for each tree."""
    if id(tree) not in _cited_in:
        _cited_in[id(tree)] = frozenset(citation.target for citation in tree.citations)
    return _cited_in[id(tree)]


def _is_plain(text: str, at: int) -> bool:
    """Whether a place is in running text: not in a heading, a table, a link, a quotation or code."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end > 0 else len(text)]
    before = text[text.rfind("\n\n", 0, at) + 1 : at]
    marks = any(before.count(sign) % 2 for sign in '`"*_')
    openings = any(before.count(a) > before.count(b) for a, b in ("[]", "()", "“”", "«»", "{}"))
    return not line.startswith(("#", "|", ">", "    ", "```", "[")) and not marks and not openings


Plant = Callable[[Place], Change | None]


@dataclass(frozen=True)
class Kind:
    """A kind of defect: the rule that must tell of it, the kinds of file that it befalls, and further rules that may
    speak up because of it, in the same file."""

    name: str
    rule: str
    files: tuple[str, ...]
    plant: Plant
    also: frozenset[str]
    partner: bool
    """Whether the rule names two files by its nature, because neither is known to be the wrong one."""


KINDS: dict[str, Kind] = {}
"""Every kind by name. Filled by importing the other modules of this package."""


def kind(rule: str, *files: str, also: str = "", partner: bool = False) -> Callable[[Plant], Plant]:
    """Register a kind of defect that befalls these kinds of file and that `rule` must find."""

    def register(plant: Plant) -> Plant:
        name = plant.__name__.strip("_").replace("_", "-")
        assert name not in KINDS, name
        KINDS[name] = Kind(name, rule, files, plant, frozenset(also.split()), partner)
        return plant

    return register


@dataclass(frozen=True)
class Scalar:
    """A value in a file's YAML: its key path, and where it begins and ends in the file."""

    path: KeyPath
    start: int
    end: int
    value: str


@cache
def _scalars(yaml_text: str) -> tuple[Scalar, ...]:
    node = yaml.compose(yaml_text, Loader=yaml.CSafeLoader)
    return tuple(_walk(node, ())) if node else ()


def _walk(node: yaml.Node, path: KeyPath) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _walk(value, (*path, number))
    else:
        yield Scalar(path, node.start_mark.index, node.end_mark.index, node.value)


def scalars(place: Place, wanted: Callable[[KeyPath], object]) -> list[Scalar]:
    """The values of a YAML file (or of front matter) whose key path is wanted."""
    document = place.document
    start = document.yaml_start
    found = _scalars(document.text[start : document.yaml_end])
    return [Scalar(s.path, s.start + start, s.end + start, s.value) for s in found if wanted(s.path)]


def value(place: Place, key: str, new: str) -> Change | None:
    """The file with the value of a key (the last part of its path) replaced in a random record."""
    found = scalars(place, lambda path: path[-1] == key)
    if not found:
        return None
    chosen = place.chance.choice(found)
    return place.put(chosen.start, chosen.end, new)
