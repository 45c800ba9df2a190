"""One file, read: its text, what stands in it as typed objects, and what is wrong with it. Never raises on content."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from kb.base import Entry
from kb.models.base import KeyPath, Whole
from kb.models.moves import Move
from kb.models.records import Vocabulary
from kb.models.section import Body, Reference, Section, SectionFront
from kb.read import yaml_text
from kb.read.configuration import DEFAULT_LANGUAGES
from kb.read.defects import Defect
from kb.read.files import look_at, read_text
from kb.read.kinds import HELD, Kind, kind_of
from kb.read.ledger import read_release_text, without_wording
from kb.read.links import Bracket, Link, brackets, file_of, links
from kb.read.markdown import references, split_front_matter, split_languages, without_code
from kb.read.validation import defects_of

M = TypeVar("M", bound=BaseModel | Whole)


class Region(NamedTuple):
    """A stretch of Markdown in one language."""

    lang: str
    start: int
    end: int


@dataclass(eq=False)
class Document:
    """A file as read. `path` is relative to the root, with forward slashes; offsets count characters of `text`. Each is
    only the same as itself, so that what was worked out of it can be kept by it."""

    path: str
    kind: Kind
    text: str = ""
    usable: bool = True
    entries: list[Entry] = field(default_factory=list)
    places: list[KeyPath] = field(default_factory=list)
    """For each entry, the key path of its record in the YAML: `()` or `(3,)`."""
    data: Any = None
    """The plain value of a vocabulary, labels, moves or release file."""
    defects: list[Defect] = field(default_factory=list)
    yaml_start: int = 0
    yaml_end: int | None = None
    body_start: int = 0
    """Where the Markdown begins, after the front matter."""
    regions: list[Region] = field(default_factory=list)
    """The Markdown texts: a section's one a language, a page's only one."""
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    """The site's languages, the one at the root first."""

    @cached_property
    def masked(self) -> str:
        """The text with its front matter and its code blanked out, character for character."""
        return self._without_front_matter(sure=False)

    @cached_property
    def exposed(self) -> str:
        """Like `masked`, with everything left standing that a browser might not take for code."""
        return self._without_front_matter(sure=True) if "`" in self.text else self.masked

    def _without_front_matter(self, *, sure: bool) -> str:
        lines = self.text[: self.body_start].split("\n")
        return "\n".join(" " * len(line) for line in lines) + without_code(self.text[self.body_start :], sure=sure)

    @cached_property
    def brackets_by_region(self) -> list[list[Bracket]]:
        """For each region, its pairs of square brackets."""
        return [brackets(self.masked, region.start, region.end) for region in self.regions]

    @property
    def brackets(self) -> list[Bracket]:
        """Every pair of square brackets in the Markdown."""
        return [item for found in self.brackets_by_region for item in found]

    @cached_property
    def links(self) -> list[Link]:
        """Every link in the Markdown that carries an address."""
        if not self.regions or not any(sign in self.text for sign in ("](", "]:", "<")):
            return []
        return links(self.masked, self.brackets, self.body_start)

    @cached_property
    def file_links(self) -> list[tuple[Link, str]]:
        """The links that name a file of the tree or a place in one, with the file's path."""
        return [(link, path) for link in self.links if (path := file_of(link, self.path)) is not None]

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference link in the Markdown, whatever language it stands in."""
        return references(self.masked, self.brackets)

    @cached_property
    def _positions(self) -> yaml_text.Positions:
        return yaml_text.positions(self.text[self.yaml_start : self.yaml_end])

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset(self, at: int | KeyPath, *, on_value: bool = True) -> int:
        """A character offset for an offset or a key path of the file's YAML."""
        if isinstance(at, int):
            return at
        return self.yaml_start + yaml_text.nearest(self._positions, at, on_value=on_value)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, columns in characters."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def claimed_ids(self) -> Iterator[str]:
        """The ids that the file's name promises, and those that stand in it but could not be read."""
        if self.kind in ("section", "institution", "form", "practice", "other"):
            folder, _, name = _ENDING.sub("", self.path).rpartition("/")
            yield from (name, f"{_PREFIXES.get(folder.rpartition('/')[2], folder.rpartition('/')[2])}-{name}")
        if self.defects and (self.kind in HELD or self.kind == "section"):
            read = {entry.id for entry in self.entries}
            yield from (ident for ident in _ID.findall(self.text) if ident not in read)

    def __getstate__(self) -> dict[str, Any]:
        """What goes from process to process: only what was read, not what can be worked out again."""
        return {name: value for name, value in self.__dict__.items() if name in self.__dataclass_fields__}


_PREFIXES = {"regional": "reg", "practices": "practice"}
"""What the ids of a folder begin with, where it is not the folder's name."""
_ENDING = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|ya?ml|txt))*$", re.I)
_ID = re.compile(r"^[- ]{0,8}id: *[\"']?([A-Za-z][A-Za-z0-9.-]{0,80})", re.M)


def read_document(
    root: Path, path: str, languages: tuple[str, ...] = DEFAULT_LANGUAGES, before: Document | None = None
) -> Document:
    """Read one file of a knowledge base. A file that is no content is only looked at from outside. `before` is the same
    file as it was: of a section whose front matter has not changed only the texts are read anew."""
    read = {"other": look_at, "release": read_release_text}.get(kind_of(path), read_text)
    source = read(root, path)
    return parse(path, source.text, source.defects, usable=source.usable, languages=languages, before=before)


