"""The parts of HSDS records: telephones, e-mail addresses, places, hours, areas, languages, attributes.

Source: Open Referral, Human Services Data Specification 3.1 (schema/phone.json and so on).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from kb.exports.export import Export, uuid_of
from kb.exports.institutions import verified_until
from kb.exports.schedules import UTC_OFFSETS, slots
from kb.exports.shapes import Json
from kb.models.base import in_language
from kb.models.institution import Address, Contact, Hours, Institution, Phone
from kb.pages.contacts import hours_words


class Parts:
    """Writes the parts of records in one language."""

    def __init__(self, export: Export, lang: str) -> None:
        self.export, self.lang = export, lang
        self.writer = export.writer(lang)

    # Attributes, taxonomies, identifiers

    def attribute(self, owner: str, entity: str, key: str, value: str) -> Json:
        """Something that HSDS has no property for. `key` is the name of our own property."""
        return {
            "id": uuid_of(f"{owner} {key} {value}"),
            "link_id": owner,
            "link_type": key,
            "link_entity": entity,
            "value": value,
            "label": self.writer.label(f"field_{key}"),
        }

    def attributes(self, owner: str, entity: str, values: Iterable[tuple[str, str]]) -> list[Json]:
        """Several of them, without those that have no value."""
        return [self.attribute(owner, entity, key, value) for key, value in values if value]

    def classified(self, owner: str, entity: str, group: str, word: str) -> Json:
        """A word of the vocabulary that says what something is."""
        term = self.term(group, word)
        key = {"services": "service", "kinds": "kind"}[group]
        attribute = self.attribute(owner, entity, key, word)
        return {**attribute, "taxonomy_term_id": term["id"], "taxonomy_term": term}

    def term(self, group: str, word: str) -> Json:
        """A word as a term of a taxonomy."""
        label = self.writer.word(group, word)
        return {
            "id": uuid_of(f"vocabulary {group} {word}"),
            "code": word,
            "name": label,
            "description": label,
            "taxonomy": group,
            "taxonomy_id": uuid_of(f"vocabulary {group}"),
            "language": self.lang,
        }

    def taxonomy(self, group: str) -> Json:
        """A group of the vocabulary."""
        label = self.writer.label(group)
        return {"id": uuid_of(f"vocabulary {group}"), "name": group, "description": label, "version": "1"}

    def identifier(self, source: Institution) -> Json:
        """Our permanent id, by which the site's addresses are made."""
        label = self.writer.label("field_id")
        return {"id": uuid_of(f"{source.id} identifier"), "identifier_type": label, "identifier": source.id}

    def provenance(self, contact: Contact) -> list[tuple[str, str]]:
        """Where a contact was read, how old it is, who verified it. A date that is not known is `unknown`."""
        found = [("source", self.export.permanent(contact.source)), ("as_of", contact.as_of or "unknown")]
        verified = contact.verified
        if verified:
            found += [("verified", verified.date.isoformat()), ("verified_by", verified.by)]
            found += [("verified_how", verified.how), ("verified_until", verified_until(verified))]
        return found

    def verification(self, owner: str, entity: str, contact: Contact, field: str, value: str) -> Json:
        """A verification as an entry of `metadata`: the value was looked at and stayed. Empty without one."""
        verified = contact.verified
        if verified is None:
            return {}
        entry = {
            "id": uuid_of(f"{owner} verified {verified.date.isoformat()}"),
            "resource_id": owner,
            "resource_type": entity,
            "last_action_date": verified.date.isoformat(),
            "last_action_type": "verify",
            "field_name": field,
            "previous_value": value,
            "replacement_value": value,
            "updated_by": verified.by,
        }
        return {"metadata": [entry]}

    # Ways to reach an institution

    def phones(self, source: Institution) -> list[Json]:
        """Telephone numbers. `number` is what one dials, or the printed form where that is not enough to call."""
        idents = _idents(f"{source.id} phone", [phone.dial or phone.printed for phone in source.record.phones])
        return [self._phone(ident, phone) for ident, phone in zip(idents, source.record.phones, strict=True)]

    def _phone(self, ident: str, phone: Phone) -> Json:
        number = phone.dial or phone.printed
        told = [in_language(phone.label, self.lang), "" if phone.dial else self.writer.label("not_dialable")]
        told += [hours_words(self.writer, phone), in_language(phone.note, self.lang)]
        own = [("printed", phone.printed), ("country", phone.country or "")]
        own += [("dialable", "true" if phone.dial else "false"), ("hours", phone.hours or "")]
        own += [("channel", word) for word in phone.channels]
        own += [("shared_with", other) for other in phone.shared_with]
        found: Json = {
            "id": ident,
            "number": number,
            "type": "voice" if "voice" in phone.channels else "text",
            "attributes": self.attributes(ident, "phone", [*own, *self.provenance(phone)]),
            **self.verification(ident, "phone", phone, "number", number),
        }
        description = " · ".join(text for text in told if text)
        return {**found, "description": description} if description else found

    def contacts(self, source: Institution) -> list[Json]:
        """E-mail addresses of offices."""
        idents = _idents(f"{source.id} email", [email.address for email in source.record.emails])
        return [
            {
                "id": ident,
                "name": in_language(email.label, self.lang) or source.short_name(self.lang),
                "email": email.address,
                "attributes": self.attributes(ident, "contact", [self._note(email), *self.provenance(email)]),
                **self.verification(ident, "contact", email, "email", email.address),
            }
            for ident, email in zip(idents, source.record.emails, strict=True)
        ]

    def _note(self, contact: Contact) -> tuple[str, str]:
        return "note", in_language(contact.note, self.lang)

    # Places, areas, languages

    def at_locations(self, source: Institution) -> list[Json]:
        """The places where an institution works, each with its address as its source prints it."""
        idents = _idents(f"{source.id} location", [address.printed for address in source.record.addresses])
        return [
            {"id": uuid_of(f"{ident} service"), "location": self._location(ident, address, source)}
            for ident, address in zip(idents, source.record.addresses, strict=True)
        ]

    def _location(self, ident: str, address: Address, source: Institution) -> Json:
        label = in_language(address.label, self.lang)
        found: Json = {
            "id": ident,
            "location_type": "physical",
            "name": label or source.name(self.lang),
            "addresses": [self._address(ident, address, source)],
            "attributes": self.attributes(ident, "location", [self._note(address), *self.provenance(address)]),
            **self.verification(ident, "location", address, "addresses", address.printed),
        }
        schedules = self._schedules(ident, address, area_country(source))
        return {**found, "schedules": schedules} if schedules else found

    def _address(self, owner: str, address: Address, source: Institution) -> Json:
        """HSDS wants the parts of an address; our sources print it whole. What is not told apart stays empty."""
        empty = {"city": "", "state_province": "", "postal_code": ""}
        country = area_country(source) or ""
        return {
            "id": uuid_of(f"{owner} address"),
            "address_1": address.printed,
            **empty,
            "country": country,
            "address_type": "physical",
        }

    def areas(self, source: Institution) -> list[Json]:
        """Where an institution works: a record an ISO 3166 code, each with the whole in words."""
        text = in_language(source.record.coverage.text, self.lang)
        countries = self.export.kb.vocabulary.words("countries")
        return [
            {
                "id": uuid_of(f"{source.id} area {code}"),
                "name": self.writer.word("countries", code) if code in countries else text,
                "description": text,
                "extent": code,
                "extent_type": "text",
            }
            for code in source.record.coverage.areas
        ]

    def languages(self, source: Institution) -> list[Json]:
        """The languages in which an institution attends."""
        return [
            {
                "id": uuid_of(f"{source.id} language {word}"),
                "name": self.writer.word("languages", word),
                "code": word,
            }
            for word in source.record.languages
        ]

    # Hours

    def service_schedules(self, source: Institution) -> list[Json]:
        """When an institution attends, and when somebody answers each of its telephones."""
        record, country = source.record, area_country(source)
        found: list[Json] = []
        for number, opening in enumerate(record.opening):
            ident = uuid_of(f"{source.id} opening {number}")
            own = [self._note(opening), *self.provenance(opening)]
            entries = self._schedules(ident, opening, country)
            found += [{**item, "attributes": self.attributes(item["id"], "schedule", own)} for item in entries]
        for phone, part in zip(record.phones, self.phones(source), strict=True):
            by_phone = f"{self.writer.label('call')}: {phone.printed}"
            entries = self._schedules(part["id"], phone, phone.country or country)
            found += [{**entry, "attending_type": by_phone} for entry in entries]
        return found

    def _schedules(self, owner: str, item: Hours, country: str | None) -> list[Json]:
        """Hours as schedules, one for days with the same times; in words only where the rule says more."""
        words = hours_words(self.writer, item)
        if not words:
            return []
        offset = UTC_OFFSETS.get(country or "")
        zone = "" if offset is None else f"{offset:+03}:00"
        found: list[Json] = []
        for slot in slots(item.hours or ""):
            entry: Json = {"freq": "WEEKLY", "wkst": "MO", "byday": ",".join(slot.days).upper()}
            entry |= {"opens_at": f"{slot.opens}{zone}", "closes_at": f"{slot.closes}{zone}"}
            if offset is not None:
                entry["timezone"] = offset
            found.append(entry)
        return [
            {"id": uuid_of(f"{owner} schedule {number}"), "description": words, **entry}
            for number, entry in enumerate(found or [{}])
        ]


def area_country(source: Institution) -> str | None:
    """The one country in which an institution works; None if there are several. A consulate works where it stands."""
    countries = {code.partition("-")[0] for code in source.record.coverage.areas}
    return countries.pop() if len(countries) == 1 else None


def _idents(base: str, values: list[str]) -> list[str]:
    """A UUID for each value that does not change when others are added; the same value twice is counted."""
    seen: dict[str, count[int]] = {}
    found = []
    for value in values:
        number = next(seen.setdefault(value, count()))
        found.append(uuid_of(f"{base} {value}" + (f" {number + 1}" if number else "")))
    return found
