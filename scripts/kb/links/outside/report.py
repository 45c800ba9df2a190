"""What is told of the addresses outside: problems, wherever the content mentions one that is broken, moved or private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kb.check.problem import Problem, Severity
from kb.links import _
from kb.links.outside.ask import Kind
from kb.links.outside.collect import Mention
from kb.links.outside.memory import Record

_BROKEN = {
    Kind.GONE: _("{address} is gone ({reason}), as asked on {days}"),
    Kind.SLOW: _("{address} did not answer in time ({reason}) on {days}"),
    Kind.FAILING: _("{address} answered with an error ({reason}) on {days}"),
    Kind.UNREACHABLE: _("{address} could not be reached ({reason}) on {days}"),
}
_MOVED = _("{address} has moved for good to {moved_to}")
_BLOCKED = _("{address} lets no program in ({reason})")
_PRIVATE = _("{address} leads to a host that is not on the public internet ({reason}); it was not asked")
_NEW_ADDRESS = _("look whether it still says the same, then write the new address")
_FRONT_PAGE = _("that is only a front page: look for where the text is now")
_ARCHIVED = _("lead to the archived copy that the record names: {archived}")
_NO_COPY = _("look for its new address, or for a copy in a web archive, and note that as archived")
_BY_HAND = _("open it in a browser from time to time")
_NOT_PUBLIC = _("write an address that readers can open; to ask it nevertheless, add --allow-private")


def problems(mentions: dict[str, list[Mention]], records: dict[str, Record]) -> list[Problem]:
    """What is to be told of each address, wherever the content mentions it. One that failed on fewer than three days
    is not told of."""
    found: set[Problem] = set()
    for address, places in mentions.items():
        record = records.get(address)
        for mention in places if record is not None else ():
            assert record is not None
            found.update(_problem(mention, record))
    return sorted(found)


def _problem(mention: Mention, record: Record) -> Iterator[Problem]:
    told = _told(mention, record)
    if told is None:
        return
    severity, message, hint = told
    document = mention.document
    line, column = document.line_and_column(document.offset(mention.at))
    values = {
        "address": mention.address,
        "reason": record.reason,
        "days": ", ".join(record.failed),
        "moved_to": record.moved_to,
        "archived": mention.archived,
    }
    args = tuple((name, "".join(c if c.isprintable() else "�" for c in value)[:400]) for name, value in values.items())
    yield Problem(document.path, line, column, f"link-{record.kind}", severity, message, hint, args)


def _told(mention: Mention, record: Record) -> tuple[Severity, str, str] | None:
    """How grave it is, what is wrong and what to do; None if there is nothing to tell."""
    if record.broken:
        return "error", _BROKEN[record.kind], _ARCHIVED if mention.archived else _NO_COPY
    if record.kind == Kind.PRIVATE:
        return "error", _PRIVATE, _NOT_PUBLIC
    if record.kind == Kind.MOVED:
        front = urlsplit(record.moved_to).path in ("", "/") and urlsplit(mention.address).path not in ("", "/")
        return "warning", _MOVED, (_ARCHIVED if mention.archived else _FRONT_PAGE) if front else _NEW_ADDRESS
    if record.kind == Kind.BLOCKED:
        return "warning", _BLOCKED, _BY_HAND
    return None


def waiting(records: Iterable[Record]) -> int:
    """How many addresses failed the last time, but not yet often enough to be told of."""
    return sum(bool(record.failed) and not record.broken for record in records)
