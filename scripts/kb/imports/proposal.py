"""What the tables ask of one institution: its data as they should be, and each field that this changes."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from kb.imports import _
from kb.imports.cases import Case
from kb.imports.cells import Erase, Value, looks_like_formula, same
from kb.imports.columns import CONTACT_KEYS, TITLES, Column, columns_of
from kb.imports.lines import Line, Rejection
from kb.imports.match import NEW
from kb.imports.table import Row, contacts_by_kind, reference, value_of
from kb.models.base import KeyPath
from kb.models.institution import Contact, InstitutionRecord


@dataclass(frozen=True)
class Change:
    """A field that gets another value. `old` is None where there was none, `new` where there will be none."""

    line: Line
    column: Column
    old: Value | None
    new: Value | None


@dataclass(frozen=True)
class Entity:
    """An institution itself, or one of its contacts, and what the tables change in it."""

    line: Line
    kind: str
    """The type of contact; empty for the institution itself."""
    number: int
    """Which of the institution's contacts of this type it is, from 1."""
    is_new: bool
    changes: tuple[Change, ...]
    kept: tuple[str, ...]
    """The keys of columns whose cell is empty although there is a value: it stays."""
    changed_since: bool
    """Whether it has changed in the directory since the row was exported."""


@dataclass
class Proposal:
    """An institution as the tables want it."""

    case: Case
    path: str
    """The institution's file."""
    data: dict[str, Any]
    languages: tuple[str, ...]
    without: Collection[tuple[Row, str]] = ()
    """Cells that do not count, by row and column."""
    entities: list[Entity] = field(default_factory=list)
    places: dict[KeyPath, tuple[Line, str]] = field(default_factory=dict)
    """For places in the data, the row and the column that they came from, or would come from."""
    rejections: list[Rejection] = field(default_factory=list)

    @cached_property
    def first_inside(self) -> dict[KeyPath, KeyPath]:
        """For each place and each place above one, itself if it is a place, else the first place below it."""
        found = {place: place for place in self.places}
        for place in self.places:
            for end in range(1, len(place)):
                found.setdefault(place[:end], place)
        return found

    @property
    def changed(self) -> list[Entity]:
        """The institution and its contacts as far as they are new or would change."""
        return [entity for entity in self.entities if entity.is_new or entity.changes]


def propose(
    case: Case,
    path: str,
    data: dict[str, Any],
    left_out: Collection[Line],
    cells: Collection[tuple[Row, str]],
    languages: tuple[str, ...],
) -> Proposal:
    """What an institution's rows want, but for the rows `left_out` and for these `cells`. `data` is what its file holds
    now, `{}` for a new institution; it is left unchanged."""
    proposal = Proposal(case, path, copy.deepcopy(data), languages, cells)
    record = case.before.record if case.before else None
    if case.own is not None and case.own not in left_out:
        proposal.places[()] = (case.own, "id")
        proposal.data.setdefault("id", case.id)
        proposal.entities.append(_entity(proposal, case.own, record, ()))
    existing = dict(contacts_by_kind(record)) if record else {}
    for line in case.contacts:
        if line in case.meant and line not in left_out:
            _contact(proposal, line, existing.get(line.kind, ()))
    return proposal


def _contact(proposal: Proposal, line: Line, existing: tuple[Contact, ...]) -> None:
    key, number = CONTACT_KEYS[line.kind], proposal.case.meant[line]
    contact = existing[number] if number != NEW else None
    if contact is None:
        number = len(proposal.data.get(key, []))
        put(proposal.data, (key,), [*proposal.data.get(key, []), {"as_of": None}], proposal.languages)
    proposal.places[key, number] = (line, "hours" if line.kind == "opening" else "printed")
    proposal.entities.append(_entity(proposal, line, contact, (key, number)))


