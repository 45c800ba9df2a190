"""The rows of a file by the institution that they speak of, each row of a contact with the contact that it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kb.base import KnowledgeBase
from kb.imports import _
from kb.imports.cells import Refusal
from kb.imports.columns import CONTACT_KEYS
from kb.imports.lines import Line, Rejection
from kb.imports.match import NEW, match
from kb.imports.table import contacts_by_kind
from kb.models.institution import Institution


@dataclass
class Case:
    """An institution of which rows speak."""

    id: str
    before: Institution | None
    """The institution as it is in the directory."""
    own: Line | None = None
    contacts: list[Line] = field(default_factory=list)
    meant: dict[Line, int] = field(default_factory=dict)
    """For each row of a contact, the number of the contact among those of its type, or NEW."""
    missing: list[tuple[str, int]] = field(default_factory=list)
    """Contacts of which no row speaks: type and number."""

    @property
    def lines(self) -> list[Line]:
        """Every row that speaks of the institution."""
        return [*([self.own] if self.own else []), *self.contacts]


def cases(lines: Iterable[Line], kb: KnowledgeBase) -> tuple[list[Case], list[Rejection]]:
    """The institutions of which rows speak, in the order of the rows, and the rows that have no place in them."""
    found: dict[str, Case] = {}
    rejections = []
    for line in lines:
        if not line.owner:
            continue
        case = found.setdefault(line.owner, Case(line.owner, kb.institutions.get(line.owner)))
        if line.row.table == "contacts":
            if line.kind in CONTACT_KEYS:
                case.contacts.append(line)
        elif case.own is None:
            case.own = line
        else:
            message = _("{id} has a row already: row {row} of “{sheet}”")
            values = {"id": line.owner, "row": case.own.row.number, "sheet": case.own.row.sheet}
            rejections.append(Rejection(line.row, line.columns["id"], message, _("keep one of them"), values))
    for case in found.values():
        rejections += _match(case)
    return list(found.values()), rejections


def _match(case: Case) -> Iterable[Rejection]:
    record = case.before.record if case.before else None
    existing = dict(contacts_by_kind(record)) if record else {}
    for kind in CONTACT_KEYS:
        lines = [line for line in case.contacts if line.kind == kind]
        contacts = existing.get(kind, ())
        numbers = match(lines, contacts) if case.before else [NEW] * len(lines)
        case.missing += [(kind, number) for number in range(len(contacts)) if number not in numbers]
        for line, number in zip(lines, numbers, strict=True):
            if isinstance(number, Refusal):
                yield Rejection(line.row, line.columns["reference"], number.message, number.hint)
            else:
                case.meant[line] = number


def homeless(case: Case, left_out: Collection[Line], kb: KnowledgeBase) -> Iterable[Rejection]:
    """The rows of contacts that have no institution to belong to: it is not in the directory, and its own row is
    missing or `left_out`."""
    if case.before is not None or (case.own is not None and case.own not in left_out):
        return
    near = ", ".join(kb.nearest(case.id)) if case.contacts else ""
    for line in case.contacts:
        if line not in left_out:
            message = _("there is no institution {id}, neither in the directory nor in a row that could be read")
            hint = _("did you mean {near}?") if near else _("give it a row in the table of institutions")
            yield Rejection(line.row, line.columns["institution"], message, hint, {"id": case.id, "near": near})
