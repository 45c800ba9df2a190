"""The shapes of the directory's plain JSON, in one language. Gaps are empty texts, empty lists or null."""

from __future__ import annotations

from typing_extensions import TypedDict

from kb.exports.shapes import Reference, Word, closed


@closed
class Verified(TypedDict):
    """Who made sure that a contact works."""

    date: str
    by: str
    """The office or role."""
    how: str
    until: str
    """The last day on which it counts."""


@closed
class Contact(TypedDict):
    """What every contact says of itself."""

    label: str
    note: str
    source: Reference
    as_of: str | None
    """The date that the source gives; null if it gives none."""
    verified: Verified | None


@closed
class Hours(TypedDict):
    """When somebody answers."""

    hours: str | None
    """OpenStreetMap `opening_hours` syntax, in the local time of the place."""
    hours_printed: str | None
    """As the source prints it."""


@closed
class Phone(Contact, Hours):
    """A telephone number."""

    printed: str
    """As its source prints it."""
    dial: str | None
    """What to dial: `number` or `short`; null if the source does not print enough to call."""
    number: str | None
    """E.164."""
    short: str | None
    """A code that works only in `country`."""
    country: str | None
    channels: list[str]
    shared_with: list[str]
    """Ids of other institutions that answer on the same line."""


@closed
class Email(Contact):
    """An e-mail address of an office."""

    address: str


@closed
class Address(Contact, Hours):
    """A place, as its source prints it."""

    printed: str


@closed
class Opening(Contact, Hours):
    """When the institution as a whole attends."""


@closed
class Coverage(TypedDict):
    """Where an institution works."""

    areas: list[str]
    text: str


@closed
class HsdsIds(TypedDict):
    """The same institution in the HSDS files."""

    organization: str
    service: str


@closed
class Institution(TypedDict):
    """An institution of the directory, in one language."""

    id: str
    url: str
    page: str
    """The address of its card."""
    name: str
    official_name: str
    acronym: str
    country: str | None
    """The member country under which it is listed; null for the region."""
    kind: Word
    status: str
    replaced_by: list[Reference]
    part_of: Reference | None
    role: str
    services: list[Word]
    coverage: Coverage
    languages: list[Word]
    languages_note: str
    website: str | None
    phones: list[Phone]
    emails: list[Email]
    addresses: list[Address]
    opening: list[Opening]
    note: str
    """What a reader must know: sources that differ, what is missing."""
    confidence: Word
    rechecked: str | None
    """When the record was last compared with its source."""
    sources: list[Reference]
    cited_by: list[Reference]
    vcard: str
    hsds: HsdsIds


@closed
class Directory(TypedDict):
    """All institutions, in one language."""

    language: str
    license: str
    built: str
    notice: str
    institutions: list[Institution]