def parse(
    path: str,
    text: str,
    defects: list[Defect] | None = None,
    *,
    usable: bool = True,
    languages: tuple[str, ...] = DEFAULT_LANGUAGES,
    before: Document | None = None,
) -> Document:
    """A document from its text. `defects` are those already found in its bytes."""
    document = Document(path, kind_of(path), text, usable, defects=list(defects or []), languages=languages)
    if usable and document.kind == "section":
        _section(document, before)
    elif usable and document.kind in _READERS:  # else it is not content: a picture, a script; a rule judges its place
        _READERS[document.kind](document)
    return document


def _section(document: Document, before: Document | None) -> None:
    split = split_front_matter(document.text)
    if split is None:
        why = "unclosed" if document.text.startswith("---\n") else "missing"
        document.defects.append(Defect("front-matter", 0, {"why": why}))
        return
    document.yaml_start, document.yaml_end, body_start = split
    document.body_start = body_start
    languages = split_languages(document.text, document.masked, body_start)
    document.regions = [Region(body.lang, body.start, body.start + len(body.text)) for body in languages.bodies]
    document.brackets_by_region = languages.brackets
    front = _same_front(document, before)
    data = _yaml(document, document.text[document.yaml_start : document.yaml_end]) if front is None else {}
    if data is None:
        return
    stray = document.text[body_start : languages.first].strip()
    if stray:
        at = document.text.index(stray[0], body_start)
        document.defects.append(Defect("text-outside-language", at, {"text": stray.split("\n")[0][:40]}))
    front = front or _model(document, SectionFront, data, ())
    if front is None:
        return
    bodies: dict[str, Body] = {}
    for body in languages.bodies:
        if body.lang in bodies:
            document.defects.append(Defect("language-twice", body.title_start, {"lang": body.lang}))
        bodies.setdefault(body.lang, body)
    document.entries.append(Section(front, bodies, document.path))
    document.places.append(())


def _same_front(document: Document, before: Document | None) -> SectionFront | None:
    """The front matter that was read before, if it is still the same and nothing was wrong."""
    if before is None or before.defects or document.text[: document.body_start] != before.text[: before.body_start]:
        return None
    return next((entry.front for entry in before.entries if isinstance(entry, Section)), None)


def _records(document: Document) -> None:
    """A file of records: one, or a list of them."""
    held = HELD[document.kind]
    data = _yaml(document, document.text, list if held.many else dict)
    items = enumerate(data or []) if held.many else [] if data is None else [(None, data)]
    for index, item in items:
        place = () if index is None else (index,)
        record = _model(document, held.model, item, place)
        if record is not None:
            document.entries.append(held.of(record, document.path))
            document.places.append(place)


def _vocabulary(document: Document) -> None:
    data = _yaml(document, document.text)
    if data is not None and (vocabulary := _model(document, Vocabulary, data, ())) is not None:
        document.data = vocabulary


def _labels(document: Document) -> None:
    data = _yaml(document, document.text)
    if data is None:
        return
    document.data = {}
    for key, texts in data.items():
        if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()):
            document.data[key] = texts
        else:
            document.defects.append(Defect("wrong-type", (key,), {"key": key, "expected": "lang-texts"}))


def _moves(document: Document) -> None:
    data = _yaml(document, document.text, list) or []
    read = {(index,): _model(document, Move, item, (index,)) for index, item in enumerate(data)}
    document.data = {place: move for place, move in read.items() if move is not None}


def _release(document: Document) -> None:
    document.data, document.text = without_wording(document.text)


def _page(document: Document) -> None:
    """A page written by hand is plain Markdown, with optional front matter. Its folder says its language."""
    split = split_front_matter(document.text)
    if split is not None:
        document.yaml_start, document.yaml_end, document.body_start = split
        _yaml(document, document.text[document.yaml_start : document.yaml_end])
    folder, _, rest = document.path.removeprefix("docs/").partition("/")
    document.regions = [Region(folder if rest else "", document.body_start, len(document.text))]


def _configuration(document: Document) -> None:
    """The site's settings: their YAML must be plain, what they say is for the site generator."""
    _yaml(document, document.text)


_READERS = {
    **dict.fromkeys(HELD, _records),
    "vocabulary": _vocabulary,
    "labels": _labels,
    "moves": _moves,
    "release": _release,
    "page": _page,
    "configuration": _configuration,
}


def _yaml(document: Document, text: str, expected: type[Any] = dict) -> Any:
    data, defects = yaml_text.load(text)
    document.defects += [Defect(d.kind, _shift(d.at, document.yaml_start), d.args) for d in defects]
    if defects and data is None:
        return None
    if not isinstance(data, expected):
        name = "mapping" if expected is dict else "list"
        document.defects.append(Defect("wrong-type", document.yaml_start, {"key": "", "expected": name}))
        return None
    return data


def _shift(at: int | KeyPath, start: int) -> int | KeyPath:
    return at + start if isinstance(at, int) else at


def _model(document: Document, model: type[M], data: Any, place: KeyPath) -> M | None:
    try:
        validate: Any = model.model_validate
        read: M = validate(data)
        return read
    except ValidationError as errors:
        document.defects += defects_of(model, data, errors, place)
    except RecursionError:
        document.defects.append(Defect("too-deep", document.yaml_start, {"limit": str(yaml_text.MAX_DEPTH)}))
    return None