def _entity(proposal: Proposal, line: Line, before: InstitutionRecord | Contact | None, place: KeyPath) -> Entity:
    """Put what a row says into the data at a place; return what is other than before."""
    changes = tuple(_changes(proposal, line, before, place))
    number = int(place[1]) + 1 if place else 0
    stale = before is not None and line.text("reference") not in ("", reference(before))
    return Entity(line, line.kind, number, before is None, changes, _kept(line, before), stale)


def _changes(
    proposal: Proposal, line: Line, before: InstitutionRecord | Contact | None, place: KeyPath
) -> Iterator[Change]:
    for column in line.columns.values():
        if not column.path or column.key == "id" or (line.kind and line.kind not in column.types):
            continue
        at = (*place, *column.path_in(line.kind))
        proposal.places[at] = (line, column.key)
        old = value_of(before, column, line.kind) if before else None
        said = line.entries.get(column.key) if (line.row, column.key) not in proposal.without else None
        new = None if isinstance(said, Erase) else said
        if said is None or same(old, new):
            continue
        if isinstance(new, str) and looks_like_formula(new):
            message = _("the text begins like a formula, which would run in other people's spreadsheets: {given}")
            hint = _("begin it with a letter or a digit")
            proposal.rejections.append(Rejection(line.row, column, message, hint, {"given": new[:60]}))
            continue
        put(proposal.data, at, list(new) if isinstance(new, tuple) else new, proposal.languages)
        yield Change(line, column, old, new)


def _kept(line: Line, before: InstitutionRecord | Contact | None) -> tuple[str, ...]:
    """The columns that are there, empty, and leave a value that somebody wrote in the directory."""
    if before is None:
        return ()
    columns = [line.columns[key] for key, said in line.entries.items() if said is None and line.columns[key].path]
    written = [column for column in columns if column.path_in(line.kind)[0] in before.model_fields_set]
    return tuple(column.key for column in written if value_of(before, column, line.kind))


def put(data: dict[str, Any], path: KeyPath, value: Any, languages: tuple[str, ...]) -> None:
    """Set a value in the data of a file; None takes it out, and what holds nothing any more with it. New keys go to
    the place that they have in other files. An acronym that is the same in every language stands by itself."""
    _put(data, path, value, (), _orders(languages))
    acronym = data.get("acronym")
    if isinstance(acronym, dict) and list(acronym) == ["*"]:
        data["acronym"] = acronym["*"]


_Orders = Mapping[KeyPath, Sequence[str]]


def _put(data: Any, path: KeyPath, value: Any, above: KeyPath, orders: _Orders) -> None:
    key = path[0]
    if isinstance(data, list):
        _put(data[int(key)], path[1:], value, ("*",), orders)
        return
    if len(path) > 1:
        inner = data.get(key)
        if not isinstance(inner, dict | list):
            inner = {"*": inner} if isinstance(inner, str) else {}
        _put(inner, path[1:], value, (*above, key), orders)
        value = inner or None
    if value is not None or key == "as_of":
        _insert(data, str(key), value, orders.get(above, ()))
    else:
        data.pop(key, None)


def _insert(data: dict[str, Any], key: str, value: Any, order: Sequence[str]) -> None:
    if key not in data and key in order:
        earlier = order[: order.index(key)]
        place = max((number for number, other in enumerate(data, start=1) if other in earlier), default=0)
        items = list(data.items())
        items.insert(place, (key, value))
        data.clear()
        data.update(items)
    data[key] = value


@cache
def _orders(languages: tuple[str, ...]) -> _Orders:
    """In which order keys stand, by the keys above them; `*` stands for a place in a list of contacts."""
    orders: dict[KeyPath, list[str]] = {(): list(InstitutionRecord.model_fields)}
    for table in TITLES:
        for column in columns_of(table, languages):
            above: KeyPath = () if table == "institutions" else ("*",)
            for key in column.path:
                known = orders.setdefault(above, [])
                if key not in known:
                    known.append(str(key))
                above = (*above, key)
    return orders
