"""Brackets in Markdown: inline links and images, reference links, definitions, footnotes. One linear pass.

The text must have its code blanked out. Offsets count from its start.
"""

from __future__ import annotations

import posixpath
import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from kb.models.base import is_script

_TOKEN = re.compile(r"\\.|\n[ \t]*+(?=\n)|\[|\]|\(|\)")
"""Each alternative begins with a sign of its own, so that the signs between are passed over quickly."""
_DEFINITION = re.compile(
    r":[ ]*+(?:\n[ ]*+)?+(\S++)[ ]*+(?:\n[ ]*+)?"  # : address
    r"(?:(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ ]*+)?$",  # "title"
    re.M,
)
"""What follows the label of a definition. Source: Python-Markdown's ReferenceProcessor."""
_FOOTNOTE = re.compile(r":[^\n]*")
_AUTOLINK = re.compile(r"(?<!\]\()<([A-Za-z][A-Za-z0-9+.-]{0,30}://[^<>]{0,2000}|[^<>\s!@]{1,100}@[^<>\s@]{1,300})>")
"""`<https://…>`, `<office@host>`. Source: Python-Markdown's AUTOLINK_RE and AUTOMAIL_RE."""

MAX_MARKS = 24
MAX_LABEL = 1_200
MAX_ADDRESS = 3_000

Form = Literal["inline", "full", "collapsed", "short", "definition"]
Kind = Literal["link", "image", "definition", "autolink"]


class Bracket(NamedTuple):
    """A pair of square brackets and what follows it.

    `inline`: `[words](target)`; `full`: `[words][target]`; `collapsed`: `[words][]`; `short`: `[words]`;
    `definition`: `[words]: target` at the start of a line. A label that begins with `^` is a footnote's.
    """

    start: int
    end: int
    """After the closing bracket of the words."""
    form: Form
    image: bool = False
    target_start: int = 0
    target_end: int = 0
    whole_end: int = 0
    """After everything that belongs to the link."""

    def words(self, text: str) -> str:
        """What stands between the brackets; empty if nobody would write that much."""
        return text[self.start + 1 : self.end - 1] if self.end - self.start <= MAX_LABEL else ""

    def target(self, text: str) -> str:
        """What the link leads to, as written."""
        return text[self.target_start : self.target_end]


def brackets(masked: str, begin: int = 0, end: int | None = None) -> list[Bracket]:
    """Every pair of square brackets, in order. Brackets inside an inline link's target are part of the target."""
    end = len(masked) if end is None else end
    if masked.find("[", begin, end) == -1:
        return []
    squares, rounds = _pairs(masked, begin, end)
    found = []
    taken: set[int] = set()
    targets: list[Bracket] = []
    for start in sorted(squares):
        while targets and targets[-1].whole_end <= start:
            targets.pop()
        if start in taken or (targets and start >= targets[-1].target_start):
            continue
        bracket = _bracket(masked, start, squares, rounds)
        if bracket.form in ("full", "collapsed"):
            taken.add(bracket.end)
        elif bracket.form in ("inline", "definition"):
            targets.append(bracket)
        found.append(bracket)
    return found


def _pairs(masked: str, begin: int, end: int) -> tuple[dict[int, int], dict[int, int]]:
    """Where each opening bracket is closed, square and round. A blank line ends whatever is open."""
    squares: dict[int, int] = {}
    rounds: dict[int, int] = {}
    open_squares: list[int] = []
    open_rounds: list[int] = []
    for match in _TOKEN.finditer(masked, begin, end):
        at, what = match.start(), match.group()
        if what == "[":
            open_squares.append(at)
        elif what == "]":
            if open_squares:
                squares[open_squares.pop()] = at
        elif what == "(":
            open_rounds.append(at)
        elif what == ")":
            if open_rounds:
                rounds[open_rounds.pop()] = at
        elif what[0] == "\n":
            open_squares.clear()
            open_rounds.clear()
    return squares, rounds


