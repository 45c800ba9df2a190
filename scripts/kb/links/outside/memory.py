"""What earlier runs were answered, in one small file: a link is broken once it has failed on three different days."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Container
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kb.links.outside.ask import FAILURES, Answer, Kind

BROKEN_AFTER = 3
"""Days on which a link fails before it is called broken."""
VERSION = 1


@dataclass
class Record:
    """The last answer of an address, its day, and the days since the last good one on which it failed."""

    asked: str
    kind: Kind
    reason: str = ""
    moved_to: str = ""
    failed: list[str] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        """Whether it failed on enough days, and the last time too."""
        return self.kind in FAILURES and len(self.failed) >= BROKEN_AFTER


@dataclass
class Memory:
    """The records by address, and the file that keeps them."""

    path: Path
    today: date
    records: dict[str, Record] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, today: date) -> Memory:
        """What a file keeps; nothing if there is none, or if it is damaged: then everything is asked again."""
        memory = cls(path, today)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] == VERSION:
                memory.records = {address: _record(kept) for address, kept in data["addresses"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            memory.records = {}
        return memory

    def learn(self, address: str, answer: Answer) -> None:
        """Note an answer. Being turned away says nothing of the page: the days on which it failed stay."""
        before = self.records.get(address)
        days = list(before.failed) if before and answer.kind not in (Kind.OK, Kind.MOVED) else []
        day = self.today.isoformat()
        if answer.kind in FAILURES and day not in days:
            days = [*days, day][-BROKEN_AFTER:]
        self.records[address] = Record(day, answer.kind, answer.reason, answer.moved_to, days)

    def is_known(self, address: str, max_age: int) -> bool:
        """Whether an address need not be asked: it was today, or it answered well within so many days."""
        record = self.records.get(address)
        if record is None:
            return False
        age = (self.today - date.fromisoformat(record.asked)).days
        return age == 0 or (record.kind in (Kind.OK, Kind.MOVED) and 0 < age <= max_age)

    def save(self, wanted: Container[str]) -> None:
        """Keep the records of these addresses; a run that is cut off leaves the file as it was or as it is to be."""
        kept = {address: _plain(record) for address, record in sorted(self.records.items()) if address in wanted}
        text = json.dumps({"version": VERSION, "addresses": kept}, ensure_ascii=False, indent=0)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self.path.parent, delete=False, encoding="utf-8") as file:
            file.write(text + "\n")
        os.replace(file.name, self.path)


def _plain(record: Record) -> dict[str, Any]:
    return {key: value for key, value in asdict(record).items() if value}


def _record(kept: dict[str, Any]) -> Record:
    asked = date.fromisoformat(kept["asked"]).isoformat()
    failed = [date.fromisoformat(day).isoformat() for day in kept.get("failed", [])]
    return Record(asked, Kind(kept["kind"]), str(kept.get("reason", "")), str(kept.get("moved_to", "")), failed)
