"""Changing values in a YAML file and nothing else: comments, the order of keys, quotation marks and line ends stay.

The libraries that keep comments lay long lines and braces anew, in half of the directory's files without any change;
so the places of the values are taken from the parser, and only those characters are replaced.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from kb.imports import yaml_emit
from kb.read import yaml_text

MAX_LINE = 200
"""Characters. A text whose line would grow beyond is laid anew."""

Edit = tuple[int, int, str]
"""From here to there, put this."""
Pair = tuple[yaml.Node, yaml.Node]


class CannotEdit(Exception):  # noqa: N818  (an answer, no failure of the program)
    """A file is written in a way in which the change cannot be made for sure."""


def rewrite(text: str, wanted: dict[str, Any]) -> str:
    """A file's text, changed so that it reads as `wanted`. The order of keys in `wanted` says where new ones go.

    Records in lists keep their places, and new ones come last. Raises CannotEdit if the result would not read so.
    """
    old, defects = yaml_text.load(text)
    node = yaml.compose(text, Loader=yaml.CSafeLoader) if not defects else None
    if not isinstance(node, yaml.MappingNode) or not _alike(old, wanted):
        raise CannotEdit
    whole = text if text.endswith("\n") else f"{text}\n"
    for rewording in (True, False):
        new = _apply(whole, _Editor(whole, rewording).mapping(node, old, wanted))
        if yaml_text.load(new) == (wanted, []):
            return new if whole == text else new.removesuffix("\n")
    raise CannotEdit


def _apply(text: str, edits: Iterator[Edit]) -> str:
    parts, at = [], 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[at:start], replacement]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.index)


def _column(node: yaml.Node) -> int:
    return int(node.start_mark.column)


class _Editor:
    """Finds the edits that turn a file into another. `rewording`: keep the lines of a text of which words change."""

    def __init__(self, text: str, rewording: bool) -> None:
        self.text = text
        self.rewording = rewording

    def mapping(self, node: yaml.MappingNode, old: dict[str, Any], wanted: dict[str, Any]) -> Iterator[Edit]:
        """The edits of a mapping of which a key stays."""
        for key, value in node.value:
            if key.value in wanted and wanted[key.value] != old[key.value]:
                yield from self._value(key, value, old[key.value], wanted[key.value], bool(node.flow_style))
        yield from self._removed(node, wanted)
        yield from self._added(node, old, wanted)

    def _value(self, key: yaml.Node, node: yaml.Node, old: Any, wanted: Any, flow: bool) -> Iterator[Edit]:
        if isinstance(node, yaml.MappingNode) and _alike(old, wanted):
            yield from self.mapping(node, old, wanted)
        elif isinstance(node, yaml.SequenceNode) and _alike(old, wanted):
            yield from self._sequence(node, old, wanted)
        else:
            new = self._scalar(node, wanted, flow) if isinstance(old, str) and isinstance(wanted, str) else None
            if new is not None:
                yield _start(node), self._end(node), new
            else:
                colon = self.text.index(":", int(key.end_mark.index)) + 1
                lines = yaml_emit.pair("k", wanted, _column(key))
                text = f" {yaml_emit.flow(wanted)}" if flow else "\n".join(lines).lstrip().removeprefix("k:")
                yield colon, max(self._end(node), colon), text

    def _scalar(self, node: yaml.Node, wanted: str, flow: bool) -> str | None:
        """A new text in the quotation marks of the old one, its lines broken where they were; None if it should be
        laid anew."""
        raw = self.text[_start(node) : self._end(node)]
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        if style in ("|", ">"):
            return None
        if style == '"':
            whole = yaml_emit.double_quoted(wanted)
        elif style == "'" and wanted.isprintable():
            whole = yaml_emit.single_quoted(wanted)
        else:
            whole = yaml_emit.scalar(wanted, flow=flow)
        quote = whole[0] if whole[0] in "'\"" else ""
        if "\n" in raw and self.rewording and quote == (style or ""):
            whole = _reworded(raw, whole, quote) or whole
        before = _start(node) - self._line(_start(node))
        longest = max(before * (number == 0) + len(line) for number, line in enumerate(whole.split("\n")))
        return whole if flow or longest <= MAX_LINE else None

    def _sequence(self, node: yaml.SequenceNode, old: list[Any], wanted: list[Any]) -> Iterator[Edit]:
        if isinstance(old[0], dict):
            for item, before, after in zip(node.value, old, wanted, strict=False):
                if before != after:
                    yield from self.mapping(item, before, after)
            yield from self._inserted(node, len(old), wanted[len(old) :])
            return
        flow = bool(node.flow_style)
        for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
            if what != "equal":
                both = min(i2 - i1, j2 - j1)
                for item, new in zip(node.value[i1 : i1 + both], wanted[j1 : j1 + both], strict=True):
                    yield _start(item), self._end(item), yaml_emit.scalar(new, flow=flow)
                yield from self._inserted(node, i2, wanted[j1 + both : j2])
                yield from self._cut_items(node, i1 + both, i2)

    def _removed(self, node: yaml.MappingNode, wanted: dict[str, Any]) -> Iterator[Edit]:
        """Takes out the keys that are gone, those in a row together."""
        pairs: list[Pair] = node.value
        gone = [number for number, (key, _value) in enumerate(pairs) if key.value not in wanted]
        for first in gone:
            if first - 1 not in gone:
                last = next(number for number in range(first, len(pairs)) if number + 1 not in gone)
                yield self._cut(pairs, first, last, bool(node.flow_style))

    def _cut(self, pairs: list[Pair], first: int, last: int, flow: bool) -> Edit:
        start = _start(pairs[first][0])
        line = self._line(start)
        if flow and first:
            return self._end(pairs[first - 1][1]), self._end(pairs[last][1]), ""
        if flow or self.text[line:start].strip():
            return start, _start(pairs[last + 1][0]), ""
        return line, self._next_line(self._end(pairs[last][1])), ""

    def _added(self, node: yaml.MappingNode, old: dict[str, Any], wanted: dict[str, Any]) -> Iterator[Edit]:
        """New keys, each after the last key before it that stays."""
        ends = {key.value: self._end(value) for key, value in node.value}
        first = next(key for key, _value in node.value if key.value in wanted)
        after: str | None = None
        for key, value in wanted.items():
            if key in old:
                after = key
            elif node.flow_style:
                text = yaml_emit.flow({key: value})[1:-1]
                at = _start(first) if after is None else ends[after]
                yield at, at, f"{text}, " if after is None else f", {text}"
            else:
                lines = yaml_emit.pair(key, value, _column(node))
                at = _start(first) if after is None else self._next_line(ends[after])
                before = "\n".join(lines).lstrip() + "\n" + " " * _column(node)
                yield at, at, before if after is None else "".join(f"{line}\n" for line in lines)

    def _inserted(self, node: yaml.SequenceNode, at: int, new: list[Any]) -> Iterator[Edit]:
        """Puts new items into a list, after the item before `at`, or at the beginning."""
        if not new:
            return
        items = node.value
        if node.flow_style:
            text = yaml_emit.flow(new)[1:-1]
            place = self._end(items[at - 1]) if at else _start(items[0])
            yield place, place, f", {text}" if at else f"{text}, "
        else:
            lines = [line for item in new for line in _item(item, _column(node))]
            place = self._next_line(self._end(items[at - 1])) if at else self._line(_start(items[0]))
            yield place, place, "".join(f"{line}\n" for line in lines)

    def _cut_items(self, node: yaml.SequenceNode, first: int, last: int) -> Iterator[Edit]:
        """Takes the items from `first` until before `last` out of a list of which some stay."""
        items = node.value
        if first < last and not node.flow_style:
            yield self._line(_start(items[first])), self._next_line(self._end(items[last - 1])), ""
        elif first < last and first:
            yield self._end(items[first - 1]), self._end(items[last - 1]), ""
        elif first < last:
            yield _start(items[0]), _start(items[last]), ""

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends, without the comments and empty lines that the parser counts in."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return len(self.text[:end].rstrip()) if block else end

    def _line(self, at: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        return self.text.index("\n", at) + 1


def _alike(old: Any, wanted: Any) -> bool:
    """Whether one can become the other piece by piece: mappings of which a key stays, lists of words, lists of such
    mappings that do not get shorter."""
    if isinstance(old, dict) and isinstance(wanted, dict):
        return not old.keys().isdisjoint(wanted)
    if isinstance(old, list) and isinstance(wanted, list) and old and wanted:
        if not any(isinstance(item, dict) for item in [*old, *wanted]):
            return True
        return (
            len(old) <= len(wanted) and all(map(_alike, old, wanted)) and all(isinstance(new, dict) for new in wanted)
        )
    return False


def _item(item: Any, indent: int) -> list[str]:
    if isinstance(item, dict):
        return yaml_emit.item(item, indent)
    return [f"{' ' * indent}- {yaml_emit.scalar(item, flow=False)}"]


def _reworded(raw: str, whole: str, quote: str) -> str | None:
    """A text of several lines with some words changed: the other words stay on their lines. None if it cannot be told
    which words these are."""
    inner = raw[len(quote) : len(raw) - len(quote)]
    old = re.split(r"[ \t\n]+", inner)
    gaps = ["", *re.findall(r"[ \t\n]+", inner)]
    new = whole[len(quote) : len(whole) - len(quote)].split(" ")
    if "\\" in inner or "" in new:
        return None
    parts: list[str] = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for number, word in enumerate(new[j1:j2]):
            stays = what == "equal" or number < i2 - i1
            parts += [gaps[i1 + number] if stays else " ", word]
    return quote + "".join(parts).strip() + quote
