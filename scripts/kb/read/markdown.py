"""Reading Markdown without rendering it: code set aside, languages split, references and headings found.

Everything here keeps character offsets, so that a problem can be told with its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.models.base import CITABLE_ID, RECORD_ID
from kb.models.section import Body, Reference
from kb.read.code import without_code
from kb.read.links import Bracket, brackets

__all__ = [
    "headings",
    "is_id",
    "language_headings",
    "list_items",
    "references",
    "split_front_matter",
    "split_languages",
    "without_code",
]

MAX_ID = 120
"""Characters. No id is nearly as long; what is longer is not looked up."""


_LANGUAGE_HEADING = re.compile(r"\n# ([^\n]*)")
"""With the end of the line before it, which is found faster than the beginning of its own."""
_LANGUAGE = re.compile(r"\{ {0,9}lang {0,9}= {0,9}([A-Za-z-]{2,10}) {0,9}\}")
_HEADING = re.compile(r"^(#{1,6}) ([^\n]*)$", re.M)
_BLOCK_END = re.compile(r"\n(?:[ \t]*+(?=\n)|#[^\n]*)")
_LIST_ITEM = re.compile(r"\n *+(?:[-*+]|\d{1,3}[.)]) +(?=\S)")


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return bool(CITABLE_ID.fullmatch(text) or RECORD_ID.fullmatch(text))


_LOOKS_LIKE_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*-[0-9]+(\.[0-9A-Za-z]+)*|[A-Za-z]+(-[A-Za-z0-9]+)+|[A-Z][A-Z0-9]+")


def references(masked: str, found: list[Bracket] | None = None, start: int = 0) -> tuple[Reference, ...]:
    """The reference links of a text whose code is blanked out; offsets are shifted by `start`.

    `[RG-2.3]`, `[RG-2.3][]` and `[words][RG-2.3]`. A single bracket whose content does not look like an id is text.
    `found` are the text's brackets, if they are known already.
    """
    result = []
    for item in brackets(masked) if found is None else found:
        if item.image or item.form in ("inline", "definition"):
            continue
        label = item.words(masked)
        if item.form == "full":
            target = " ".join(item.target(masked).split())
            result.append(Reference(target, start + item.start, start + item.whole_end, " ".join(label.split())))
        elif len(label) <= MAX_ID and _LOOKS_LIKE_ID.fullmatch(label):
            result.append(Reference(label, start + item.start, start + item.whole_end))
    return tuple(result)


def headings(masked: str) -> list[tuple[int, str, int]]:
    """The headings of a text whose code is blanked out: level, words, offset."""
    found = []
    for match in _HEADING.finditer(masked) if "#" in masked else ():
        words = match.group(2).strip(" ").rstrip("#").rstrip(" ")
        if words:
            found.append((len(match.group(1)), words, match.start()))
    return found


@lru_cache(maxsize=4)
def list_items(masked: str) -> tuple[int, ...]:
    """Where the list items of a text begin. A hyphen or number in the middle of a paragraph begins none. Those of the last
    texts are kept: several rules ask for the same ones."""
    found: list[int] = []
    text = "\n" + masked
    block, before, in_list = 0, 0, False
    for match in _LIST_ITEM.finditer(text):
        ends = [end.end() for end in _BLOCK_END.finditer(text, before, match.start() + 1)]
        if ends or not before:
            block = ends[-1] if ends else 0
            in_list = not text[block : match.start()].strip()
        if in_list:
            found.append(match.start())  # in the text without the line end put before it
        before = match.end()
    return tuple(found)


def split_front_matter(text: str) -> tuple[int, int, int] | None:
    """Where the front matter's YAML begins and ends, and where the body begins; None if there is no front matter."""
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    if end == -1:
        return (4, len(text) - 4, len(text)) if text.endswith("\n---") and len(text) > 7 else None
    return 4, end + 1, end + 5


class Split(NamedTuple):
    """What stands under the language headings of a section."""

    bodies: tuple[Body, ...]
    brackets: list[list[Bracket]]
    """For each body, its pairs of square brackets."""
    first: int
    """Where the first language heading begins; the end of the text if there is none."""


def language_headings(masked: str, start: int) -> Iterator[tuple[str, str, int, int]]:
    """The headings that begin a language: title, language, start and end of the line."""
    for match in _LANGUAGE_HEADING.finditer("\n" + masked, start):  # so that each is found where its own line begins
        words, brace, _ = match.group(1).rstrip(" ").rpartition("{")
        language = _LANGUAGE.fullmatch(match.group(1).rstrip(" ")[len(words) :]) if brace else None
        if language:
            yield words.strip(), language.group(1), match.start(), match.end() - 1


def split_languages(text: str, masked: str, start: int) -> Split:
    """Split what follows the front matter into one body a language. `masked` is the text with its code blanked out."""
    heads = list(language_headings(masked, start))
    bodies = []
    found = []
    for number, (title, lang, begin, end_of_line) in enumerate(heads):
        end = heads[number + 1][2] if number + 1 < len(heads) else len(text)
        raw = text[end_of_line:end]
        stripped = raw.strip()
        body_start = end_of_line + len(raw) - len(raw.lstrip())
        found.append(brackets(masked, body_start, body_start + len(stripped)))
        bodies.append(
            Body(
                lang=lang,
                title=title,
                text=stripped,
                start=body_start,
                title_start=begin,
                references=references(masked, found[-1]),
            )
        )
    return Split(tuple(bodies), found, heads[0][2] if heads else len(text))
