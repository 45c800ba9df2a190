"""Which contact of an institution a row speaks of: contacts have no ids, and people sort, copy and delete rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kb.imports import _
from kb.imports.cells import Erase, Refusal, same
from kb.imports.lines import Line
from kb.imports.table import reference, value_of
from kb.imports.words import fold
from kb.models.institution import Contact

NEW = -1
STALE = Refusal(
    _("no contact is left to which the reference of this row leads: it was changed since, or another row has it"),
    _("export the table anew; if this is a new contact, empty the cell “reference”"),
)


@dataclass(frozen=True)
class _Traits:
    """What tells a contact, or a row that speaks of one, from others."""

    marks: frozenset[str]
    label: tuple[str, ...]
    reference: str


def match(lines: Sequence[Line], contacts: Sequence[Contact]) -> list[int | Refusal]:
    """For rows of one type and institution, the number of the contact that each speaks of, or NEW, or a refusal.

    First the rows that change nothing, then those that carry the reference of a contact as it stands, then those with
    the same number or address, then those with the same label.
    """
    if not lines:
        return []
    ours = [_traits(line, line.text, line.text("reference")) for line in lines]
    theirs = [_traits(lines[0], partial(_told, lines[0], contact), reference(contact)) for contact in contacts]
    labels, known_labels = [one.label for one in ours], [one.label for one in theirs]

    def same_marks(our: int, their: int) -> bool:
        return not ours[our].marks.isdisjoint(theirs[their].marks)

    def unchanged(our: int, their: int) -> bool:
        return same_marks(our, their) and _says_nothing_new(lines[our], contacts[their])

    def same_reference(our: int, their: int) -> bool:
        return ours[our].reference == theirs[their].reference

    def same_label(our: int, their: int) -> bool:
        label = labels[our]
        once = labels.count(label) == 1 == known_labels.count(label)
        return once and label == known_labels[their] and bool(label or lines[our].kind == "opening")

    found = _pairs((unchanged, same_reference, same_marks, same_label), len(ours), len(theirs))
    return [found.get(number, STALE if one.reference else NEW) for number, one in enumerate(ours)]


def _pairs(meant: Sequence[Callable[[int, int], bool]], ours: int, theirs: int) -> dict[int, int]:
    """Each of ours with the first of theirs that is meant and not taken, by one test after the other."""
    found: dict[int, int] = {}
    free = list(range(theirs))
    for test in meant:
        for our in range(ours):
            their = next((their for their in free if our not in found and test(our, their)), None)
            if their is not None:
                found[our] = their
                free.remove(their)
    return found


def _told(line: Line, contact: Contact, key: str) -> str:
    """What a contact has in a column of a row's table."""
    value = value_of(contact, line.columns[key], line.kind)
    return value if isinstance(value, str) else ""


def _traits(line: Line, text: Callable[[str], str], mark: str) -> _Traits:
    """The traits of a row, or of a contact that a row of its type may speak of; `text` tells what a column says."""
    labels = tuple(fold(text(key)) for key in line.columns if key.startswith("label_"))
    if line.kind == "phone":
        marks = {re.sub(r"[^0-9*#]", "", text(key)) for key in ("number", "short", "printed")}
    else:
        marks = {fold(text(key)) for key in (("hours", "hours_printed") if line.kind == "opening" else ("printed",))}
    return _Traits(frozenset(marks - {""}), labels if any(labels) else (), mark)


def _says_nothing_new(line: Line, contact: Contact) -> bool:
    return all(
        said is None or (not isinstance(said, Erase) and same(value_of(contact, line.columns[key], line.kind), said))
        for key, said in line.entries.items()
        if line.columns[key].path
    )
