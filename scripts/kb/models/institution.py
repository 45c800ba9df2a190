"""An institution of the protection directory, and how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from kb.models.base import (
    Day,
    LangText,
    Model,
    PartialDate,
    Ref,
    SharedText,
    SomeText,
    WebAddress,
    Whole,
    Word,
    in_language,
)

REGIONAL = "regional"
"""The folder of the directory that holds institutions which belong to no country."""


class Verified(Model):
    """Who made sure that a contact works, when, and how. It expires after 180 days."""

    date: Day
    """The day on which it was verified."""
    by: str
    """The office or role that verified it, never a person's name."""
    how: Literal["phone", "email", "visit", "letter", "page"]
    """How it was verified."""


class Contact(Model):
    """What every contact says of itself: where it was read and how old it is."""

    label: LangText = Field(default_factory=dict)
    """What it is for."""
    note: LangText = Field(default_factory=dict)
    """What a reader must know: sources that differ, a number that is printed incompletely."""
    source: Annotated[str, Ref(("source",))]
    """The page where it was read: an id of the library, `src-…`."""
    as_of: PartialDate | None
    """The date that the source gives, or `null`: then the card says that the date is unknown."""
    verified: Verified | None = None
    """Who made sure that it works, when and how. It expires after 180 days."""


class Hours(Model):
    """When somebody answers: OpenStreetMap opening_hours syntax, or the printed form where it cannot be told."""

    hours: str | None = None
    """When somebody answers, as `Mo-Fr 08:00-16:00`: the syntax of opening_hours in OpenStreetMap."""
    hours_printed: str | None = None
    """The hours as their source prints them, where they cannot be told in the other way."""


class Phone(Contact, Hours):
    """A telephone number. `number` is E.164; `short` a code that works only in `country`; neither, if it cannot be
    completed from its source: then it is shown as printed and is no link."""

    printed: str
    """The number as its source prints it."""
    number: Annotated[str | None, Field(pattern=r"^\+[1-9][0-9]{3,14}$")] = None
    """The whole number, with the + sign and the country's code."""
    short: Annotated[str | None, Field(pattern=r"^[*#]?[0-9]{2,6}$")] = None
    """A short number that works in one country only: `911`."""
    country: Annotated[str | None, Word("countries")] = None
    """The country in which the short number works."""
    channels: tuple[Annotated[str, Word("channels")], ...] = ("voice",)
    """What one can do with the number: call, write."""
    shared_with: tuple[Annotated[str, Ref(("institution",))], ...] = ()
    """Other institutions that truly answer on the same line."""

    @model_validator(mode="after")
    def _dialled_one_way(self) -> Phone:
        if self.number and self.short:
            raise ValueError("number-and-short")
        if self.short and not self.country:
            raise ValueError("short-without-country")
        return self

    @property
    def dial(self) -> str | None:
        """What a telephone link dials, or None where the printed form is not enough to call."""
        return self.number or self.short

    @property
    def line(self) -> str | None:
        """What tells a line from every other: its number, or a short code and the country in which it answers."""
        return f"{self.country} {self.short}" if self.short else self.number


class Email(Contact):
    """An e-mail address of an office, never of a person."""

    address: Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    """The address of an office, never of a person."""


class Address(Contact, Hours):
    """A place that one can go to, as its source prints it."""

    printed: str
    """The place as its source prints it."""


class Opening(Contact, Hours):
    """When the institution as a whole attends."""


class Coverage(Model):
    """Where an institution works: ISO 3166-1 or 3166-2 codes, and the same in words."""

    areas: tuple[str, ...]
    """Countries (`MX`) or parts of them (`MX-CHP`)."""
    text: LangText
    """The same in words, in each language."""


@dataclass(frozen=True)
class Name(Whole):
    """What an institution is called: `official`, and in any language that readers use: `{official: …, es: …, en: …}`."""

    root: SomeText

    def __post_init__(self) -> None:
        if "official" not in self.root:
            raise ValueError("no-official-name")

    @property
    def official(self) -> str:
        return self.root["official"]

    def in_language(self, lang: str) -> str:
        """The name in `lang`, else the official one."""
        return self.root.get(lang) or self.official


class InstitutionRecord(Model):
    """One file of `directory/`. Every contact has its own source and date."""

    id: str
    name: Name
    """What it is called: `official`, as it calls itself, and, where readers need it, a name in a language."""
    official_in: Annotated[str | None, Word("languages")] = None
    """The language of the official name: `es`. Left out where it is in two, or in none, as an acronym or a brand."""
    acronym: SharedText = Field(default_factory=dict)
    """Its acronym: one for all languages, or one for each."""
    kind: Annotated[str, Word("kinds")]
    """What kind of institution it is."""
    status: Annotated[str, Word("statuses")] = "proposed"
    replaced_by: tuple[Annotated[str, Ref(("institution",))], ...] = ()
    part_of: Annotated[str | None, Ref(("institution",))] = None
    """The institution that it belongs to."""
    role: LangText
    """What it does for children."""
    services: tuple[Annotated[str, Word("services")], ...]
    """What one can get there."""
    coverage: Coverage
    """Where it works."""
    languages: tuple[Annotated[str, Word("languages")], ...] = ()
    """In which languages it attends."""
    languages_note: LangText = Field(default_factory=dict)
    """What else is known of the languages."""
    website: WebAddress | None = None
    """Its own web page."""
    phones: tuple[Phone, ...] = ()
    """Its telephone numbers, each with its source."""
    emails: tuple[Email, ...] = ()
    """Its e-mail addresses, each with its source."""
    addresses: tuple[Address, ...] = ()
    """Places that one can go to, each with its source."""
    opening: tuple[Opening, ...] = ()
    """When the institution as a whole attends, with its source."""
    note: LangText = Field(default_factory=dict)
    """Conflicts between sources and what is missing, for readers to see."""
    confidence: Annotated[str, Word("confidence")]
    """How sure all this is."""
    rechecked: PartialDate | None = None
    """When its sources were last read again."""
    sources: Annotated[tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...], Field(min_length=1)]


@dataclass(frozen=True)
class Institution:
    """An institution and the file it stands in (path relative to the root)."""

    record: InstitutionRecord
    path: str

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def folder(self) -> str:
        """The country in lower case (`mx`), or `regional`: REGIONAL."""
        return self.path.split("/")[1]

    def name(self, lang: str) -> str:
        """The name in the reader's language."""
        return self.record.name.in_language(lang)

    def spoken_in(self, lang: str) -> str:
        """The language of the name that readers of `lang` are shown, where it is another and known; else empty."""
        other = "" if lang in self.record.name.root else self.record.official_in or ""
        return "" if other == lang else other

    def short_name(self, lang: str) -> str:
        """The acronym if there is one, else the name: what stands in running text."""
        return in_language(self.record.acronym, lang) or self.name(lang)


def contacts_of(record: InstitutionRecord) -> list[tuple[str, int, Contact]]:
    """All contacts of a record: the key they stand under, their index, the contact."""
    groups: list[tuple[str, tuple[Contact, ...]]] = [
        ("phones", record.phones),
        ("emails", record.emails),
        ("addresses", record.addresses),
        ("opening", record.opening),
    ]
    return [(key, index, contact) for key, group in groups for index, contact in enumerate(group)]
