"""Reading Markdown without rendering it: code set aside, languages split, references and headings found.

Everything here keeps character offsets, so that a problem can be told with its line and column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.models.base import CITABLE_ID, RECORD_ID
from kb.models.section import Body, Reference

_FENCE = re.compile(r"^( {0,3})(`{3,}|~{3,})[^\n]*\n(.*?)(?:^ {0,3}\2[`~]*[ \t]*$|\Z)", re.M | re.S)
_CODE_SPAN = re.compile(r"(?<![`\\])(`{1,6})(?!`)((?:[^`\n]|\n(?!\n)){1,2000}?)(?<!`)\1(?!`)")
_LANGUAGE_HEADING = re.compile(r"^# +([^\n]*?) *\{ *lang *= *([A-Za-z-]{2,10}) *\} *$", re.M)
_HEADING = re.compile(r"^(#{1,6}) +([^\n]+?) *#* *$", re.M)
_LIST_ITEM = re.compile(r"^ *(?:[-*+]|\d{1,3}[.)]) +(?=\S)", re.M)
_LINK = re.compile(
    r"(?<![\\!\]])\[([^\[\]\n]{0,300}(?:\n[^\[\]\n]{0,300}){0,3})\]"  # [words] over at most four lines
    r"(?:\[([^\[\]\n]{0,120})\])?(?![\[(:])"  # [target]
)
_INLINE_LINK = re.compile(
    r"(?<!\\)(!?)\[([^\[\]]{0,500})\]"  # [text] or ![text]
    r"\(\s*<?([^\s<>()]{0,2000}(?:\([^\s()]{0,200}\)[^\s<>()]{0,2000})?)>?"  # (address, with one pair of brackets
    r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s*\)"  # "title")
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n^]{1,120})\]:[ \t]*\S", re.M)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group(0))


def without_code(text: str) -> str:
    """The text with code blocks and code spans blanked out, character for character."""
    text = _FENCE.sub(_blank, text) if "```" in text or "~~~" in text else text
    return _CODE_SPAN.sub(_blank, text) if "`" in text else text


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return bool(CITABLE_ID.fullmatch(text) or RECORD_ID.fullmatch(text))


_LOOKS_LIKE_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*-[0-9]+(\.[0-9A-Za-z]+)*|[A-Za-z]+(-[A-Za-z0-9]+)+|[A-Z][A-Z0-9]+")


def references(masked: str, start: int = 0) -> tuple[Reference, ...]:
    """The reference links of a text whose code is blanked out; offsets are shifted by `start`.

    `[RG-2.3]`, `[RG-2.3][]` and `[words][RG-2.3]`. A single bracket whose content does not look like an id is text.
    """
    found = []
    for match in _LINK.finditer(masked):
        label, target = match.group(1), match.group(2)
        if target:
            found.append(Reference(target.strip(), start + match.start(), start + match.end(), " ".join(label.split())))
        elif _LOOKS_LIKE_ID.fullmatch(label):
            found.append(Reference(label, start + match.start(), start + match.end()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class InlineLink:
    """An inline link or image: `[text](target)`."""

    text: str
    target: str
    image: bool
    start: int
    target_start: int


def inline_links(masked: str) -> list[InlineLink]:
    """The inline links and images of a text whose code is blanked out."""
    return [
        InlineLink(match.group(2), match.group(3), bool(match.group(1)), match.start(), match.start(3))
        for match in _INLINE_LINK.finditer(masked)
    ]


def headings(masked: str) -> list[tuple[int, str, int]]:
    """The headings of a text whose code is blanked out: level, words, offset."""
    return [(len(match.group(1)), match.group(2), match.start()) for match in _HEADING.finditer(masked)]


def list_items(masked: str) -> list[int]:
    """Where the list items of a text begin."""
    return [match.start() for match in _LIST_ITEM.finditer(masked)]


def definitions(masked: str) -> list[tuple[str, int]]:
    """Reference definitions that a writer put in by hand: label and offset."""
    return [(match.group(1), match.start()) for match in _DEFINITION.finditer(masked)]


def split_front_matter(text: str) -> tuple[int, int, int] | None:
    """Where the front matter's YAML begins and ends, and where the body begins; None if there is no front matter."""
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    if end == -1:
        return (4, len(text) - 4, len(text)) if text.endswith("\n---") and len(text) > 7 else None
    return 4, end + 1, end + 5


@dataclass(frozen=True, slots=True)
class Split:
    """What stands under the language headings of a section."""

    bodies: tuple[Body, ...]
    first: int
    """Where the first language heading begins; the end of the text if there is none."""


def split_languages(text: str, start: int) -> Split:
    """Split what follows the front matter into one body a language. Headings in code do not count."""
    masked = without_code(text[start:])
    heads = list(_LANGUAGE_HEADING.finditer(masked))
    bodies = []
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(masked)
        raw = text[start + head.end() : start + end]
        stripped = raw.strip()
        body_start = start + head.end() + (len(raw) - len(raw.lstrip()))
        offset = body_start - start
        bodies.append(
            Body(
                lang=head.group(2),
                title=head.group(1).strip(),
                text=stripped,
                start=body_start,
                title_start=start + head.start(),
                references=references(masked[offset : offset + len(stripped)], body_start),
            )
        )
    return Split(tuple(bodies), start + heads[0].start() if heads else len(text))
