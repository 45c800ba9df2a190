"""Slips that one can mend in a file without knowing what it says: spaces, line ends, the order of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.models.base import Model
from kb.models.section import SectionFront
from kb.read import yaml_text
from kb.read.document import Document
from kb.read.kinds import HELD

Edit = tuple[int, int, str]
"""From here to there, put this."""

_AT_END = re.compile(r"(?<![ \t])[ \t]+$", re.M)
_BEFORE_SIGN = re.compile(r"(?<=\w) +(?=[,.](?:\s|$))", re.M)
"""A space before a comma or a full stop. Before other signs some languages put one."""
_TWO_SPACES = re.compile(r"(?<=[\w,.;:)\]*]) {2,}(?=\S)")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){3,}")
_KEY = re.compile(r"^([a-z_]+):", re.M)


def slips(document: Document) -> Iterator[Edit]:
    """What to put in place of the slips of a file."""
    if document.text and not document.text.endswith("\n"):
        yield len(document.text), len(document.text), "\n"
    elif document.text.endswith("\n\n"):
        yield len(document.text.rstrip("\n")) + 1, len(document.text), ""
    yield from _spaces(document)
    yield from _order(document)


def _spaces(document: Document) -> Iterator[Edit]:
    body = document.body_start if document.regions else len(document.text)
    for match in _AT_END.finditer(document.text):
        meant = _is_line_break(document.text, match) or _in_code(document, match.start())
        if match.start() < body or not meant:
            yield match.start(), match.end(), ""
    if not document.regions:
        return
    for pattern, sign in ((_BEFORE_SIGN, ""), (_TWO_SPACES, " ")):
        for match in pattern.finditer(document.masked, body):
            line = document.text[document.text.rfind("\n", 0, match.start()) + 1 : match.end()]
            if document.text[match.start() : match.end()].isspace() and not line.lstrip().startswith("|"):
                yield match.start(), match.end(), sign
    if "```" not in document.text and "~~~" not in document.text:
        for match in _EMPTY_LINES.finditer(document.text, body):
            yield match.start(), match.end(), "\n\n"


def _is_line_break(text: str, spaces: re.Match[str]) -> bool:
    """Whether spaces at the end of a line break it: two or more, with text before them and on the next line."""
    end = spaces.end()
    before = text[text.rfind("\n", 0, spaces.start()) + 1 : spaces.start()]
    return len(spaces.group()) > 1 and bool(before) and text[end + 1 : end + 2] not in ("", "\n")


def _in_code(document: Document, at: int) -> bool:
    """Whether nothing but code stands in the line before a place."""
    line = document.text.rfind("\n", 0, at) + 1
    return not document.text[line:at].isspace() and not document.masked[line:at].strip()


def _order(document: Document) -> Iterator[Edit]:
    """Puts the keys of a section, or of a file that holds one record, into the order in which the others have them."""
    model: type[Model] | None = SectionFront if document.kind == "section" else None
    if document.kind in HELD and not HELD[document.kind].many:
        model = HELD[document.kind].model
    end = document.yaml_end if document.yaml_end is not None else len(document.text)
    text = document.text[document.yaml_start : end]
    data, defects = yaml_text.load(text)
    if model is None or defects or not isinstance(data, dict) or not data.keys() <= model.model_fields.keys():
        return
    starts = [match.start() for match in _KEY.finditer(text)]
    parts = {text[a:b].partition(":")[0]: text[a:b] for a, b in pairwise([*starts, len(text)])}
    wanted = [key for key in model.model_fields if key in data]
    head, rest = text[: starts[0] if starts else 0], text[starts[0] if starts else 0 :]
    commented = "\n#" in rest or (document.kind == "section" and "#" in head)  # a comment belongs to some line
    if text.endswith("\n") and not commented and parts.keys() == data.keys() and list(parts) != wanted:
        yield document.yaml_start + starts[0], end, "".join(parts[key] for key in wanted)
