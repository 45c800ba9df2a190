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
    """The value's name in data."""
    label: LangText
    """What people read."""


class FormField(Model):
    """A thing to ask, to do or to say. Its name stays the same in XLSForm, JSON Schema and CSV."""

    name: str
    """Its name in data: it never changes."""
    label: LangText
    """What to ask, to do or to say."""
    type: FieldType
    """What kind of answer it takes."""
    values: tuple[Choice, ...] = ()
    """The answers to choose from."""
    required: bool = False
    """Whether it must be answered."""
    why: LangText = Field(default_factory=dict)
    """Why it is asked."""
    hint: LangText = Field(default_factory=dict)
    """Help for whoever asks."""
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
    """Its name in data: it never changes."""
    title: LangText
    """The heading."""
    note: LangText = Field(default_factory=dict)
    """What to know before asking."""
    fields: tuple[FormField, ...] = Field(min_length=1)
    """What stands under it."""


class AccessLevel(Model):
    """Who may see a field of the registry card."""

    name: str
    """Its name in data: it never changes."""
    label: LangText
    """What people read."""
    note: LangText = Field(default_factory=dict)
    """Who belongs to it."""


class Forbidden(Model):
    """What must not be recorded on the registry card, and why."""

    name: str
    """Its name in data: it never changes."""
    label: LangText
    """What people read."""
    why: LangText
    """Why it must not be recorded."""
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()


class FormRecord(Model):
    """A form, a checklist or a card: its id says which."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("form",))], ...] = ()
    title: LangText
    """What it is called."""
    purpose: LangText
    """Who uses it, when, and what happens with it afterwards."""
    phases: tuple[Annotated[str, Word("phases")], ...] = ()
    """In which phases of the journey it is used."""
    actors: tuple[Annotated[str, Word("actors")], ...] = ()
    """Who fills it in."""
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()
    see: tuple[Annotated[str, Ref(SEE)], ...] = ()
    groups: tuple[FieldGroup, ...] = Field(min_length=1)
    """Its parts, in the order in which they are asked."""
    access_levels: tuple[AccessLevel, ...] = ()
    """Registry card only: who may see what."""
    forbidden: tuple[Forbidden, ...] = ()
    """Registry card only: what must not be recorded."""


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
