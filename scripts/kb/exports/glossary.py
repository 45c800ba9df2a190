"""The glossary as JSON, in one file for all languages."""

from __future__ import annotations

from kb.exports.catalogue import LICENSE
from kb.exports.export import Export
from kb.exports.shapes import Glossary, Term
from kb.models.records import Term as Source


def glossary(export: Export) -> Glossary:
    """Every term, in order of id."""
    terms = [term(export, source) for source in export.kb.terms.values()]
    return {"license": LICENSE, "built": export.settings.today.isoformat(), "terms": terms}


def term(export: Export, source: Source) -> Term:
    """One term in all languages."""
    record = source.record
    return {
        "id": source.id,
        "url": export.permanent(source.id),
        "term": dict(record.term),
        "short": dict(record.short),
        "also": {lang: list(words) for lang, words in record.also.items()},
        "avoid": {lang: list(words) for lang, words in record.avoid.items()},
        "say": dict(record.say),
        "text": dict(record.text),
        "status": record.status,
        "replaced_by": export.references(record.replaced_by),
        "basis": export.references(record.basis),
        "sources": export.references(record.sources),
        "cited_by": export.references(export.kb.cited_by.get(source.id, ())),
    }
