"""All releases, in order: what was published when, in which words, and what each release changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.ledger.files import FOLDER, MAX_BYTES, PATH, Fields, ReleaseFile, key_of, read
from kb.read.files import read_text

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """What a release changed in one entry: it is `new`, `changed` or `withdrawn`; `fields` are what it says now."""

    what: str
    fields: Fields

    @property
    def id(self) -> str:
        return str(self.fields["id"])


@dataclass(frozen=True)
class Release:
    """One day's release: what is new and what changed in it."""

    day: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Wording:
    """What an entry said from a day on."""

    day: str
    fields: Fields


@dataclass(frozen=True)
class History:
    """The release files by day, oldest first. Where two branches released on one day, the later line counts."""

    files: dict[str, ReleaseFile]

    @classmethod
    def of(cls, root: Path) -> History:
        """The history that a knowledge base's release files tell; files that cannot be read tell nothing."""
        found = {}
        for path in sorted((root / FOLDER).glob("*.jsonl")):
            match = PATH.fullmatch(f"{FOLDER}/{path.name}")
            if match:
                found[match.group(1)] = read(read_text(root, f"{FOLDER}/{path.name}", MAX_BYTES).text)
        return cls(found)

    @property
    def days(self) -> list[str]:
        """The days of the releases, oldest first."""
        return list(self.files)

    @cached_property
    def latest(self) -> dict[str, Fields]:
        """The last that was published of each id and page."""
        return {key_of(line.fields): line.fields for file in self.files.values() for line in file.lines}

    @cached_property
    def releases(self) -> list[Release]:
        """What each release changed, newest first. A page is no entry: what moved is told where it moved to."""
        before: dict[str, Fields] = {}
        found = []
        for day, file in self.files.items():
            now = {line.fields["id"]: line.fields for line in file.lines if "id" in line.fields}
            changes = [
                Change(what, fields) for ident, fields in now.items() if (what := _what(before.get(ident), fields))
            ]
            before |= now
            found.append(Release(day, tuple(changes)))
        return found[::-1]

    @cached_property
    def _wordings(self) -> dict[str, list[Wording]]:
        found: dict[str, list[Wording]] = {}
        for day, file in self.files.items():
            for line in file.lines:
                if "text" in line.fields:
                    known = found.setdefault(str(line.fields["id"]), [])
                    if known and known[-1].day == day:
                        known.pop()
                    if not known or not same_wording(known[-1].fields, line.fields):
                        known.append(Wording(day, line.fields))
        return found

    def wordings(self, ident: str) -> list[Wording]:
        """Every wording that was released of an id, each with the day from which it held; oldest first."""
        return self._wordings.get(ident, [])

    def in_force(self, ident: str) -> Iterator[tuple[str, Wording]]:
        """For each release since an id was published: its day, and the wording that held."""
        wordings = self.wordings(ident)
        for day in self.days:
            held = [wording for wording in wordings if wording.day <= day]
            if held:
                yield day, held[-1]


def same_wording(one: Fields, other: Fields) -> bool:
    """Whether two states say the same words: titles, texts, and what else they say of themselves."""
    return all(one.get(key) == other.get(key) for key in ("title", "text", "front"))


def _what(before: Fields | None, now: Fields) -> str:
    """What became of an entry; empty if only its address changed."""
    if before is None:
        return "new"
    if now.get("status") == WITHDRAWN and before.get("status") != WITHDRAWN:
        return WITHDRAWN
    unmoved = {key: value for key, value in before.items() if key != "at"}
    return "changed" if unmoved != {key: value for key, value in now.items() if key != "at"} else ""
