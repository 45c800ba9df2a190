"""What a page tells search engines and other programs of the institutions and sections on it, as one graph of JSON-LD.

Source: schema.org: GovernmentOrganization, GovernmentService, ContactPoint, OpeningHoursSpecification, CreativeWork.
The graph stands in the page as a data block, which a browser never runs and a Content-Security-Policy does not forbid.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kb.base import KnowledgeBase
from kb.exports.catalogue import LICENSE
from kb.exports.export import Export, present
from kb.exports.schedules import slots
from kb.exports.shapes import Json
from kb.models.base import in_language
from kb.models.institution import Contact, Hours, Institution, Phone
from kb.models.section import Section
from kb.settings import Settings

CONTEXT = "https://schema.org"
GOVERNMENT = frozenset(
    {"protection-authority", "migration-authority", "refugee-authority", "consular", "police", "justice", "health"}
    | {"human-rights", "focal-point"}
)
"""The kinds of institutions that are a state's own. Shelters, hotlines and bodies that coordinate may be anybody's."""
TYPES = {"civil-society": "NGO"}
DAYS = dict(
    zip(
        ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


def json_ld(kb: KnowledgeBase, lang: str, ids: Iterable[str], settings: Settings) -> str:
    """The graph of a page on which these ids stand, safe to be written into HTML; empty if there is nothing to tell."""
    graph = list(_nodes(Export(kb, settings), lang, ids))
    if not graph:
        return ""
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _nodes(export: Export, lang: str, ids: Iterable[str]) -> Iterator[Json]:
    for ident in ids:
        entry = export.kb.find(ident)
        if isinstance(entry, Section) and lang in entry.bodies:
            yield section(export, entry, lang)
        elif isinstance(entry, Institution):
            yield organization(export, entry, lang)
            yield service(export, entry, lang)


def section(export: Export, source: Section, lang: str) -> Json:
    """A section as a work that is part of a publication and cites what it rests on."""
    cited = (*source.front.basis, *source.front.sources)
    whole = None if source.id == source.series else _parent(export.kb, source)
    found = {
        "@type": "CreativeWork",
        "@id": export.permanent(source.id),
        "identifier": source.id,
        "name": source.title(lang),
        "url": export.page(source.id, lang),
        "inLanguage": lang,
        "isPartOf": {"@id": export.permanent(whole)} if whole else None,
        "creativeWorkStatus": export.kb.vocabulary.label("statuses", source.front.status, lang),
        "license": LICENSE,
        "citation": [{"@id": export.permanent(ident)} for ident in cited],
    }
    return present(found)


def _parent(kb: KnowledgeBase, source: Section) -> str:
    """The section that another stands in: its chapter's if there is one, else the publication's own."""
    chapter = f"{source.series}-{source.chapter}"
    return chapter if chapter != source.id and chapter in kb.sections else source.series


def organization(export: Export, source: Institution, lang: str) -> Json:
    """An institution with its telephones, e-mail addresses and places."""
    record = source.record
    kind = "GovernmentOrganization" if record.kind in GOVERNMENT else TYPES.get(record.kind, "Organization")
    found = {
        "@type": kind,
        "@id": export.permanent(source.id),
        "identifier": source.id,
        "name": source.name(lang),
        "legalName": record.name.official,
        "alternateName": in_language(record.acronym, lang),
        "url": record.website,
        "parentOrganization": {"@id": export.permanent(record.part_of)} if record.part_of else None,
        "areaServed": list(record.coverage.areas),
        "address": [place.printed for place in record.addresses],
        "contactPoint": [_phone(phone, lang) for phone in record.phones if phone.dial]
        + [_point(email, lang, email=email.address) for email in record.emails],
    }
    return present(found)


def _phone(phone: Phone, lang: str) -> Json:
    return _point(phone, lang, telephone=phone.dial, areaServed=phone.country, hoursAvailable=_hours(phone))


def _point(contact: Contact, lang: str, **more: object) -> Json:
    return present({"@type": "ContactPoint", "contactType": in_language(contact.label, lang), **more})


def _hours(item: Hours) -> list[Json]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day] for day in slot.days],
            "opens": slot.opens,
            "closes": slot.closes,
        }
        for slot in slots(item.hours or "")
    ]


def service(export: Export, source: Institution, lang: str) -> Json:
    """What an institution does."""
    record = source.record
    words = [export.kb.vocabulary.label("services", word, lang) for word in record.services]
    found = {
        "@type": "GovernmentService" if record.kind in GOVERNMENT else "Service",
        "name": source.name(lang),
        "serviceType": words,
        "provider": {"@id": export.permanent(source.id)},
        "areaServed": list(record.coverage.areas),
        "hoursAvailable": [entry for opening in record.opening for entry in _hours(opening)],
        "availableChannel": {"@type": "ServiceChannel", "availableLanguage": list(record.languages)}
        if record.languages
        else None,
    }
    return present(found)
