"""The registry card for other people's software: a JSON Schema, an empty table, and the data dictionary.

Source: JSON Schema 2020-12; RFC 4180. A card is a flat object: a key a field, the same in XLSForm and CSV.
"""

from __future__ import annotations

from kb.exports.catalogue import CARD_SCHEMA, LANGUAGE
from kb.exports.export import Export
from kb.exports.shapes import Json
from kb.exports.tables import Row, columns, table_of
from kb.models.base import in_language
from kb.models.forms import FieldGroup, Forbidden, Form, FormField

_TYPES: dict[str, Json] = {
    "date": {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date_time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "yes_no": {"enum": ["yes", "no"]},
}
_SOME_TEXT: Json = {"type": "string", "minLength": 1}


def card_fields(card: Form) -> list[FormField]:
    """The fields that hold something."""
    return [field for field in card.fields if field.type != "instruction"]


def card_schema(export: Export, card: Form) -> Json:
    """The schema of one card. It allows no key that it does not name, and refuses by name what must not be recorded."""
    record = card.record
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": export.file(CARD_SCHEMA),
        "title": in_language(record.title, LANGUAGE),
        "description": in_language(record.purpose, LANGUAGE),
        "type": "object",
        "properties": {
            **{field.name: _property(field) for field in card_fields(card)},
            **{
                item.name: {
                    "not": {},
                    "title": in_language(item.label, LANGUAGE),
                    "description": f"Must not be recorded. {in_language(item.why, LANGUAGE)}",
                    "x-label": dict(item.label),
                }
                for item in record.forbidden
            },
        },
        "required": [field.name for field in card_fields(card) if field.required],
        "additionalProperties": False,
    }


def _property(field: FormField) -> Json:
    names = [value.name for value in field.values]
    what: Json = _TYPES.get(field.type, _SOME_TEXT)
    if field.type == "one_of":
        what = {"enum": names}
    elif field.type == "any_of":
        what = {"type": "array", "items": {"enum": names}, "uniqueItems": True}
    return {
        "title": in_language(field.label, LANGUAGE),
        "description": in_language(field.why, LANGUAGE),
        **what,
        "x-label": dict(field.label),
        "x-values": {value.name: dict(value.label) for value in field.values},
        "x-access": list(field.access),
        "x-keep": dict(field.keep),
    }


def card_template(card: Form) -> str:
    """A table with a column a field and no row."""
    return table_of([field.name for field in card_fields(card)], [])


def card_dictionary(export: Export, card: Form) -> str:
    """A row a field, and a row for each thing that must not be recorded."""
    langs = export.kb.languages
    rows = [
        _recorded(group, field, langs)
        for group in card.record.groups
        for field in group.fields
        if field.type != "instruction"
    ]
    rows += [_never_recorded(item, langs) for item in card.record.forbidden]
    texts = columns(("label", "values", "why", "hint", "keep"), langs)
    return table_of(["name", "group", "type", "recorded", "required", "access", *texts, "basis", "sources"], rows)


def _recorded(group: FieldGroup, field: FormField, langs: tuple[str, ...]) -> Row:
    row = {"name": field.name, "group": group.name, "type": field.type, "recorded": "yes"}
    row |= {"required": "yes" if field.required else "no", "access": "; ".join(field.access)}
    row |= {"basis": "; ".join(field.basis), "sources": "; ".join(field.sources)}
    for lang in langs:
        values = (f"{value.name}: {value.label.get(lang, value.name)}" for value in field.values)
        row |= {
            f"label_{lang}": field.label.get(lang, ""),
            f"values_{lang}": "; ".join(values),
            f"why_{lang}": field.why.get(lang, ""),
            f"hint_{lang}": field.hint.get(lang, ""),
            f"keep_{lang}": field.keep.get(lang, ""),
        }
    return row


def _never_recorded(item: Forbidden, langs: tuple[str, ...]) -> Row:
    row = {"name": item.name, "recorded": "never"}
    row |= {"basis": "; ".join(item.basis), "sources": "; ".join(item.sources)}
    for lang in langs:
        row |= {f"label_{lang}": item.label.get(lang, ""), f"why_{lang}": item.why.get(lang, "")}
    return row