def _bracket(masked: str, start: int, squares: dict[int, int], rounds: dict[int, int]) -> Bracket:
    end = squares[start] + 1
    image = masked[start - 1 : start] == "!" and masked[start - 2 : start] != "\\!"
    after = masked[end : end + 1]
    footnote = masked.startswith("^", start + 1) and not image
    if footnote and after != ":":
        return Bracket(start, end, "short", False, start + 1, end - 1, end)
    if after == "(" and end in rounds:
        begin, stop = _destination(masked, end + 1, rounds[end])
        return Bracket(start, end, "inline", image, begin, stop, rounds[end] + 1)
    if after == "[" and end in squares and squares[end] - end <= MAX_LABEL:
        stop = squares[end]
        form: Form = "full" if masked[end + 1 : stop].strip() else "collapsed"
        return Bracket(start, end, form, image, end + 1, stop, stop + 1)
    if after == ":" and not image and _begins_line(masked, start):
        match = (_FOOTNOTE if footnote else _DEFINITION).match(masked, end)
        if match:
            begin, stop = (end, end) if footnote else match.span(1)
            return Bracket(start, end, "definition", False, begin, stop, stop)
    return Bracket(start, end, "short", image, start + 1, end - 1, end)


def _begins_line(masked: str, at: int) -> bool:
    """Whether nothing stands before a place in its line but spaces and the marks of a list or a quotation."""
    before = masked[max(0, at - MAX_MARKS) : at]
    return not before.rpartition("\n")[2].strip(" >*+-.)0123456789") and ("\n" in before or at < MAX_MARKS)


def _destination(masked: str, start: int, end: int) -> tuple[int, int]:
    """The address between the round brackets of an inline link, without spaces around it, `<…>` or a title."""
    while start < end and masked[start].isspace():
        start += 1
    while end > start and masked[end - 1].isspace():
        end -= 1
    if masked[start : start + 1] == "<":
        closed = masked.find(">", start, end)
        return (start + 1, closed) if closed != -1 else (start, end)
    quote = masked[end - 1 : end] if end > start else ""
    if quote and quote in "\"'":
        opened = masked.find(quote, start, end - 1)
        if opened == start or (opened > start and masked[opened - 1].isspace()):
            end = opened
            while end > start and masked[end - 1].isspace():
                end -= 1
    return start, end


class Link(NamedTuple):
    """A link or image with an address of its own: `[words](address)`, `[words]: address`, `<address>`."""

    kind: Kind
    words: str
    address: str
    start: int
    address_start: int


def links(masked: str, found: list[Bracket], begin: int = 0) -> list[Link]:
    """The links of a text that carry an address, in order. `found` are the text's brackets."""
    result = []
    addresses = set()
    for item in found:
        footnote = masked.startswith("^", item.start + 1)
        if item.form == "inline" or (item.form == "definition" and not footnote):
            kind: Kind = "definition" if item.form == "definition" else "image" if item.image else "link"
            address = item.target(masked)[:MAX_ADDRESS]
            in_angles = kind == "definition" and address.startswith("<")
            addresses.add(item.target_start)
            result.append(
                Link(
                    kind,
                    item.words(masked),
                    address[1:].rstrip(">") if in_angles else address,
                    item.start - item.image,
                    item.target_start + in_angles,
                )
            )
    if "<" in masked:
        result += [
            Link("autolink", match.group(1), match.group(1), match.start(), match.start(1))
            for match in _AUTOLINK.finditer(masked, begin)
            if match.start() not in addresses
        ]
    return sorted(result, key=lambda link: link.start)


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")


def scheme_of(address: str) -> str:
    """`https` of `https://example.org`; empty for a file or a place on a page."""
    match = _SCHEME.match(address)
    return match.group()[:-1].lower() if match else ""


def has_space(link: Link) -> bool:
    """Whether an address has a space in it. A definition's cannot: what follows the space is its title."""
    return link.kind != "definition" and len(link.address.split()) > 1


def file_of(link: Link, path: str) -> str | None:
    """The path, from the root of the tree, of the file that a link in the file `path` names; None if it names none.

    It begins with `..` if it lies outside the tree, and with `/` or `~` if the link does.
    """
    address = link.address.strip()
    outside = not address or link.kind == "autolink" or scheme_of(address) or address.startswith(("//", "www."))
    if outside or "\\" in address or has_space(link) or is_script(address):
        return None
    name = unquote(address.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
