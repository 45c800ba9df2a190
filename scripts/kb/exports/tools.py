"""Forms, indicators, questions, practices and toolkits as JSON, each kind in one file for all languages."""

from __future__ import annotations

from typing import Any

from kb.exports import tool_shapes as shapes
from kb.exports.catalogue import LICENSE, XLSFORM
from kb.exports.export import Export
from kb.exports.tables import columns, table_of
from kb.models import collections, forms
from kb.models.collections import Record


def tool(export: Export, entry: Record[Any]) -> shapes.Tool:
    """What every record says of itself."""
    record = entry.record
    return {
        "id": entry.id,
        "url": export.permanent(entry.id),
        "status": record.status,
        "replaced_by": export.references(record.replaced_by),
        "see": export.references(record.see),
        "basis": export.references(getattr(record, "basis", ())),
        "sources": export.references(record.sources),
        "cited_by": export.references(export.kb.cited_by.get(entry.id, ())),
    }


def all_forms(export: Export) -> shapes.Forms:
    """Every form, in order of id."""
    return {
        "license": LICENSE,
        "built": _built(export),
        "forms": [form(export, item) for item in export.kb.forms.values()],
    }


def all_indicators(export: Export) -> shapes.Indicators:
    """Every indicator, in order."""
    return {
        "license": LICENSE,
        "built": _built(export),
        "indicators": [indicator(export, item) for item in export.kb.indicators.values()],
    }


def all_questions(export: Export) -> shapes.Questions:
    """Every open question."""
    return {
        "license": LICENSE,
        "built": _built(export),
        "questions": [question(export, item) for item in export.kb.questions.values()],
    }


def all_practices(export: Export) -> shapes.Practices:
    """Every good practice."""
    return {
        "license": LICENSE,
        "built": _built(export),
        "practices": [practice(export, item) for item in export.kb.practices.values()],
    }


def all_toolkits(export: Export) -> shapes.Toolkits:
    """Every toolkit."""
    return {
        "license": LICENSE,
        "built": _built(export),
        "toolkits": [toolkit(export, item) for item in export.kb.toolkits.values()],
    }


def _built(export: Export) -> str:
    return export.settings.today.isoformat()


def form(export: Export, source: forms.Form) -> shapes.Form:
    """A form with its fields."""
    record = source.record
    return {
        **tool(export, source),
        "title": dict(record.title),
        "purpose": dict(record.purpose),
        "phases": list(record.phases),
        "actors": list(record.actors),
        "groups": [
            {
                "name": group.name,
                "title": dict(group.title),
                "note": dict(group.note),
                "fields": [_field(export, field) for field in group.fields],
            }
            for group in record.groups
        ],
        "access_levels": [
            {"name": level.name, "label": dict(level.label), "note": dict(level.note)} for level in record.access_levels
        ],
        "forbidden": [
            {"name": item.name, "label": dict(item.label), "why": dict(item.why)} for item in record.forbidden
        ],
        "xlsform": export.file(XLSFORM, form=source.id),
    }


def _field(export: Export, field: forms.FormField) -> shapes.FormField:
    return {
        "name": field.name,
        "label": dict(field.label),
        "type": field.type,
        "values": [{"name": value.name, "label": dict(value.label)} for value in field.values],
        "required": field.required,
        "why": dict(field.why),
        "hint": dict(field.hint),
        "access": list(field.access),
        "keep": dict(field.keep),
        "basis": export.references(field.basis),
        "sources": export.references(field.sources),
        "see": export.references(field.see),
    }


def indicator(export: Export, source: collections.Indicator) -> shapes.Indicator:
    """An indicator with the provisions that it watches."""
    record = source.record
    return {
        **tool(export, source),
        "subject": {lang: export.kb.label(source.subject_label, lang) for lang in export.kb.languages},
        "name": dict(record.name),
        "definition": dict(record.definition),
        "computation": dict(record.computation),
        "disaggregation": {lang: list(items) for lang, items in record.disaggregation.items()},
        "data_source": dict(record.data_source),
        "note": dict(record.note),
        "watches": export.references(record.watches),
    }


def question(export: Export, source: collections.Question) -> shapes.Question:
    """An open question."""
    record = source.record
    return {
        **tool(export, source),
        "question": dict(record.question),
        "why": dict(record.why),
        "meanwhile": dict(record.meanwhile),
        "decides": dict(record.decides),
        "answered_by": export.references(record.answered_by),
    }


def practice(export: Export, source: collections.Practice) -> shapes.Practice:
    """A good practice."""
    record = source.record
    return {
        **tool(export, source),
        "title": dict(record.title),
        "subject": record.subject,
        "countries": list(record.countries),
        "body": dict(record.body),
        "period": dict(record.period),
        "text": dict(record.text),
        "results": dict(record.results),
        "reuse": dict(record.reuse),
    }


def toolkit(export: Export, source: collections.Toolkit) -> shapes.Toolkit:
    """A toolkit."""
    record = source.record
    return {
        **tool(export, source),
        "title": dict(record.title),
        "publisher": record.publisher,
        "year": record.year,
        "languages": list(record.languages),
        "kind": record.kind,
        "audience": list(record.audience),
        "subject": list(record.subject),
        "text": dict(record.text),
        "link": record.url,
    }


def indicators_csv(export: Export) -> str:
    """A row an indicator, a column a language."""
    langs = export.kb.languages
    texts = ("subject", "name", "definition", "computation", "data_source", "note")
    rows = []
    for item in all_indicators(export)["indicators"]:
        row = {"id": item["id"], "url": item["url"], "status": item["status"]}
        for key in texts:
            row |= {f"{key}_{lang}": item[key].get(lang, "") for lang in langs}  # type: ignore[literal-required]
        row |= {f"disaggregation_{lang}": "; ".join(item["disaggregation"].get(lang, ())) for lang in langs}
        for key in ("watches", "basis", "sources"):
            row[key] = "; ".join(found["id"] for found in item[key])  # type: ignore[literal-required]
        rows.append(row)
    heads = ["id", "url", "status", *columns((*texts, "disaggregation"), langs), "watches", "basis", "sources"]
    return table_of(heads, rows)
