"""One release file, `guidelines/published/2026-12-01.jsonl`: how it is written, and whether it is still what was written.

A file is never edited, and that must be seen without any history (a zip, a shallow clone). So every line carries a
digest of its own, which tells *where* something was altered; the first line carries the digest of them all, which tells
that a line is missing or was added; and it names the digests of every release that was known when it was made (`after`),
which tells that an earlier file was removed or written anew.

Two branches that both release must merge without a conflict. Releases of different days are different files; each names
those that it knew, like the parents of a commit, so that neither needs to know of the other. Releases of one day meet in
one file: Git keeps the lines of both (`merge=union` in `.gitattributes`), and since each line begins with the mark of
the release that it belongs to, both are still whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

FOLDER = "guidelines/published"
ATTRIBUTES = (
    "# Two branches that release on one day merge by keeping the lines of both: each line says to which release it belongs.\n"
    "*.jsonl text eol=lf merge=union\n"
)
PATH = re.compile(r"guidelines/published/([0-9]{4}-[0-9]{2}-[0-9]{2})\.jsonl")
MAX_BYTES = 50_000_000
"""A first release holds every wording in every language: of this content some two and a half megabytes."""

_LINE = re.compile(r'\{"part":"([0-9a-f]{8})","sha":"([0-9a-f]{12})",(.*)', re.S)
Fields = dict[str, Any]
"""What a line says: of an id, of a page (`page`), or of the whole release (`release`)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read. `number` counts from 0."""

    number: int
    part: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a release file, and in which line: `line` altered or unreadable, `lines` missing or added, or
    `headless`, the first line of a release missing."""

    number: int
    kind: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ReleaseFile:
    """A release file as read: its lines, the digests of the releases in it (one, or several after a merge), its damage."""

    lines: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)

    @property
    def digests(self) -> list[str]:
        """The digest of each release in the file, in order."""
        return sorted(str(head.fields["digest"]) for head in self.heads)


def write(day: str, entries: Iterable[Fields], after: Mapping[str, list[str]]) -> str:
    """The text of a release file. `after`: the digests of the releases known so far, by day."""
    bodies = [_plain(entry) for entry in entries]
    head = {"release": day, "lines": len(bodies), "after": {known: after[known] for known in sorted(after)}}
    digest = _digest(head, bodies)
    part = digest[:8]
    return "".join(f"{_marked(part, body)}\n" for body in [_plain({**head, "digest": digest}), *bodies])


def read(text: str) -> ReleaseFile:
    """Read a release file's text; what is wrong with it is noted, never raised."""
    found = ReleaseFile()
    bodies: dict[str, list[str]] = {}
    for number, raw in enumerate(text.removesuffix("\n").split("\n")):
        match = _LINE.fullmatch(raw)
        fields = _fields(match.group(3)) if match else None
        if match is None or fields is None or match.group(2) != _sha(match.group(1), match.group(3)):
            found.damage.append(Damage(number, "line"))
            continue
        line = Line(number, match.group(1), fields)
        if "release" in fields:
            found.heads.append(line)
        else:
            found.lines.append(line)
            bodies.setdefault(line.part, []).append(match.group(3))
    if not found.damage:
        found.damage = list(_whole(found, bodies))
    return found


def key_of(fields: Fields) -> str:
    """What tells one line's subject from another's: an id, or a page's path, which ends in a slash or is empty."""
    return str(fields["id"]) if "id" in fields else f"page {fields['page']}"


def _whole(found: ReleaseFile, bodies: dict[str, list[str]]) -> Iterable[Damage]:
    """Whether all lines of each release are there, and no others."""
    parts = {head.part: head for head in found.heads}
    for head in found.heads:
        fields = {key: head.fields.get(key) for key in ("release", "lines", "after")}
        if _digest(fields, bodies.get(head.part, [])) != head.fields.get("digest"):
            lines = str(len(bodies.get(head.part, [])))
            yield Damage(head.number, "lines", {"expected": str(head.fields.get("lines")), "found": lines})
    for part in set(bodies) - set(parts):
        yield Damage(next(line.number for line in found.lines if line.part == part), "headless")
    if not found.heads and not bodies:
        yield Damage(0, "headless")


def _plain(fields: Fields) -> str:
    """What stands in a line after its marks: JSON without the opening brace."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))[1:]


def _marked(part: str, body: str) -> str:
    return f'{{"part":"{part}","sha":"{_sha(part, body)}",{body}'


def _sha(part: str, body: str) -> str:
    return sha256(f"{part}{body}".encode()).hexdigest()[:12]


def _digest(head: Fields, bodies: Iterable[str]) -> str:
    """Of a whole release; the order of its lines does not count, since a merge may change it."""
    return sha256("\n".join([_plain(head), *sorted(bodies)]).encode()).hexdigest()[:32]


def _fields(body: str) -> Fields | None:
    """What a line says, if it has the shape of a line: whoever made the file, what reads it can rely on that."""
    try:
        found = json.loads("{" + body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and _shaped(found) else None


def _shaped(fields: Fields) -> bool:
    if "release" in fields:
        digests = list(fields["after"].values()) if isinstance(fields.get("after"), dict) else [None]
        lists = all(isinstance(known, list) and all(isinstance(item, str) for item in known) for known in digests)
        return lists and all(isinstance(fields.get(key), str) for key in ("release", "digest"))
    if "page" in fields:
        return isinstance(fields["page"], str)
    words = (fields.get("title", {}), fields.get("text", {}))
    by_language = all(isinstance(text, dict) and all(isinstance(t, str) for t in text.values()) for text in words)
    names = fields.get("replaced_by", [])
    listed = isinstance(names, list) and all(isinstance(name, str) for name in names)
    front = isinstance(fields.get("front", {}), dict)
    return by_language and listed and front and all(isinstance(fields.get(key), str) for key in ("id", "kind", "at"))
