"""The directory as plain JSON in one language: a record an institution, with where each contact comes from."""

from __future__ import annotations

from datetime import timedelta

from kb.exports import directory_shapes as shapes
from kb.exports.catalogue import INSTITUTION_VCARD, LICENSE
from kb.exports.export import Export, uuid_of
from kb.exports.shapes import Word
from kb.models.base import in_language
from kb.models.institution import REGIONAL, Address, Contact, Email, Institution, Opening, Phone, Verified
from kb.pages.contacts import VERIFIED_FOR


def organization_uuid(institution: Institution) -> str:
    """The institution's UUID in HSDS and vCard."""
    return uuid_of(institution.id)


def service_uuid(institution: Institution) -> str:
    """The UUID of what the institution does, in HSDS."""
    return uuid_of(f"{institution.id} service")


def country_of(institution: Institution) -> str | None:
    """The member country under which an institution is listed; None for the region."""
    return None if institution.folder == REGIONAL else institution.folder.upper()


def verified_until(verified: Verified) -> str:
    """The last day on which a verification counts."""
    return (verified.date + timedelta(days=VERIFIED_FOR.days)).isoformat()


def _verified(verified: Verified) -> shapes.Verified:
    return {
        "date": verified.date.isoformat(),
        "by": verified.by,
        "how": verified.how,
        "until": verified_until(verified),
    }


def directory(export: Export, lang: str) -> shapes.Directory:
    """All institutions in one language, in order of id."""
    return {
        "language": lang,
        "license": LICENSE,
        "built": export.settings.today.isoformat(),
        "notice": export.kb.label("directory_warning", lang),
        "institutions": [PlainRecords(export, lang).institution(item) for item in export.kb.institutions.values()],
    }


class PlainRecords:
    """Writes plain records in one language."""

    def __init__(self, export: Export, lang: str) -> None:
        self.export, self.lang = export, lang

    def institution(self, source: Institution) -> shapes.Institution:
        """One institution with all of its contacts."""
        record, export, lang = source.record, self.export, self.lang
        return {
            "id": source.id,
            "url": export.permanent(source.id),
            "page": export.page(source.id, lang),
            "name": source.name(lang),
            "official_name": record.name.official,
            "acronym": in_language(record.acronym, lang),
            "country": country_of(source),
            "kind": self.word("kinds", record.kind),
            "status": record.status,
            "replaced_by": export.references(record.replaced_by),
            "part_of": export.reference(record.part_of) if record.part_of else None,
            "role": in_language(record.role, lang),
            "services": [self.word("services", word) for word in record.services],
            "coverage": {"areas": list(record.coverage.areas), "text": in_language(record.coverage.text, lang)},
            "languages": [self.word("languages", word) for word in record.languages],
            "languages_note": in_language(record.languages_note, lang),
            "website": record.website,
            "phones": [self.phone(phone) for phone in record.phones],
            "emails": [self.email(email) for email in record.emails],
            "addresses": [self.address(address) for address in record.addresses],
            "opening": [self.opening(opening) for opening in record.opening],
            "note": in_language(record.note, lang),
            "confidence": self.word("confidence", record.confidence),
            "rechecked": record.rechecked,
            "sources": export.references(record.sources),
            "cited_by": export.references(export.kb.cited_by.get(source.id, ())),
            "vcard": export.file(INSTITUTION_VCARD, id=source.id),
            "hsds": {"organization": organization_uuid(source), "service": service_uuid(source)},
        }

    def word(self, group: str, word: str) -> Word:
        """A word of the vocabulary."""
        return {"code": word, "label": self.export.kb.vocabulary.label(group, word, self.lang)}

    def contact(self, contact: Contact) -> shapes.Contact:
        """What every contact says of itself."""
        verified = contact.verified
        return {
            "label": in_language(contact.label, self.lang),
            "note": in_language(contact.note, self.lang),
            "source": self.export.reference(contact.source),
            "as_of": contact.as_of,
            "verified": _verified(verified) if verified else None,
        }

    def phone(self, phone: Phone) -> shapes.Phone:
        """A telephone number."""
        return {
            "printed": phone.printed,
            "dial": phone.dial,
            "number": phone.number,
            "short": phone.short,
            "country": phone.country,
            "channels": list(phone.channels),
            "shared_with": list(phone.shared_with),
            "hours": phone.hours,
            "hours_printed": phone.hours_printed,
            **self.contact(phone),
        }

    def email(self, email: Email) -> shapes.Email:
        """An e-mail address."""
        return {"address": email.address, **self.contact(email)}

    def address(self, address: Address) -> shapes.Address:
        """A place."""
        return {
            "printed": address.printed,
            "hours": address.hours,
            "hours_printed": address.hours_printed,
            **self.contact(address),
        }

    def opening(self, opening: Opening) -> shapes.Opening:
        """When the institution attends."""
        return {"hours": opening.hours, "hours_printed": opening.hours_printed, **self.contact(opening)}
