"""The shapes of our own JSON, as types: what writes them is checked against them, and the API's description shows them.

Keys whose value is not known hold null, an empty text or an empty list; none is left out. Dates are ISO 8601, as exact
as their source: `2025`, `2025-03` or `2025-03-09`. Languages are BCP 47 codes, areas ISO 3166 codes.
"""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

Texts = dict[str, str]
"""A text by language."""
closed = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))
"""Marks a shape that has these keys and no others."""


Json = dict[str, Any]
"""An object of a format that others define."""


@closed
class Reference(TypedDict):
    """Something else that has an id."""

    id: str
    title: Texts
    url: str
    """Its permanent address, which answers in the reader's language."""


@closed
class Word(TypedDict):
    """A word of the vocabulary, which is never renamed, and its label in the file's language."""

    code: str
    label: str


@closed
class Deadline(TypedDict):
    """By when something must be done."""

    unit: str
    """`immediately`, `minutes`, `hours`, `days`, `working_days`, `months` or `years`."""
    value: int | None
    """How many of the unit; null with `immediately`."""


@closed
class Address(TypedDict):
    """Where something that has an id is to be found."""

    kind: str
    """What it is: `section`, `institution`, `instrument`, `point`, `term` …; more kinds may come."""
    url: str
    """Its permanent address."""
    pages: Texts
    """The address of the page and place where it stands today, by language. It may change: link to `url`."""


Ids = dict[str, Address]
"""Everything that has an id, by id."""


@closed
class SectionText(TypedDict):
    """A section in one language."""

    title: str
    markdown: str
    """The text in CommonMark with tables; ids are reference links to permanent addresses."""
    html: str
    """The same text as HTML, without scripts, styles or anybody else's markup."""


@closed
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
    """`proposed`, `in-validation`, `validated`, `adopted` or `withdrawn`. Only what is `adopted` was adopted."""
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


@closed
class Publication(TypedDict):
    """A publication with all its sections, in order."""

    id: str
    title: Texts
    url: str
    license: str
    built: str
    sections: list[Section]


@closed
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


@closed
class Glossary(TypedDict):
    """All terms."""

    license: str
    built: str
    terms: list[Term]


@closed
class IndexedFile(TypedDict):
    """A file, or many of one form."""

    url: str
    """The address; places in braces are filled by a language, an id or a publication."""
    media_type: str
    about: Texts


@closed
class Index(TypedDict):
    """Where to begin: every file and every publication."""

    version: str
    built: str
    license: str
    languages: list[str]
    openapi: str
    files: list[IndexedFile]
    publications: list[Reference]
