"""The shapes of our own JSON, as types: what writes them is checked against them, and the API's description shows them.

Keys whose value is not known hold null or an empty list; none is left out. Dates are ISO 8601, as exact as their source:
`2025`, `2025-03` or `2025-03-09`. Languages are BCP 47 codes, areas ISO 3166 codes.
"""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, with_config
from typing_extensions import NotRequired, TypedDict

Texts = dict[str, str]
"""A text by language."""
_closed = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))


@_closed
class Reference(TypedDict):
    """Something else that has an id."""

    id: str
    title: Texts
    url: str
    """Its permanent address, which answers in the reader's language."""


@_closed
class Word(TypedDict):
    """A word of the vocabulary, which is never renamed, and its label in the file's language."""

    code: str
    label: str


@_closed
class Deadline(TypedDict):
    """By when something must be done."""

    unit: str
    """`immediately`, `minutes`, `hours`, `days`, `working_days`, `months` or `years`."""
    value: int | None
    """How many of the unit; null with `immediately`."""


@_closed
class SectionText(TypedDict):
    """A section in one language."""

    title: str
    markdown: str
    """The text in CommonMark with tables; ids are reference links to permanent addresses."""
    html: str
    """The same text as HTML, without scripts, styles or anybody else's markup."""


@_closed
class Section(TypedDict):
    """A section: the smallest citable text."""

    id: str
    series: str
    """The publication that it stands in."""
    number: str
    """The dotted number in the publication; empty for the publication's own first text."""
    url: str
    """Its permanent address."""
    pages: Texts
    """The address of the page and place where it stands, by language."""
    license: str
    status: str
    """`proposed`, `in-validation`, `validated`, `adopted` or `withdrawn`. Only `adopted` has been adopted by anybody."""
    replaced_by: list[Reference]
    revised: str | None
    phases: list[str]
    actors: list[str]
    step: str | None
    """In a country's protocol: the step of the common route map."""
    deadline: Deadline | None
    basis: list[Reference]
    """What a provision rests on."""
    sources: list[Reference]
    """Where a factual statement was read."""
    see: list[Reference]
    contacts: list[Reference]
    """Whom to call: institutions, or a kind of institution in each country (`kind:…`)."""
    cited_by: list[Reference]
    texts: dict[str, SectionText]
    """By language."""


@_closed
class Publication(TypedDict):
    """A publication with all its sections, in order."""

    id: str
    title: Texts
    url: str
    license: str
    built: str
    sections: list[Section]


@_closed
class Verified(TypedDict):
    """Who made sure that a contact works."""

    date: str
    by: str
    """The office or role."""
    how: str
    until: str
    """The last day on which it counts."""


@_closed
class Contact(TypedDict):
    """What every contact says of itself."""

    label: str
    note: str
    source: Reference
    as_of: str | None
    """The date that the source gives; null if it gives none."""
    verified: Verified | None


@_closed
class Hours(TypedDict):
    """When somebody answers."""

    hours: str | None
    """OpenStreetMap `opening_hours` syntax, in the local time of the place."""
    hours_printed: str | None
    """As the source prints it."""


@_closed
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


@_closed
class Email(Contact):
    """An e-mail address of an office."""

    address: str


@_closed
class Address(Contact, Hours):
    """A place, as its source prints it."""

    printed: str


@_closed
class Opening(Contact, Hours):
    """When the institution as a whole attends."""


@_closed
class Coverage(TypedDict):
    """Where an institution works."""

    areas: list[str]
    text: str


@_closed
class HsdsIds(TypedDict):
    """The same institution in the HSDS files."""

    organization: str
    service: str


@_closed
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


@_closed
class Directory(TypedDict):
    """All institutions, in one language."""

    language: str
    license: str
    built: str
    notice: str
    institutions: list[Institution]


@_closed
class Term(TypedDict):
    """A term of the glossary."""

    id: str
    url: str
    term: Texts
    short: Texts
    also: dict[str, list[str]]
    avoid: dict[str, list[str]]
    say: Texts
    text: Texts
    status: str
    replaced_by: list[Reference]
    basis: list[Reference]
    sources: list[Reference]
    cited_by: list[Reference]


@_closed
class Glossary(TypedDict):
    """All terms."""

    license: str
    built: str
    terms: list[Term]


@_closed
class CslPoint(TypedDict):
    """A numbered point of an instrument."""

    id: str
    url: str
    title: Texts
    out_of_scope: Texts
    """Why this knowledge base does not carry it out, where it does not."""
    cited_by: list[str]


@_closed
class CslCustom(TypedDict):
    """What we know of an instrument beyond CSL."""

    permanent: str
    kind: str
    status: str
    titles: Texts
    standing: Texts
    note: Texts
    archived: str | None
    points: list[CslPoint]
    sources: list[str]
    cited_by: list[str]


@_closed
class CslName(TypedDict):
    """The name of a body."""

    literal: str


CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})

CslItem = _closed(
    TypedDict(
        "CslItem",
        {
            "id": str,
            "type": str,
            "title": str,
            "genre": str,
            "custom": CslCustom,
            "language": NotRequired[str],
            "author": NotRequired[list[CslName]],
            "publisher": NotRequired[str],
            "publisher-place": NotRequired[str],
            "container-title": NotRequired[str],
            "number": NotRequired[str],
            "issued": NotRequired[CslDate],
            "URL": NotRequired[str],
        },
    )
)
"""An instrument or a page, as CSL-JSON."""
Library = list[CslItem]


@_closed
class IndexedFile(TypedDict):
    """A file, or many of one form."""

    url: str
    """The address; places in braces are filled by a language, an id or a publication."""
    media_type: str
    about: Texts


@_closed
class Index(TypedDict):
    """Where to begin: every file and every publication."""

    version: str
    built: str
    license: str
    languages: list[str]
    openapi: str
    files: list[IndexedFile]
    publications: list[Reference]


Json = dict[str, Any]
"""An object of a format that others define."""
