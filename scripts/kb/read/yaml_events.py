"""What yaml_text makes of libyaml's events: a value, what is refused in it, and, if asked for, where everything stands.

Apart from yaml_text, because whoever reads no YAML need not wait for PyYAML.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from kb.models.paths import KeyPath
from kb.read.defects import Defect
from kb.read.yaml_text import MAX_DEPTH, Positions, Value

_MEANINGS = {"null": None, "~": None, "": None, "true": True, "false": False}


class _Container:
    """A list or mapping that is being filled."""

    __slots__ = ("is_mapping", "key", "key_start", "path", "value")

    def __init__(self, value: list[Value] | dict[str, Value], path: KeyPath) -> None:
        self.value: Any = value
        self.is_mapping = isinstance(value, dict)
        self.path = path
        self.key: str | None = None
        self.key_start = 0


class Builder:
    """Builds a value from events and notes what is refused. `positions` is filled only when asked for."""

    def __init__(self, positions: Positions | None = None) -> None:
        self.result: Value = None
        self.defects: list[Defect] = []
        self.positions = positions
        self.stack: list[_Container] = []
        self.documents = 0

    def feed(self, event: Any) -> bool:
        """Take one event; False when reading must stop."""
        kind = type(event)
        if kind is ScalarEvent and event.anchor is None and event.tag is None:
            return self._scalar(event)  # nearly every event is one of these
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self.stack.pop()
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.defects.append(Defect("yaml-syntax", _start(event), {"why": "second document"}))
                return False
        elif kind is AliasEvent:
            return self._refuse("alias", event, f"*{event.anchor}")
        elif isinstance(event, ScalarEvent | CollectionStartEvent):
            if event.anchor is not None:
                return self._refuse("anchor", event, f"&{event.anchor}")
            if event.tag is not None:
                return self._refuse("tag", event, event.tag)
            return self._container(event)
        return True

    def _refuse(self, what: str, event: Event, text: str) -> bool:
        self.defects.append(Defect("yaml-feature", _start(event), {"what": what, "text": text[:60]}))
        return False

    def _scalar(self, event: ScalarEvent) -> bool:
        value = event.value
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_mapping and parent.key is None:
            if value in parent.value:
                self.defects.append(Defect("duplicate-key", _start(event), {"key": value[:60]}))
            parent.key = value
            if self.positions is not None:
                parent.key_start = _start(event)
        else:
            self._place(_MEANINGS.get(value, value) if not event.style else value, event)
        return True

    def _container(self, event: NodeEvent) -> bool:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_mapping and parent.key is None:
            self.defects.append(Defect("yaml-syntax", _start(event), {"why": "a list or mapping used as a key"}))
            return False
        if len(self.stack) >= MAX_DEPTH:
            self.defects.append(Defect("too-deep", _start(event), {"limit": str(MAX_DEPTH)}))
            return False
        container: list[Value] | dict[str, Value] = {} if type(event) is MappingStartEvent else []
        self.stack.append(_Container(container, self._place(container, event)))
        return True

    def _place(self, value: Value, event: Event) -> KeyPath:
        """Put a value where it belongs; its path, if positions are asked for."""
        if not self.stack:
            self.result = value
            return self._stands((), event, None)
        parent = self.stack[-1]
        if parent.is_mapping:
            key, parent.key = parent.key, None
            parent.value[key] = value
            return self._stands((*parent.path, key or ""), event, parent) if self.positions is not None else ()
        parent.value.append(value)
        return self._stands((*parent.path, len(parent.value) - 1), event, None) if self.positions is not None else ()

    def _stands(self, path: KeyPath, event: Event, parent: _Container | None) -> KeyPath:
        if self.positions is not None:
            start = _start(event)
            self.positions.setdefault(path, (parent.key_start if parent else start, start))
        return path


def _start(event: Event) -> int:
    """Where an event begins, in characters."""
    return event.start_mark.index if event.start_mark else 0


def run(text: str, builder: Builder) -> None:
    """Feed a builder the events of a text, until there are no more or one is refused."""
    try:
        feed = builder.feed
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            if not feed(event):
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
