"""YAML read as text: only `null`, `true` and `false` have a meaning of their own, every other scalar stays a string.

YAML 1.1 turns `on` into true, `066` into 54, `18:00` into 1080 and `10.10` into 10.1, and forgets duplicate keys. Here
none of that happens; duplicate keys, aliases, anchors, tags and deep nesting are refused. libyaml's events are read in
one loop, so that neither nesting nor aliases can cost more than the text is long.
"""

from __future__ import annotations

from typing import Any

import yaml

from kb.models.paths import KeyPath
from kb.read.defects import Defect

MAX_DEPTH = 24
"""Levels of nesting. The deepest record that the models know has six."""

Value = Any
Positions = dict[KeyPath, tuple[int, int]]
"""Where each key and its value begin, in characters from the start of the YAML text."""

_MEANINGS = {"null": None, "~": None, "": None, "true": True, "false": False}


class _Container:
    """A list or mapping that is being filled."""

    __slots__ = ("key", "key_start", "keys", "path", "value")

    def __init__(self, value: list[Value] | dict[str, Value], path: KeyPath) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None
        self.key_start = 0


class _Builder:
    """Builds a value from events and notes what is refused. `positions` is filled only when asked for."""

    def __init__(self, positions: Positions | None = None) -> None:
        self.result: Value = None
        self.defects: list[Defect] = []
        self.positions = positions
        self.stack: list[_Container] = []
        self.documents = 0

    def feed(self, event: yaml.Event) -> bool:
        """Take one event; False when reading must stop."""
        start = event.start_mark.index if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return self._scalar(event, start)  # nearly every event is one of these
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.defects.append(Defect("yaml-syntax", start, {"why": "second document"}))
                return False
        elif isinstance(event, yaml.AliasEvent):
            return self._refuse("alias", start, f"*{event.anchor}")
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                return self._refuse("anchor", start, f"&{event.anchor}")
            tag = getattr(event, "tag", None)
            if tag is not None:
                return self._refuse("tag", start, tag)
            return self._container(event, start)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        return True

    def _refuse(self, what: str, start: int, text: str) -> bool:
        self.defects.append(Defect("yaml-feature", start, {"what": what, "text": text[:60]}))
        return False

    def _scalar(self, event: yaml.ScalarEvent, start: int) -> bool:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.key is None and type(parent.value) is dict:
            return self._key(parent, event.value, start)
        plain = not event.style
        self._place(_MEANINGS.get(event.value, event.value) if plain else event.value, start)
        return True

    def _container(self, event: yaml.NodeEvent, start: int) -> bool:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self.defects.append(Defect("yaml-syntax", start, {"why": "a list or mapping used as a key"}))
            return False
        if len(self.stack) >= MAX_DEPTH:
            self.defects.append(Defect("too-deep", start, {"limit": str(MAX_DEPTH)}))
            return False
        container: list[Value] | dict[str, Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(container, start)
        self.stack.append(_Container(container, path))
        return True

    def _key(self, parent: _Container, key: str, start: int) -> bool:
        if key in parent.value:
            self.defects.append(Defect("duplicate-key", start, {"key": key[:60]}))
        parent.key = key
        parent.key_start = start
        return True

    def _place(self, value: Value, start: int) -> KeyPath:
        if not self.stack:
            self.result = value
            if self.positions is not None:
                self.positions[()] = (start, start)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, dict):
            assert parent.key is not None
            path = (*parent.path, parent.key) if self.positions is not None else ()
            parent.value[parent.key] = value
            key_start = parent.key_start
            parent.key = None
        else:
            path = (*parent.path, len(parent.value)) if self.positions is not None else ()
            parent.value.append(value)
            key_start = start
        if self.positions is not None:
            self.positions.setdefault(path, (key_start, start))
        return path


def _run(text: str, builder: _Builder) -> None:
    try:
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            if not builder.feed(event):
                return
    except yaml.MarkedYAMLError as error:
        why = error.problem or error.context or ""
        builder.defects.append(Defect("yaml-syntax", min(_cause(error, why), len(text)), {"why": why}))
    except yaml.reader.ReaderError as error:
        before = text.encode("utf-8", "replace")[: error.position]
        builder.defects.append(Defect("yaml-syntax", len(before.decode("utf-8", "ignore")), {"why": error.reason}))
    except (ValueError, RecursionError, MemoryError, yaml.YAMLError) as error:
        builder.defects.append(Defect("yaml-syntax", 0, {"why": type(error).__name__}))


_WHERE_IT_BEGAN = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "could not find expected ':'",
    "did not find expected alphabetic or numeric character",
    "found unknown directive name",
)
_IN_BRACKETS = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")


def _cause(error: yaml.MarkedYAMLError, why: str) -> int:
    """Where a mistake was made. libyaml tells where it noticed: for a quotation mark or a bracket that nobody closed,
    that may be many lines further down."""
    noticed, began = error.problem_mark, error.context_mark
    further_down = bool(noticed and began and noticed.line != began.line)
    mark = began if why in _WHERE_IT_BEGAN or (why in _IN_BRACKETS and further_down) else noticed
    mark = mark or noticed or began
    return mark.index if mark else 0


def load(text: str) -> tuple[Value, list[Defect]]:
    """Read YAML text: the value (None if nothing could be read), and what is wrong. Never raises on content."""
    builder = _Builder()
    _run(text, builder)
    stopped = any(defect.kind != "duplicate-key" for defect in builder.defects)
    return (None if stopped else builder.result), builder.defects


def readable_part(text: str) -> Value:
    """What stands before the first thing that is wrong."""
    builder = _Builder()
    _run(text, builder)
    return builder.result


def positions(text: str) -> Positions:
    """Where every key and value of a YAML text begins, as far as the text can be read."""
    found: Positions = {}
    _run(text, _Builder(found))
    return found


def nearest(found: Positions, path: KeyPath, *, on_value: bool = True) -> int:
    """The offset of a key path among these positions, or of its nearest ancestor that exists."""
    for end in range(len(path), -1, -1):
        if path[:end] in found:
            key_start, value_start = found[path[:end]]
            return value_start if on_value and end == len(path) else key_start
    return 0
