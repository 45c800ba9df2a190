"""As much of HSDS' shapes as a reader of our files relies on; the whole is in Open Referral's own schemas.

Source: Open Referral, Human Services Data Specification 3.1, https://docs.openreferral.org/.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

open_ended = with_config(ConfigDict(extra="allow", use_attribute_docstrings=True))
"""Marks a shape that has more keys than these: see HSDS."""
Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]


@open_ended
class HsdsRoot(TypedDict):
    """What an HSDS API says of itself."""

    version: str
    profile: str
    openapi_url: str


@open_ended
class HsdsPhone(TypedDict):
    """A telephone number; `attributes` say where and when it was read."""

    id: Uuid
    number: str
    type: NotRequired[Literal["voice", "text"]]


@open_ended
class HsdsOrganization(TypedDict):
    """An institution."""

    id: Uuid
    name: str
    description: str
    phones: NotRequired[list[HsdsPhone]]


@open_ended
class HsdsService(TypedDict):
    """What an institution does."""

    id: Uuid
    name: str
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    phones: NotRequired[list[HsdsPhone]]
    organization: HsdsOrganization


@open_ended
class HsdsTerm(TypedDict):
    """A word of a taxonomy."""

    id: Uuid
    code: str
    name: str
    description: str
    taxonomy_id: Uuid


@open_ended
class HsdsTaxonomy(TypedDict):
    """A taxonomy."""

    id: Uuid
    name: str
    description: str


@open_ended
class HsdsPage(TypedDict):
    """A page of a list; here the one that holds all."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


@open_ended
class HsdsServices(HsdsPage):
    """All services, each in full."""

    contents: list[HsdsService]


@open_ended
class HsdsOrganizations(HsdsPage):
    """All organizations, each with its contacts."""

    contents: list[HsdsOrganization]


@open_ended
class HsdsTaxonomies(HsdsPage):
    """The taxonomies that classify services and organizations."""

    contents: list[HsdsTaxonomy]


@open_ended
class HsdsTaxonomyTerms(HsdsPage):
    """Their terms."""

    contents: list[HsdsTerm]
