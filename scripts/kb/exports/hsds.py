"""The directory as HSDS 3.1 in one language: a service an institution, and the organizations.

Source: Open Referral, Human Services Data Specification 3.1, JSON serialization; the lists have the form of its API's
pages. What an institution does is one service, classified by our vocabulary: its sources do not tell services apart.
What HSDS has no property for (source, date, confidence, the printed form) stands in `attributes`, whose `link_type` is
the name of our own property; a verification is also an entry of `metadata`.
"""

from __future__ import annotations

from typing import Any

from kb.exports.catalogue import OPENAPI
from kb.exports.export import Export, present
from kb.exports.hsds_parts import Parts
from kb.exports.institutions import PlainRecords, organization_uuid, service_uuid
from kb.exports.shapes import Json
from kb.models.institution import Institution, contacts_of
from kb.roots import prefix_of

VERSION = "3.1"


def root(export: Export, lang: str) -> Json:
    """What an HSDS API says of itself at its root. `profile` leads to our explanation of what we add."""
    profile = f"{export.base}{prefix_of(export.kb, lang)}data/#data-hsds"
    return {"version": VERSION, "profile": profile, "openapi_url": export.file(OPENAPI)}


def page(contents: list[Json]) -> Json:
    """A list in the form of HSDS' API: here always the one page that holds all."""
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


class Records:
    """Writes HSDS records in one language."""

    def __init__(self, export: Export, lang: str) -> None:
        self.export, self.lang = export, lang
        self.plain = PlainRecords(export, lang)
        self.parts = Parts(export, lang)

    def services(self) -> list[Json]:
        """Every service in full, with its organization, in order of our ids."""
        return [self.service(item) for item in self.export.kb.institutions.values()]

    def organizations(self) -> list[Json]:
        """Every organization with its telephones, e-mail addresses and places."""
        return [self.organization(item) for item in self.export.kb.institutions.values()]

    def taxonomies(self) -> list[Json]:
        """The groups of the vocabulary that classify services and organizations."""
        return [self.parts.taxonomy(group) for group in ("services", "kinds")]

    def terms(self) -> list[Json]:
        """The words of those groups."""
        words = self.export.kb.vocabulary.words
        return [self.parts.term(group, word) for group in ("services", "kinds") for word in words(group)]

    def service(self, source: Institution) -> Json:
        """What an institution does: for whom, where, how it is reached."""
        record, parts = self.plain.institution(source), self.parts
        ident = service_uuid(source)
        verified = [contact.verified.date for _, _, contact in contacts_of(source.record) if contact.verified]
        low = source.record.confidence == "low"
        found: dict[str, Any] = {
            "id": ident,
            "name": record["name"],
            "alternate_name": record["acronym"],
            "description": "\n\n".join(text for text in (record["role"], record["note"]) if text),
            "url": record["website"],
            "email": record["emails"][0]["address"] if record["emails"] else None,
            "status": "inactive" if record["status"] == "withdrawn" else "active",
            "interpretation_services": record["languages_note"],
            "assured_date": max(verified).isoformat() if verified else None,
            "alert": record["confidence"]["label"] if low else None,
            "phones": parts.phones(source),
            "schedules": parts.service_schedules(source),
            "service_areas": parts.areas(source),
            "service_at_locations": parts.at_locations(source),
            "languages": parts.languages(source),
            "organization": self.bare_organization(source),
            "contacts": parts.contacts(source),
            "attributes": [
                *[parts.classified(ident, "service", "services", word) for word in source.record.services],
                *self._own(ident, "service", source),
            ],
        }
        return present(found)

    def bare_organization(self, source: Institution) -> Json:
        """An institution without its contacts, as it stands inside its service."""
        record, parts = self.plain.institution(source), self.parts
        ident = organization_uuid(source)
        other = record["official_name"] if record["official_name"] != record["name"] else ""
        part_of = self.export.kb.institutions.get(source.record.part_of or "")
        found: dict[str, Any] = {
            "id": ident,
            "name": record["name"],
            "alternate_name": record["acronym"] or other,
            "description": record["role"],
            "email": record["emails"][0]["address"] if record["emails"] else None,
            "website": record["website"],
            "uri": record["url"],
            "parent_organization_id": organization_uuid(part_of) if part_of else None,
            "organization_identifiers": [parts.identifier(source)],
            "attributes": [
                parts.classified(ident, "organization", "kinds", source.record.kind),
                *self._own(ident, "organization", source),
            ],
        }
        return present(found)

    def organization(self, source: Institution) -> Json:
        """An institution with its contacts."""
        found = {
            **self.bare_organization(source),
            "contacts": self.parts.contacts(source),
            "phones": self.parts.phones(source),
            "locations": [place["location"] for place in self.parts.at_locations(source)],
        }
        return present(found)

    def _own(self, owner: str, entity: str, source: Institution) -> list[Json]:
        """What our records say beyond HSDS."""
        record = source.record
        values = [
            ("id", source.id),
            ("official_name", record.name.official),
            ("status", record.status),
            ("confidence", record.confidence),
            ("rechecked", record.rechecked or ""),
            *[("source", self.export.permanent(ident)) for ident in record.sources],
        ]
        return self.parts.attributes(owner, entity, values)
