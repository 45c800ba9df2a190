"""What an import would change, told to people: added, changed, unchanged, rejected, and what is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from kb.check.engine import Finding, Rule
from kb.imports import _
from kb.imports.cells import Value
from kb.imports.columns import Column, TableName
from kb.imports.judge import Verdict
from kb.imports.lines import Rejection
from kb.imports.proposal import Change, Entity, Proposal
from kb.imports.spelled import compared, spelled
from kb.imports.table import contacts_by_kind
from kb.imports.words import Words
from kb.messages import language_name, one_line, translate
from kb.models.institution import Contact, Institution

LONG = 60
"""Characters. Longer texts stand one under the other."""

T = TypeVar("T")


NOTHING = _("(nothing)")
"""Stands for a value that is taken out."""


def say(text: str, lang: str, values: Mapping[str, object]) -> str:
    """A message with its places filled: columns by their headings, languages by their names, everything else on one
    line and visible."""

    def shown(name: str, value: object) -> str:
        if isinstance(value, Column):
            return value.heading(lang)
        return language_name(str(value), lang) if name.startswith("language") else one_line(str(value))

    return translate(text, lang, **{name: shown(name, value) for name, value in values.items()})


class Report:
    """Tells a verdict in a language. `tables` are those that the file held: of others nothing can be missing."""

    def __init__(
        self, verdict: Verdict, folder: list[Institution], tables: set[TableName], words: Words, lang: str
    ) -> None:
        self._verdict = verdict
        self._folder = folder
        self._tables = tables
        self._words = words
        self._lang = lang

    def lines(self) -> Iterator[str]:
        """The report, line by line."""
        verdict = self._verdict
        changed = [proposal for proposal in verdict.proposals if proposal.changed]
        new = [proposal for proposal in changed if proposal.case.before is None]
        old = [proposal for proposal in changed if proposal.case.before is not None]
        rejected = {rejection.row for rejection in verdict.rejections}
        same = [
            proposal
            for proposal in verdict.proposals
            if not proposal.changed and rejected.isdisjoint(line.row for line in proposal.case.lines)
        ]
        yield from self._part(_("Added: {count}"), new, self._institution)
        yield from self._part(_("Changed: {count}"), old, self._institution)
        yield self._say(_("Unchanged: {count}"), count=len(same))
        yield from self._part(_("Rejected: {count}"), sorted(verdict.rejections, key=_place), self._rejection)
        if verdict.elsewhere:
            yield from self._part(
                _("Errors that would appear in other files: {count}"), verdict.elsewhere, self._elsewhere
            )
        if verdict.warnings:
            yield from self._part(_("Warnings: {count}"), sorted(verdict.warnings, key=_place), self._rejection)
        institutions, contacts = self._missing()
        if institutions or contacts:
            yield self._say(_("Not in the tables, left as they are: {count}"), count=len(institutions) + len(contacts))
            yield from (f"  {line}" for line in filter(None, [", ".join(institutions), *contacts]))
        kept = [f"{one.case.id}: {text}" for one in verdict.proposals for text in self._kept(one)]
        if kept:
            yield from self._part(_("Empty cells that leave what the directory has: {count}"), kept, lambda one: [one])

    def _say(self, text: str, **values: object) -> str:
        return say(text, self._lang, values)

    def _part(self, title: str, items: list[T], tell: Callable[[T], Iterable[str]]) -> Iterator[str]:
        yield self._say(title, count=len(items))
        for item in items:
            yield from (f"  {line}" for line in tell(item))

    def _institution(self, proposal: Proposal) -> Iterator[str]:
        yield f"{proposal.case.id}  {proposal.path}"
        for entity in proposal.changed:
            yield from (f"  {line}" for line in self._entity(entity))

    def _entity(self, entity: Entity) -> Iterator[str]:
        indent = ""
        if entity.kind:
            row = self._say(_("{sheet}, row {row}"), sheet=entity.line.row.sheet, row=entity.line.row.number)
            new = translate(_("new"), self._lang) + ", " if entity.is_new else ""
            yield f"{self._contact(entity.kind, entity.number)} ({new}{row})"
            indent = "  "
        if entity.changed_since and entity.changes:
            warning = _("! changed in the directory since this table was exported: compare before writing")
            yield indent + translate(warning, self._lang)
        for change in entity.changes:
            yield from (indent + line for line in self._change(change))

    def _contact(self, kind: str, number: int) -> str:
        return f"{self._words.label('types', kind, self._lang)} {number}"

    def _change(self, change: Change) -> Iterator[str]:
        name = change.column.heading(self._lang)
        old, new = self._value(change.column, change.old), self._value(change.column, change.new)
        if change.line.kind in ("phone", "email") and change.column.form in ("printed", "dial") and new:
            yield f"{name}:"
            yield from (f"  {line}" for line in (compared(old, new) if old else [spelled(new)]))
        elif not old:
            yield f"{name}: {new}"
        elif max(len(old), len(new)) <= LONG:
            yield f"{name}: {old} → {new or translate(NOTHING, self._lang)}"
        else:
            yield f"{name}:"
            yield f"  - {old}"
            yield f"  + {new or translate(NOTHING, self._lang)}"

    def _value(self, column: Column, value: Value | None) -> str:
        items = value if isinstance(value, tuple) else [value] if value else []
        shown = [self._words.label(column.group, item, self._lang) if column.group else item for item in items]
        return one_line("; ".join(shown))

    def _rejection(self, rejection: Rejection) -> Iterator[str]:
        row = rejection.row
        place = self._say(_("{sheet}, row {row}"), sheet=row.sheet, row=row.number)
        if rejection.column and (letter := row.letter(rejection.column.key)):
            place += self._say(_(", column {letter} ({column})"), letter=letter, column=rejection.column)
        yield f"{place}: {self._reason(rejection)}"

    def _reason(self, told: Rejection | Finding) -> str:
        values = told.values if isinstance(told, Rejection) else told.args
        return f"{say(told.message, self._lang, values)}; {say(told.hint, self._lang, values)}"

    def _elsewhere(self, found: tuple[Rule, Finding]) -> Iterator[str]:
        yield f"{found[1].path}: {self._reason(found[1])}"

    def _missing(self) -> tuple[list[str], list[str]]:
        """Institutions, and contacts of others, of which no row speaks."""
        named = {case.id for case in self._verdict.cases}
        contacts = []
        for case in self._verdict.cases if "contacts" in self._tables else ():
            known = dict(contacts_by_kind(case.before.record)) if case.before else {}
            contacts += [
                f"{case.id}: {self._contact(kind, number + 1)}  {_told(known[kind][number])}"
                for kind, number in case.missing
            ]
        return [institution.id for institution in self._folder if institution.id not in named], contacts

    def _kept(self, proposal: Proposal) -> Iterator[str]:
        for entity in proposal.entities:
            if entity.kept:
                contact = f"{self._contact(entity.kind, entity.number)}: " if entity.kind else ""
                yield contact + ", ".join(entity.line.columns[key].heading(self._lang) for key in entity.kept)


def _place(rejection: Rejection) -> tuple[bool, str, int, int]:
    row = rejection.row
    return (
        row.table != "institutions",
        row.sheet,
        row.number,
        row.places.get(rejection.column.key, 0) if rejection.column else 0,
    )


def _told(contact: Contact) -> str:
    """What a reader knows a contact by."""
    fields = ("printed", "address", "hours", "hours_printed")
    return one_line(next((str(text) for name in fields if (text := getattr(contact, name, None))), ""))
