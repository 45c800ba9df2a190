"""Lists that people fill in, tick off or read aloud: forms, checklists, cards, and the registry card."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from kb.models.base import SEE, LangText, Model, Ref, Word
from kb.models.collections import Record

FIELD_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
"""A name of a group, field or value: it is a column in CSV, a key in JSON, an element in XForms. Source: XLSForm, “name”."""
REGISTRY_CARD = "form-registry-card"
"""The one form that others keep records by: it says who may see each field, for how long it is kept, what is forbidden."""

FieldType = Literal[
    "text", "long_text", "integer", "decimal", "date", "date_time", "yes_no", "one_of", "any_of", "place", "signature",
    "instruction",
]  # fmt: skip
CHOSEN = ("one_of", "any_of")
"""The types that take values to choose from."""


class Choice(Model):
    """A value to choose."""

    name: str
    label: LangText


class FormField(Model):
    """A thing to ask, to do or to say. Its name stays the same in XLSForm, JSON Schema and CSV."""

    name: str
    label: LangText
    type: FieldType
    values: tuple[Choice, ...] = ()
    required: bool = False
    why: LangText = Field(default_factory=dict)
    """Why it is asked."""
    hint: LangText = Field(default_factory=dict)
    access: tuple[str, ...] = ()
    """Registry card only: the names of the access levels that may see it."""
    keep: LangText = Field(default_factory=dict)
    """Registry card only: how long it is kept."""
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()
    see: tuple[Annotated[str, Ref(SEE)], ...] = ()


class FieldGroup(Model):
    """Fields under one heading."""

    name: str
    title: LangText
    note: LangText = Field(default_factory=dict)
    fields: tuple[FormField, ...] = Field(min_length=1)


class AccessLevel(Model):
    """Who may see a field of the registry card."""

    name: str
    label: LangText
    note: LangText = Field(default_factory=dict)


class Forbidden(Model):
    """What must not be recorded on the registry card, and why."""

    name: str
    label: LangText
    why: LangText
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()


class FormRecord(Model):
    """A form, a checklist or a card: its id says which."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("form",))], ...] = ()
    title: LangText
    purpose: LangText
    """Who uses it, when, and what happens with it afterwards."""
    phases: tuple[Annotated[str, Word("phases")], ...] = ()
    actors: tuple[Annotated[str, Word("actors")], ...] = ()
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()
    see: tuple[Annotated[str, Ref(SEE)], ...] = ()
    groups: tuple[FieldGroup, ...] = Field(min_length=1)
    access_levels: tuple[AccessLevel, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()


class Form(Record[FormRecord]):
    """A form and the file it stands in."""

    @property
    def kind(self) -> str:
        """`form`, `checklist` or `card`."""
        return self.id.partition("-")[0]

    @property
    def fields(self) -> tuple[FormField, ...]:
        """All fields, in order."""
        return tuple(field for group in self.record.groups for field in group.fields)
