"""A section: the smallest citable text, one file, all languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from kb.models.base import SEE, Model, PartialDate, Ref, Word

Count = Annotated[int, Field(ge=1, le=999)]
CONTACT_KIND = "kind:"
"""Prefix of a contact that leads to a kind of institution in each country instead of one institution."""


class Deadline(Model):
    """By when something must be done. Exactly one key; units as the source gives them."""

    immediately: Literal[True] | None = None
    """`true`: without any delay."""
    minutes: Count | None = None
    """So many minutes."""
    hours: Count | None = None
    """So many hours."""
    days: Count | None = None
    """So many days, holidays included."""
    working_days: Count | None = None
    """So many working days."""
    months: Count | None = None
    """So many months."""
    years: Count | None = None
    """So many years."""

    @model_validator(mode="after")
    def _one_key(self) -> Deadline:
        if len(self.model_fields_set) != 1 or self.value is None:
            raise ValueError("one-key")
        return self

    @property
    def unit(self) -> str:
        """The unit: the one key that is set."""
        return next(iter(self.model_fields_set))

    @property
    def value(self) -> int | bool | None:
        """How many of the unit."""
        value: int | bool | None = getattr(self, self.unit)
        return value


class SectionFront(Model):
    """A section's front matter: what does not depend on language."""

    id: str
    layout: Literal["chapters", "single"] | None = None
    """Only in a publication's own file: `chapters` gives each chapter its page, `single` puts everything on one
    page."""
    status: Annotated[str, Word("statuses")]
    phases: tuple[Annotated[str, Word("phases")], ...] = ()
    """In which phases of the journey it applies."""
    actors: tuple[Annotated[str, Word("actors")], ...] = ()
    """Who acts."""
    step: Annotated[str | None, Word("steps")] = None
    """In a country's protocol: which step of the route map it belongs to."""
    deadline: Deadline | None = None
    """By when it must be done: one unit and a number, `{hours: 24}`, or `{immediately: true}`."""
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()
    see: tuple[Annotated[str, Ref(SEE)], ...] = ()
    contacts: tuple[Annotated[str, Ref(("institution", "kind"))], ...] = ()
    """Whom to call: ids of institutions, or `kind:` and a kind, which leads to that kind in each country."""
    replaced_by: tuple[Annotated[str, Ref(("section",))], ...] = ()
    in_step: dict[str, str] | None = None
    """The fingerprint of each language's text, taken when somebody last confirmed that they say the same; `kb
    sync` writes it."""
    revised: PartialDate | None = None
    """When it was last revised: a year, a month or a day."""


class Reference(NamedTuple):
    """A reference link in a text: what it leads to, and where it stands (character offsets in the file)."""

    target: str
    start: int
    end: int
    label: str | None = None
    """The words shown, where the writer chose them: `[words][RG-2.3]`."""


class Body(NamedTuple):
    """A section in one language. Offsets count characters from the start of the file."""

    lang: str
    title: str
    text: str
    start: int
    title_start: int
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section: front matter and one body a language, and the file it stands in (path relative to the root)."""

    front: SectionFront
    bodies: dict[str, Body]
    path: str
    order: tuple[tuple[int, str], ...] = field(default=())

    @property
    def id(self) -> str:
        return self.front.id

    @property
    def anchor(self) -> str:
        """What an address names on the section's page: the id in lower case."""
        return self.front.id.lower()

    @cached_property
    def series(self) -> str:
        """The publication: `RG` of `RG-2.3`."""
        return self.front.id.partition("-")[0]

    @cached_property
    def number(self) -> str:
        """The dotted number: `2.3` of `RG-2.3`; empty for a series' own section."""
        return self.front.id.partition("-")[2]

    @property
    def chapter(self) -> str:
        """The first part of the number: `2` of `RG-2.3`; empty for a series' own section."""
        return self.number.partition(".")[0]

    def title(self, lang: str) -> str:
        """The title in `lang`; the id where that language is missing."""
        return self.bodies[lang].title if lang in self.bodies else self.id


def heading_anchor(anchor: str, number: int) -> str:
    """The anchor of a section's own heading, counted from 1: `rg-2.3-1` under `rg-2.3`. Under a series it is `bz-h1`,
    for `bz-1` is the anchor of the section `BZ-1`, which may stand on the same page. People link to them."""
    return f"{anchor}-{number}" if "-" in anchor else f"{anchor}-h{number}"


def sort_key(ident: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Order of ids as people count: `RG-2` before `RG-2.1`, `RG-2.2` before `RG-2.10`."""
    series, _, number = ident.partition("-")
    parts = [part for part in re.split(r"[.\-]", number) if part]
    return series, tuple((int(part), "") if part.isdigit() and part.isascii() else (0, part) for part in parts)
