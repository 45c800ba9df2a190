"""An institution of the protection directory, and how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, model_validator

from kb.models.base import Day, LangText, Model, PartialDate, Ref, SharedText, WebAddress, Word, in_language


class Verified(Model):
    """Who made sure that a contact works, when, and how. It expires after 180 days."""

    date: Day
    by: str
    """The office or role that verified it, never a person's name."""
    how: Literal["phone", "email", "visit", "letter", "page"]


class Contact(Model):
    """What every contact says of itself: where it was read and how old it is."""

    label: LangText = Field(default_factory=dict)
    note: LangText = Field(default_factory=dict)
    """What a reader must know: sources that differ, a number that is printed incompletely."""
    source: Annotated[str, Ref(("source",))]
    as_of: PartialDate | None
    """The date that the source gives, or null: then the card says that the date is unknown."""
    verified: Verified | None = None


class Hours(Model):
    """When somebody answers: OpenStreetMap opening_hours syntax, or the printed form where it cannot be told."""

    hours: str | None = None
    hours_printed: str | None = None


class Phone(Contact, Hours):
    """A telephone number. `number` is E.164; `short` a code that works only in `country`; neither, if it cannot be
    completed from its source: then it is shown as printed and is no link."""

    printed: str
    number: Annotated[str | None, Field(pattern=r"^\+[1-9][0-9]{3,14}$")] = None
    short: Annotated[str | None, Field(pattern=r"^[*#]?[0-9]{2,6}$")] = None
    country: Annotated[str | None, Word("countries")] = None
    channels: tuple[Annotated[str, Word("channels")], ...] = ("voice",)
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


class Email(Contact):
    """An e-mail address of an office, never of a person."""

    address: Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


class Address(Contact, Hours):
    """A place that one can go to, as its source prints it."""

    printed: str


class Opening(Contact, Hours):
    """When the institution as a whole attends."""


class Coverage(Model):
    """Where an institution works: ISO 3166-1 or 3166-2 codes, and the same in words."""

    areas: tuple[str, ...]
    text: LangText


class Name(RootModel[LangText]):
    """What an institution is called: `official`, and in any language that readers use: `{official: …, es: …, en: …}`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _has_official(self) -> Name:
        if "official" not in self.root:
            raise ValueError("no-official-name")
        return self

    @property
    def official(self) -> str:
        return self.root["official"]

    def in_language(self, lang: str) -> str:
        """The name in `lang`, else the official one."""
        return self.root.get(lang) or self.official


class InstitutionRecord(Model):
    """One file of `directory/`. Shapes as in the design's example; every contact has its own source and date."""

    id: str
    name: Name
    acronym: SharedText = Field(default_factory=dict)
    kind: Annotated[str, Word("kinds")]
    status: Annotated[str, Word("statuses")] = "proposed"
    replaced_by: tuple[Annotated[str, Ref(("institution",))], ...] = ()
    part_of: Annotated[str | None, Ref(("institution",))] = None
    role: LangText
    services: tuple[Annotated[str, Word("services")], ...]
    coverage: Coverage
    languages: tuple[Annotated[str, Word("languages")], ...] = ()
    languages_note: LangText = Field(default_factory=dict)
    website: WebAddress | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    addresses: tuple[Address, ...] = ()
    opening: tuple[Opening, ...] = ()
    note: LangText = Field(default_factory=dict)
    """Conflicts between sources and what is missing, for readers to see."""
    confidence: Annotated[str, Word("confidence")]
    rechecked: PartialDate | None = None
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
        """The country in lower case (`mx`), or `regional`."""
        return self.path.split("/")[1]

    def name(self, lang: str) -> str:
        """The name in the reader's language."""
        return self.record.name.in_language(lang)

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
