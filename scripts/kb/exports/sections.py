"""Sections and publications as JSON: one section by its id, one publication with all of its sections."""

from __future__ import annotations

from collections.abc import Iterator

from kb.exports.catalogue import LICENSE
from kb.exports.export import Export
from kb.exports.shapes import Deadline, Publication, Section
from kb.exports.text import TextExport
from kb.models.section import Section as Source


def sections(export: Export) -> Iterator[Section]:
    """Every section, in the order in which people count."""
    texts = TextExport(export)
    for source in export.kb.sections.values():
        yield section(export, source, texts)


def section(export: Export, source: Source, texts: TextExport) -> Section:
    """One section with everything that the site shows of it."""
    front = source.front
    return {
        "id": source.id,
        "series": source.series,
        "number": source.number,
        "url": export.permanent(source.id),
        "pages": export.pages(source.id),
        "license": LICENSE,
        "status": front.status,
        "replaced_by": export.references(front.replaced_by),
        "revised": front.revised,
        "phases": list(front.phases),
        "actors": list(front.actors),
        "step": front.step,
        "deadline": _deadline(source),
        "basis": export.references(front.basis),
        "sources": export.references(front.sources),
        "see": export.references(front.see),
        "contacts": export.references(front.contacts),
        "cited_by": export.references(export.kb.cited_by.get(source.id, ())),
        "texts": texts.texts(source),
    }


def _deadline(source: Source) -> Deadline | None:
    deadline = source.front.deadline
    if deadline is None:
        return None
    value = deadline.value
    return {"unit": deadline.unit, "value": None if isinstance(value, bool) else value}


def publications(export: Export, found: list[Section]) -> Iterator[Publication]:
    """Every publication with its sections, which were made before."""
    for series in export.kb.series:
        titles = export.reference(series)["title"] if series in export.kb.sections else {}
        yield {
            "id": series,
            "title": titles,
            "url": export.permanent(series),
            "license": LICENSE,
            "built": export.settings.today.isoformat(),
            "sections": [item for item in found if item["series"] == series],
        }
