"""Rows as they are understood: what each cell says, to which institution a row belongs, and what is refused of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.base import KnowledgeBase
from kb.imports import _
from kb.imports.cells import Entry, Erase, Refusal, entry
from kb.imports.columns import CONTACT_KEYS, TITLES, Column, TableName, columns_of
from kb.imports.table import OWNERS, Row
from kb.imports.words import Words
from kb.models.base import RECORD_ID
from kb.models.institution import REGIONAL


@dataclass(frozen=True, eq=False)
class Rejection:
    """A cell, or without a column a row, that is not taken over, and why. English texts, as in a Finding; a Column
    among the `values` is shown by its heading."""

    row: Row
    column: Column | None
    message: str
    hint: str
    values: Mapping[str, object] = field(default_factory=dict)
    exact: bool = True
    """Whether what stands in the cell is meant, and not only what it belongs to."""


@dataclass(eq=False)
class Line:
    """A row and what its cells say, by the key of their column; refused cells are left out."""

    row: Row
    columns: Mapping[str, Column]
    entries: dict[str, Entry]

    @property
    def owner(self) -> str:
        """The id of the institution that the row belongs to; empty if the cell was refused or is empty."""
        return self.text(OWNERS[self.row.table][0])

    @property
    def kind(self) -> str:
        """The type of contact; empty in the table of institutions, or if the cell was refused."""
        return self.text("type")

    def text(self, key: str) -> str:
        """What a cell says, if it is one text."""
        found = self.entries.get(key)
        return found if isinstance(found, str) else ""


@dataclass
class Lines:
    """All rows of a file, understood."""

    lines: list[Line] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def understand(rows: Iterable[Row], kb: KnowledgeBase, country: str, lang: str) -> Lines:
    """Read every row. `country` is the folder of the directory that they are for; in `lang` refusals name words."""
    words = Words(kb.vocabulary, kb.languages)
    tables: dict[TableName, dict[str, Column]] = {
        table: {column.key: column for column in columns_of(table, kb.languages)} for table in TITLES
    }
    found = Lines()
    for row in rows:
        line, refused = _line(row, tables[row.table], words, lang)
        found.lines.append(line)
        found.rejections += refused
        found.rejections += _owner(
            line, {rejection.column.key for rejection in refused if rejection.column}, kb, country
        )
        found.rejections += _foreign_cells(line)
    return found


def _line(row: Row, columns: dict[str, Column], words: Words, lang: str) -> tuple[Line, list[Rejection]]:
    line, refused = Line(row, columns, {}), []
    for key, raw in row.cells.items():
        try:
            if key in row.merged:
                raise Refusal(*_MERGED)
            line.entries[key] = entry(columns[key], raw, words, lang)
        except Refusal as refusal:
            refused.append(Rejection(row, columns[key], refusal.message, refusal.hint, refusal.values))
    return line, refused


_MERGED = (
    _("the cell is merged with others, and only the first of them holds the value"),
    _("undo the merging of cells, and write the value in each row"),
)


def prefix(country: str) -> str:
    """How the ids of a folder of the directory begin: `mx-`, `reg-`."""
    return "reg-" if country == REGIONAL else f"{country}-"


def _owner(line: Line, refused: set[str], kb: KnowledgeBase, country: str) -> Iterable[Rejection]:
    """What is wrong with the cells that say what a row belongs to."""
    row = line.row
    for key in OWNERS[row.table]:
        if key not in refused and not line.text(key):
            message, hint = _("the cell “{column}” is empty"), _("fill it in, or empty the whole row")
            yield Rejection(row, line.columns[key], message, hint, {"column": line.columns[key]})
    column, ident = line.columns[OWNERS[row.table][0]], line.owner
    if not ident:
        return
    start = prefix(country)
    if not RECORD_ID.fullmatch(ident):
        near = ", ".join(kb.nearest(ident))
        form = _("write {prefix} and a short name in lower case, without accents and spaces")
        values = {"id": ident[:60], "prefix": start, "near": near}
        hint = _("did you mean {near}?") if near else form
        yield Rejection(row, column, _("“{id}” does not have the form of an id"), hint, values)
    elif not ident.startswith(start):
        message = _("{id} belongs to another part of the directory; this import is for ids that begin with {prefix}")
        yield Rejection(
            row, column, message, _("import it with the --country of its own"), {"id": ident, "prefix": start}
        )


def _foreign_cells(line: Line) -> Iterable[Rejection]:
    """Values in columns that this type of contact does not have."""
    if line.kind not in CONTACT_KEYS:
        return
    for key, said in line.entries.items():
        column = line.columns[key]
        if said is not None and not isinstance(said, Erase) and line.kind not in column.types:
            message = _("a contact of this type has no “{column}”")
            yield Rejection(line.row, column, message, _("empty the cell, or change the type"), {"column": column})
